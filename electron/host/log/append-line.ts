/** Adding bytes to the end of a file so that they are all there, durably, or none of them is. */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { toStorageError, type FileSystem } from '../storage/file-system.ts';

export interface AppendTarget {
  readonly file: string;
  /** Length that the file must have: what was read or appended so far. */
  readonly length: number;
  /** True if an earlier append failed and could not be taken back, so more may stand there. */
  readonly mayBeLonger: boolean;
}

export type AppendOutcome =
  | { readonly kind: 'durable' }
  /** Nothing was added. `isRestored` is false if the file may be longer than before. */
  | { readonly kind: 'failed'; readonly isRestored: boolean; readonly error: CountersignError };

/** Resolves when the bytes are on the disk. Never throws for a disk that fails: that is an outcome. */
export async function appendDurably(
  target: AppendTarget,
  bytes: Uint8Array,
  fs: FileSystem,
): Promise<AppendOutcome> {
  const name = path.basename(target.file);
  let isTouched = target.mayBeLonger;
  try {
    const handle = await fs.open(target.file, 'r+');
    try {
      const size = await handle.size();
      if (size > target.length && target.mayBeLonger) await handle.truncate(target.length);
      else if (size !== target.length) throw changedBehindUs(name, target.length, size);
      isTouched = true;
      const written = await handle.write(bytes, target.length);
      if (written !== bytes.length) throw cutShort(written, bytes.length);
      await handle.datasync();
    } finally {
      // What is flushed stays flushed, whatever closing says.
      await handle.close().catch(() => undefined);
    }
    return { kind: 'durable' };
  } catch (cause) {
    const error = toStorageError(name, cause);
    // A file that someone else changed is not ours to cut.
    if (error.code !== 'storage-failed') return { kind: 'failed', isRestored: true, error };
    const isRestored = !isTouched || (await truncateDurably(target.file, target.length, fs));
    return { kind: 'failed', isRestored, error: isRestored ? error : leftBehind(name, error) };
  }
}

/** Cuts a file back and flushes. False if that failed. A file that is shorter already is left alone. */
export async function truncateDurably(
  file: string,
  length: number,
  fs: FileSystem,
): Promise<boolean> {
  try {
    const handle = await fs.open(file, 'r+');
    try {
      if ((await handle.size()) > length) {
        await handle.truncate(length);
        await handle.datasync();
      }
      return true;
    } finally {
      await handle.close().catch(() => undefined);
    }
  } catch {
    return false;
  }
}

/** A file takes fewer bytes than it was given when the disk has no room for the rest. */
function cutShort(written: number, length: number): Error {
  const error = new Error(`only ${written} of ${length} bytes could be written`);
  return Object.assign(error, { code: 'ENOSPC' });
}

/** Whether the entry counts is decided when the log is opened: it does if all of it reached the disk. */
function leftBehind(file: string, cause: CountersignError): CountersignError {
  const message = `${cause.message.split(' What was')[0] ?? ''} The entry is not recorded, and the disk did not let it be taken back: it may stand in the log at the next start.`;
  const rule = 'An entry is whole on disk or it is not there';
  const problem = { code: 'append-not-taken-back', file, place: null, rule, message };
  return new CountersignError('storage-failed', message, [problem, ...cause.problems], {
    cause: cause.cause,
  });
}

function changedBehindUs(file: string, expected: number, actual: number): CountersignError {
  const message = `"${file}" is ${actual} bytes long, expected ${expected}: another program changed the log.`;
  const rule = 'One program writes to a log';
  return new CountersignError('log-damaged', message, [
    { code: 'changed-behind', file, place: null, rule, message },
  ]);
}
