/** Refusing a bundle: one error with everything that a person needs to ask for another copy. */
import { CountersignError } from '../../../shared/errors.ts';
import type { ErrorCode, Problem } from '../../../shared/errors.ts';

export interface RefusalDetails {
  /** What the file says it is ("Marram-3 general availability, 1.0"), not checked. Null where it cannot be read. */
  readonly namesItself: string | null;
  /** SHA-256 of manifest-sha256.txt as found, null where there is none. */
  readonly manifestDigest: string | null;
  /** Files whose bytes were read. 0 where the container itself was refused. */
  readonly filesChecked: number;
}

const NOTHING_KNOWN: RefusalDetails = { namesItself: null, manifestDigest: null, filesChecked: 0 };

/** `CountersignError` with code 'bundle-refused' and what is known of the file in spite of it. */
export class BundleRefused extends CountersignError {
  readonly details: RefusalDetails;

  constructor(problems: readonly Problem[], details: RefusalDetails = NOTHING_KNOWN) {
    const count = problems.length === 1 ? '1 problem was' : `${problems.length} problems were`;
    super('bundle-refused', `The bundle was refused: ${count} found.`, problems);
    this.details = details;
  }
}

export function cancelled(): CountersignError {
  return new CountersignError('cancelled', 'Opening was cancelled.');
}

/** Ends the work where the person cancelled it. Called before each file and each block of a file. */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

/** An error as it crosses between threads, where classes are lost. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly problems: readonly Problem[];
  readonly details: RefusalDetails | null;
}

export function toPlainError(error: unknown): PlainError {
  if (error instanceof CountersignError) {
    const details = error instanceof BundleRefused ? error.details : null;
    return { code: error.code, message: error.message, problems: error.problems, details };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, problems: [], details: null };
}

export function fromPlainError(plain: PlainError): CountersignError {
  if (plain.details !== null) return new BundleRefused(plain.problems, plain.details);
  return new CountersignError(plain.code, plain.message, plain.problems);
}
