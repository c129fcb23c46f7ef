import { assertNever } from '../../../shared/errors.ts';
import type { Identity } from '../../../shared/ipc/contract.ts';
import type { AssessmentOutcome } from '../../../shared/review/records.ts';
import type { ChallengeThreadItem, ChallengeView } from '../../../shared/review/view.ts';
import { isSecondLineLead } from '../../../shared/review/turns.ts';
import { LINE_WORDS } from '../../../shared/review/words.ts';

export type ChallengeActionKind = 'respond' | 'assess' | 'second-sign';

/** Something that can be done with a challenge. `why` says in words why it is not available, else null. */
export interface ChallengeAction {
  readonly kind: ChallengeActionKind;
  readonly label: string;
  readonly why: string | null;
}

export type Actor = Pick<Identity, 'keyid' | 'line' | 'role'>;

const LABELS: Readonly<Record<ChallengeActionKind, string>> = {
  respond: 'Respond',
  assess: 'Assess',
  'second-sign': 'Second signature',
};

type Assessment = Extract<ChallengeThreadItem, { kind: 'assessment' }>;

/** The assessment that the state of the challenge rests on: the last one that counts. */
export function lastAssessment(challenge: ChallengeView): Assessment | null {
  const assessments = challenge.thread.filter((item) => item.kind === 'assessment');
  return assessments.findLast((item) => item.void === null) ?? null;
}

export function isRaiser(challenge: ChallengeView, actor: Actor | null): boolean {
  return actor !== null && challenge.record.signer.keyid === actor.keyid;
}

/**
 * What the active identity can do with a challenge, and what it cannot with the reason in words.
 * Only the raiser or the second-line lead assesses, the first line never does (product.md 3b, R1); a
 * second signature comes from someone else again (R24). The main process has the last word.
 */
export function toChallengeActions(
  challenge: ChallengeView,
  actor: Actor | null,
): readonly ChallengeAction[] {
  const isWaiting = challenge.state === 'awaiting-second-signature';
  if (!challenge.isOpen && !isWaiting) return [];
  const kinds: readonly ChallengeActionKind[] = isWaiting ? ['second-sign'] : ['respond', 'assess'];
  return kinds.map((kind) => ({ kind, label: LABELS[kind], why: whyNot(kind, challenge, actor) }));
}

function whyNot(
  kind: ChallengeActionKind,
  challenge: ChallengeView,
  actor: Actor | null,
): string | null {
  if (actor === null) return 'needs an identity';
  switch (kind) {
    case 'respond':
      return actor.line === 'first'
        ? null
        : `the first line answers, you are ${LINE_WORDS[actor.line]}`;
    case 'assess':
      return whyNotAssess(challenge, actor);
    case 'second-sign':
      return whyNotSecondSign(challenge, actor);
    default:
      return assertNever(kind, 'action');
  }
}

function whyNotAssess(challenge: ChallengeView, actor: Actor): string | null {
  if (actor.line === 'first') return 'the first line never assesses';
  if (isRaiser(challenge, actor) || isSecondLineLead(actor)) return null;
  return `only ${challenge.record.signer.printedName} or the second line lead can`;
}

function whyNotSecondSign(challenge: ChallengeView, actor: Actor): string | null {
  const assessment = lastAssessment(challenge);
  if (assessment === null) return 'there is no assessment to countersign';
  if (actor.line === 'first') return 'the first line benefits from the closing';
  if (assessment.record.signer.keyid === actor.keyid) return 'you closed it, another person signs';
  if (isRaiser(challenge, actor)) return 'you raised it, another person signs';
  return null;
}

/** An outcome of an assessment as it is offered: `why` says why it is not available, else null. */
export interface OutcomeOption {
  readonly outcome: AssessmentOutcome;
  readonly label: string;
  readonly hint: string | null;
  readonly why: string | null;
}

/** Only the raiser can withdraw; closing a blocking challenge needs a second signature (R24). */
export function toOutcomeOptions(
  challenge: ChallengeView,
  actor: Actor | null,
): readonly OutcomeOption[] {
  const second =
    challenge.severity === 'blocking' ? 'Counts once a second person has signed.' : null;
  const isAnswered = challenge.thread.some((item) => item.kind === 'response');
  const unanswered = isAnswered ? null : 'not available, there is no answer yet';
  const notRaiser = isRaiser(challenge, actor)
    ? null
    : `not available, only ${challenge.record.signer.printedName} can`;
  return [
    { outcome: 'sustained', label: 'Sustain', hint: 'The doubt stands.', why: null },
    { outcome: 'resolved-fixed', label: 'Resolved (fixed)', hint: second, why: unanswered },
    { outcome: 'resolved-rebutted', label: 'Resolved (rebutted)', hint: second, why: unanswered },
    { outcome: 'accepted-residual', label: 'Keep as residual doubt', hint: second, why: null },
    { outcome: 'withdrawn', label: 'Withdraw', hint: null, why: notRaiser },
  ];
}
