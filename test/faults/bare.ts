/** Operations that need no open workspace: a bundle gets its place in the store, a ZIP is written for somebody. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { admit } from '../../electron/host/bundle/stored-bundle.ts';
import { writeZip } from '../../electron/host/bundle/write-zip.ts';
import {
  isLeftover,
  writeAll,
  writeFileAtomically,
} from '../../electron/host/storage/atomic-file.ts';
import type { FileSystem } from '../../electron/host/storage/file-system.ts';
import { CountersignError } from '../../shared/errors.ts';
import { createFaultFileSystem, faultsAt, toFaultName, type Fault } from '../support/fault-file-system.ts'; // prettier-ignore
import { listTree } from '../support/list-tree.ts';
import { createMemoryDisk, toFingerprint, type DiskContent } from '../support/memory-disk.ts';
import {
  describeError,
  digestOf,
  drain,
  isKilled,
  pointsOf,
  sample,
  type Effort,
  type Tally,
} from './enumerate.ts';
import type { World } from './world.ts';

export interface BareOperation {
  readonly name: string;
  readonly start: DiskContent;
  readonly run: (fs: FileSystem) => Promise<unknown>;
  /** What is wrong with what is left. `isDone`: the operation answered that it is done. */
  readonly check: (content: DiskContent, isDone: boolean) => readonly string[];
  /** Temporary files that only a kill may leave. */
  readonly isLeftover: (name: string) => boolean;
}

const STORE = '/w/bundles';
const DIGEST = 'd'.repeat(64);

export async function listBareOperations(world: World): Promise<readonly BareOperation[]> {
  const bag = new Map<string, Uint8Array>();
  for (const name of await listTree(world.bundle.storedAt)) {
    const bytes = await readFile(path.join(world.bundle.storedAt, name)).catch(() => null);
    if (bytes !== null) bag.set(name, new Uint8Array(bytes));
  }
  const zip = await readFile(path.join(world.scratch, 'case.safetycase'));
  const parts = [1, 2, 3].map((part) => ({ path: `${String(part)}.bin`, content: zip.subarray(0, zip.length / part) })); // prettier-ignore
  const written = createMemoryDisk(withFolder('/home'));
  await writeZip('/home/audit.zip', parts, { fs: written.fs });
  const whole = digestOf(written.content().files.get('/home/audit.zip') ?? new Uint8Array(0));
  const old = new TextEncoder().encode('old');
  return [
    {
      name: 'admit a bundle',
      start: withFolder(STORE),
      // Unpacked by whoever came before, and flushed by nobody.
      run: async (fs) => {
        const fresh = `${STORE}/.opening-1`;
        for (const [name, bytes] of bag) {
          await fs.mkdir(path.dirname(path.join(fresh, name)));
          const file = await fs.open(path.join(fresh, name), 'wx', 0o600);
          await writeAll(file, bytes, 0);
          await file.close();
        }
        await admit(fresh, STORE, DIGEST, [], undefined, fs);
      },
      check: ({ files, folders }, isDone) => {
        const at = path.join(STORE, DIGEST);
        if (!folders.has(at)) return isDone ? ['an admitted bundle was lost'] : [];
        return [...bag].flatMap(([name, bytes]) => {
          const there = files.get(path.join(at, name));
          return there !== undefined && digestOf(there) === digestOf(bytes) ? [] : [`${name} of an admitted bundle is not whole`]; // prettier-ignore
        });
      },
      isLeftover: (name) => name.includes('/.opening-'),
    },
    {
      name: 'write an export',
      start: { folders: new Set(['/home']), files: new Map([['/home/audit.zip', old]]) },
      run: (fs) => writeZip('/home/audit.zip', parts, { fs }),
      check: ({ files }, isDone) => {
        const there = digestOf(files.get('/home/audit.zip') ?? new Uint8Array(0));
        if (there === whole || (there === digestOf(old) && !isDone)) return [];
        return ['the export is neither the old file nor the new one'];
      },
      isLeftover: (name) => isLeftover(path.basename(name)),
    },
    {
      name: 'replace a file',
      start: { folders: new Set(['/w']), files: new Map([['/w/a', old]]) },
      run: (fs) => writeFileAtomically('/w/a', 'new and longer', { fs }),
      check: ({ files }, isDone) => {
        const text = new TextDecoder().decode(files.get('/w/a'));
        const isWhole = text === 'new and longer' || (text === 'old' && !isDone);
        return isWhole ? [] : [`the file holds "${text}"`];
      },
      isLeftover: (name) => isLeftover(path.basename(name)),
    },
  ];
}

function withFolder(folder: string): DiskContent {
  return { files: new Map(), folders: new Set([folder]) };
}

export async function enumerateBare(operation: BareOperation, tally: Tally, effort: Effort): Promise<void> {
  const seen = new Set<string>();
  const count = createFaultFileSystem(createMemoryDisk(operation.start).fs);
  await operation.run(count);
  const calls = [...count.calls()];
  for (const at of pointsOf(calls, effort)) {
    const call = calls[at];
    tally.points += 1;
    const faults: readonly Fault[] = call === undefined ? [{ kind: 'kill' }] : faultsAt(call);
    for (const fault of faults) {
      tally.plays += 1;
      const report = (what: string): void => {
        tally.findings.push({ operation: operation.name, at: `${String(at)} ${call ?? 'end'}`, fault: toFaultName(fault), what });
      };
      const disk = createMemoryDisk(operation.start);
      const fs = createFaultFileSystem(disk.fs);
      fs.arm(at, fault);
      const error: unknown = await operation.run(fs).then(() => null, (caught: unknown) => caught);
      await drain(fs);
      const isKill = error !== null && isKilled(error);
      const isOurs = error instanceof CountersignError && error.code === 'storage-failed';
      // A workspace turns what the system says into words one level up.
      if (error !== null && !isKill && !isOurs && operation.name !== 'admit a bundle') report(`it failed with ${describeError(error)}`);
      const cuts = disk.afterPowerCut();
      for (const content of [disk.content(), ...sample(cuts, effort.powerCuts)]) {
        const key = `${toFingerprint(content, digestOf)} ${String(error === null)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        tally.recoveries += 1;
        const found = operation.check(content, error === null);
        tally.halfEntries += found.length;
        found.forEach(report);
      }
      const mayLeave = isKill || (fault.kind === 'error' && fault.forGood);
      const left = [...disk.content().files.keys()].filter(operation.isLeftover);
      if (!mayLeave && left.length > 0 && operation.name !== 'admit a bundle' && call !== 'unlink') report(`${left[0] ?? ''} was left behind`);
    }
  }
} // prettier-ignore
