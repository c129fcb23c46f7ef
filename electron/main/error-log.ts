/**
 * Faults of the program, kept on this computer only. There is no crash reporter: a report may hold
 * text of a case, and nothing leaves this computer by itself.
 */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** Two files of this size are kept: the current one and the one before it. */
const MAX_LOG_BYTES = 1024 * 1024;
/** One fault, an endless stack included, never fills the log on its own. */
const MAX_ENTRY_CHARACTERS = 16_000;

export interface ErrorLog {
  /** Adds one fault with its stack. Never throws: a full disk must not hide the fault that came first. */
  write(where: string, error: unknown): void;
  readonly file: string;
}

export function openErrorLog(
  folder: string,
  now: () => Date = () => new Date(),
  maxBytes: number = MAX_LOG_BYTES,
): ErrorLog {
  const file = path.join(folder, 'errors.log');
  return {
    file,
    write(where, error) {
      const text = `${now().toISOString()} ${where}: ${describe(error)}`.slice(
        0,
        MAX_ENTRY_CHARACTERS,
      );
      process.stderr.write(`${text}\n`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        turnOver(file, maxBytes);
        // Synchronous on purpose: the process may be about to stop.
        appendFileSync(file, `${text}\n`, { mode: 0o600 });
      } catch (cause) {
        process.stderr.write(`The error log could not be written: ${describe(cause)}\n`);
      }
    },
  };
}

function turnOver(file: string, maxBytes: number): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < maxBytes) return;
  const previous = `${file}.1`;
  rmSync(previous, { force: true });
  renameSync(file, previous);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\n  caused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
