/**
 * The state of a review as the renderer shows it: a pure function of the case and of all records in
 * all known logs (state.ts), plus what this seat keeps for its person (drafts, what was opened).
 */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import {
  assessmentOutcome, bundleSupport, castMode, challengeType, claimView, decisionOutcome, judgedMark, line, recordKind,
  responseAnswer, sealedKind, selector, severity, signer, stance, target, vote,
} from './records.ts'; // prettier-ignore
import { forkView, peerView, uncountedRecord } from './peer-view.ts';

/** One signed record, cut down to what every list of records shows. */
export const recordSummary = z.object({
  /** SHA-256 of the record's PAE bytes: the name of the record everywhere. */
  digest: sha256Hex,
  /** 1-based number of the record in the order of the log; "record 12" on screen and in the export. */
  number: z.number().int().positive(),
  kind: recordKind,
  signer,
  statement: z.string(),
  signedOn: z.string(),
  log: z.object({ origin: z.string(), seq: z.number().int(), time: z.string() }),
  /** Digest of the bundle that the record is about; null for roster and policy. */
  bundleDigest: sha256Hex.nullable(),
  caseVersion: z.string(),
  /** False when the bundle digest is not that of the open bundle: shown "for version 1.0", never counted. */
  aboutOpenBundle: z.boolean(),
  /** Why it counts for nothing by the rosters in force: "its key is revoked from …"; null when it counts. */
  void: z.string().nullable(),
});
export type RecordSummary = z.infer<typeof recordSummary>;

export const noteView = z.object({
  record: recordSummary,
  target,
  body: z.string(),
  /** The reviewer's own mark of load-bearing; absent in a note that is only a note. */
  judged: z.object({ mark: judgedMark, isCurrent: z.boolean() }).optional(),
});
export type NoteView = z.infer<typeof noteView>;

export const challengeState = z.enum([
  'raised', 'answered', 'sustained', 'resolved-fixed', 'resolved-rebutted', 'accepted-residual',
  'withdrawn', 'awaiting-second-signature',
]); // prettier-ignore
export type ChallengeState = z.infer<typeof challengeState>;

export const challengeThreadItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('response'),
    record: recordSummary,
    answer: responseAnswer,
    body: z.string(),
  }),
  z.object({
    kind: z.literal('assessment'),
    record: recordSummary,
    outcome: assessmentOutcome,
    reason: z.string(),
    /** Ignored by the state, with the reason in words: "made by the author of the node (R1)". */
    void: z.string().nullable(),
  }),
  z.object({ kind: z.literal('second-signature'), record: recordSummary, reason: z.string(), void: z.string().nullable() }),
]); // prettier-ignore
export type ChallengeThreadItem = z.infer<typeof challengeThreadItem>;

export const challengeView = z.object({
  /** "CH-01": order of the challenges on this case in the log. */
  label: z.string(),
  record: recordSummary,
  target,
  challengeType,
  severity,
  /** Severity that structure alone gives if the challenge is sustained; null when it gives none. */
  floor: severity.nullable(),
  whatIsWrong: z.string(),
  whatWouldSettleIt: z.string(),
  severityReason: z.string(),
  state: challengeState,
  /** True while the challenge counts as open in gates and on faces. */
  isOpen: z.boolean(),
  turn: z.enum(['author', 'raiser', 'second signer', 'nobody']),
  thread: z.array(challengeThreadItem).readonly(),
});
export type ChallengeView = z.infer<typeof challengeView>;

/** What of an open challenge says whose turn it is; kept for the first screen, where no case is open. */
export const openTurn = z.object({
  /** Digest of the challenge. */
  record: sha256Hex,
  label: z.string(),
  /** Id of what is doubted. */
  on: z.string(),
  severity: challengeView.shape.severity,
  state: challengeView.shape.state,
  turn: challengeView.shape.turn,
  raiser: z.object({ keyid: sha256Hex, printedName: z.string() }),
  /** keyid of whoever made the last assessment that counts; null before there is one. */
  assessor: sha256Hex.nullable(),
  whatIsWrong: z.string(),
});
export type OpenTurn = z.infer<typeof openTurn>;

/** Under which role a person last signed a record of a case. */
export const signerRole = z.object({ keyid: sha256Hex, role: z.string() });

export const opinionView = z.object({
  record: recordSummary,
  support: bundleSupport,
  view: claimView,
  stance,
  reasons: z.string(),
  whatWouldChangeMyMind: z.string(),
  text: z.array(z.string()).readonly(),
  state: z.enum(['current', 'for another version', 'superseded', 'void']),
  /** When it was sealed, where it was; null for one that was signed openly. */
  sealedOn: z.string().nullable(),
});
export type OpinionView = z.infer<typeof opinionView>;

/** One adjudicator's vote, opened. What does not count says why in `record.void`. */
export const ballotView = z.object({
  record: recordSummary,
  vote,
  mode: castMode,
  /** When it was sealed; null for one that was cast openly. */
  sealedOn: z.string().nullable(),
  /** Sealed, or cast, by a person who had an opened ballot of another before them (R27). */
  isLate: z.boolean(),
  reasons: z.string(),
  whatWouldChangeMyMind: z.string(),
  keyUncertainties: z.string(),
  text: z.array(z.string()).readonly(),
  state: z.enum(['current', 'for another version', 'superseded', 'void']),
});
export type BallotView = z.infer<typeof ballotView>;

/** One commitment: that something was sealed, and what became of it. It stays visible for ever. */
export const sealingView = z.object({
  record: recordSummary,
  of: sealedKind,
  state: z.enum(['sealed', 'opened', 'replaced', 'for another version', 'void']),
  /** Digest of the record that opened it; null while nothing did. */
  openedBy: sha256Hex.nullable(),
});
export type SealingView = z.infer<typeof sealingView>;

export const dissentView = z.object({
  record: recordSummary,
  /** Digest of the decision it is from. */
  about: sha256Hex,
  words: z.string(),
});
export type DissentView = z.infer<typeof dissentView>;

export const overrideView = z.object({
  record: recordSummary,
  rule: z.string(),
  reason: z.string(),
  beneficiary: z.string(),
});
export type OverrideView = z.infer<typeof overrideView>;

export const recusalView = z.object({ record: recordSummary, reason: z.string() });
export type RecusalView = z.infer<typeof recusalView>;

/** One person of the third line as the panel stands. Digests name the records that say so. */
export const panelMember = z.object({
  personId: z.string(),
  printedName: z.string(),
  isLay: z.boolean(),
  isDisinterested: z.boolean(),
  recused: sha256Hex.nullable(),
  sealed: sha256Hex.nullable(),
  ballot: sha256Hex.nullable(),
  vote: vote.nullable(),
});
export type PanelMember = z.infer<typeof panelMember>;

export const panelView = z.object({
  members: z.array(panelMember).readonly(),
  /** Ballots that count and were sealed or cast after another one lay open (R27). */
  late: z.array(sha256Hex).readonly(),
  /** Ballots that count and were cast openly. */
  open: z.array(sha256Hex).readonly(),
});
export type PanelView = z.infer<typeof panelView>;

/** What of this person lies sealed on this seat and can be opened here. */
export const ownSealed = z.object({
  /** Digest of the commitment record. */
  record: sha256Hex,
  of: sealedKind,
  sealedOn: z.string(),
  /** Why it cannot be opened yet, in words; null when it can. */
  why: z.string().nullable(),
});
export type OwnSealed = z.infer<typeof ownSealed>;

/** When a record was signed, as far as anybody but the signer says so (R32). */
export const signingTime = z.object({
  claimed: z.string(),
  /** Time of the newest entry that the signer had before them, and the log it stands in. */
  notBefore: z.object({ time: z.string(), origin: z.string(), seq: z.number().int() }).nullable(),
  /** First time that somebody else, or a time stamp, vouched for a head that holds the record. */
  notAfter: z.object({ time: z.string(), by: z.string(), kind: z.enum(['cosignature', 'time stamp']) }).nullable(), // prettier-ignore
  /**
   * Where the claimed time stands. "too early": before an entry of the signer's own log that it follows,
   * which no honest program signs. "clocks differ": before an entry of another seat that it follows.
   */
  claim: z.enum(['fits', 'too early', 'clocks differ', 'too late', 'unbounded']),
});
export type SigningTime = z.infer<typeof signingTime>;

export const decisionView = z.object({
  record: recordSummary,
  decision: decisionOutcome,
  stance,
  scope: z.string(),
  start: z.string(),
  expiry: z.string(),
  reasons: z.string(),
  whatWouldChangeMyMind: z.string(),
  text: z.array(z.string()).readonly(),
  state: z.enum(['current', 'for another version', 'superseded', 'expired', 'void']),
});
export type DecisionView = z.infer<typeof decisionView>;

export const declarationView = z.object({
  record: recordSummary,
  interests: z.array(z.object({ kind: z.string(), detail: z.string() })).readonly(),
});

/**
 * Something typed and not yet signed. On disk from the first keystroke; only its owner sees it. A
 * 'scenario' is a what-if under a name: fields `name` and `failed`, one id a line. A 'group' is a common cause
 * made by hand: fields `name` and `members`, one id a line. A 'search' is a query
 * under a name: fields `name` and `query`. None of the three is ever signed.
 */
export const draft = z.object({
  id: z.uuid(),
  kind: z.enum(['note', 'challenge', 'response', 'assessment', 'declaration', 'opinion', 'ballot', 'decision', 'second-signature', 'dissent', 'override', 'recusal', 'scenario', 'group', 'search']), // prettier-ignore
  /** keyid of the identity that typed it; null before there is one. */
  owner: sha256Hex.nullable(),
  bundleDigest: sha256Hex.nullable(),
  target: target.nullable(),
  /** Digest of the record a response, an assessment or a second signature is about. */
  about: sha256Hex.nullable(),
  fields: z.record(z.string().max(100), z.string().max(50_000)),
  updatedAt: z.string(),
});
export type Draft = z.infer<typeof draft>;

export const readingMark = z.object({
  kind: z.enum(['node', 'document', 'evidence']),
  id: z.string(),
  state: z.enum(['opened', 'reviewed']),
  at: z.string(),
});
export type ReadingMark = z.infer<typeof readingMark>;

/** Structure of the argument that reviewing needs: least fixed point, order 1 (product 3f). */
export const structureView = z.object({
  top: z.string().nullable(),
  topHolds: z.boolean(),
  /** Nodes whose failure alone makes the top claim fall, and how many fall with each; null where nobody counted. */
  loadBearing: z.record(z.string(), z.number().int().nullable()),
  /** Claims without any support that does not come round a cycle. */
  unsupported: z.array(z.string()).readonly(),
  /** Strongly connected groups of support edges. */
  cycles: z.array(z.array(z.string()).readonly()).readonly(),
});
export type StructureView = z.infer<typeof structureView>;

export const logDamage = z.object({
  /** "torn": a last line without its end was set aside. "broken": an earlier line was changed. */
  kind: z.enum(['torn', 'broken', 'rolled-back', 'forked']),
  origin: z.string(),
  /** First entry that does not follow from the one before; null for a torn last line. */
  seq: z.number().int().nullable(),
  message: z.string(),
  /** A broken log stops all signing until a person acknowledges it. */
  acknowledged: z.boolean(),
});
export type LogDamage = z.infer<typeof logDamage>;

/** An entry of a log of this seat that says so and has no reason yet. */
export const clockRollback = z.object({
  origin: z.string(),
  seq: z.number().int().nonnegative(),
  message: z.string(),
});
export type ClockRollback = z.infer<typeof clockRollback>;

export const logEntryView = z.object({
  origin: z.string(),
  seq: z.number().int(),
  time: z.string(),
  type: z.string(),
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  obj: z.record(z.string(), z.string()),
  record: sha256Hex.nullable(),
});
export type LogEntryView = z.infer<typeof logEntryView>;

export const reviewView = z.object({
  notes: z.array(noteView).readonly(),
  challenges: z.array(challengeView).readonly(),
  opinions: z.array(opinionView).readonly(),
  decisions: z.array(decisionView).readonly(),
  declarations: z.array(declarationView).readonly(),
  sealings: z.array(sealingView).readonly(),
  ballots: z.array(ballotView).readonly(),
  dissents: z.array(dissentView).readonly(),
  overrides: z.array(overrideView).readonly(),
  recusals: z.array(recusalView).readonly(),
  panel: panelView,
  /** False where one adjudicator decides alone. */
  isPanel: z.boolean(),
  sealing: z.object({ opinions: castMode, ballots: castMode }),
  /** Kinds of which nothing of others is in this view until the person sealed their own. */
  blindTo: z.array(sealedKind).readonly(),
  ownSealed: z.array(ownSealed).readonly(),
  /** By digest, for every record that is a sign-off. */
  times: z.record(z.string(), signingTime),
  drafts: z.array(draft).readonly(),
  reading: z.array(readingMark).readonly(),
  structure: structureView,
  log: z.object({
    heads: z.array(z.object({ origin: z.string(), size: z.number().int(), root: z.string() })).readonly(),
    damage: z.array(logDamage).readonly(),
    clockRollbacks: z.array(clockRollback).readonly(),
  }), // prettier-ignore
  /** Logs of other seats, of the case and of the seats themselves. */
  peers: z.array(peerView).readonly(),
  forks: z.array(forkView).readonly(),
  /** Records that an entry names and that count for nothing, with the reason. */
  uncounted: z.array(uncountedRecord).readonly(),
  roster: z.object({ version: z.number().int(), sha256: sha256Hex.nullable(), state: z.enum(['none', 'unknown', 'confirmed', 'changed']) }), // prettier-ignore
});
export type ReviewView = z.infer<typeof reviewView>;

/** One rule of product 3c as it stands for a sign-off that is being prepared. */
export const gateItem = z.object({
  rule: z.string(),
  title: z.string(),
  level: z.enum(['cannot be relaxed', 'enforces', 'warns', 'shows']),
  state: z.enum(['met', 'not met', 'passed with a reason', 'needs a reason']),
  why: z.string(),
  /** Ids of nodes, evidence or challenges that the reader can go to. */
  refs: z.array(z.string()).readonly(),
});
export type GateItem = z.infer<typeof gateItem>;

/** An option of a sign-off that the gate closes stays visible, with what closes it. */
export const closedOption = z.object({ option: z.string(), why: z.string() });

export const coverage = z.object({
  loadBearing: z.object({ opened: z.number().int(), of: z.number().int(), notOpened: z.array(z.string()).readonly() }),
  claims: z.object({ opened: z.number().int(), of: z.number().int() }),
  evidence: z.object({ opened: z.number().int(), of: z.number().int(), notOpened: z.array(z.string()).readonly() }),
  documents: z.object({ opened: z.number().int(), of: z.number().int() }),
}); // prettier-ignore
export type Coverage = z.infer<typeof coverage>;

export const signOffPreparation = z.object({
  gate: z.array(gateItem).readonly(),
  closedOptions: z.array(closedOption).readonly(),
  coverage,
  /** Exactly the paragraphs that go into the signed bytes as `predicate.text`. */
  text: z.array(z.string()).readonly(),
  /** SHA-256 of the text; `signOff.sign` refuses when the text it would sign has another. */
  textDigest: sha256Hex,
  /** What the signing button says: "Sign: return with 2 questions". Null while something is missing. */
  action: z.string().nullable(),
  /** What is missing before it can be signed, in words; empty when nothing is. */
  missing: z.array(z.string()).readonly(),
});
export type SignOffPreparation = z.infer<typeof signOffPreparation>;

export { line, selector };
