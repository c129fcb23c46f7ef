import { useState, type ReactNode } from 'react';
import { toCount } from '../../../shared/review/words.ts';
import { Segments, type Segment } from '../../components/Segments.tsx';
import { activeIdentity, useApp } from '../../state/app.ts';
import { challenges as challengesOf, drafts as draftsOf, useReview } from '../../state/review.ts';
import { BackToSearch } from '../search/BackToSearch.tsx';
import { DraftCards } from '../notes/DraftCards.tsx';
import { ChallengeDetail } from './ChallengeDetail.tsx';
import { isWaitingOn, toFacet, toOpenCounts, type Facet } from './register.ts';
import { chooseChallenge, useRegister } from './register-state.ts';
import { RegisterTable } from './RegisterTable.tsx';
import './challenges.css';

/** The register of challenges: what is open first, whose turn it is, and the thread beside it. */
export default function ChallengesScreen(): ReactNode {
  const all = useReview(challengesOf);
  const drafts = useReview(draftsOf).filter((draft) => draft.kind === 'challenge');
  const identity = useApp(activeIdentity);
  const [facet, setFacet] = useState<Facet>('open');
  const chosen = useRegister((state) => state.chosen);
  const shown = toFacet(all, facet, identity);
  // What was gone to from elsewhere is shown beside the register even where the facet leaves it out.
  const selected = all.find((challenge) => challenge.record.digest === chosen) ?? shown[0] ?? null;
  const openCounts = toOpenCounts(all);
  const waiting = all.filter((challenge) => isWaitingOn(challenge, identity)).length;
  const facets: readonly Segment<Facet>[] = [
    { value: 'open', label: `Open ${all.filter((challenge) => challenge.isOpen).length}` },
    { value: 'waiting', label: `Waiting on me ${waiting}` },
    { value: 'all', label: `All ${all.length}` },
  ];
  return (
    <div className="register">
      <h1 className="vh">Challenges</h1>
      <section className="pane paper" data-pane="" tabIndex={-1} aria-labelledby="register-head">
        <div className="head">
          <h2 id="register-head">Challenges</h2>
          <span className="small q">{openCounts === '' ? 'none open' : `${openCounts} open`}</span>
          <span className="grow" />
          <BackToSearch />
          <Segments label="Which challenges" segments={facets} value={facet} onChange={setFacet} />
        </div>
        <div className="scroll">
          <div className="registerin">
            <p className="vh" role="status">{toCount(shown.length, 'challenge')} shown</p>
            {shown.length === 0 ? (
              <Empty facet={facet} total={all.length} />
            ) : (
              <RegisterTable challenges={shown} selected={selected?.record.digest ?? null} onSelect={chooseChallenge} />
            )}
            {drafts.length === 0 || facet === 'all' ? null : (
              <section aria-labelledby="register-drafts">
                <div className="shuthead"><h2 id="register-drafts">Drafts</h2><span className="cnt">{drafts.length}, only you see them</span></div>
                <DraftCards drafts={drafts} />
              </section>
            )}
          </div>
        </div>
      </section>
      <ChallengeDetail challenge={selected} />
    </div>
  );
} // prettier-ignore

function Empty({ facet, total }: { readonly facet: Facet; readonly total: number }): ReactNode {
  if (total === 0) {
    return (
      <div className="empty">
        <div className="shuthead"><h3>No challenges yet</h3></div>
        <p className="q2">To raise one, choose a passage or a claim in Read and press X.</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <div className="shuthead"><h3>{facet === 'waiting' ? 'Nothing waits on you' : 'None is open'}</h3></div>
      <p className="q2">{toCount(total, 'challenge')} on this case, listed under All.</p>
    </div>
  );
} // prettier-ignore
