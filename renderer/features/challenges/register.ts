import type { Severity } from '../../../shared/review/records.ts';
import type { ChallengeView } from '../../../shared/review/view.ts';
import { isTurnOf, toTurn } from '../../../shared/review/turns.ts';
import { SEVERITIES, toCount } from '../../../shared/review/words.ts';
import type { Actor } from './challenge-actions.ts';

export type Facet = 'open' | 'waiting' | 'all';

/** True when it is the turn of the active identity: the next step of the challenge is one it can take. */
export function isWaitingOn(challenge: ChallengeView, actor: Actor | null): boolean {
  return actor !== null && isTurnOf(toTurn(challenge), actor);
}

export function toFacet(
  challenges: readonly ChallengeView[],
  facet: Facet,
  actor: Actor | null,
): readonly ChallengeView[] {
  const kept = challenges.filter((challenge) => {
    if (facet === 'open') return challenge.isOpen;
    if (facet === 'waiting') return isWaitingOn(challenge, actor);
    return true;
  });
  return [...kept].sort(compareForRegister);
}

/** Open before settled, grave before light, then in the order of the log. */
function compareForRegister(a: ChallengeView, b: ChallengeView): number {
  if (a.isOpen !== b.isOpen) return a.isOpen ? -1 : 1;
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity !== 0 ? bySeverity : a.label.localeCompare(b.label, 'en', { numeric: true });
}

/** Whole days since the challenge was recorded: "today", "3 days". */
export function toAgeWords(iso: string, nowMs: number): string {
  const since = nowMs - Date.parse(iso);
  if (Number.isNaN(since)) return 'unknown';
  const days = Math.floor(since / 86_400_000);
  return days < 1 ? 'today' : toCount(days, 'day');
}

/** "3 blocking, 4 major": what is open, gravest first; severities with none are left out. */
export function toOpenCounts(
  challenges: readonly { readonly severity: Severity; readonly isOpen?: boolean }[],
): string {
  const open = challenges.filter((challenge) => challenge.isOpen !== false);
  return SEVERITIES.map((severity) => ({
    severity,
    count: open.filter((item) => item.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ');
}
