/** in-toto Statement v1 with one subject and one of our predicates (formats.md 3): what a record says. */
import type { RecordKind } from '../review/records.ts';
import { plainCodec, utf8Encode } from './bytes.ts';
import { readCanonicalJson, toCanonicalJson } from './canonical-json.ts';
import { assertKeys, refuseShape, toObject, toOnly, toSha256Hex, toText } from './json-shape.ts';
import type { TextCodec } from './ports.ts';
import { refuse } from './refuse.ts';
import { parseStrictJson, type JsonObject, type JsonValue } from './strict-json.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

export interface StatementSubject {
  readonly name: string;
  /** Lowercase hex. */
  readonly sha256: string;
}

export interface Statement {
  readonly kind: RecordKind;
  readonly subject: StatementSubject;
  readonly predicate: JsonObject;
}

/**
 * What each kind is about. Roster and policy are their own subject, every other kind is about a bundle.
 * An object, so that the compiler notices a kind that is missing here (and zod stays out of this file).
 */
const SUBJECT_NAMES: Readonly<Record<RecordKind, string>> = {
  engagement: 'manifest-sha256.txt',
  declaration: 'manifest-sha256.txt',
  note: 'manifest-sha256.txt',
  challenge: 'manifest-sha256.txt',
  response: 'manifest-sha256.txt',
  assessment: 'manifest-sha256.txt',
  'non-finding': 'manifest-sha256.txt',
  receipt: 'manifest-sha256.txt',
  opinion: 'manifest-sha256.txt',
  'ballot-commitment': 'manifest-sha256.txt',
  ballot: 'manifest-sha256.txt',
  decision: 'manifest-sha256.txt',
  dissent: 'manifest-sha256.txt',
  condition: 'manifest-sha256.txt',
  trigger: 'manifest-sha256.txt',
  recusal: 'manifest-sha256.txt',
  deferral: 'manifest-sha256.txt',
  override: 'manifest-sha256.txt',
  'second-signature': 'manifest-sha256.txt',
  reaffirmation: 'manifest-sha256.txt',
  withdrawal: 'manifest-sha256.txt',
  roster: 'roster.json',
  policy: 'policy.json',
};

export function toPredicateType(kind: RecordKind): string {
  return `urn:countersign:${kind}:v1`;
}

/** Name of the subject that records of this kind are about. */
export function subjectNameOf(kind: RecordKind): string {
  return SUBJECT_NAMES[kind];
}

/**
 * The payload that is signed: UTF-8 of canonical JSON. Every payload made here can be read back.
 * @throws CountersignError 'input-refused' if the subject or the predicate does not fit the format
 */
export function toStatementPayload(
  kind: RecordKind,
  subject: StatementSubject,
  predicate: JsonValue,
): Uint8Array {
  const text = toCanonicalJson({
    _type: STATEMENT_TYPE,
    subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
    predicateType: toPredicateType(kind),
    predicate,
  });
  const payload = utf8Encode(text);
  parseStatement(payload, 'new record');
  return payload;
}

/**
 * Reads the payload of a record whose signature was verified. Shape and canonical form are checked here,
 * the members of the predicate by the schemas of review/records.ts.
 * @throws CountersignError 'input-refused': not canonical, more or fewer than one subject, unknown kind
 */
export function parseStatement(
  payload: Uint8Array,
  file: string,
  codec: TextCodec = plainCodec,
): Statement {
  const context = {
    file,
    rule: 'in-toto Statement v1; formats.md 3: exactly one subject, a known predicate',
  };
  const text = codec.utf8Decode(payload, file);
  const canonical = readCanonicalJson(text);
  const value = canonical ?? parseStrictJson(text, file);
  const statement = toObject(value, 'the payload', context);
  assertKeys(statement, ['_type', 'subject', 'predicateType', 'predicate'], 'the payload', context);
  if (statement['_type'] !== STATEMENT_TYPE) refuseShape(context, '_type', `"${STATEMENT_TYPE}"`);

  const kind = toKind(toText(statement['predicateType'], 'predicateType', context));
  if (kind === null) refuseShape(context, 'predicateType', 'that of a known kind of record');

  const subject = toObject(toOnly(statement['subject'], 'subject', context), 'subject[0]', context);
  assertKeys(subject, ['name', 'digest'], 'subject[0]', context);
  if (subject['name'] !== SUBJECT_NAMES[kind])
    refuseShape(context, 'subject[0].name', `"${SUBJECT_NAMES[kind]}"`);
  const digest = toObject(subject['digest'], 'subject[0].digest', context);
  assertKeys(digest, ['sha256'], 'subject[0].digest', context);
  const sha256 = toSha256Hex(digest['sha256'], 'subject[0].digest.sha256', context);

  const predicate = toObject(statement['predicate'], 'predicate', context);
  if (canonical === null && toCanonicalJson(value) !== text) {
    const rule = 'formats.md 3: the payload is canonical JSON (RFC 8785)';
    const message = `${file}: the payload is not in canonical form.`;
    refuse({ code: 'not-canonical', file, place: null, rule, message });
  }
  return { kind, subject: { name: SUBJECT_NAMES[kind], sha256 }, predicate };
}

function toKind(predicateType: string): RecordKind | null {
  const kind = /^urn:countersign:([a-z-]+):v1$/.exec(predicateType)?.[1] ?? '';
  return isKind(kind) ? kind : null;
}

function isKind(text: string): text is RecordKind {
  return Object.hasOwn(SUBJECT_NAMES, text);
}
