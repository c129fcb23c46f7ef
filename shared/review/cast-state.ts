/** Ballots, sealings, dissents, overrides and recusals as the state of a review shows them. */
import type { RecordSummary, BallotView, DissentView, OverrideView, RecusalView, SealingView } from './view.ts'; // prettier-ignore
import { isLate, replacementOf, type SealingContext } from './sealing.ts';
import type { CheckedRecord, RecordOf } from './checked-record.ts';

/** What the parts need of the whole. Records are those of the case, in order. */
export interface CastContext extends SealingContext {
  readonly summaryOf: (record: CheckedRecord) => RecordSummary;
  readonly signOffState: (record: CheckedRecord) => BallotView['state'];
}

export interface CastState {
  readonly sealings: readonly SealingView[];
  readonly ballots: readonly BallotView[];
  readonly dissents: readonly DissentView[];
  readonly overrides: readonly OverrideView[];
  readonly recusals: readonly RecusalView[];
}

/** When the words of a record were sealed, by the record that sealed them; null where none did. */
export function sealedOnOf(
  { records }: Pick<CastContext, 'records'>,
  cast: RecordOf<'opinion'> | RecordOf<'ballot'>,
): string | null {
  const sealing = records.find(({ digest }) => digest === cast.predicate.commitment?.record);
  return sealing?.predicate.signedOn ?? null;
}

function toSealingView(
  context: CastContext,
  sealing: RecordOf<'ballot-commitment'>,
  isOpenBundle: boolean,
): SealingView {
  const record = context.summaryOf(sealing);
  const opened = context.records.find(
    (other) =>
      (other.kind === 'opinion' || other.kind === 'ballot') &&
      other.predicate.commitment?.record === sealing.digest &&
      context.summaryOf(other).void === null,
  );
  const state =
    record.void !== null ? 'void'
    : opened !== undefined ? 'opened'
    : replacementOf(context, sealing) !== null ? 'replaced'
    : isOpenBundle ? 'sealed' : 'for another version'; // prettier-ignore
  return { record, of: sealing.predicate.of, state, openedBy: opened?.digest ?? null };
}

function toBallotView(context: CastContext, ballot: RecordOf<'ballot'>): BallotView {
  const { vote, mode, reasons, whatWouldChangeMyMind, keyUncertainties, text } = ballot.predicate;
  return {
    record: context.summaryOf(ballot),
    vote, mode, reasons, whatWouldChangeMyMind, keyUncertainties, text,
    sealedOn: sealedOnOf(context, ballot),
    isLate: isLate(context, ballot),
    state: context.signOffState(ballot),
  }; // prettier-ignore
}

/** @param bundleDigest of the open bundle: what was sealed for another one is not waited for */
export function toCastState(context: CastContext, bundleDigest: string | null): CastState {
  const { records, summaryOf } = context;
  return {
    sealings: records.filter((record) => record.kind === 'ballot-commitment').map((record) => toSealingView(context, record, record.subject.sha256 === bundleDigest)), // prettier-ignore
    ballots: records.filter((record) => record.kind === 'ballot').map((record) => toBallotView(context, record)), // prettier-ignore
    dissents: records.filter((record) => record.kind === 'dissent').map((record) => ({ record: summaryOf(record), about: record.predicate.target?.id ?? '', words: record.predicate.words })), // prettier-ignore
    overrides: records.filter((record) => record.kind === 'override').map((record) => ({ record: summaryOf(record), rule: record.predicate.rule, reason: record.predicate.reason, beneficiary: record.predicate.beneficiary })), // prettier-ignore
    recusals: records.filter((record) => record.kind === 'recusal').map((record) => ({ record: summaryOf(record), reason: record.predicate.reason })), // prettier-ignore
  };
}
