/** The part of node:fs/promises that writing needs, as a port: tests put faults into it. */
import { link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { CountersignError } from '../../../shared/errors.ts';

export interface OpenFile {
  /** Writes at a position and returns how many bytes were written, which can be fewer. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(length: number): Promise<void>;
  /** Flushes content and metadata. */
  sync(): Promise<void>;
  /** Flushes content and what is needed to read it. */
  datasync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

export interface FileSystem {
  open(path: string, flags: 'r' | 'r+' | 'wx', mode?: number): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array>;
  readdir(path: string): Promise<string[]>;
  /** Creates the folder and those above it, for this user only. */
  mkdir(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails with EEXIST if the name is taken. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
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
      size: async () => (await handle.stat()).size,
      close: () => handle.close(),
    };
  },
  readFile: async (path) => new Uint8Array(await readFile(path)),
  readdir: (path) => readdir(path),
  mkdir: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
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

/** Content of a file, or null if there is none. Other errors pass. */
export async function readFileIfThere(path: string, fs: FileSystem): Promise<Uint8Array | null> {
  try {
    return await fs.readFile(path);
  } catch (error) {
    if (errorNumberOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Systems that cannot flush a folder say so in one of these ways; their renames are durable by themselves. */
const CANNOT_SYNC_FOLDER = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF'];

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
