/**
 * The workspace: everything this seat keeps on disk, held by one process at a time. Opening it checks
 * what is there; closing it says that it was closed, so that a stop without closing can be seen.
 */
import path from 'node:path';
import { z } from 'zod';
import { sha256Hex, type SafetyCase } from '../../../shared/case/model.ts';
import { personOfKey, type RosterPerson } from '../../../shared/policy/roster.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { Line } from '../../../shared/review/records.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { toOpenSshFingerprint } from '../../../shared/trust/key-id.ts';
import { sweepStore } from '../bundle/open-bundle.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import { loadOrCreateSeatKey } from '../keys/seat-key.ts';
import { removeLeftovers, writeFileAtomically } from '../storage/atomic-file.ts';
import {
  makeFolder,
  nodeFileSystem,
  throwDiskError,
  unlinkIfThere,
  type FileSystem,
} from '../storage/file-system.ts';
import { acquireLock, type Lock } from '../storage/lock-file.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { completeImports, completeMoves, createPackets, type Packets } from '../packet/packets.ts';
import { openCaseReview, type CaseReview } from './case-review.ts';
import { systemClock, type Clock } from './clock.ts';
import { listDrafts, openDrafts } from './drafts.ts';
import { openKeyRing, type KeyRing } from './identities.ts';
import { caseFolderName, toLayout, type WorkspaceLayout } from './layout.ts';
import { openReadingMarks } from './reading-marks.ts';
import { openLastHeads } from './last-heads.ts';
import { COSIGNED, PEERS } from './peers.ts';
import { findPlace } from './place.ts';
import { openUnfinishedFiles, type UnfinishedFiles } from '../storage/unfinished-files.ts';
import { openRecordLog, type RecordLog } from './record-log.ts';
import { openTimeStamps } from '../time-stamp/store.ts';
import { openSealedStore } from './sealed-words.ts';
import { openSeat, type NewPerson, type Seat } from './seat.ts';

export interface SeatIdentity {
  readonly keyid: string;
  readonly personId: string;
  readonly printedName: string;
  readonly organisation: string;
  readonly line: Line;
  readonly role: string;
  readonly openSshFingerprint: string;
  readonly createdAt: string;
  readonly isUnlocked: boolean;
}

const confirmedRosters = z.array(
  z.object({ sha256: sha256Hex, isSame: z.boolean(), comparedAt: z.string() }),
);
export type ComparedRoster = z.infer<typeof confirmedRosters>[number];

export interface Workspace {
  readonly layout: WorkspaceLayout;
  readonly keys: KeyRing;
  readonly seat: Seat;
  /** When the program last stopped without closing; null after a clean close. */
  readonly stoppedUncleanAt: string | null;
  /** What a person is told where the workspace was copied or restored since it was last open; else null. */
  readonly moved: string | null;
  readonly unfinished: UnfinishedFiles;
  /** Writes a whole file where a person chose it; what a kill leaves of it is removed at the next start. */
  save(file: string, content: Uint8Array | string): Promise<void>;
  identities(): readonly SeatIdentity[];
  /** keyid of the person who is at the seat now; null before there is one. */
  activeKeyid(): string | null;
  select(keyid: string): Promise<void>;
  /** Creates a person key and signs the next roster; `vouching` is an unlocked key of the roster. */
  createIdentity(person: NewPerson, passphrase: string, vouching: string | null): Promise<SeatIdentity>;
  /** The same for a key that was made elsewhere; `secretSeed` is kept by the key. */
  importIdentity(person: NewPerson, secretSeed: Uint8Array, passphrase: string, vouching: string | null): Promise<SeatIdentity>;
  /** Every log that is open: that of the seat as "seat", those of cases under the names of their folders. */
  openLogs(): ReadonlyMap<string, RecordLog>;
  /** How the first roster of the adopted chain compared, and whether the chain has forked since. */
  rosterState(): 'none' | 'unknown' | 'confirmed' | 'changed';
  readonly packets: Packets;
  openCase(safetyCase: SafetyCase, bundleFolder: string | null): Promise<CaseReview>;
  /** Drafts of all cases, for the start screen. */
  allDrafts(): Promise<readonly Draft[]>;
  comparedRosters(): readonly ComparedRoster[];
  /** UTC by the clock of this seat. */
  now(): string;
  compareRoster(sha256: string, isSame: boolean): Promise<void>;
  close(): Promise<void>;
} // prettier-ignore

export interface WorkspaceOptions {
  readonly program: { readonly name: string; readonly version: string };
  readonly clock?: Clock;
  readonly workFactor?: number;
  /** Called when keys were locked after a time without use. */
  readonly onLock?: () => void;
  readonly fs?: FileSystem;
}

async function readCompared(file: string, fs: FileSystem): Promise<ComparedRoster[]> {
  try {
    return confirmedRosters.parse(
      parseStrictJsonBytes(await fs.readFile(file), path.basename(file)),
    );
  } catch {
    // Absent or unreadable: no roster counts as compared, which trusts less, never more.
    return [];
  }
}

async function readActive(file: string, fs: FileSystem): Promise<string | null> {
  try {
    return sha256Hex.parse(utf8Decode(await fs.readFile(file)).trim());
  } catch {
    return null;
  }
}

async function whenMarked(file: string, fs: FileSystem): Promise<string | null> {
  try {
    return (await fs.stat(file)).modifiedAt.toISOString();
  } catch {
    return null;
  }
}

/** Removes what writes left that a kill cut short. Only while nobody writes: before anything is opened. */
async function sweepLeftovers(layout: WorkspaceLayout, fs: FileSystem): Promise<void> {
  const names = await fs.readdir(layout.cases).catch(() => []);
  const parts = names.flatMap((name) =>
    ['records', 'drafts', 'reading', 'sealed'].map((part) => path.join(layout.cases, name, part)),
  );
  const peers = [layout.seat, ...names.map((name) => path.join(layout.cases, name))].map((folder) => path.join(folder, PEERS)); // prettier-ignore
  const logs = await Promise.all(peers.map(async (at) => (await fs.readdir(at).catch(() => [])).map((uuid) => path.join(at, uuid, COSIGNED)))); // prettier-ignore
  for (const folder of [
    layout.root,
    layout.keys,
    path.join(layout.seat, 'records'),
    ...parts,
    ...logs.flat(),
  ]) {
    // Not every case has every folder; what cannot be removed is named by nothing and harms nobody.
    await removeLeftovers(folder, fs).catch(() => undefined);
  }
}

/**
 * Opens the workspace below `root`, creating what is missing.
 * @throws CountersignError `workspace-in-use` while another process holds it.
 */
export async function openWorkspace(root: string, options: WorkspaceOptions): Promise<Workspace> {
  const fs = options.fs ?? nodeFileSystem;
  const name = path.basename(root);
  await makeFolder(root, fs).catch((error: unknown) => throwDiskError(name, error));
  const lock = await acquireLock(root, fs);
  try {
    return await openLocked(root, options, lock, fs);
  } catch (error) {
    // What cannot be opened is not held: the next try of this process would find itself in the way.
    await lock.release().catch(() => undefined);
    return throwDiskError(name, error);
  }
}

function isSound(log: RecordLog): boolean {
  return log.damage().every((item) => item.acknowledged);
}

async function openLocked(
  root: string,
  options: WorkspaceOptions,
  lock: Lock,
  fs: FileSystem,
): Promise<Workspace> {
  const clock = options.clock ?? systemClock;
  const layout = toLayout(root);
  const stoppedUncleanAt = await whenMarked(layout.running, fs);
  await writeFileAtomically(layout.running, `${clock.now()}\n`, { fs });
  await makeFolder(layout.bundles, fs);
  await sweepStore(layout.bundles, fs);
  await sweepLeftovers(layout, fs);
  const seatKey = await loadOrCreateSeatKey(layout.seatKey, fs);
  const place = await findPlace(layout, fs);
  const unfinished = await openUnfinishedFiles(layout.unfinished, fs);
  const lastHeads = await openLastHeads(layout.lastHeads, fs);
  const keys: KeyRing = await openKeyRing(layout.keys, {
    ...(options.workFactor === undefined ? {} : { workFactor: options.workFactor }),
    onFailedUnlock: async (keyid) => {
      await seat.log.addEvent({ type: 'unlock-failed', actor: keyid });
    },
    onLock: () => options.onLock?.(),
    fs,
  });
  // Before any log is read: a packet that was accepted is put in place whole.
  const accepted = await completeMoves(layout, fs);
  const logOptions = {
    seatKey,
    clock,
    publicKeyOf: (keyid: string) => keys.publicKeyOf(keyid),
    signers: () => keys.keyids(),
    fs,
  };
  const seat = openSeat(
    await openRecordLog(layout.seat, { ...logOptions, lastHeads: lastHeads.of('seat') }),
    clock,
  );
  // Rosters lie with the seat, so the keys of other seats come from there.
  const rosterKeyids = (): readonly string[] =>
    seat.roster()?.persons.flatMap((person) => person.keys.map((key) => key.keyid)) ?? [];
  const caseLogOptions = {
    ...logOptions,
    publicKeyOf: seat.log.publicKeyOf,
    signers: () => new Set([...keys.keyids(), ...rosterKeyids()]),
  };
  const openLogs = new Map<string, RecordLog>([['seat', seat.log]]);
  const openLogOf = (name: string): Promise<RecordLog> =>
    openRecordLog(path.join(layout.cases, name), { ...caseLogOptions, lastHeads: lastHeads.of(name) }); // prettier-ignore
  /** Logs of cases that are not open, which a packet is taken into. */
  const passing = new Set<RecordLog>();
  async function openCaseLog(name: string): Promise<RecordLog> {
    const open = openLogs.get(name);
    if (open !== undefined) return open;
    const log = await openLogOf(name);
    passing.add(log);
    return log;
  }
  async function closePassing(): Promise<void> {
    const logs = [...passing];
    passing.clear();
    await Promise.all(logs.map((log) => log.close()));
  }
  await completeImports(accepted, { layout, seatLog: seat.log, openCaseLog, fs });
  const packets = createPackets({ layout, seatLog: seat.log, roster: () => seat.roster(), openCaseLog, unfinished, fs }); // prettier-ignore
  if (isSound(seat.log)) {
    if (place.moved !== null)
      await seat.log.addEvent({ type: 'workspace-moved', reason: place.moved });
    await place.settle();
  }
  await keepHeads();
  let active = await readActive(layout.active, fs);
  let compared = await readCompared(layout.confirmedRosters, fs);
  /** A damaged log is not what it was: what was known of it stays. */
  async function keepHeads(): Promise<void> {
    for (const [name, log] of openLogs) {
      if (isSound(log)) await lastHeads.keep(name, log.own().map(({ head }) => head)); // prettier-ignore
    }
  }

  function rosterState(): 'none' | 'unknown' | 'confirmed' | 'changed' {
    const first = seat.firstRosterDigest();
    if (first === null) return 'none';
    if ((seat.view().adopted?.fork.length ?? 0) > 0) return 'changed';
    const outcome = compared.find((item) => item.sha256 === first);
    return outcome === undefined ? 'unknown' : outcome.isSame ? 'confirmed' : 'changed';
  }

  /** Who a key of this seat is: one key a person, the last that is not revoked. Where the adopted roster does not say, a version that waits for signatures or another chain does. */
  function personHere(keyid: string): RosterPerson | null {
    const own = personOfKey(seat.roster(), keyid);
    const { adopted, chains } = seat.view();
    const others = [...(adopted?.proposed ?? []), ...chains.flatMap((chain) => chain.accepted.at(-1) ?? [])]; // prettier-ignore
    const person = own ?? others.map((item) => personOfKey(item.content, keyid)).find((found) => found !== null) ?? null; // prettier-ignore
    const isHere = (key: { readonly keyid: string }): boolean => keys.publicKeyOf(key.keyid) !== null; // prettier-ignore
    const inUse = person?.keys.filter((key) => isHere(key) && key.revoked === null).at(-1);
    const isKnownByOther = own === null && seat.roster()?.persons.some((other) => other.id === person?.id && other.keys.some(isHere)); // prettier-ignore
    return inUse?.keyid === keyid && isKnownByOther !== true ? person : null;
  }

  function toIdentity(keyid: string): SeatIdentity | null {
    const person = personHere(keyid);
    const publicKey = keys.publicKeyOf(keyid);
    if (person === null || publicKey === null) return null;
    return {
      keyid,
      personId: person.id,
      printedName: person.printedName,
      organisation: person.organisation,
      line: person.line,
      role: person.role,
      openSshFingerprint: toOpenSshFingerprint(publicKey, nodeCrypto),
      createdAt: person.validFrom,
      isUnlocked: keys.isUnlocked(keyid),
    };
  }

  function identities(): SeatIdentity[] {
    const all = keys
      .keyids()
      .map(toIdentity)
      .filter((identity) => identity !== null);
    return all.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** The person who was chosen, under the key that is theirs now: it may have been replaced since. */
  function activeKeyid(): string | null {
    if (active === null || toIdentity(active) !== null) return active;
    const person = personOfKey(seat.roster(), active);
    return identities().find((identity) => identity.personId === person?.id)?.keyid ?? null;
  }

  async function addIdentity(person: NewPerson, vouching: string | null, make: () => Promise<UnlockedKey>): Promise<SeatIdentity> {
    seat.log.assertSound();
    const voucher = seat.roster() === null ? null : keys.unlocked(vouching ?? '');
    const key = await make();
    await seat.addPerson(person, key, voucher ?? key);
    const identity = toIdentity(key.keyid);
    await writeFileAtomically(layout.active, `${key.keyid}\n`, { mode: 0o600, fs });
    active = key.keyid;
    if (identity === null) throw new Error('A person who was just added is in the roster');
    return identity;
  } // prettier-ignore

  async function openCaseHere(
    safetyCase: SafetyCase,
    bundleFolder: string | null,
  ): Promise<CaseReview> {
    const name = caseFolderName(safetyCase.bundleDigest === null ? `draft ${safetyCase.id}` : safetyCase.id); // prettier-ignore
    const folder = path.join(layout.cases, name);
    await Promise.all([openLogs.get(name)?.close(), closePassing()]);
    const log = safetyCase.bundleDigest === null ? null : await openLogOf(name);
    const admitted = log?.ownEntries().some(({ entry }) => entry.type === 'bundle-admitted' && entry.obj['manifest'] === safetyCase.bundleDigest); // prettier-ignore
    if (log !== null && admitted !== true && isSound(log) && safetyCase.bundleDigest !== null) {
      await log.addEvent({ type: 'bundle-admitted', obj: { manifest: safetyCase.bundleDigest }, reason: `${safetyCase.title}, version ${safetyCase.version}` }); // prettier-ignore
    }
    if (log !== null) {
      openLogs.set(name, log);
      await keepHeads();
    }
    return openCaseReview({
      safetyCase,
      bundleFolder,
      log,
      drafts: await openDrafts(path.join(folder, 'drafts'), (id) => log?.hasDraft(id) ?? false, fs),
      reading: await openReadingMarks(path.join(folder, 'reading'), fs),
      sealed: await openSealedStore(path.join(folder, 'sealed'), fs),
      timeStamps: log === null ? null : await openTimeStamps(log, fs),
      seat,
      keys,
      clock,
      program: options.program,
      rosterState,
    });
  }

  return {
    layout,
    keys,
    seat,
    stoppedUncleanAt,
    moved: place.moved,
    unfinished,
    save: (file, content) => writeFileAtomically(file, content, { unfinished, fs }),
    identities,
    createIdentity: (person, passphrase, vouching) =>
      addIdentity(person, vouching, () => keys.create(passphrase)),
    importIdentity: (person, secretSeed, passphrase, vouching) =>
      addIdentity(person, vouching, () => keys.take(secretSeed, passphrase)),
    openLogs: () => openLogs,
    packets,
    rosterState,
    openCase: (safetyCase, bundleFolder) =>
      openCaseHere(safetyCase, bundleFolder).catch((error: unknown) => throwDiskError(safetyCase.id, error)), // prettier-ignore
    async allDrafts() {
      const folders = await fs.readdir(layout.cases).catch(() => []);
      const drafts = await Promise.all(
        folders.map((name) => listDrafts(path.join(layout.cases, name, 'drafts'), fs)),
      );
      return drafts.flat();
    },
    activeKeyid,
    async select(keyid) {
      if (toIdentity(keyid) === null) throw new CountersignError('not-found', 'No identity of this seat has this key.'); // prettier-ignore
      await writeFileAtomically(layout.active, `${keyid}\n`, { mode: 0o600, fs });
      active = keyid;
    },
    comparedRosters: () => compared,
    now: () => clock.now(),
    async compareRoster(sha256, isSame) {
      const next = [
        ...compared.filter((item) => item.sha256 !== sha256),
        { sha256, isSame, comparedAt: clock.now() },
      ];
      // The entry first: where only one of the two is kept, no roster counts as compared that was not.
      await seat.log.addEvent({ type: 'roster-compared', obj: { roster: sha256 }, reason: isSame ? 'The fingerprint was compared and is the same.' : 'The fingerprint was compared and differs.' }); // prettier-ignore
      await writeFileAtomically(layout.confirmedRosters, `${JSON.stringify(next)}\n`, { mode: 0o600, fs }); // prettier-ignore
      compared = next;
    },
    async close() {
      keys.lock();
      await Promise.all([closePassing(), ...[...openLogs.values()].map((log) => log.close())]);
      // What cannot be kept now is in the other places of the heads; closing goes on.
      await keepHeads().catch(() => undefined);
      try {
        await unlinkIfThere(layout.running, fs);
      } catch (error) {
        throwDiskError('running', error);
      } finally {
        await lock.release();
      }
    },
  };
}
