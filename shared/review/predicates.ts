/**
 * The predicate of each kind of record: what the schemas demand when a record is read back. Extra keys
 * are kept in the signed bytes and ignored here, so that older programs can read newer records.
 */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { CountersignError } from '../errors.ts';
import { roster } from '../policy/roster.ts';
import { policyPack } from '../policy/policy-pack.ts';
import {
  assessmentInput,
  ballotInput,
  castMode,
  challengeInput,
  commonPredicate,
  condition,
  declarationInput,
  decisionInput,
  dissentInput,
  noteInput,
  opening,
  opinionInput,
  overrideInput,
  recusalInput,
  responseInput,
  sealedKind,
  secondSignatureInput,
  type RecordKind,
} from './records.ts';
import { coverage } from './view.ts';

const openChallenge = z.object({
  label: z.string(),
  record: sha256Hex,
  severity: z.string(),
  state: z.string(),
});

/** What every sign-off holds beyond the common fields (product 3d, numbered there). */
export const signOffFields = z.object({
  /** The exact text that was shown and ticked as read, paragraph by paragraph. */
  text: z.array(z.string()).readonly(),
  subject: z.object({
    model: z.string().nullable(),
    build: z.string().nullable(),
    configuration: z.string().nullable(),
  }),
  /** Digest of each node and evidence item in scope, so that a later change is located. */
  closure: z
    .array(z.object({ kind: z.enum(['node', 'evidence', 'document']), id: z.string(), sha256: sha256Hex }))
    .readonly(), // prettier-ignore
  independence: z.object({
    line: z.string(),
    reportsTo: z.string().nullable(),
    interests: z.array(z.object({ kind: z.string(), detail: z.string() })).readonly(),
    declaration: sha256Hex.nullable(),
  }),
  authority: z.object({ clause: z.string(), quorum: z.string() }),
  reading: coverage,
  challenges: z.array(openChallenge).readonly(),
  openDefeaters: z.array(z.string()).readonly(),
  structure: z.object({
    topHolds: z.boolean(),
    unsupported: z.array(z.string()).readonly(),
    loadBearing: z.array(z.string()).readonly(),
  }),
  passedWarnings: z.array(z.object({ rule: z.string(), reason: z.string() })).readonly(),
  limits: z.string(),
  timeSource: z.string(),
  program: z.object({ name: z.string(), version: z.string() }),
  machineWritten: z.boolean(),
});

const opinion = commonPredicate
  .extend(signOffFields.shape)
  .extend(opinionInput.shape)
  // Absent in opinions that were signed before there was a choice: those are open.
  .extend({ mode: castMode.optional(), commitment: opening.optional() });
const ballot = commonPredicate
  .extend(signOffFields.shape)
  .extend(ballotInput.shape)
  .extend({ mode: castMode, commitment: opening.optional() });
const decision = commonPredicate
  .extend(signOffFields.shape)
  .extend(decisionInput.shape)
  .extend({ conditions: z.array(condition).readonly() });
const secondSignature = commonPredicate
  .extend(signOffFields.shape)
  .extend(secondSignatureInput.shape);

export const predicates = {
  declaration: commonPredicate.extend(declarationInput.shape),
  note: commonPredicate.extend(noteInput.shape),
  challenge: commonPredicate.extend(challengeInput.shape),
  response: commonPredicate.extend(responseInput.shape),
  assessment: commonPredicate.extend(assessmentInput.shape),
  opinion,
  'ballot-commitment': commonPredicate.extend({ of: sealedKind, commitment: sha256Hex }),
  ballot,
  decision,
  'second-signature': secondSignature,
  dissent: commonPredicate.extend(signOffFields.shape).extend(dissentInput.shape),
  override: commonPredicate.extend(signOffFields.shape).extend(overrideInput.shape),
  recusal: commonPredicate.extend(recusalInput.shape),
  roster: commonPredicate.extend({ content: roster }),
  policy: commonPredicate.extend({ content: policyPack }),
} as const satisfies Partial<Record<RecordKind, z.ZodType>>;

export type KnownKind = keyof typeof predicates;
export type PredicateOf<K extends KnownKind> = z.infer<(typeof predicates)[K]>;
export type CommonPredicate = z.infer<typeof commonPredicate>;

export function isKnownKind(kind: RecordKind): kind is KnownKind {
  return Object.hasOwn(predicates, kind);
}

/**
 * Reads an untrusted predicate of a known kind.
 * @throws CountersignError `input-refused` naming the record file and each field that is wrong.
 */
export function parsePredicate<K extends KnownKind>(
  kind: K,
  predicate: unknown,
  file: string,
): PredicateOf<K> {
  const result = predicates[kind].safeParse(predicate);
  if (result.success) return result.data as PredicateOf<K>;
  throw new CountersignError(
    'input-refused',
    `${file} is not a ${kind} record.`,
    result.error.issues.map((issue) => ({
      code: 'schema',
      file,
      place: issue.path.join('.'),
      rule: `The predicate of a ${kind}`,
      message: `${issue.path.join('.') || 'The predicate'}: ${issue.message}`,
    })),
  );
}
