/** One record against its name, its signature and its schema, and where the keys for that come from. */
import { CountersignError } from '../../../shared/errors.ts';
import { isKnownKind, parsePredicate } from '../../../shared/review/predicates.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { fromBase64, toHex } from '../../../shared/trust/bytes.ts';
import { toPae, verifyEnvelope, type Envelope } from '../../../shared/trust/dsse.ts';
import { fromSpki, keyIdOf } from '../../../shared/trust/key-id.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import { parseStatement } from '../../../shared/trust/statement.ts';
import { nodeCodec } from '../codec.ts';
import { nodeCrypto } from '../crypto.ts';

/** The public key of a person key; null when it is not known. */
export type PublicKeyOf = (keyid: string) => Uint8Array | null;

export function digestOfPae(payload: Uint8Array): string {
  return toHex(nodeCrypto.sha256(toPae(payload)));
}

/** A record whose place in a log is not known yet. */
export type UnplacedRecord = Omit<CheckedRecord, 'log'>;

export function withPlace(record: UnplacedRecord, origin: string, entry: LogEntry): CheckedRecord {
  // Kind and predicate belong together since both came out of `checkEnvelope`.
  return { ...record, log: { origin, seq: entry.seq, time: entry.time } } as CheckedRecord;
}

/**
 * Checks one envelope as it was read or made: its name, its signature, then what it says.
 * @returns null for a kind that this version does not know
 * @throws CountersignError `input-refused`; its message goes on after "the record …, and "
 */
export function checkEnvelope(
  envelope: Envelope,
  digest: string,
  file: string,
  publicKeyOf: PublicKeyOf,
): UnplacedRecord | null {
  const refuse = (message: string, rule: string): CountersignError =>
    new CountersignError('input-refused', message, [{ code: 'record', file, place: null, rule, message }]); // prettier-ignore
  if (digestOfPae(envelope.payload) !== digest) {
    throw refuse('its bytes are not the bytes that were logged', 'An entry names the SHA-256 of the PAE');
  } // prettier-ignore
  const statement = parseStatement(envelope.payload, file, nodeCodec);
  const { kind, subject } = statement;
  if (!isKnownKind(kind)) return null;
  const predicate = parsePredicate(kind, statement.predicate, file);
  const publicKey = publicKeyOf(envelope.keyid);
  if (publicKey === null) throw refuse('its key is not known here', 'The roster names every key');
  if (!verifyEnvelope(envelope, publicKey, nodeCrypto)) {
    throw refuse('its signature does not hold', 'Ed25519 over the PAE');
  }
  if (predicate.signer.keyid !== envelope.keyid) {
    throw refuse('it names another signer than the key that signed it', 'signer.keyid is the key');
  }
  return { kind, digest, subject, predicate };
}

/**
 * The keys that a roster record names, by key id. Nobody vouches for them here: a key id is the digest of
 * its key, so whoever wrote the roster could not put another key under it. Whose key it is, is another
 * question, and the adopted roster answers it.
 */
export function keysInRoster(envelope: Envelope, file: string): ReadonlyMap<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  try {
    const { predicate } = parsePredicateOfRoster(envelope, file);
    for (const { keyid, publicKey } of predicate.content.persons.flatMap((person) => person.keys)) {
      const key = fromSpki(fromBase64(publicKey));
      if (keyIdOf(key, nodeCrypto) === keyid) keys.set(keyid, key);
    }
  } catch (error) {
    // What cannot be read is reported by the entry that names it.
    if (!(error instanceof CountersignError)) throw error;
  }
  return keys;
}

function parsePredicateOfRoster(envelope: Envelope, file: string): { predicate: ReturnType<typeof parsePredicate<'roster'>> } {
  const statement = parseStatement(envelope.payload, file, nodeCodec);
  return { predicate: parsePredicate('roster', statement.predicate, file) };
} // prettier-ignore
