import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { ChallengeView } from '../../../shared/review/view.ts';
import { CHALLENGE_TYPE_WORDS, TURN_WORDS } from '../../../shared/review/words.ts';
import { activeIdentity, useApp } from '../../state/app.ts';
import { useReview } from '../../state/review.ts';
import { toStep } from '../record/step.ts';
import { ChallengeStateWords, SeverityState } from './ChallengeCard.tsx';
import { isWaitingOn, toAgeWords } from './register.ts';

interface RegisterTableProps {
  readonly challenges: readonly ChallengeView[];
  readonly selected: string | null;
  readonly onSelect: (digest: string) => void;
}

/** One row per challenge. J and K or the arrow keys move between rows; the thread stands beside the table. */
export function RegisterTable({ challenges, selected, onSelect }: RegisterTableProps): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  const identity = useApp(activeIdentity);
  const now = useReview((state) => state.fetchedAt) ?? 0;
  function step(event: KeyboardEvent): void {
    const by = toStep(event.key);
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = challenges.findIndex((challenge) => challenge.record.digest === selected);
    const next = Math.min(challenges.length - 1, Math.max(0, at + by));
    const challenge = challenges[next];
    if (challenge === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(challenge.record.digest);
    body.current?.querySelectorAll<HTMLElement>('.linkish')[next]?.focus();
  }
  return (
    <table className="tb" aria-label="Register of challenges" onKeyDown={step}>
      <thead>
        <tr>
          <th scope="col">Id</th><th scope="col">On</th><th scope="col">What is wrong</th><th scope="col">Kind</th>
          <th scope="col">Severity</th><th scope="col">State</th><th scope="col">Turn</th><th scope="col" className="n">Age</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {challenges.map((challenge) => {
          const { digest } = challenge.record;
          return (
            <tr key={digest} aria-selected={digest === selected} onClick={() => onSelect(digest)}>
              <td>
                <button type="button" className="linkish" aria-pressed={digest === selected} aria-controls="challenge-detail" onClick={() => onSelect(digest)}>{challenge.label}</button>
              </td>
              <td className="id">{challenge.target.id}</td>
              <td><span className="words">{challenge.whatIsWrong}</span></td>
              <td className="q2">{CHALLENGE_TYPE_WORDS[challenge.challengeType]}</td>
              <td><SeverityState challenge={challenge} /></td>
              <td><ChallengeStateWords challenge={challenge} /></td>
              <td className="nw">{isWaitingOn(challenge, identity) ? <b>you</b> : <span className="q2">{TURN_WORDS[challenge.turn]}</span>}</td>
              <td className="n nw">{toAgeWords(challenge.record.log.time, now)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
} // prettier-ignore
