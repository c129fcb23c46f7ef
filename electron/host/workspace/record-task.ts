/** One record file, read and checked apart from its place in a log: the work that is spread over threads. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { logHead, type LogHead } from '../../../shared/review/records.ts';
import { parseEnvelope, type Envelope } from '../../../shared/trust/dsse.ts';
import { parseStatement } from '../../../shared/trust/statement.ts';
import { nodeCodec } from '../codec.ts';
import { errorNumberOf } from '../storage/file-system.ts';
import type { WorkContext } from '../workers/work-context.ts';
import { checkEnvelope, type UnplacedRecord } from './record-check.ts';

export interface RecordTask {
  readonly digest: string;
}

export interface RecordTaskShared {
  readonly folder: string;
  /** Public keys by key id. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** What a record file is. Everything in it is plain JSON: so it travels between threads fastest. */
export interface RecordFile {
  /** Head of the log of its signer that the record names. Null where it cannot be read. */
  readonly head: LogHead | null;
  readonly outcome:
    | { readonly kind: 'checked'; readonly record: UnplacedRecord }
    /** Of a kind that this version does not know. */
    | { readonly kind: 'unknown' }
    /** Everything but the signature was checked; its key was not among those given. */
    | { readonly kind: 'no key'; readonly keyid: string }
    /** Goes on after "the record …, and ". */
    | { readonly kind: 'refused'; readonly why: string };
}

export function toFileName(digest: string): string {
  return `${digest}.dsse.json`;
}

/** @returns a `RecordFile` as JSON */
export function readRecordFile({ digest }: RecordTask, { folder, keys }: RecordTaskShared, { onDone }: WorkContext): string {
  const checked = checkRecordFile(digest, keys, () => readFileSync(`${folder}${path.sep}${toFileName(digest)}`));
  onDone(1);
  return JSON.stringify(checked);
} // prettier-ignore

/** @throws errors of the file system other than that the file is missing */
export function checkRecordFile(
  digest: string,
  keys: ReadonlyMap<string, Uint8Array>,
  read: () => Uint8Array,
): RecordFile {
  try {
    return checkRead(parseEnvelope(read(), toFileName(digest), nodeCodec), digest, keys);
  } catch (error) {
    if (error instanceof CountersignError) return refused(error.message);
    if (errorNumberOf(error) === 'ENOENT') return refused('its file is missing');
    throw error;
  }
}

function refused(why: string): RecordFile {
  return { head: null, outcome: { kind: 'refused', why } };
}

function checkRead(
  envelope: Envelope,
  digest: string,
  keys: ReadonlyMap<string, Uint8Array>,
): RecordFile {
  const file = toFileName(digest);
  const missing: string[] = [];
  const publicKeyOf = (keyid: string): Uint8Array | null => {
    const key = keys.get(keyid) ?? null;
    if (key === null) missing.push(keyid);
    return key;
  };
  try {
    const record = checkEnvelope(envelope, digest, file, publicKeyOf);
    if (record === null) return { head: readHead(envelope), outcome: { kind: 'unknown' } };
    return { head: record.predicate.log, outcome: { kind: 'checked', record } };
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    const head = readHead(envelope);
    const [keyid] = missing;
    if (keyid !== undefined) return { head, outcome: { kind: 'no key', keyid } };
    return { head, outcome: { kind: 'refused', why: error.message } };
  }
}

/** A head is looked for in records that do not hold, too: it can only make the log be doubted. */
function readHead(envelope: Envelope): LogHead | null {
  try {
    const { predicate } = parseStatement(envelope.payload, 'record', nodeCodec);
    return logHead.parse(predicate['log']);
  } catch {
    return null;
  }
}
