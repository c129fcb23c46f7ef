/**
 * Sealed first, opened later: a person signs a commitment to their words before seeing those of others,
 * and opens it afterwards. The commitment is SHA-256(salt || UTF-8 of the canonical JSON of what was
 * typed); the salt is 32 random bytes, so that a short vote cannot be guessed from its digest.
 */
import { concatBytes, fromHex, toHex, utf8Encode } from '../trust/bytes.ts';
import { toCanonicalJson } from '../trust/canonical-json.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import type { JsonObject } from '../trust/strict-json.ts';
import {
  ballotInput,
  opinionInput,
  type Opening,
  type SealedKind,
  type Signer,
} from './records.ts';
import type { CheckedRecord, RecordOf } from './checked-record.ts';

type Sha256 = Pick<TrustCrypto, 'sha256'>;

/** What can be an opening: the record that says in the open what was sealed. */
export type CastRecord = RecordOf<'opinion'> | RecordOf<'ballot'>;

/**
 * What is sealed of an opinion or a ballot: the fields that a person chooses and types, and no other.
 * @param fields the input, or the whole predicate, whose other fields are left out
 */
export function toSealedContent(kind: SealedKind, fields: unknown): JsonObject {
  return kind === 'opinion' ? opinionInput.parse(fields) : ballotInput.parse(fields);
}

/** The commitment in hex. @param salt 32 bytes in hex */
export function toCommitment(content: JsonObject, salt: string, crypto: Sha256): string {
  return toHex(crypto.sha256(concatBytes(fromHex(salt), utf8Encode(toCanonicalJson(content)))));
}

/** True when whoever signed `later` had `earlier` before them: by the heads it names, not by a clock. */
export function wasKnownTo(
  earlier: Pick<CheckedRecord, 'log'>,
  later: Pick<CheckedRecord, 'predicate'>,
): boolean {
  const { origin, seq } = earlier.log;
  const { log, seen } = later.predicate;
  return [log, ...seen].some((head) => head.origin === origin && head.size > seq);
}

export interface SealingContext {
  /** All records, in order. */
  readonly records: readonly CheckedRecord[];
  readonly isSamePerson: (a: Signer, b: Signer) => boolean;
  readonly crypto: Sha256;
}

function commitmentsOf(records: readonly CheckedRecord[]): RecordOf<'ballot-commitment'>[] {
  return records.filter((record) => record.kind === 'ballot-commitment');
}

/** Why a sealing counts for nothing, in words; null when it counts. */
export function sealingVoid(
  { records, isSamePerson }: SealingContext,
  sealing: RecordOf<'ballot-commitment'>,
): string | null {
  for (const other of commitmentsOf(records)) {
    if (other === sealing) break;
    const isCopy = other.predicate.commitment === sealing.predicate.commitment;
    if (isCopy && !isSamePerson(other.predicate.signer, sealing.predicate.signer)) {
      return 'it repeats what another person had sealed';
    }
  }
  return null;
}

/** A later sealing of the same person that says it takes the place of this one. */
export function replacementOf(
  { records, isSamePerson }: SealingContext,
  sealing: RecordOf<'ballot-commitment'>,
): RecordOf<'ballot-commitment'> | null {
  const { signer } = sealing.predicate;
  return commitmentsOf(records).find((other) => other.predicate.supersedes === sealing.digest && isSamePerson(other.predicate.signer, signer)) ?? null;
} // prettier-ignore

/**
 * Why an opened record is not the opening of what its signer sealed, in words; null when it is, or when
 * it was cast openly and says so. What does not count is still shown, with this reason.
 */
export function openingVoid(context: SealingContext, opened: CastRecord): string | null {
  const { commitment, mode, signer } = opened.predicate;
  if (commitment === undefined) {
    return mode === 'sealed' ? 'it says that it was sealed and names no sealing' : null;
  }
  const sealing = commitmentsOf(context.records).find(({ digest }) => digest === commitment.record);
  if (sealing === undefined) return 'the sealing that it names is in no log here';
  if (sealing.predicate.of !== opened.kind) return `what was sealed is ${sealing.predicate.of === 'opinion' ? 'an opinion' : 'a ballot'}`;
  if (sealing.subject.sha256 !== opened.subject.sha256) return 'it was sealed for another version of the bundle';
  if (!context.isSamePerson(sealing.predicate.signer, signer)) return 'another person sealed it';
  if (!isContentOf(opened, commitment, sealing, context.crypto)) return 'it does not say what was sealed';
  const copied = sealingVoid(context, sealing);
  if (copied !== null) return `of its sealing, ${copied}`;
  const replacement = replacementOf(context, sealing);
  if (replacement !== null && context.records.indexOf(replacement) < context.records.indexOf(opened)) return 'its signer had sealed other words in its place';
  const first = context.records.find((other) => (other.kind === 'opinion' || other.kind === 'ballot') && other.predicate.commitment?.record === sealing.digest && isContentOf(other, commitment, sealing, context.crypto) && context.isSamePerson(other.predicate.signer, signer) && other.subject.sha256 === opened.subject.sha256);
  return first === undefined || first === opened ? null : 'what was sealed had been opened before';
} // prettier-ignore

function isContentOf(
  opened: CastRecord,
  { salt }: Opening,
  sealing: RecordOf<'ballot-commitment'>,
  crypto: Sha256,
): boolean {
  const own = opened.predicate.commitment;
  if (own?.salt !== salt) return false;
  const content = toSealedContent(opened.kind, opened.predicate);
  return toCommitment(content, salt, crypto) === sealing.predicate.commitment;
}

/** Why a record that seals or opens does not count, in words; null for every other kind. */
export function castVoid(context: SealingContext, record: CheckedRecord): string | null {
  if (record.kind === 'ballot-commitment') return sealingVoid(context, record);
  return record.kind === 'opinion' || record.kind === 'ballot' ? openingVoid(context, record) : null;
} // prettier-ignore

/** The records that a person cast after another person's ballot on the same bundle lay open before them (R27). */
export function isLate(context: SealingContext, ballot: RecordOf<'ballot'>): boolean {
  const sealing = commitmentsOf(context.records).find(({ digest }) => digest === ballot.predicate.commitment?.record); // prettier-ignore
  const cast = sealing ?? ballot;
  return context.records.some(
    (other) =>
      other.kind === 'ballot' &&
      other.subject.sha256 === ballot.subject.sha256 &&
      !context.isSamePerson(other.predicate.signer, ballot.predicate.signer) &&
      wasKnownTo(other, cast),
  );
}
