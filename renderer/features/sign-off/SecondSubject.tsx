import type { ReactNode } from 'react';
import { ASSESSMENT_OUTCOME_WORDS } from '../../../shared/review/words.ts';
import { Message } from '../../components/Message.tsx';
import { challenges, useReview } from '../../state/review.ts';
import { ChallengeCard } from '../challenges/ChallengeCard.tsx';
import '../challenges/challenges.css';

/** The closing that waits for a second signature: the challenge, its thread and the outcome. */
export function SecondSubject({ about }: { readonly about: string | null }): ReactNode {
  const all = useReview(challenges);
  const challenge = all.find((one) => one.thread.some((item) => item.record.digest === about));
  const assessment = challenge?.thread.find((item) => item.record.digest === about);
  if (challenge === undefined || assessment?.kind !== 'assessment') {
    return <Message tone="care" title="No closing to countersign"><p>The assessment that this was about is not in the log any more as it was. Close this and choose the challenge again.</p></Message>;
  }
  return (
    <section aria-label="What you countersign">
      <div className="openhead"><h3>What you countersign</h3><span className="cnt">{ASSESSMENT_OUTCOME_WORDS[assessment.outcome]}</span></div>
      <ChallengeCard challenge={challenge} isTargetShown />
    </section>
  );
} // prettier-ignore
