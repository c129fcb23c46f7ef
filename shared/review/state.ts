/**
 * The state of a review: a pure function of the case and of all records in all known logs. Nothing
 * that was signed is ever left out; what does not count says why (`void`, `aboutOpenBundle`, `state`).
 */
import type { SafetyCase } from '../case/model.ts';
import type { Roster } from '../policy/roster.ts';
import { voidByRosters } from '../policy/standing.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import { sealedOnOf, toCastState, type CastContext } from './cast-state.ts';
import { toChallengeView, toThreads, type ChallengeContext } from './challenge-state.ts';
import { inOrder, isOfKind, type CheckedRecord, type RecordOf } from './checked-record.ts';
import { toNoteViews } from './judged-marks.ts';
import { toPanel } from './panel.ts';
import { samePerson } from './persons.ts';
import type { Signer } from './records.ts';
import { castVoid } from './sealing.ts';
import type {
  DecisionView,
  OpinionView,
  RecordSummary,
  ReviewView,
  StructureView,
} from './view.ts';

/** The part of the view that follows from records alone; the rest is local to the seat. */
export type ReviewState = Pick<
  ReviewView,
  | 'notes' | 'challenges' | 'opinions' | 'decisions' | 'declarations' | 'sealings' | 'ballots'
  | 'dissents' | 'overrides' | 'recusals' | 'panel'
>; // prettier-ignore

/** Why a record counts for nothing by the rosters in force, in words; null when it counts. */
export type VoidOf = (record: CheckedRecord) => string | null;

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

interface Context extends ChallengeContext {
  readonly records: readonly CheckedRecord[];
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
  const threads = toThreads(records);
  const cast = toCastState(castContext, safetyCase.bundleDigest);
  return {
    notes,
    challenges: records
      .filter(isOfKind('challenge'))
      .map((record, index) => toChallengeView(context, threads, record, index))
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
