/** Files that are either the old ones or the new ones, never half of both, also after a power cut. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { utf8Encode } from '../../../shared/trust/bytes.ts';
import {
  errorNumberOf,
  nodeFileSystem,
  syncFolder,
  toStorageError,
  type FileSystem,
} from './file-system.ts';

export interface WriteOptions {
  /** Permissions of the file; readable by this user only unless given. */
  readonly mode?: number;
  readonly fs?: FileSystem;
}

/** Virus scanners and indexers hold a fresh file for a moment: how often to try again, in milliseconds. */
const RETRY_AFTER = [10, 20, 40, 80, 160, 320];
const BUSY = ['EPERM', 'EBUSY', 'EACCES'];

/**
 * Replaces a file as a whole: temporary file in the same folder, flush, rename, flush of the folder.
 * Text is written as UTF-8.
 * @throws CountersignError 'storage-failed'; the file is then as it was and no temporary file is left
 */
export async function writeFileAtomically(
  file: string,
  content: Uint8Array | string,
  { mode = 0o600, fs = nodeFileSystem }: WriteOptions = {},
): Promise<void> {
  const folder = path.dirname(file);
  const temporary = path.join(
    folder,
    `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`,
  );
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
  }
  // After the rename the new content stands; a folder that cannot be flushed cannot be taken back.
  await syncFolder(folder, fs).catch((error: unknown) => {
    throw toStorageError(path.basename(file), error);
  });
}

async function writeAndFlush(
  file: string,
  bytes: Uint8Array,
  mode: number,
  fs: FileSystem,
): Promise<void> {
  const handle = await fs.open(file, 'wx', mode);
  try {
    for (let at = 0; at < bytes.length;) {
      const written = await handle.write(bytes.subarray(at), at);
      if (written === 0) throw new Error('the disk takes no more bytes');
      at += written;
    }
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

/** Removes temporary files that a killed process left. Only for folders that one process writes to. */
export async function removeLeftovers(
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (/^\..+\.[0-9a-f]{12}\.tmp$/.test(name)) await fs.unlink(path.join(folder, name));
  }
}
