/** Operations with another seat: packets of it come, heads are vouched for, a roster is adopted. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { admit } from '../../electron/host/bundle/stored-bundle.ts';
import { prepareImport, type PreparedImport } from '../../electron/host/packet/import.ts';
import { writePacket } from '../../electron/host/packet/write.ts';
import { writeAll } from '../../electron/host/storage/atomic-file.ts';
import { throwDiskError, type FileSystem } from '../../electron/host/storage/file-system.ts';
import { adoptRoster, changeRoster, proposePolicy } from '../../electron/host/workspace/people.ts';
import type { RecordLog } from '../../electron/host/workspace/record-log.ts';
import type { Workspace } from '../../electron/host/workspace/workspace.ts';
import { createMemoryDisk, type DiskContent } from '../support/memory-disk.ts';
import { listTree } from '../support/list-tree.ts';
import { after, unlock, type Operation } from './operation.ts';
import { activeOf, addNote, addPerson, openSession, PASSPHRASE, ROOT, signOpinion, type Session, type World } from './world.ts'; // prettier-ignore

const INCOMING = `${ROOT}/incoming/0a8f4f0e`;

type Packed = 'without bundle' | 'with bundle';

/** What the other seat has on its disk, and the packet that it makes of it. */
async function send(world: World, content: DiskContent, name: string, packed: Packed): Promise<string> {
  const { workspace, review } = await openSession(createMemoryDisk(content).fs, world);
  const { next } = world;
  const about = packed === 'with bundle' ? next : world.bundle;
  if (review.log === null) throw new Error('The case is sealed');
  const plan = await workspace.packets.plan(
    { safetyCase: about.safetyCase, log: review.log, bundleFolder: about.storedAt },
    { recipient: null, isWhole: true, withBundle: packed === 'with bundle' },
  );
  const file = path.join(world.scratch, name);
  // To the real disk, as reading is from it.
  await writePacket(plan, file);
  return file;
} // prettier-ignore

interface Read {
  readonly prepared: PreparedImport;
  /** Files of the bundle in the packet, by path below its folder. */
  readonly bundle: ReadonlyMap<string, Uint8Array>;
}

/** Reads a packet as the seat would whose disk this is. Reading unpacks to a real folder, past the port. */
async function read(world: World, content: DiskContent, file: string): Promise<Read> {
  const { fs } = createMemoryDisk(content);
  const { workspace, review } = await openSession(fs, world);
  const root = path.join(world.scratch, path.basename(file, '.reviewpacket'));
  const folder = path.join(root, path.relative(ROOT, INCOMING));
  const prepared = await prepareImport(file, folder, {
    root,
    bundles: path.join(root, 'bundles'),
    seatLog: workspace.seat.log,
    caseLogOf: () => Promise.resolve(review.log),
    roster: workspace.seat.roster(),
    fs,
  });
  const bundle = new Map<string, Uint8Array>();
  const toMemory = (at: string): string => path.join(ROOT, path.relative(root, at));
  const placements = prepared.placements.map((item) =>
    typeof item.content === 'string' ? { ...item, content: toMemory(item.content) } : item,
  );
  for (const { content: at } of prepared.placements) {
    if (typeof at !== 'string') continue;
    for (const name of await listTree(at)) {
      const bytes = await readFile(path.join(at, name)).catch(() => null);
      if (bytes !== null) bundle.set(name, new Uint8Array(bytes));
    }
  }
  return { prepared: { ...prepared, folder: INCOMING, placements }, bundle };
}

/** The disk as reading leaves it: folders that nobody flushed, and in them a bundle that was admitted. */
async function unpack({ prepared, bundle }: Read, fs: FileSystem): Promise<void> {
  await fs.mkdir(INCOMING);
  const stored = prepared.placements.find(({ content }) => typeof content === 'string')?.content;
  if (typeof stored !== 'string') return;
  const store = path.dirname(stored);
  const fresh = `${store}/.opening-1`;
  for (const [name, bytes] of bundle) {
    const file = path.join(fresh, name);
    await fs.mkdir(path.dirname(file));
    const handle = await fs.open(file, 'wx', 0o600);
    await writeAll(handle, bytes, 0);
    await handle.close();
  }
  await admit(fresh, store, path.basename(stored), [], undefined, fs);
}

function logsOf({ workspace, review }: Session): readonly RecordLog[] {
  return [workspace.seat.log, ...(review.log === null ? [] : [review.log])];
}

/** Heads and records of others, what this seat says of them, and the bundles. */
function toWhole(session: Session, { files }: DiskContent): string {
  const logs = logsOf(session);
  const said = logs.flatMap((log) => log.ownEntries()).filter(({ entry }) => entry.type === 'packet-imported');
  return JSON.stringify({
    heads: logs.flatMap((log) => log.peers().map(({ head, cosigned }) => [head.origin, head.size, cosigned.map(({ size }) => size)])),
    records: logs.flatMap((log) => log.records().map(({ digest }) => digest.slice(0, 8))).sort(),
    uncounted: logs.flatMap((log) => log.uncounted().map(({ digest }) => digest.slice(0, 8))).sort(),
    damage: logs.flatMap((log) => log.damage().filter(({ kind }) => kind !== 'torn').map(({ message }) => message)),
    said: said.length,
    bundles: [...files.keys()].filter((name) => name.startsWith(`${ROOT}/bundles/`)).length,
  });
} // prettier-ignore

function withoutCosigned({ files, folders }: DiskContent): DiskContent {
  return { files: new Map([...files].filter(([name]) => !name.includes('/cosigned/'))), folders };
}

function otherRoster(workspace: Workspace): { readonly first: string; readonly person: string } {
  const { adopted, chains } = workspace.seat.view();
  const other = chains.find((chain) => chain.first !== adopted?.first);
  const person = other?.accepted.at(-1)?.content.persons[0];
  if (other === undefined || person === undefined) throw new Error('The roster of the other seat came with its packet');
  return { first: other.first, person: person.id };
} // prettier-ignore

/** As the end of an import does it, which says what the disk said. */
async function vouch(session: Session): Promise<void> {
  for (const log of logsOf(session)) {
    await log.cosign().catch((error: unknown) => throwDiskError('cosigned', error));
  }
}

async function changePolicy({ workspace }: Session): Promise<void> {
  const { version, sha256 } = workspace.seat.policyDigest();
  const pack = { ...workspace.seat.policy(), version: version + 1, previous: sha256, title: 'Another' };
  await proposePolicy(workspace, pack, { keyid: workspace.activeKeyid() ?? '', passphrase: PASSPHRASE });
} // prettier-ignore

/** `used`: a workspace with a person and records; `plain`: what is the same in every operation. */
export async function listExchangeOperations(
  world: World,
  used: DiskContent,
  plain: Omit<Operation, 'name' | 'run'>,
): Promise<readonly Operation[]> {
  const other = await after(world, createMemoryDisk().content(), async (session) => {
    const keyid = await addPerson(session, 'N. Rahimi');
    await session.review.submit(keyid, { kind: 'declaration', input: { interests: [] } }, null);
    for (const body of ['one', 'two', 'three']) await addNote(session, body, null);
    await signOpinion(session);
  });
  const later = await after(world, other, async (session) => {
    await unlock(session);
    await addNote(session, 'four', null);
  });
  const first = await send(world, other, 'first.reviewpacket', 'with bundle');
  const second = await send(world, later, 'second.reviewpacket', 'without bundle');
  const toImport = async (start: DiskContent, file: string): Promise<Pick<Operation, 'start' | 'entries' | 'before' | 'run' | 'toWhole'>> => {
    const packet = await read(world, start, file);
    return {
      start,
      // One in the log of the seat and one in that of the case.
      entries: packet.prepared.intent.entries.length,
      before: (fs) => unpack(packet, fs),
      run: ({ workspace }) => workspace.packets.accept(packet.prepared),
      toWhole,
    };
  }; // prettier-ignore
  const importFirst = await toImport(used, first);
  const disk = createMemoryDisk(used);
  const session = await openSession(disk.fs, world);
  await importFirst.before?.(disk.fs);
  await importFirst.run(session);
  await session.workspace.compareRoster(otherRoster(session.workspace).first, true);
  await session.workspace.close();
  const met = disk.content();
  return [
    { ...plain, ...importFirst, name: 'import a packet with a bundle' },
    { ...plain, ...(await toImport(met, second)), name: 'import a packet that goes on' },
    { ...plain, name: 'vouch for heads', start: withoutCosigned(met), run: vouch },
    { ...plain, name: 'adopt a roster', start: met, mayChangeActive: true, run: ({ workspace }) => adoptRoster(workspace, otherRoster(workspace).first) },
    { ...plain, name: 'add a person of another roster', start: met, run: (at) => changeRoster(at.workspace, { kind: 'add-known', ...otherRoster(at.workspace), isSigner: true }, { keyid: activeOf(at), passphrase: PASSPHRASE }) },
    { ...plain, name: 'put a policy in force', run: changePolicy },
  ]; // prettier-ignore
}
