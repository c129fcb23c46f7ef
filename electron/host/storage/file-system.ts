/** The part of node:fs/promises that writing needs, as a port: tests put faults into it. */
import {
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rmdir,
  statfs,
  unlink,
} from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';

export interface OpenFile {
  /** Writes at a position and returns how many bytes were written, which can be fewer. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(length: number): Promise<void>;
  /** Flushes content and metadata. */
  sync(): Promise<void>;
  /** Flushes content and what is needed to read it. */
  datasync(): Promise<void>;
  facts(): Promise<FileFacts>;
  close(): Promise<void>;
}

/** What tells a file or folder from every other one, and when it was last written to. */
export interface FileFacts {
  readonly isFolder: boolean;
  /** Number and birth of the file on its disk: a copy has others. */
  readonly id: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

export interface FileSystem {
  open(path: string, flags: 'r' | 'r+' | 'wx', mode?: number): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array>;
  readdir(path: string): Promise<string[]>;
  /** A link is not followed. */
  stat(path: string): Promise<FileFacts>;
  /** Bytes that this user may still write to the disk of the folder; null where the system does not say. */
  freeBytes(folder: string): Promise<number | null>;
  /** Creates the folder and those above it, for this user only. Returns the uppermost one it made, if any. */
  mkdir(path: string): Promise<string | undefined>;
  /** Removes an empty folder. */
  rmdir(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails with EEXIST if the name is taken. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

function toFacts(stats: BigIntStats): FileFacts {
  // Without the number of the device, which can change when the computer is started again.
  const id = `${String(stats.ino)}-${String(stats.birthtimeNs)}`;
  return { isFolder: stats.isDirectory(), id, bytes: Number(stats.size), modifiedAt: stats.mtime };
}

export const nodeFileSystem: FileSystem = {
  async open(path, flags, mode) {
    const handle = await open(path, flags, mode);
    return {
      write: async (bytes, position) =>
        (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
      truncate: (length) => handle.truncate(length),
      sync: () => handle.sync(),
      datasync: () => handle.datasync(),
      facts: async () => toFacts(await handle.stat({ bigint: true })),
      close: () => handle.close(),
    };
  },
  readFile: async (path) => new Uint8Array(await readFile(path)),
  readdir: (path) => readdir(path),
  async stat(path) {
    return toFacts(await lstat(path, { bigint: true }));
  },
  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  mkdir: (path) => mkdir(path, { recursive: true, mode: 0o700 }),
  rmdir,
  rename,
  link,
  unlink,
};

/** The error number of the operating system, like "ENOENT"; empty for other errors. */
export function errorNumberOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** False only where nothing has this name; what cannot be looked at throws. */
export async function isThere(file: string, fs: FileSystem): Promise<boolean> {
  try {
    await fs.stat(file);
    return true;
  } catch (error) {
    if (errorNumberOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Content of a file, or null if there is none. Other errors pass. */
export async function readFileIfThere(path: string, fs: FileSystem): Promise<Uint8Array | null> {
  try {
    return await fs.readFile(path);
  } catch (error) {
    if (errorNumberOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** What a folder holds; nothing where there is none. Other errors pass. */
export async function readFolderIfThere(folder: string, fs: FileSystem): Promise<string[]> {
  try {
    return await fs.readdir(folder);
  } catch (error) {
    if (errorNumberOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Removes a file. One that is gone already is no error. */
export async function unlinkIfThere(file: string, fs: FileSystem): Promise<void> {
  try {
    await fs.unlink(file);
  } catch (error) {
    if (errorNumberOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * Systems that cannot flush a folder say so in one of these ways; their renames are durable by themselves.
 * Windows denies access to every folder; elsewhere that is a folder whose names were not flushed.
 */
const CANNOT_SYNC_FOLDER = [
  'EISDIR',
  'EINVAL',
  'ENOTSUP',
  'EBADF',
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES'] : []),
];

/** Flushes a folder, so that a new or renamed file in it survives a power cut. */
export async function syncFolder(folder: string, fs: FileSystem): Promise<void> {
  try {
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!CANNOT_SYNC_FOLDER.includes(errorNumberOf(error))) throw error;
  }
}

/**
 * Makes a folder and those above it so that they survive a power cut: what is flushed into a folder whose own
 * name was never flushed is lost with it.
 */
export async function makeFolder(folder: string, fs: FileSystem): Promise<void> {
  const first = await fs.mkdir(folder);
  if (first === undefined) return;
  for (let made = folder; ; made = path.dirname(made)) {
    await syncFolder(path.dirname(made), fs);
    if (path.resolve(made) === path.resolve(first) || path.dirname(made) === made) return;
  }
}

/** Removes a folder with everything in it. One that is gone already is no error. */
export async function removeFolder(folder: string, fs: FileSystem): Promise<void> {
  for (const name of await readFolderIfThere(folder, fs)) {
    const at = path.join(folder, name);
    if ((await fs.stat(at)).isFolder) await removeFolder(at, fs);
    else await unlinkIfThere(at, fs);
  }
  await fs.rmdir(folder).catch((error: unknown) => {
    if (errorNumberOf(error) !== 'ENOENT') throw error;
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EIO: 'the disk reports an error',
  EBUSY: 'another program holds the file',
  EFBIG: 'the file would become too large',
};

/**
 * Throws what a person can act on where the file system failed; every other error as it is.
 * @throws CountersignError 'storage-failed', or the error
 */
export function throwDiskError(file: string, cause: unknown): never {
  const number = errorNumberOf(cause);
  if (cause instanceof CountersignError || number === '') throw cause;
  const message = `"${file}" could not be read or written: ${REASONS[number] ?? number}. What was recorded before is unchanged.`;
  const rule = 'A change is whole on disk or it did not happen';
  const code = `disk-failed-${number.toLowerCase()}`;
  const problem = { code, file, place: null, rule, message };
  throw new CountersignError('storage-failed', message, [problem], { cause });
}

/** The error of a failed write, for people. Nothing changed on disk, as far as that can be said. */
export function toStorageError(file: string, cause: unknown): CountersignError {
  if (cause instanceof CountersignError) return cause;
  const number = errorNumberOf(cause);
  const reason = REASONS[number] ?? (cause instanceof Error ? cause.message : 'unknown error');
  const message = `"${file}" could not be written: ${reason}. What was there before is unchanged.`;
  const rule = 'A change is whole on disk or it did not happen';
  const problem = {
    code: `write-failed${number === '' ? '' : `-${number.toLowerCase()}`}`,
    file,
    place: null,
    rule,
    message,
  };
  return new CountersignError('storage-failed', message, [problem], { cause });
}
