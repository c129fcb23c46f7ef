import type { ReactNode } from 'react';
import { challengesOn, drafts, useReview } from '../../state/review.ts';
import { DraftCards } from '../notes/DraftCards.tsx';
import { ChallengeActions } from './ChallengeActions.tsx';
import { ChallengeCard } from './ChallengeCard.tsx';
import './challenges.css';

interface ChallengeListProps {
  /** Node or evidence id, or document path. */
  readonly targetId: string;
}

/** The challenges on one object, open before settled, with their threads and what can be done. */
export default function ChallengeList({ targetId }: ChallengeListProps): ReactNode {
  const view = useReview((state) => state.view);
  const allDrafts = useReview(drafts);
  const mine = allDrafts.filter((draft) => draft.kind === 'challenge' && draft.target?.id === targetId);
  const challenges = challengesOn(view, targetId);
  const open = challenges.filter((challenge) => challenge.isOpen);
  const settled = challenges.filter((challenge) => !challenge.isOpen);
  return (
    <div className="challengelist">
      {open.length + mine.length === 0 ? null : (
        <section aria-label="Open challenges">
          <div className="openhead"><h3>Open challenges</h3><span className="cnt">{open.length}</span></div>
          <DraftCards drafts={mine} />
          {open.map((challenge) => (
            <ChallengeCard key={challenge.record.digest} challenge={challenge}><ChallengeActions challenge={challenge} /></ChallengeCard>
          ))}
        </section>
      )}
      {settled.length === 0 ? null : (
        <section aria-label="Settled challenges">
          <div className="shuthead"><h3>Settled challenges</h3><span className="cnt">{settled.length}</span></div>
          {settled.map((challenge) => <ChallengeCard key={challenge.record.digest} challenge={challenge} />)}
        </section>
      )}
      {challenges.length + mine.length > 0 ? null : (
        <section aria-label="Challenges">
          <div className="shuthead"><h3>Challenges</h3><span className="cnt">0</span></div>
          <p className="small q">None. To raise one, press X.</p>
        </section>
      )}
    </div>
  );
} // prettier-ignore
