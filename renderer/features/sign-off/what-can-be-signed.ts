import type { SafetyCase } from '../../../shared/case/model.ts';
import type { Identity } from '../../../shared/ipc/contract.ts';
import type {
  BallotView,
  DecisionView,
  OpinionView,
  PanelMember,
  ReviewView,
} from '../../../shared/review/view.ts';
import {
  ASSESSMENT_OUTCOME_WORDS,
  DECIDED_WORDS,
  LINE_WORDS,
  VOTE_WORDS,
  toDayWords,
  toSentenceStart,
} from '../../../shared/review/words.ts';
import { lastAssessment, toChallengeActions } from '../challenges/challenge-actions.ts';
import type { SignOffWhat } from './sign-off-form.ts';

export interface Signable {
  readonly what: SignOffWhat;
  readonly title: string;
  readonly hint: string;
  /** Why it cannot be signed now, in words; null when the dialog can be opened. */
  readonly why: string | null;
}

/**
 * What the active identity can sign on the open bundle. An opinion is the second line's or an outside
 * organisation's, a decision the third line's (product.md 3a); the policy pack has the last word in main.
 */
export function toSignables(
  safetyCase: SafetyCase,
  review: ReviewView,
  identity: Identity | null,
): readonly Signable[] {
  const stop = whyNothing(safetyCase, review, identity);
  return [
    {
      what: 'opinion',
      title: 'Opinion',
      hint: 'Whether the bundle supports the claim, and your view of the claim.',
      why:
        stop ??
        whyNotLine(
          identity,
          ['second', 'external'],
          'the second line and outside organisations sign opinions',
        ),
    },
    ...(review.isPanel
      ? [
          {
            what: 'ballot' as const,
            title: 'Ballot',
            hint: toBallotHint(review),
            why: stop ?? whyNotLine(identity, ['third'], 'the third line votes'),
          },
        ]
      : []),
    {
      what: 'decision',
      title: 'Decision',
      hint: 'Approve, return, defer or not approve. Binds to the digest of this bundle.',
      why: stop ?? whyNotLine(identity, ['third'], 'the third line decides'),
    },
  ];
}

function toBallotHint(review: ReviewView): string {
  if (review.ownSealed.some((item) => item.of === 'ballot')) return 'Yours is sealed. Sealing another in its place stays visible.'; // prettier-ignore
  return review.sealing.ballots === 'sealed'
    ? 'One vote, sealed before you see those of others, opened together.'
    : 'One vote, seen at once.';
}

function whyNothing(
  safetyCase: SafetyCase,
  review: ReviewView,
  identity: Identity | null,
): string | null {
  if (safetyCase.seal === 'draft') {
    return `this is an unsealed draft, which can be read and never signed. ${safetyCase.draftReason ?? ''}`.trim();
  }
  if (review.log.damage.some((damage) => damage.kind !== 'torn' && !damage.acknowledged)) {
    return 'the log is damaged, acknowledge it in Log first';
  }
  return identity === null ? 'needs an identity' : null;
}

function whyNotLine(
  identity: Identity | null,
  lines: readonly string[],
  rule: string,
): string | null {
  if (identity === null || lines.includes(identity.line)) return null;
  return `${rule}, you are ${LINE_WORDS[identity.line]}`;
}

export interface SecondSignable {
  /** Digest of the assessment, which is what a second signature is about. */
  readonly about: string;
  readonly label: string;
  readonly outcomeWords: string;
  readonly assessor: string;
  readonly why: string | null;
}

/** Closings that wait for a second signature, and why this identity cannot give it where it cannot (R24). */
export function toSecondSignatures(
  review: ReviewView,
  identity: Identity | null,
): readonly SecondSignable[] {
  return review.challenges.flatMap((challenge) => {
    const assessment = lastAssessment(challenge);
    if (challenge.state !== 'awaiting-second-signature' || assessment === null) return [];
    const action = toChallengeActions(challenge, identity).find(
      (one) => one.kind === 'second-sign',
    );
    return [
      {
        about: assessment.record.digest,
        label: challenge.label,
        outcomeWords: toSentenceStart(ASSESSMENT_OUTCOME_WORDS[assessment.outcome]),
        assessor: assessment.record.signer.printedName,
        why: action?.why ?? null,
      },
    ];
  });
}

export interface DissentFrom {
  readonly about: string;
  readonly words: string;
}

/** Current decisions from which this person can dissent: a dissent needs no permission (R28). */
export function toDissents(review: ReviewView, identity: Identity | null): readonly DissentFrom[] {
  if (identity === null || identity.line === 'first') return [];
  return review.decisions
    .filter((view) => view.state === 'current' || view.state === 'expired')
    .map(({ record, decision }) => ({
      about: record.digest,
      words: `${DECIDED_WORDS[decision]}, by ${record.signer.printedName}, ${toDayWords(record.signedOn)}`,
    }));
}

/** How a member of the panel stands, in words. */
export function toMemberWords(member: PanelMember): string {
  if (member.recused !== null) return 'stepped aside';
  if (member.vote !== null) return `voted: ${VOTE_WORDS[member.vote]}`;
  return member.sealed === null ? 'not sealed' : 'sealed, not opened';
}

export type SignedItem =
  | { readonly kind: 'ballot'; readonly view: BallotView }
  | { readonly kind: 'opinion'; readonly view: OpinionView }
  | { readonly kind: 'decision'; readonly view: DecisionView };

/** Sign-offs about the open bundle, and those that are not current; decisions first, newest first. */
export function splitSignOffs(review: ReviewView): {
  readonly current: readonly SignedItem[];
  readonly settled: readonly SignedItem[];
} {
  const newestFirst = (a: SignedItem, b: SignedItem): number =>
    b.view.record.number - a.view.record.number;
  const all: readonly SignedItem[] = [
    ...review.decisions.map((view) => ({ kind: 'decision', view }) as const).sort(newestFirst),
    ...review.ballots.map((view) => ({ kind: 'ballot', view }) as const).sort(newestFirst),
    ...review.opinions.map((view) => ({ kind: 'opinion', view }) as const).sort(newestFirst),
  ];
  return {
    current: all.filter((item) => item.view.state === 'current'),
    settled: all.filter((item) => item.view.state !== 'current'),
  };
}
