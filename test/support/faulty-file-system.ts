/** A file system that does its work until a chosen call, which then fails as a disk does. */
import {
  nodeFileSystem,
  type FileSystem,
  type OpenFile,
} from '../../electron/host/storage/file-system.ts';

export type Fault = 'ENOSPC' | 'EIO' | 'short write' | 'killed';

export interface FaultPlan {
  /** Which call fails, counted from 1 over all calls; 0 for none. */
  readonly at: number;
  readonly fault: Fault;
  /** True if every later call fails too: a disk that stays full, or a process that is gone. */
  readonly forGood: boolean;
}

export interface FaultyFileSystem extends FileSystem {
  /** How many calls were made, and which. */
  calls(): readonly string[];
}

/** The process is gone: nothing after this happened. */
export class Killed extends Error {}

export function createFaultyFileSystem(
  plan: FaultPlan,
  base: FileSystem = nodeFileSystem,
): FaultyFileSystem {
  const calls: string[] = [];

  function isNext(name: string): boolean {
    calls.push(name);
    return plan.at > 0 && (calls.length === plan.at || (plan.forGood && calls.length > plan.at));
  }

  function toError(): Error {
    if (plan.fault === 'killed') return new Killed('The process was killed');
    const code = plan.fault === 'EIO' ? 'EIO' : 'ENOSPC';
    return Object.assign(new Error(`${code}: the disk fails`), { code });
  }

  async function run<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (isNext(name)) throw toError();
    return work();
  }

  function wrap(file: OpenFile): OpenFile {
    return {
      async write(bytes, position) {
        if (!isNext('write')) return file.write(bytes, position);
        // A full disk, a failing one and a kill leave part of the bytes behind.
        const half = await file.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), position);
        if (plan.fault === 'short write') return half;
        throw toError();
      },
      truncate: (length) => run('truncate', () => file.truncate(length)),
      sync: () => run('sync', () => file.sync()),
      datasync: () => run('datasync', () => file.datasync()),
      facts: () => run('facts', () => file.facts()),
      async close() {
        await file.close();
        if (isNext('close')) throw toError();
      },
    };
  }

  return {
    calls: () => calls,
    open: (path, flags, mode) => run('open', async () => wrap(await base.open(path, flags, mode))),
    readFile: (path) => run('readFile', () => base.readFile(path)),
    readdir: (path) => run('readdir', () => base.readdir(path)),
    stat: (path) => run('stat', () => base.stat(path)),
    freeBytes: (folder) => run('freeBytes', () => base.freeBytes(folder)),
    rmdir: (path) => run('rmdir', () => base.rmdir(path)),
    mkdir: (path) => run('mkdir', () => base.mkdir(path)),
    rename: (from, to) => run('rename', () => base.rename(from, to)),
    link: (from, to) => run('link', () => base.link(from, to)),
    unlink: (path) => run('unlink', () => base.unlink(path)),
  };
}
