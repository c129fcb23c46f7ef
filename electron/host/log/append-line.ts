/** Adding bytes to the end of a file so that they are all there, durably, or none of them is. */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { toStorageError, type FileFacts, type FileSystem, type OpenFile } from '../storage/file-system.ts'; // prettier-ignore

/** Where the end of the file must be. */
export interface ExpectedEnd {
  /** Length that the file must have: what was read or appended so far. */
  readonly length: number;
  /** True if an earlier append failed and could not be taken back, so more may stand there. */
  readonly mayBeLonger: boolean;
}

export type AppendOutcome =
  | { readonly kind: 'durable' }
  /** Nothing was added. `isRestored` is false if the file may be longer than before. */
  | { readonly kind: 'failed'; readonly isRestored: boolean; readonly error: CountersignError };

/** What the file was found to be just before an append, or why that cannot be said. */
export type Look = { readonly facts: FileFacts } | { readonly error: unknown };

/** A file that is only ever appended to. It stays open from the first append on, until `close`. */
export interface LineFile {
  /** Looks whether the file is still the one that was written to. Never rejects. */
  look(): Promise<Look>;
  /**
   * Resolves when the bytes are on the disk. Never rejects for a disk that fails: that is an outcome.
   * @param whileFlushing Done once, while the disk flushes what was written.
   */
  append(
    bytes: Uint8Array,
    end: ExpectedEnd,
    look: Look,
    whileFlushing: () => void,
  ): Promise<AppendOutcome>;
  close(): Promise<void>;
}

export function openLineFile(file: string, fs: FileSystem): LineFile {
  const name = path.basename(file);
  let open: { readonly handle: OpenFile; readonly id: string } | null = null;

  async function close(): Promise<void> {
    const { handle } = open ?? {};
    open = null;
    // What is flushed stays flushed, whatever closing says.
    await handle?.close().catch(() => undefined);
  }

  /** A file that was put in the place of the open one would not get what is written to that. */
  async function reopen(): Promise<{ handle: OpenFile; size: number }> {
    await close();
    const handle = await fs.open(file, 'r+');
    open = { handle, id: '' };
    const { id, bytes } = await handle.facts();
    open = { handle, id };
    return { handle, size: bytes };
  }

  return {
    look: () =>
      fs.stat(file).then(
        (facts) => ({ facts }),
        (error: unknown) => ({ error }),
      ),
    async append(bytes, { length, mayBeLonger }, look, whileFlushing) {
      let isTouched = mayBeLonger;
      try {
        if ('error' in look) throw look.error;
        const { facts } = look;
        // No turn is lost where the file is open already.
        const { handle, size } =
          open?.id === facts.id ? { handle: open.handle, size: facts.bytes } : await reopen();
        if (size > length && mayBeLonger) await handle.truncate(length);
        else if (size !== length) throw changedBehindUs(name, length, size);
        isTouched = true;
        const written = await handle.write(bytes, length);
        if (written !== bytes.length) throw cutShort(written, bytes.length);
        const flushed = handle.datasync();
        whileFlushing();
        await flushed;
        return { kind: 'durable' };
      } catch (cause) {
        await close();
        const error = toStorageError(name, cause);
        // A file that someone else changed is not ours to cut.
        if (error.code !== 'storage-failed') return { kind: 'failed', isRestored: true, error };
        const isRestored = !isTouched || (await truncateDurably(file, length, fs));
        return { kind: 'failed', isRestored, error: isRestored ? error : leftBehind(name, error) };
      }
    },
    close,
  };
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
      if ((await handle.facts()).bytes > length) {
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
