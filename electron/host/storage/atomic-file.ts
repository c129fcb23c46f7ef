/** Files that are either the old ones or the new ones, never half of both, also after a power cut. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CountersignError } from '../../../shared/errors.ts';
import { utf8Encode } from '../../../shared/trust/bytes.ts';
import {
  errorNumberOf,
  nodeFileSystem,
  syncFolder,
  toStorageError,
  type FileSystem,
  type OpenFile,
} from './file-system.ts';

/** Keeps in mind the temporary files in folders of the person: `unfinished-files.ts`. */
export interface UnfinishedFiles {
  /** Before the file is made. */
  add(file: string): Promise<void>;
  /** Once it is gone or has its final name. A list that cannot be written names a file that is not there. */
  remove(file: string): Promise<void>;
}

export interface WriteOptions {
  /** Permissions of the file; readable by this user only unless given. */
  readonly mode?: number;
  readonly fs?: FileSystem;
  /** Keeps the temporary file in mind where it lies in a folder of the person: a kill would leave it there. */
  readonly unfinished?: UnfinishedFiles | undefined;
}

/** Virus scanners and indexers hold a fresh file for a moment: how often to try again, in milliseconds. */
const RETRY_AFTER = [10, 20, 40, 80, 160, 320];
const BUSY = ['EPERM', 'EBUSY', 'EACCES'];

/**
 * Replaces a file as a whole: temporary file in the same folder, flush, rename, flush of the folder.
 * Text is written as UTF-8.
 * @throws CountersignError 'storage-failed'; no temporary file is left then, and the file is as it was, or
 *   with the problem 'not-confirmed' it is whole and new
 */
export async function writeFileAtomically(
  file: string,
  content: Uint8Array | string,
  { mode = 0o600, fs = nodeFileSystem, unfinished }: WriteOptions = {},
): Promise<void> {
  const folder = path.dirname(file);
  const temporary = toTemporary(file);
  await unfinished?.add(temporary);
  try {
    await writeAndFlush(
      temporary,
      typeof content === 'string' ? utf8Encode(content) : content,
      mode,
      fs,
    );
    await renameWithRetry(temporary, file, fs);
  } catch (error) {
    // Best effort: the error of the write is the one to tell about.
    await fs.unlink(temporary).catch(() => undefined);
    throw toStorageError(path.basename(file), error);
  } finally {
    await unfinished?.remove(temporary);
  }
  // After the rename the new content stands; a folder that cannot be flushed cannot be taken back.
  await syncFolder(folder, fs).catch((error: unknown) => {
    throw unflushed(path.basename(file), error);
  });
}

/** The one failure after which a file is not as it was: nobody is told that it is. */
function unflushed(file: string, error: unknown): CountersignError {
  const cause = toStorageError(file, error);
  const message = `"${file}" was written, and the disk did not confirm it: after a power cut the old content or the new one may be there.`;
  const rule = 'A change counts once the disk confirmed it';
  const problem = { code: 'not-confirmed', file, place: null, rule, message };
  return new CountersignError('storage-failed', message, [problem, ...cause.problems], {
    cause: error,
  });
}

/** Writes all of the bytes from a position on: one call may take fewer than it is given. */
export async function writeAll(
  handle: OpenFile,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const written = await handle.write(bytes.subarray(done), position + done);
    if (written === 0) throw new Error('the disk takes no more bytes');
    done += written;
  }
}

async function writeAndFlush(
  file: string,
  bytes: Uint8Array,
  mode: number,
  fs: FileSystem,
): Promise<void> {
  const handle = await fs.open(file, 'wx', mode);
  try {
    await writeAll(handle, bytes, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function renameWithRetry(from: string, to: string, fs: FileSystem): Promise<void> {
  for (const delay of RETRY_AFTER) {
    try {
      await fs.rename(from, to);
      return;
    } catch (error) {
      if (!BUSY.includes(errorNumberOf(error))) throw error;
      await wait(delay);
    }
  }
  await fs.rename(from, to);
}

/** The name beside `file` that it has while it is written; no two are the same. */
export function toTemporary(file: string): string {
  const name = `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`;
  return path.join(path.dirname(file), name);
}

/** True for the name of a temporary file of ours; with `of`, of the file with this name. */
export function isLeftover(name: string, of?: string): boolean {
  const [, base] = /^\.(.+)\.[0-9a-f]{12}\.tmp$/.exec(name) ?? [];
  return base !== undefined && (of === undefined || base === of);
}

/** Removes temporary files that a killed process left. Only for folders that one process writes to. */
export async function removeLeftovers(
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (isLeftover(name)) await fs.unlink(path.join(folder, name));
  }
}
