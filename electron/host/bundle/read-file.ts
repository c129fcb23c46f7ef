/** Reading regular files of a folder that somebody else may be changing. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { lstat, mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../../shared/errors.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import { createDigester, READ_SIZE } from './digests.ts';
import { stopIfCancelled } from './refusal.ts';

export interface ReadOptions {
  readonly algorithms: ReadonlySet<string>;
  /** The bytes that were hashed are also written here; the file must not exist yet. */
  readonly copyTo?: string | undefined;
  /** Receives a copy of each block, for small files that are wanted in memory. */
  readonly keepIn?: Uint8Array[] | undefined;
  readonly maxBytes?: number | undefined;
  readonly onBytes?: ((count: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ReadResult {
  readonly bytes: number;
  readonly digests: ReadonlyMap<string, string>;
}

/**
 * O_NOFOLLOW refuses a link that was put there after `lstat`. O_NONBLOCK lets the opening of a pipe that
 * was put there return at once, where it would wait for a writer for ever. Windows has neither.
 */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
const OPEN_FLAGS = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

function changed(name: string): Problem {
  return { code: 'changed-while-read', file: name, place: null, rule: 'files stay as they are while they are read', message: 'The file was changed while it was read.' }; // prettier-ignore
}

function isSame(a: Stats, b: Stats): boolean {
  return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs; // prettier-ignore
}

/** Why something on disk is not an ordinary file, or null. Hard links could name a file outside the bundle. */
export function checkKind(stats: Stats, name: string): Problem | null {
  const rule = 'regular files only';
  if (stats.isSymbolicLink()) return { code: 'not-a-file', file: name, place: null, rule, message: 'It is a link.' }; // prettier-ignore
  if (!stats.isFile()) return { code: 'not-a-file', file: name, place: null, rule, message: 'It is a device or another special file.' }; // prettier-ignore
  if (stats.nlink > 1) return { code: 'not-a-file', file: name, place: null, rule, message: 'It is a hard link: another name stands for the same file.' }; // prettier-ignore
  return null;
}

async function copyBytes(
  source: FileHandle,
  options: ReadOptions,
  maxBytes: number,
): Promise<ReadResult | null> {
  const digester = createDigester(options.algorithms);
  const target = options.copyTo === undefined ? null : await openNew(options.copyTo);
  const buffer = Buffer.allocUnsafe(READ_SIZE);
  let bytes = 0;
  try {
    for (;;) {
      stopIfCancelled(options.signal);
      const { bytesRead } = await source.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      bytes += bytesRead;
      if (bytes > maxBytes) return null;
      const chunk = buffer.subarray(0, bytesRead);
      digester.update(chunk);
      options.keepIn?.push(Uint8Array.from(chunk));
      if (target !== null) await writeChunk(target, chunk);
      options.onBytes?.(bytesRead);
    }
  } finally {
    await target?.close();
  }
  return { bytes, digests: digester.digests() };
}

/**
 * Bytes of a small regular file, read at once. Null where something else stands in its place by now.
 * @throws The error of the file system
 */
export function readRegularFile(file: string): Uint8Array | null {
  let handle: number;
  try {
    handle = openSync(file, OPEN_FLAGS);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return null;
    throw error;
  }
  try {
    return fstatSync(handle).isFile() ? readFileSync(handle) : null;
  } finally {
    closeSync(handle);
  }
}

/** Opens a file that may not exist, making the folders on the way. */
export async function openNew(file: string): Promise<FileHandle> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  return open(file, 'wx', 0o600);
}

/** Writes all of a chunk where the file ends: a disk that is nearly full takes a part of it and says so. */
export async function writeChunk(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done);
    if (bytesWritten === 0) throw Object.assign(new Error('The disk takes no more bytes'), { code: 'ENOSPC' }); // prettier-ignore
    done += bytesWritten;
  }
}

/**
 * Reads a regular file to its end, hashing and on demand copying what was read. A link, a hard link, a
 * special file, a file over the limit, and one that changes or is exchanged meanwhile are problems.
 * @param name Path in the bundle, for messages.
 * @throws CountersignError 'cancelled'
 */
export async function readStable(
  file: string,
  name: string,
  options: ReadOptions,
): Promise<ReadResult | Problem> {
  const before = await lstat(file).catch(() => null);
  if (before === null) return changed(name);
  const wrongKind = checkKind(before, name);
  if (wrongKind !== null) return wrongKind;
  const maxBytes = options.maxBytes ?? LIMITS.fileBytes;
  let handle: FileHandle;
  try {
    handle = await open(file, OPEN_FLAGS);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return changed(name);
    return { code: 'unreadable', file: name, place: null, rule: 'every file can be read', message: `The file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).` }; // prettier-ignore
  }
  try {
    if (!isSame(before, await handle.stat())) return changed(name);
    const result = await copyBytes(handle, options, maxBytes);
    if (result === null) {
      return { code: 'file-too-large', file: name, place: null, rule: 'limit of one file', message: `The file has more than ${maxBytes} bytes.` }; // prettier-ignore
    }
    const after = await lstat(file).catch(() => null);
    const isUnchanged =
      isSame(before, await handle.stat()) && after !== null && isSame(before, after);
    return isUnchanged && result.bytes === before.size ? result : changed(name);
  } finally {
    await handle.close();
  }
}
