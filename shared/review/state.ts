/**
 * The state of a review: a pure function of the case and of all records in all known logs. Nothing
 * that was signed is ever left out; what does not count says why (`void`, `aboutOpenBundle`, `state`).
 */
import type { SafetyCase } from '../case/model.ts';
import type { Roster } from '../policy/roster.ts';
import { personOfKey } from '../policy/roster.ts';
import { voidByRosters } from '../policy/standing.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import { sealedOnOf, toCastState, type CastContext } from './cast-state.ts';
import { toNoteViews } from './judged-marks.ts';
import { toPanel } from './panel.ts';
import type { KnownKind, PredicateOf } from './predicates.ts';
import type { AssessmentOutcome, Signer } from './records.ts';
import { castVoid } from './sealing.ts';
import { severityFloor } from './severity-floor.ts';
import type {
  ChallengeState,
  ChallengeThreadItem,
  ChallengeView,
  DecisionView,
  OpinionView,
  RecordSummary,
  ReviewView,
  StructureView,
} from './view.ts';

/** One record whose signature was checked and whose predicate was read. */
export type CheckedRecord = {
  [K in KnownKind]: {
    readonly kind: K;
    readonly digest: string;
    readonly subject: { readonly name: string; readonly sha256: string };
    readonly predicate: PredicateOf<K>;
    readonly log: { readonly origin: string; readonly seq: number; readonly time: string };
  };
}[KnownKind];

export type RecordOf<K extends KnownKind> = Extract<CheckedRecord, { kind: K }>;

/** The part of the view that follows from records alone; the rest is local to the seat. */
export type ReviewState = Pick<
  ReviewView,
  | 'notes' | 'challenges' | 'opinions' | 'decisions' | 'declarations' | 'sealings' | 'ballots'
  | 'dissents' | 'overrides' | 'recusals' | 'panel'
>; // prettier-ignore

/** Why a record counts for nothing by the rosters in force, in words; null when it counts. */
export type VoidOf = (record: CheckedRecord) => string | null;

const CLOSING: readonly AssessmentOutcome[] = ['resolved-fixed', 'resolved-rebutted', 'accepted-residual']; // prettier-ignore

/**
 * One order for all records of all logs: by the time of the entry, then origin, then place in the log.
 * Numbers of records and labels of challenges follow from it.
 */
export function inOrder<R extends Pick<CheckedRecord, 'log'>>(records: readonly R[]): R[] {
  return [...records].sort((a, b) => {
    if (a.log.origin === b.log.origin) return a.log.seq - b.log.seq;
    if (a.log.time !== b.log.time) return a.log.time < b.log.time ? -1 : 1;
    return a.log.origin < b.log.origin ? -1 : 1;
  });
}

function isOfKind<K extends KnownKind>(kind: K): (record: CheckedRecord) => record is RecordOf<K> {
  return (record): record is RecordOf<K> => record.kind === kind;
}

function toSummary(
  record: CheckedRecord,
  number: number,
  bundleDigest: string | null,
  voidOf: VoidOf,
): RecordSummary {
  const isAboutBundle = record.kind !== 'roster' && record.kind !== 'policy';
  return {
    digest: record.digest,
    number,
    kind: record.kind,
    signer: record.predicate.signer,
    statement: record.predicate.statement,
    signedOn: record.predicate.signedOn,
    log: { ...record.log },
    bundleDigest: isAboutBundle ? record.subject.sha256 : null,
    caseVersion: record.predicate.case.version,
    aboutOpenBundle: isAboutBundle && record.subject.sha256 === bundleDigest,
    void: voidOf(record),
  };
}

/** Persons, not keys: two keys of one person are one signer. */
export function samePerson(roster: Roster | null, a: Signer, b: Signer): boolean {
  if (a.keyid === b.keyid) return true;
  const [first, second] = [personOfKey(roster, a.keyid), personOfKey(roster, b.keyid)];
  return first !== null && second !== null && first.id === second.id;
}

/** Ids under which a signer may stand in the people file of the case. */
export function peopleIdsOf(
  safetyCase: Pick<SafetyCase, 'people'>,
  signer: Signer,
  roster: Roster | null,
): string[] {
  const name = signer.printedName.normalize('NFC').toLowerCase();
  const rosterId = personOfKey(roster, signer.keyid)?.id;
  return safetyCase.people
    .filter((person) => person.id === rosterId || person.name.normalize('NFC').toLowerCase() === name)
    .map((person) => person.id); // prettier-ignore
}

/** Nodes and evidence that the signer wrote or prepared, by the people file (R1). */
export function authoredBy(
  safetyCase: Pick<SafetyCase, 'people' | 'nodes' | 'evidence'>,
  signer: Signer,
  roster: Roster | null,
): { nodes: string[]; evidence: string[] } {
  const ids = new Set(peopleIdsOf(safetyCase, signer, roster));
  return {
    nodes: safetyCase.nodes.filter((node) => node.owner !== null && ids.has(node.owner)).map((node) => node.id),
    evidence: safetyCase.evidence.filter((item) => item.preparedBy !== null && ids.has(item.preparedBy)).map((item) => item.id),
  }; // prettier-ignore
}

/** Why an assessment does not count, in words; null when it does. */
export function assessmentVoid(
  safetyCase: SafetyCase,
  roster: Roster | null,
  challenge: RecordOf<'challenge'>,
  assessor: Signer,
  outcome: AssessmentOutcome,
): string | null {
  if (assessor.line === 'first') return 'made by the first line, which never assesses';
  const isRaiser = samePerson(roster, challenge.predicate.signer, assessor);
  const isLead = assessor.line === 'second' && /\blead\b/i.test(assessor.role);
  if (!isRaiser && !isLead) return 'made by neither the raiser nor the second-line lead';
  if (outcome === 'withdrawn' && !isRaiser) return 'only the raiser can withdraw';
  const target = challenge.predicate.target;
  const authored = authoredBy(safetyCase, assessor, roster);
  if (target !== undefined && [...authored.nodes, ...authored.evidence].includes(target.id)) {
    return 'made by the author of what is doubted (R1)';
  }
  return null;
}

/** Why a second signature does not count, in words; null when it does (R24). */
export function secondSignatureVoid(
  roster: Roster | null,
  challenge: RecordOf<'challenge'>,
  assessment: RecordOf<'assessment'>,
  second: Signer,
): string | null {
  if (second.line === 'first') return 'made by the first line, which benefits from the closing';
  if (samePerson(roster, second, assessment.predicate.signer)) {
    return 'made by the person who closed the challenge';
  }
  if (samePerson(roster, second, challenge.predicate.signer)) {
    return 'made by the raiser of the challenge';
  }
  const assessor = personOfKey(roster, assessment.predicate.signer.keyid);
  const reportsTo = personOfKey(roster, second.keyid)?.reportsTo;
  if (assessor !== null && reportsTo === assessor.id) return 'made by a report of the assessor';
  return null;
}

interface Context {
  readonly safetyCase: SafetyCase;
  readonly structure: StructureView;
  readonly roster: Roster | null;
  readonly records: readonly CheckedRecord[];
  readonly summaryOf: (record: CheckedRecord) => RecordSummary;
  readonly voidOf: VoidOf;
}

/** Closing a blocking challenge on the same bundle is discretionary: it needs a second signature. */
function needsSecondSignature(
  challenge: RecordOf<'challenge'>,
  assessment: RecordOf<'assessment'>,
): boolean {
  if (challenge.predicate.severity !== 'blocking') return false;
  if (!CLOSING.includes(assessment.predicate.outcome)) return false;
  const isNewRevision = assessment.subject.sha256 !== challenge.subject.sha256;
  return !(assessment.predicate.outcome === 'resolved-fixed' && isNewRevision);
}

function toChallengeView(
  context: Context,
  challenge: RecordOf<'challenge'>,
  index: number,
): ChallengeView | null {
  const { records, roster, safetyCase, structure, summaryOf, voidOf } = context;
  const { predicate } = challenge;
  if (predicate.target === undefined) return null;
  const about = (record: CheckedRecord, digest: string): boolean =>
    record.predicate.target?.kind === 'record' && record.predicate.target.id === digest;
  const thread: ChallengeThreadItem[] = [];
  let state: ChallengeState = 'raised';
  for (const record of records) {
    if (record.kind === 'response' && about(record, challenge.digest)) {
      const { answer, body, signer } = record.predicate;
      thread.push({ kind: 'response', record: summaryOf(record), answer, body });
      if (voidOf(record) === null && signer.line === 'first' && state === 'raised')
        state = 'answered';
    }
    if (record.kind === 'assessment' && about(record, challenge.digest)) {
      const { outcome, reason, signer } = record.predicate;
      const isVoid =
        voidOf(record) ?? assessmentVoid(safetyCase, roster, challenge, signer, outcome);
      thread.push({ kind: 'assessment', record: summaryOf(record), outcome, reason, void: isVoid });
      if (isVoid !== null) continue;
      state = needsSecondSignature(challenge, record) ? 'awaiting-second-signature' : outcome;
    }
    if (record.kind !== 'second-signature') continue;
    const assessment = records.find(
      (other): other is RecordOf<'assessment'> =>
        other.kind === 'assessment' && about(record, other.digest) && about(other, challenge.digest),
    ); // prettier-ignore
    if (assessment === undefined) continue;
    const isVoid = voidOf(record) ?? secondSignatureVoid(roster, challenge, assessment, record.predicate.signer); // prettier-ignore
    thread.push({
      kind: 'second-signature',
      record: summaryOf(record),
      reason: record.predicate.reason,
      void: isVoid,
    });
    const latest = [...thread].reverse().find((item) => item.kind === 'assessment' && item.void === null); // prettier-ignore
    if (isVoid === null && latest?.record.digest === assessment.digest && state === 'awaiting-second-signature') {
      state = assessment.predicate.outcome;
    } // prettier-ignore
  }
  const isOpen =
    voidOf(challenge) === null &&
    (state === 'raised' ||
      state === 'answered' ||
      state === 'sustained' ||
      state === 'awaiting-second-signature');
  return {
    label: `CH-${String(index + 1).padStart(2, '0')}`,
    record: summaryOf(challenge),
    target: predicate.target,
    challengeType: predicate.challengeType,
    severity: predicate.severity,
    floor: severityFloor(safetyCase, structure, predicate.target),
    whatIsWrong: predicate.whatIsWrong,
    whatWouldSettleIt: predicate.whatWouldSettleIt,
    severityReason: predicate.severityReason,
    state,
    isOpen,
    turn: !isOpen ? 'nobody' : state === 'raised' || state === 'sustained' ? 'author' : state === 'answered' ? 'raiser' : state === 'awaiting-second-signature' ? 'second signer' : 'nobody',
    thread,
  }; // prettier-ignore
}

/** A later sign-off of the same kind by the same person on the same bundle supersedes the earlier one. */
function isSuperseded(context: Context, record: CheckedRecord): boolean {
  return context.records.some(
    (later) =>
      later.kind === record.kind &&
      later.predicate.supersedes === record.digest &&
      context.voidOf(later) === null &&
      samePerson(context.roster, later.predicate.signer, record.predicate.signer),
  );
}

function signOffState(
  context: Context,
  record: CheckedRecord,
): 'current' | 'for another version' | 'superseded' | 'void' {
  if (context.voidOf(record) !== null) return 'void';
  if (isSuperseded(context, record)) return 'superseded';
  return record.subject.sha256 === context.safetyCase.bundleDigest ? 'current' : 'for another version';
} // prettier-ignore

function toOpinionView(context: Context, record: RecordOf<'opinion'>): OpinionView {
  const { support, view, stance, reasons, whatWouldChangeMyMind, text } = record.predicate;
  const sealedOn = sealedOnOf(context, record);
  return { record: context.summaryOf(record), support, view, stance, reasons, whatWouldChangeMyMind, text, state: signOffState(context, record), sealedOn }; // prettier-ignore
}

function toDecisionView(
  context: Context,
  record: RecordOf<'decision'>,
  today: string,
): DecisionView {
  const { decision, stance, scope, start, expiry, reasons, whatWouldChangeMyMind, text } =
    record.predicate;
  const state = signOffState(context, record);
  return {
    record: context.summaryOf(record),
    decision, stance, scope, start, expiry, reasons, whatWouldChangeMyMind, text,
    state: state === 'current' && expiry !== '' && expiry < today ? 'expired' : state,
  }; // prettier-ignore
}

/** Judges by one roster alone, where no chain is known. */
export function voidByOne(roster: Roster | null): VoidOf {
  const rosters = roster === null ? [] : [{ sha256: '', content: roster, acceptedAt: null }];
  return (record) => (roster === null ? null : voidByRosters(rosters, record));
}

/**
 * Builds the state of the review.
 * @param today ISO date for "expired"; the caller owns the clock.
 * @param crypto for the commitments of what was sealed
 * @param voidByRoster judges by the whole chain of rosters where the caller has it, else by `roster` alone
 */
export function toReviewState(
  safetyCase: SafetyCase,
  structure: StructureView,
  unordered: readonly CheckedRecord[],
  roster: Roster | null,
  today: string,
  crypto: Pick<TrustCrypto, 'sha256'>,
  voidByRoster: VoidOf = voidByOne(roster),
): ReviewState {
  const all = inOrder(unordered);
  const numbers = new Map(all.map((record, index) => [record.digest, index + 1]));
  const records = all.filter((record) => record.predicate.case.id === safetyCase.id);
  const isSamePerson = (a: Signer, b: Signer): boolean => samePerson(roster, a, b);
  const sealing = { records, isSamePerson, crypto };
  const voidOf: VoidOf = (record) => voidByRoster(record) ?? castVoid(sealing, record);
  const context: Context = {
    safetyCase,
    structure,
    roster,
    records,
    voidOf,
    summaryOf: (record) =>
      toSummary(record, numbers.get(record.digest) ?? 1, safetyCase.bundleDigest, voidOf),
  };
  const castContext: CastContext = {
    ...sealing,
    summaryOf: context.summaryOf,
    signOffState: (record) => signOffState(context, record),
  };
  const notes = toNoteViews(records.filter(isOfKind('note')), context.summaryOf, (a, b) => samePerson(roster, a, b)); // prettier-ignore
  const declarations = records.filter(isOfKind('declaration')).map((record) => ({
    record: context.summaryOf(record),
    interests: record.predicate.interests,
  }));
  const cast = toCastState(castContext, safetyCase.bundleDigest);
  return {
    notes,
    challenges: records
      .filter(isOfKind('challenge'))
      .map((record, index) => toChallengeView(context, record, index))
      .filter((view) => view !== null),
    opinions: records.filter(isOfKind('opinion')).map((record) => toOpinionView(context, record)),
    decisions: records
      .filter(isOfKind('decision'))
      .map((record) => toDecisionView(context, record, today)),
    declarations,
    ...cast,
    panel: toPanel(roster, { ...cast, declarations }, today),
  };
}

/** All records in order, cut down for lists; rosters and policies included. */
export function toSummaries(
  records: readonly CheckedRecord[],
  bundleDigest: string | null,
  voidOf: VoidOf,
): RecordSummary[] {
  return inOrder(records).map((record, index) =>
    toSummary(record, index + 1, bundleDigest, voidOf),
  );
}
