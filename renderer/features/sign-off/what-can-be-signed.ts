import type { SafetyCase } from '../../../shared/case/model.ts';
import type { Identity } from '../../../shared/ipc/contract.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import { LINE_WORDS } from '../../../shared/review/words.ts';
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
export function toSignables(safetyCase: SafetyCase, review: ReviewView, identity: Identity | null): readonly Signable[] {
  const stop = whyNothing(safetyCase, review, identity);
  return [
    {
      what: 'opinion',
      title: 'Opinion',
      hint: 'Whether the bundle supports the claim, and your view of the claim.',
      why: stop ?? whyNotLine(identity, ['second', 'external'], 'the second line and outside organisations sign opinions'),
    },
    {
      what: 'decision',
      title: 'Decision',
      hint: 'Approve, return, defer or not approve. Binds to the digest of this bundle.',
      why: stop ?? whyNotLine(identity, ['third'], 'the third line decides'),
    },
  ];
}

function whyNothing(safetyCase: SafetyCase, review: ReviewView, identity: Identity | null): string | null {
  if (safetyCase.seal === 'draft') {
    return `this is an unsealed draft, which can be read and never signed. ${safetyCase.draftReason ?? ''}`.trim();
  }
  if (review.log.damage.some((damage) => damage.kind !== 'torn' && !damage.acknowledged)) {
    return 'the log is damaged, acknowledge it in Log first';
  }
  return identity === null ? 'needs an identity' : null;
}

function whyNotLine(identity: Identity | null, lines: readonly string[], rule: string): string | null {
  if (identity === null || lines.includes(identity.line)) return null;
  return `${rule}, you are ${LINE_WORDS[identity.line]}`;
}
