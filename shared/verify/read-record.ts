/** Reads one record from the bytes of its envelope: for the export, which numbers it, and for the verifier. */
import { CountersignError } from '../errors.ts';
import { isKnownKind, parsePredicate } from '../review/predicates.ts';
import { commonPredicate } from '../review/records.ts';
import type { CheckedRecord } from '../review/checked-record.ts';
import { parseEnvelope, PAYLOAD_TYPE, recordDigestOf } from '../trust/dsse.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import { parseStatement } from '../trust/statement.ts';
import type { ReadRecord } from './audit-input.ts';

function refuse(file: string, rule: string, message: string): never {
  throw new CountersignError('input-refused', message, [
    { code: 'not-a-record', file, place: null, rule, message },
  ]);
}

/**
 * Decode, payload type, parse. The signature and the place in a log are checked elsewhere.
 * @param bytes null where the file is absent or larger than any record
 * @throws CountersignError `input-refused`
 */
export function readRecord(
  bytes: Uint8Array | null,
  file: string,
  crypto: TrustCrypto,
): Omit<ReadRecord, 'log'> {
  if (bytes === null) refuse(file, 'Size of a record', 'The file is too large for a record.');
  const envelope = parseEnvelope(bytes, file);
  if (envelope.payloadType !== PAYLOAD_TYPE) {
    refuse(file, 'DSSE 1.0.2: payload type', `The payload type is "${envelope.payloadType.slice(0, 80)}", not "${PAYLOAD_TYPE}".`); // prettier-ignore
  }
  const { kind, subject, predicate } = parseStatement(envelope.payload, file);
  const common = commonPredicate.safeParse(predicate);
  if (!common.success) {
    const [issue] = common.error.issues;
    refuse(file, 'What every predicate holds', `The predicate lacks what every record holds: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`); // prettier-ignore
  }
  const digest = recordDigestOf(envelope.payload, crypto);
  const log = { origin: '', seq: 0, time: '' };
  const known = isKnownKind(kind)
    ? ({ kind, digest, subject, log, predicate: parsePredicate(kind, predicate, file) } as CheckedRecord)
    : null; // prettier-ignore
  return {
    file,
    stem: file.replace(/^.*\//, '').replace(/\.dsse\.json$/, ''),
    digest,
    envelope,
    kind,
    subject,
    common: common.data,
    known,
  };
}
