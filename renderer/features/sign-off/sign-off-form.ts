import type {
  BallotInput, BundleSupport, CastMode, ClaimView, DecisionInput, DecisionOutcome, OpinionInput, RecordInput, Stance, Vote,
} from '../../../shared/review/records.ts'; // prettier-ignore
import type { ReviewView, SignOffPreparation } from '../../../shared/review/view.ts';
import {
  BUNDLE_SUPPORT_WORDS, CLAIM_VIEW_WORDS, DECISION_OUTCOME_WORDS, STANCE_WORDS, VOTE_WORDS, toSentenceStart,
} from '../../../shared/review/words.ts'; // prettier-ignore
import type { Option } from '../../components/OptionList.tsx';

export type SignOffWhat =
  'opinion' | 'ballot' | 'decision' | 'second-signature' | 'dissent' | 'override';
export type Fields = Readonly<Record<string, string>>;

/** Nothing positive is chosen before a person chose it: return, and unable to assess. */
export const INITIAL_FIELDS: Readonly<Record<SignOffWhat, Fields>> = {
  opinion: { support: 'unable-to-assess', view: 'no-view', stance: 'agree' },
  ballot: { vote: 'abstain' },
  decision: { decision: 'return', stance: 'agree' },
  'second-signature': {},
  dissent: {},
  override: {},
};

const DECISIONS: readonly DecisionOutcome[] = ['approve', 'approve-limited', 'approve-with-conditions', 'return', 'defer', 'not-approve', 'note', 'record-override']; // prettier-ignore
const SUPPORTS: readonly BundleSupport[] = ['supports', 'supports-with-reservations', 'does-not-support', 'unable-to-assess']; // prettier-ignore
const VIEWS: readonly ClaimView[] = ['agrees', 'agrees-on-other-grounds', 'disagrees', 'no-view'];
const STANCES: readonly Stance[] = ['agree', 'disagree-and-support', 'formal-dissent'];

const HINTS: Readonly<Record<string, string>> = {
  'approve-limited': 'Narrower than asked',
  return: 'Named questions to the author, no decision',
  defer: 'To a named organisation',
  'not-approve': 'With reasons that name a challenge',
  note: 'Informed, no right to decide',
  'record-override': 'Signed, reasoned, printed first',
  'unable-to-assess': 'Access, time or competence did not allow a view',
};

const VOTES: readonly Vote[] = ['approve', 'not-approve', 'abstain'];

/** Fields before anything is typed: what the policy pack asks for stands for how it is cast. */
export function toInitialFields(what: SignOffWhat, sealing: ReviewView['sealing'] | null): Fields {
  const mode = what === 'ballot' ? sealing?.ballots : what === 'opinion' ? sealing?.opinions : undefined;
  return mode === undefined ? INITIAL_FIELDS[what] : { ...INITIAL_FIELDS[what], mode };
} // prettier-ignore

export function toVoteOptions(): readonly Option<Vote>[] {
  return VOTES.map((value) => ({ value, label: toSentenceStart(VOTE_WORDS[value]) }));
}

/** Sealed or open, with what the policy pack asks for first. */
export function toModeOptions(what: 'opinion' | 'ballot'): readonly Option<CastMode>[] {
  return [
    { value: 'sealed', label: 'Seal it', hint: `Others see that you sealed it, and your ${what} once you open it` },
    { value: 'open', label: 'Sign it openly', hint: 'Seen at once, and said on its face' },
  ];
} // prettier-ignore

export function isApproval(decision: string): boolean {
  return decision.startsWith('approve');
}

export function toStanceOptions(): readonly Option<Stance>[] {
  return STANCES.map((value) => ({ value, label: STANCE_WORDS[value] }));
}

export function toViewOptions(): readonly Option<ClaimView>[] {
  return VIEWS.map((value) => ({ value, label: toSentenceStart(CLAIM_VIEW_WORDS[value]) }));
}

/** The choices with what closes each. A closed one stays visible with the reason beside it. */
export function toDecisionOptions(
  preparation: SignOffPreparation | null,
): readonly Option<DecisionOutcome>[] {
  return DECISIONS.map((value) => toOption(value, DECISION_OUTCOME_WORDS[value], preparation));
}

export function toSupportOptions(
  preparation: SignOffPreparation | null,
): readonly Option<BundleSupport>[] {
  return SUPPORTS.map((value) => toOption(value, BUNDLE_SUPPORT_WORDS[value], preparation));
}

function toOption<T extends string>(
  value: T,
  words: string,
  preparation: SignOffPreparation | null,
): Option<T> {
  const closed = preparation?.closedOptions.find((option) => option.option === value);
  return {
    value,
    label: toSentenceStart(words),
    hint: closed === undefined ? (HINTS[value] ?? null) : null,
    why: closed === undefined ? null : `not available, ${closed.why}`,
  };
}

/** A condition as the form holds it, one draft field for each of its seven parts. */
export const CONDITION_PARTS = [
  'duty',
  'owner',
  'measure',
  'evidence',
  'verifier',
  'due',
  'consequence',
] as const;
export type ConditionPart = (typeof CONDITION_PARTS)[number];

export const CONDITION_WORDS: Readonly<Record<ConditionPart, string>> = {
  duty: 'Duty',
  owner: 'Owner',
  measure: 'Measure',
  evidence: 'Evidence that will show it',
  verifier: 'Verifier',
  due: 'Due',
  consequence: 'If it is not met',
};

export function conditionCount(fields: Fields): number {
  const count = Number(fields['conditions'] ?? '0');
  return Number.isInteger(count) && count > 0 ? Math.min(count, 50) : 0;
}

export function conditionKey(index: number, part: ConditionPart): string {
  return `condition.${index}.${part}`;
}

/** The fields without one condition; the ones after it move up. */
export function withoutCondition(fields: Fields, removed: number): Fields {
  const count = conditionCount(fields);
  const change: Record<string, string> = { conditions: String(Math.max(0, count - 1)) };
  for (let index = removed; index < count; index += 1) {
    for (const part of CONDITION_PARTS)
      change[conditionKey(index, part)] = fields[conditionKey(index + 1, part)] ?? '';
  }
  return change;
}

const PASSED = 'passed.';

export function passedKey(rule: string): string {
  return `${PASSED}${rule}`;
}

function toPassed(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([key, reason]) => key.startsWith(PASSED) && reason.trim() !== '')
      .map(([key, reason]) => [key.slice(PASSED.length), reason]),
  );
}

/**
 * The record as it stands in the form, for a preparation or for signing. What is still empty
 * is sent empty: the preparation names it as missing, so such a record is shown and never signed.
 */
export function toRecordInput(
  what: SignOffWhat,
  fields: Fields,
  about: string | null,
): RecordInput | null {
  switch (what) {
    case 'opinion':
      return { kind: 'opinion', input: toOpinionInput(fields), passed: toPassed(fields), ...(fields['mode'] === 'sealed' ? { mode: 'sealed' as const } : {}) }; // prettier-ignore
    case 'ballot':
      return { kind: 'ballot', input: toBallotInput(fields), passed: toPassed(fields), mode: fields['mode'] === 'open' ? 'open' : 'sealed' }; // prettier-ignore
    case 'decision':
      return { kind: 'decision', input: toDecisionInput(fields), passed: toPassed(fields) };
    case 'second-signature':
      return about === null
        ? null
        : { kind: 'second-signature', record: about, input: { reason: fields['reason'] ?? '' } };
    case 'dissent':
      return about === null ? null : { kind: 'dissent', record: about, input: { words: fields['words'] ?? '' } }; // prettier-ignore
    case 'override':
      return { kind: 'override', input: { rule: fields['rule'] ?? '', reason: fields['reason'] ?? '', beneficiary: fields['beneficiary'] ?? '' } }; // prettier-ignore
  }
}

function toBallotInput(fields: Fields): BallotInput {
  return {
    vote: VOTES.find((value) => value === fields['vote']) ?? 'abstain',
    reasons: fields['reasons'] ?? '',
    whatWouldChangeMyMind: fields['whatWouldChangeMyMind'] ?? '',
    keyUncertainties: fields['keyUncertainties'] ?? '',
  };
}

function toOpinionInput(fields: Fields): OpinionInput {
  return {
    support: SUPPORTS.find((value) => value === fields['support']) ?? 'unable-to-assess',
    view: VIEWS.find((value) => value === fields['view']) ?? 'no-view',
    otherGrounds: fields['otherGrounds'] ?? '',
    reservations: fields['reservations'] ?? '',
    reasons: fields['reasons'] ?? '',
    whatWouldChangeMyMind: fields['whatWouldChangeMyMind'] ?? '',
    keyUncertainties: fields['keyUncertainties'] ?? '',
    stance: STANCES.find((value) => value === fields['stance']) ?? 'agree',
  };
}

function toDecisionInput(fields: Fields): DecisionInput {
  const decision = DECISIONS.find((value) => value === fields['decision']) ?? 'return';
  const count = decision === 'approve-with-conditions' ? conditionCount(fields) : 0;
  return {
    decision,
    scope: fields['scope'] ?? '',
    start: isApproval(decision) ? (fields['start'] ?? '') : '',
    expiry: isApproval(decision) ? (fields['expiry'] ?? '') : '',
    conditions: Array.from({ length: count }, (_, index) => toCondition(fields, index)),
    reasons: fields['reasons'] ?? '',
    whatWouldChangeMyMind: fields['whatWouldChangeMyMind'] ?? '',
    keyUncertainties: fields['keyUncertainties'] ?? '',
    stance: STANCES.find((value) => value === fields['stance']) ?? 'agree',
  };
}

function toCondition(fields: Fields, index: number): DecisionInput['conditions'][number] {
  const part = (name: ConditionPart): string => fields[conditionKey(index, name)] ?? '';
  return {
    duty: part('duty'),
    owner: part('owner'),
    measure: part('measure'),
    evidence: part('evidence'),
    verifier: part('verifier'),
    due: part('due'),
    consequence: part('consequence'),
  };
}

/** What the scope field is, by decision; null where the decision has none. */
export function toScopeLabel(decision: DecisionOutcome): string | null {
  if (isApproval(decision)) return 'Scope of the approval';
  if (decision === 'return') return 'Questions to the author, one a line';
  if (decision === 'defer') return 'Organisation to which you defer';
  if (decision === 'record-override') return 'What was released, by whom, for whose benefit';
  return null;
}
