/**
 * A layer over a file system that counts every call and lets one of them go wrong: the process is killed before
 * it, or in the middle of a write, or the call fails as a disk fails, once or from then on.
 */
import type { FileSystem, OpenFile } from '../../electron/host/storage/file-system.ts';

export type ErrorNumber = 'EIO' | 'ENOSPC' | 'EACCES' | 'EROFS';

export type Fault =
  | { readonly kind: 'kill' }
  /** Killed in the middle of a write: so much of the bytes is there, as a fraction. */
  | { readonly kind: 'torn-write'; readonly part: number }
  /** A write that takes fewer bytes than it was given, and says so. */
  | { readonly kind: 'short-write' }
  | { readonly kind: 'error'; readonly number: ErrorNumber; readonly forGood: boolean };

export interface FaultFileSystem extends FileSystem {
  /** Counting begins anew; the call with this number, from 0, goes wrong. Null: none does. */
  arm(at: number, fault: Fault): void;
  /** Nothing goes wrong any more. */
  disarm(): void;
  /** Names of the calls since the last `arm` or `disarm`. */
  calls(): readonly string[];
  /** True once the fault happened. */
  hasStruck(): boolean;
}

/** The process is gone: nothing after this happened. */
export class Killed extends Error {}

export function createFaultFileSystem(base: FileSystem): FaultFileSystem {
  let plan: { readonly at: number; readonly fault: Fault } | null = null;
  let calls: string[] = [];
  let isStruck = false;

  /** The fault that this call meets, or null. */
  function next(name: string): Fault | null {
    const index = calls.length;
    calls.push(name);
    if (plan === null || index < plan.at) return null;
    const { fault } = plan;
    const isOver = fault.kind === 'short-write' || (fault.kind === 'error' && !fault.forGood);
    if (index > plan.at && isOver) return null;
    isStruck = true;
    // Of a process that was torn away in a write, later calls are those of a dead one.
    return index > plan.at && fault.kind === 'torn-write' ? { kind: 'kill' } : fault;
  }

  function toError(fault: Fault): Error {
    if (fault.kind !== 'error') return new Killed('The process was killed');
    const { number } = fault;
    return Object.assign(new Error(`${number}: the disk fails`), { code: number });
  }

  async function run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const fault = next(name);
    if (fault !== null && fault.kind !== 'short-write') throw toError(fault);
    return work();
  }

  function wrap(file: OpenFile): OpenFile {
    return {
      async write(bytes, position) {
        const fault = next('write');
        if (fault === null) return file.write(bytes, position);
        if (fault.kind === 'kill') throw toError(fault);
        // A full disk and a failing one leave part of the bytes behind as well.
        const part = fault.kind === 'torn-write' ? fault.part : 0.5;
        const length = Math.min(Math.max(1, Math.round(bytes.length * part)), bytes.length);
        const written = await file.write(bytes.subarray(0, length), position);
        if (fault.kind === 'short-write') return written;
        throw toError(fault);
      },
      truncate: (length) => run('truncate', () => file.truncate(length)),
      sync: () => run('sync', () => file.sync()),
      datasync: () => run('datasync', () => file.datasync()),
      facts: () => run('facts', () => file.facts()),
      async close() {
        // Closed in any case: a real file that stayed open would be a leak of the test.
        await file.close();
        await run('close', () => Promise.resolve());
      },
    };
  }

  return {
    arm(at, fault) {
      [plan, calls, isStruck] = [{ at, fault }, [], false];
    },
    disarm() {
      [plan, calls] = [null, []];
    },
    calls: () => calls,
    hasStruck: () => isStruck,
    open: (path, flags, mode) =>
      run(`open ${flags}`, async () => wrap(await base.open(path, flags, mode))),
    readFile: (path) => run('readFile', () => base.readFile(path)),
    readdir: (path) => run('readdir', () => base.readdir(path)),
    stat: (path) => run('stat', () => base.stat(path)),
    freeBytes: (folder) => run('freeBytes', () => base.freeBytes(folder)),
    mkdir: (path) => run('mkdir', () => base.mkdir(path)),
    rmdir: (path) => run('rmdir', () => base.rmdir(path)),
    rename: (from, to) => run('rename', () => base.rename(from, to)),
    link: (from, to) => run('link', () => base.link(from, to)),
    unlink: (path) => run('unlink', () => base.unlink(path)),
  };
}

/** Calls that only look: a disk that is full or read-only answers them. */
const LOOKS = ['open r', 'readFile', 'readdir', 'stat', 'freeBytes', 'facts', 'close'];
const USES_SPACE = ['open wx', 'write', 'sync', 'datasync', 'mkdir', 'rename', 'link'];

/** What can go wrong at a call. */
export function faultsAt(call: string): readonly Fault[] {
  const error = (number: ErrorNumber, forGood = false): Fault => ({ kind: 'error', number, forGood });
  const faults: Fault[] = [{ kind: 'kill' }, error('EIO')];
  if (call === 'write') {
    faults.push({ kind: 'short-write' });
    for (const part of [0, 0.25, 0.5, 0.75, 1]) faults.push({ kind: 'torn-write', part });
  }
  if (USES_SPACE.includes(call)) faults.push(error('ENOSPC'), error('ENOSPC', true));
  if (!LOOKS.includes(call)) faults.push(error('EIO', true), error('EROFS', true));
  if (!['write', 'sync', 'datasync', 'facts', 'close'].includes(call)) faults.push(error('EACCES'));
  return faults;
} // prettier-ignore

export function toFaultName(fault: Fault): string {
  if (fault.kind === 'torn-write') return `torn write (${String(fault.part)})`;
  return fault.kind === 'error' ? `${fault.number}${fault.forGood ? ' for good' : ''}` : fault.kind;
}
