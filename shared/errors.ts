/**
 * Errors that a person can act on. Anything else that is thrown is a bug and is logged as one.
 *
 * A `Problem` names the file, the place in it and the rule, so that whoever sent the bytes can be told
 * exactly what is wrong. One `CountersignError` may carry many problems: checking goes on to the end.
 */
export type ErrorCode =
  | 'bundle-refused'
  | 'not-a-bundle'
  | 'audit-record-refused'
  | 'input-refused'
  | 'unreadable-file'
  | 'wrong-passphrase'
  | 'key-refused'
  | 'key-locked'
  | 'no-identity'
  | 'gate-closed'
  | 'log-damaged'
  | 'storage-failed'
  | 'workspace-in-use'
  | 'draft-case'
  | 'stale-preparation'
  | 'not-found'
  | 'cancelled'
  | 'bad-request'
  | 'internal';

export interface Problem {
  /** Short stable identifier of the kind of problem, kebab-case: "digest-differs", "extra-file". */
  readonly code: string;
  /** Path inside the bundle, or the name of the file on disk. Null where no single file is to blame. */
  readonly file: string | null;
  /** Place in the file: "line 12, column 4", "entry 31", "G26.supportedBy". */
  readonly place: string | null;
  /** The rule that was broken, with its source: "RFC 8493, 3: every payload file is listed". */
  readonly rule: string;
  /** One sentence that a person can read out. States expected and actual where there are both. */
  readonly message: string;
}

export class CountersignError extends Error {
  override readonly name = 'CountersignError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    message: string,
    problems: readonly Problem[] = [],
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.problems = problems;
  }
}

/** Ends every `switch` on a tag: the compiler refuses the call while a case is missing. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unhandled ${what}: ${JSON.stringify(value)}`);
}
