/**
 * What a person can say that counts. Each record is one DSSE envelope around an in-toto Statement v1
 * with one of these predicates, signed by one person (formats.md 3 is written out in docs/formats.md).
 * Objects hold strings, booleans, null, arrays, objects and integers only.
 */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';

/** Every kind that the format knows. `recordKind` below lists those this version can make. */
export const RECORD_KINDS = [
  'engagement', 'declaration', 'note', 'challenge', 'response', 'assessment', 'non-finding',
  'receipt', 'opinion', 'ballot-commitment', 'ballot', 'decision', 'dissent', 'condition',
  'trigger', 'recusal', 'deferral', 'override', 'second-signature', 'reaffirmation', 'withdrawal',
  'roster', 'policy',
] as const; // prettier-ignore
export const recordKind = z.enum(RECORD_KINDS);
export type RecordKind = z.infer<typeof recordKind>;

/** Kinds that get an SSHSIG beside the envelope and always ask for the passphrase. */
export const SIGN_OFF_KINDS = [
  'opinion', 'ballot', 'decision', 'dissent', 'override', 'second-signature', 'reaffirmation',
] as const satisfies readonly RecordKind[]; // prettier-ignore
export type SignOffKind = (typeof SIGN_OFF_KINDS)[number];

export function isSignOffKind(kind: RecordKind): kind is SignOffKind {
  return (SIGN_OFF_KINDS as readonly RecordKind[]).includes(kind);
}

const text = z.string().max(20_000);
const requiredText = text.min(1);

/** W3C Web Annotation selectors; positions are code points of the LF-normalised UTF-8 source. */
export const selector = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('TextQuoteSelector'),
    exact: z.string(),
    prefix: z.string(),
    suffix: z.string(),
  }),
  z.object({
    type: z.literal('TextPositionSelector'),
    start: z.number().int().nonnegative(),
    end: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('FragmentSelector'), value: z.string(), conformsTo: z.string() }),
  z.object({
    type: z.literal('CellSelector'),
    row: z.number().int().positive(),
    column: z.string(),
  }),
  z.object({ type: z.literal('JsonPointerSelector'), value: z.string() }),
]);
export type Selector = z.infer<typeof selector>;

export const target = z.object({
  kind: z.enum(['node', 'edge', 'document', 'evidence', 'record']),
  /** Node or evidence id, document path, or the digest of a record (SHA-256 of its PAE). */
  id: z.string().min(1).max(1_000),
  sha256: sha256Hex,
  selector: z.array(selector).max(4).readonly().optional(),
  /** Document in which the selectors point, where the target is the claim that is argued there. */
  source: z.object({ path: z.string().min(1).max(1_000), sha256: sha256Hex }).optional(),
  /** Id of the block in the rendered document, for people who point without selecting text. */
  block: z.string().optional(),
});
export type Target = z.infer<typeof target>;

export const line = z.enum(['first', 'second', 'third', 'external']);
export type Line = z.infer<typeof line>;

export const signer = z.object({
  keyid: sha256Hex,
  printedName: z.string().min(1).max(200),
  role: z.string().min(1).max(200),
  line,
  organisation: z.string().min(1).max(200),
});
export type Signer = z.infer<typeof signer>;

export const logHead = z.object({
  origin: z.string(),
  size: z.number().int().nonnegative(),
  root: z.string(),
});
export type LogHead = z.infer<typeof logHead>;

export const versionedDigest = z.object({
  version: z.number().int().nonnegative(),
  sha256: sha256Hex.nullable(),
});

export const meaning = z.enum([
  'review', 'approval', 'responsibility', 'authorship', 'witness', 'dissent', 'recusal', 'override',
]); // prettier-ignore
export type Meaning = z.infer<typeof meaning>;

/** Fields that every predicate holds. */
export const commonPredicate = z.object({
  case: z.object({ id: z.string(), version: z.string() }),
  target: target.optional(),
  signer,
  meaning,
  statement: requiredText,
  signedOn: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  roster: versionedDigest,
  policy: versionedDigest,
  log: logHead,
  seen: z.array(logHead).readonly(),
  supersedes: sha256Hex.optional(),
});

export const challengeType = z.enum(['rebutting', 'undercutting', 'undermining', 'missing']);
export type ChallengeType = z.infer<typeof challengeType>;
export const severity = z.enum(['blocking', 'major', 'minor', 'note']);
export type Severity = z.infer<typeof severity>;
export const responseAnswer = z.enum(['fixed', 'rebutted', 'clarified', 'accepts-residual', 'disputes']); // prettier-ignore
export type ResponseAnswer = z.infer<typeof responseAnswer>;
export const assessmentOutcome = z.enum([
  'sustained', 'resolved-fixed', 'resolved-rebutted', 'accepted-residual', 'withdrawn',
]); // prettier-ignore
export type AssessmentOutcome = z.infer<typeof assessmentOutcome>;
export const bundleSupport = z.enum(['supports', 'supports-with-reservations', 'does-not-support', 'unable-to-assess']); // prettier-ignore
export type BundleSupport = z.infer<typeof bundleSupport>;
export const claimView = z.enum(['agrees', 'agrees-on-other-grounds', 'disagrees', 'no-view']);
export type ClaimView = z.infer<typeof claimView>;
export const decisionOutcome = z.enum([
  'approve', 'approve-limited', 'approve-with-conditions', 'return', 'defer', 'not-approve',
  'note', 'record-override',
]); // prettier-ignore
export type DecisionOutcome = z.infer<typeof decisionOutcome>;
/** `no-view` takes an earlier mark back. */
export const judgedMark = z.enum(['load-bearing', 'not-load-bearing', 'no-view']);
export type Judged = z.infer<typeof judgedMark>;
export const stance = z.enum(['agree', 'disagree-and-support', 'formal-dissent']);
export type Stance = z.infer<typeof stance>;
export const vote = z.enum(['approve', 'not-approve', 'abstain']);
export type Vote = z.infer<typeof vote>;
/** What can be sealed first and opened later. */
export const sealedKind = z.enum(['opinion', 'ballot']);
export type SealedKind = z.infer<typeof sealedKind>;
/** Cast sealed, or openly where everybody sees it at once; either is written on its face. */
export const castMode = z.enum(['sealed', 'open']);
export type CastMode = z.infer<typeof castMode>;
/** What an opened record names: the sealing by the digest of its record, and the salt of its commitment. */
export const opening = z.object({ record: sha256Hex, salt: sha256Hex });
export type Opening = z.infer<typeof opening>;

/** What the person types or chooses for each kind; the program adds the rest before signing. */
export const declarationInput = z.object({
  interests: z
    .array(z.object({ kind: requiredText.max(200), detail: requiredText }))
    .max(50)
    .readonly(),
});
export const noteInput = z.object({
  body: requiredText,
  /** On a node: the reviewer's own mark, which the body gives the reason for (product 3f). */
  judged: judgedMark.optional(),
});
export const challengeInput = z.object({
  challengeType,
  severity,
  whatIsWrong: requiredText,
  whatWouldSettleIt: text,
  /** Required when the severity is below the floor that structure computes. */
  severityReason: text,
});
export const responseInput = z.object({ answer: responseAnswer, body: requiredText });
export const assessmentInput = z.object({ outcome: assessmentOutcome, reason: requiredText });
// Sign-offs are prepared while they are being written, so their texts may be empty; what is missing is
// said by the preparation, and signing refuses while anything is.
export const opinionInput = z.object({
  support: bundleSupport,
  view: claimView,
  /** Grounds outside the bundle on which the view rests; required for agrees-on-other-grounds. */
  otherGrounds: text,
  reservations: text,
  reasons: text,
  whatWouldChangeMyMind: text,
  keyUncertainties: text,
  stance,
});
export const condition = z.object({
  duty: text,
  owner: text,
  measure: text,
  evidence: text,
  verifier: text,
  due: text,
  consequence: text,
});
export const decisionInput = z.object({
  decision: decisionOutcome,
  /** Limits of the approval, the questions of a return, or the organisation of a deferral. */
  scope: text,
  /** ISO dates; an approval has both (R21). Empty otherwise. */
  start: z.string().max(10),
  expiry: z.string().max(10),
  conditions: z.array(condition).max(50).readonly(),
  reasons: text,
  whatWouldChangeMyMind: text,
  keyUncertainties: text,
  stance,
});
export const secondSignatureInput = z.object({ reason: text });
export const ballotInput = z.object({
  vote,
  reasons: text,
  whatWouldChangeMyMind: text,
  keyUncertainties: text,
});
export const dissentInput = z.object({
  /** Kept word for word; nobody shortens it and no export leaves it out (R28). */
  words: text,
});
export const overrideInput = z.object({
  /** Id of the rule that is set aside: "R27". */
  rule: z.string().max(20),
  reason: text,
  /** Who gains by it. */
  beneficiary: text,
});
export const recusalInput = z.object({ reason: requiredText });

export const recordInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('declaration'), input: declarationInput }),
  z.object({ kind: z.literal('note'), target, input: noteInput }),
  z.object({ kind: z.literal('challenge'), target, input: challengeInput }),
  z.object({ kind: z.literal('response'), challenge: sha256Hex, input: responseInput }),
  z.object({ kind: z.literal('assessment'), challenge: sha256Hex, input: assessmentInput }),
  // Without a mode an opinion is signed openly, as the default policy pack has it.
  z.object({ kind: z.literal('opinion'), input: opinionInput, passed: z.record(z.string(), z.string()), mode: castMode.optional() }),
  z.object({ kind: z.literal('ballot'), input: ballotInput, passed: z.record(z.string(), z.string()), mode: castMode }),
  z.object({ kind: z.literal('decision'), input: decisionInput, passed: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('second-signature'), record: sha256Hex, input: secondSignatureInput }),
  z.object({ kind: z.literal('dissent'), record: sha256Hex, input: dissentInput }),
  z.object({ kind: z.literal('override'), input: overrideInput }),
  z.object({ kind: z.literal('recusal'), input: recusalInput }),
]); // prettier-ignore
export type RecordInput = z.infer<typeof recordInput>;
export type OpinionInput = z.infer<typeof opinionInput>;
export type DecisionInput = z.infer<typeof decisionInput>;
export type ChallengeInput = z.infer<typeof challengeInput>;
export type BallotInput = z.infer<typeof ballotInput>;
export type OverrideInput = z.infer<typeof overrideInput>;
