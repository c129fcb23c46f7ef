/** Sentences of the report that several of its parts need. Nothing here is a verdict: it repeats what was signed. */
import type { SafetyCase } from '../case/model.ts';
import { isSignOffKind } from '../review/records.ts';
import type { DecisionView, RecordSummary } from '../review/view.ts';
import { SEVERITIES } from '../review/words.ts';
import { DECIDED_WORDS, DECISION_OUTCOME_WORDS, toCount, toDayWords, toList } from '../review/words.ts'; // prettier-ignore
import type { ReportInput, ReportRecord } from './model.ts';

const APPROVALS: readonly string[] = ['approve', 'approve-limited', 'approve-with-conditions'];

/** Decisions on the exact bundle of this record that nothing has replaced; newest last. */
export function currentDecisions({ review }: ReportInput): DecisionView[] {
  return review.decisions.filter((item) => item.state === 'current' || item.state === 'expired');
}

/** "12", "12, 29", "12 to 15": numbers of records as they stand in file names. */
export function toRecordRef(input: ReportInput, records: readonly RecordSummary[]): string {
  const known = new Map(input.records.map((record) => [record.digest, record.number]));
  return toNumberRef(records.map((record) => known.get(record.digest) ?? 0));
}

export function toNumberRef(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([first, last]) => (first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first} to ${last}`))
    .join(', '); // prettier-ignore
}

function inForce(decision: DecisionView): string {
  if (!APPROVALS.includes(decision.decision)) return 'No approval is in force.';
  if (decision.state === 'expired') return `It lapsed on ${toDayWords(decision.expiry)}. No approval is in force.`; // prettier-ignore
  return `In force from ${toDayWords(decision.start)}, lapses ${toDayWords(decision.expiry)}.`;
}

function conditionCount(input: ReportInput, decision: DecisionView): number {
  const record = input.records.find((item) => item.digest === decision.record.digest);
  return record?.known?.kind === 'decision' ? record.known.predicate.conditions.length : 0;
}

function toHeadline(input: ReportInput, decision: DecisionView): string {
  switch (decision.decision) {
    case 'approve':
      return `Approved. ${inForce(decision)}`;
    case 'approve-limited':
      return `Approved within limits. ${inForce(decision)}`;
    case 'approve-with-conditions':
      return `Approved with ${toCount(conditionCount(input, decision), 'condition')}. ${inForce(decision)}`; // prettier-ignore
    case 'return':
      return `Returned to its author with questions. ${inForce(decision)}`;
    case 'defer':
      return `Deferred to another organisation. ${inForce(decision)}`;
    case 'not-approve':
      return `Not approved. ${inForce(decision)}`;
    case 'note':
      return `Noted, without a right to decide. ${inForce(decision)}`;
    case 'record-override':
      return `A rule was set aside: an override is on record. ${inForce(decision)}`;
  }
}

/** The decision as one line. Several signed decisions that differ are named as such, never averaged. */
export function toDecisionHeadline(input: ReportInput): string {
  const decisions = currentDecisions(input);
  const last = decisions.at(-1);
  if (last === undefined) return 'No decision is on record. No approval is in force.';
  const outcomes = [...new Set(decisions.map((item) => item.decision))];
  if (outcomes.length === 1) return toHeadline(input, last);
  const counted = outcomes.map((outcome) => {
    const count = decisions.filter((item) => item.decision === outcome).length;
    return `${count} ${DECISION_OUTCOME_WORDS[outcome]}`;
  });
  return `${decisions.length} signed decisions differ: ${toList(counted)}. They are not one approval.`;
}

/** "returned", "approved with conditions", "no decision": for running heads and the document's title. */
export function toDecisionShort(input: ReportInput): string {
  const outcomes = [...new Set(currentDecisions(input).map((item) => item.decision))];
  const [only] = outcomes;
  if (only === undefined) return 'no decision';
  return outcomes.length === 1 ? DECIDED_WORDS[only] : 'decisions differ';
}

/** "2 blocking and 1 major challenges open", in the order of gravity. */
export function toOpenCounts(input: ReportInput): string {
  const open = input.review.challenges.filter((item) => item.isOpen);
  const counts = SEVERITIES.map(
    (severity) => [open.filter((item) => item.severity === severity).length, severity] as const,
  ).filter(([count]) => count > 0);
  if (counts.length === 0) return 'no challenge open';
  return `${toList(counts.map(([count, severity]) => `${count} ${severity}`))} open`;
}

/** What was asked for, in the words of the author. */
export function toAskedFor(safetyCase: SafetyCase): string {
  const { model, build, configuration } = safetyCase.subject;
  const asked = safetyCase.decisionRequested ?? 'The case does not say what decision it asks for';
  const subject = [
    model,
    build === null ? null : `build ${build}`,
    configuration === null ? null : `configuration ${configuration}`,
  ].filter((part) => part !== null);
  return `${asked.replace(/\.$/, '')}.${subject.length === 0 ? '' : ` Subject: ${subject.join(', ')}.`}`;
}

/** Records of a sign-off on the bundle of this audit record that hold the sign-off fields. */
export type SignOff = ReportRecord & {
  readonly known: Extract<NonNullable<ReportRecord['known']>, { kind: 'opinion' | 'ballot' | 'decision' | 'second-signature' | 'dissent' | 'override' }>;
}; // prettier-ignore

export function isSignOff(record: ReportRecord): record is SignOff {
  return record.known !== null && isSignOffKind(record.known.kind);
}

/** Sign-offs on exactly this bundle, in order. */
export function signOffsHere(input: ReportInput): SignOff[] {
  return input.records
    .filter(isSignOff)
    .filter((record) => record.subject.sha256 === input.safetyCase.bundleDigest);
}

/** "3 of 36 claims", printed with the sentence it belongs to. */
export function toNames(records: readonly { readonly common: ReportRecord['common'] }[]): string {
  return toList([...new Set(records.map((record) => record.common.signer.printedName))]);
}
