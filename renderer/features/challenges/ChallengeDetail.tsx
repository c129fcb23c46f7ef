import type { ReactNode } from 'react';
import type { ChallengeView } from '../../../shared/review/view.ts';
import { TURN_WORDS } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { useCase } from '../../state/case.ts';
import { goToTarget } from '../notes/go-to-target.ts';
import { toQuote } from '../notes/quote.ts';
import { ChallengeActions } from './ChallengeActions.tsx';
import { ChallengeCard } from './ChallengeCard.tsx';

/** One challenge of the register with what it is about, its thread and what can be done. */
export function ChallengeDetail({ challenge }: { readonly challenge: ChallengeView | null }): ReactNode {
  const node = useCase((state) => (challenge === null ? undefined : state.index.nodes.get(challenge.target.id)));
  return (
    <aside className="pane" data-pane="" tabIndex={-1} id="challenge-detail" aria-labelledby="challenge-detail-head">
      <div className="head">
        <h2 id="challenge-detail-head" title={challenge?.target.id}>{challenge === null ? 'No challenge chosen' : `${challenge.label}, on ${challenge.target.id}`}</h2>
      </div>
      {challenge === null ? null : (
        <div className="scroll">
          <div className="insp">
            <section aria-label="The challenge">
              <div className={challenge.isOpen ? 'openhead' : 'shuthead'}>
                <h3>{challenge.isOpen ? 'Open' : 'Settled'}</h3>
                <span className="cnt">{challenge.turn === 'nobody' ? '' : `turn: ${TURN_WORDS[challenge.turn]}`}</span>
              </div>
              <ChallengeCard key={challenge.record.digest} challenge={challenge}><ChallengeActions challenge={challenge} /></ChallengeCard>
            </section>
            <section aria-labelledby="challenge-about">
              <div className="shuthead"><h3 id="challenge-about">What it is about</h3></div>
              {node === undefined ? null : <p className="ser">{node.text}</p>}
              {toQuote(challenge.target) === '' ? null : <blockquote className="quote">{toQuote(challenge.target)}</blockquote>}
              <p><Button kind="quiet" icon="reference" onClick={() => goToTarget(challenge.target)}>Go to {challenge.target.id}</Button></p>
            </section>
          </div>
        </div>
      )}
    </aside>
  );
} // prettier-ignore
