import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { Identity } from '../../../shared/ipc/contract.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import { RECORD_KIND_WORDS, toDayWords, toTimeWords } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { activeIdentity, openDialog, useApp } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { toOpenCounts } from '../challenges/register.ts';
import { DraftBadge } from '../notes/ComposerSheet.tsx';
import { toDraftWords } from '../notes/draft-words.ts';
import { OwnSealedList, PanelSection, UnopenedSealings } from './PanelSection.tsx';
import {
  BallotCard,
  DecisionCard,
  DissentCard,
  OpinionCard,
  OverrideCard,
} from './SignOffCards.tsx';
import type { SignOffWhat } from './sign-off-form.ts';
import {
  splitSignOffs,
  toDissents,
  toSecondSignatures,
  toSignables,
  type SignedItem,
} from './what-can-be-signed.ts';
import './sign-off.css';

/** The section of sign-offs: what stands open, what can be signed at this seat, what was signed. */
export default function SignOffScreen(): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const review = useReview((state) => state.view);
  const identity = useApp(activeIdentity);
  if (safetyCase === null || review === null) return <p className="q2 signoffsin" role="status">The review is being read.</p>;
  const { current, settled } = splitSignOffs(review);
  return (
    <div className="signoffs">
      <h1 className="vh">Sign-off</h1>
      <section className="pane paper" data-pane="" tabIndex={-1} aria-labelledby="so-head">
        <div className="head">
          <h2 id="so-head">Sign-off</h2>
          <span className="small q cut" title={safetyCase.title}><Outside text={safetyCase.title} />, version {safetyCase.version}</span>
          <span className="grow" />
          <Button kind="quiet" icon="folder" onClick={() => openDialog({ kind: 'export' })}>Export audit record</Button>
        </div>
        <div className="scroll">
          <div className="signoffsin">
            <section aria-labelledby="so-can">
              <div className="openhead"><h3 id="so-can">What you can sign</h3><span className="cnt">{identity === null ? 'no identity' : `${identity.printedName}, ${identity.role}`}</span></div>
              {toSignables(safetyCase, review, identity).map((item) => (
                <div className="signable" key={item.what}>
                  <b>{item.title}</b>
                  <p className="small q2">{item.why === null ? item.hint : `Not available, ${item.why}.`}</p>
                  {item.why === null ? <Button onClick={() => openDialog({ kind: 'sign-off', what: item.what, about: null })}>Prepare {item.what}</Button> : null}
                </div>
              ))}
              <OwnSealedList review={review} />
              <SecondSignatures review={review} identity={identity} />
              <Dissents review={review} identity={identity} />
              {identity === null ? <p><Button onClick={() => openDialog({ kind: 'identity' })}>Create identity</Button></p> : null}
            </section>
            <Drafts review={review} />
            <PanelSection review={review} identity={identity} />
            {review.blindTo.includes('opinion') ? <p className="q2">Opinions of others stay sealed for you until you seal your own.</p> : null}
            <section aria-labelledby="so-current">
              <div className={current.length === 0 ? 'openhead' : 'shuthead'}><h3 id="so-current">Signed for this version</h3><span className="cnt">{current.length}</span></div>
              {current.length === 0 ? <p className="q2">No opinion and no decision is recorded for this bundle.</p> : null}
              {review.overrides.filter((view) => view.record.aboutOpenBundle).map((view) => <OverrideCard key={view.record.digest} view={view} />)}
              {current.map((item) => <SignedOff key={item.view.record.digest} item={item} review={review} />)}
            </section>
            <UnopenedSealings review={review} />
            {settled.length === 0 ? null : (
              <section aria-labelledby="so-settled">
                <div className="shuthead"><h3 id="so-settled">Not current</h3><span className="cnt">{settled.length}, never counted</span></div>
                {settled.map((item) => <SignedOff key={item.view.record.digest} item={item} review={review} />)}
              </section>
            )}
          </div>
        </div>
      </section>
      <Aside review={review} identity={identity} />
    </div>
  );
} // prettier-ignore

function SignedOff({ item, review }: { readonly item: SignedItem; readonly review: ReviewView }): ReactNode {
  if (item.kind === 'ballot') return <BallotCard view={item.view} />;
  if (item.kind === 'opinion') return <OpinionCard view={item.view} />;
  const dissents = review.dissents.filter((view) => view.about === item.view.record.digest);
  return (
    <>
      <DecisionCard view={item.view} />
      {dissents.map((view) => <DissentCard key={view.record.digest} view={view} />)}
    </>
  );
} // prettier-ignore

interface PartProps {
  readonly review: ReviewView;
  readonly identity: Identity | null;
}

function SecondSignatures({ review, identity }: PartProps): ReactNode {
  return toSecondSignatures(review, identity).map((item) => (
    <div className="signable" key={item.about}>
      <b>Second signature on {item.label}</b>
      <p className="small q2">{item.why === null ? `${item.outcomeWords}, assessed by ${item.assessor}. It counts as open until another person signs.` : `Not available, ${item.why}.`}</p>
      {item.why === null ? <Button onClick={() => openDialog({ kind: 'sign-off', what: 'second-signature', about: item.about })}>Prepare signature</Button> : null}
    </div>
  ));
} // prettier-ignore

function Dissents({ review, identity }: PartProps): ReactNode {
  return toDissents(review, identity).map((item) => (
    <div className="signable" key={item.about}>
      <b>Dissent</b>
      <p className="small q2">From the decision: {item.words}. Kept word for word in every export.</p>
      <Button onClick={() => openDialog({ kind: 'sign-off', what: 'dissent', about: item.about })}>Prepare dissent</Button>
    </div>
  ));
} // prettier-ignore

const SIGN_OFFS: readonly string[] = [
  'opinion',
  'ballot',
  'decision',
  'second-signature',
  'dissent',
  'override',
] satisfies SignOffWhat[];

function isSignOffDraft(kind: string): kind is SignOffWhat {
  return SIGN_OFFS.includes(kind);
}

function Drafts({ review }: { readonly review: ReviewView }): ReactNode {
  const drafts = review.drafts.flatMap((draft) => (isSignOffDraft(draft.kind) ? [{ ...draft, kind: draft.kind }] : []));
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="so-drafts">
      <div className="openhead"><h3 id="so-drafts">Drafts</h3><span className="cnt">{drafts.length}</span></div>
      {drafts.map((draft) => (
        <div className="signable" key={draft.id}>
          <span className="r wrap"><b>{RECORD_KIND_WORDS[draft.kind]}</b> <DraftBadge /></span>
          <p className="small q2">{toDraftWords(draft)} Saved {toTimeWords(draft.updatedAt)}.</p>
          <Button onClick={() => { openDialog({ kind: 'sign-off', what: draft.kind, about: draft.about }); }}>Continue</Button>
        </div>
      ))}
    </section>
  );
} // prettier-ignore

function Aside({ review, identity }: PartProps): ReactNode {
  const openCounts = toOpenCounts(review.challenges);
  const declared = review.declarations.findLast((view) => view.record.signer.keyid === identity?.keyid);
  const aside = review.recusals.findLast((view) => view.record.signer.keyid === identity?.keyid);
  const topHolds = review.structure.topHolds;
  return (
    <aside className="pane" data-pane="" tabIndex={-1} aria-labelledby="so-open">
      <div className="head"><h2 id="so-open">When you sign now</h2></div>
      <div className="scroll">
        <div className="insp">
          <section aria-label="Open">
            <div className={openCounts === '' ? 'shuthead' : 'openhead'}><h3>Open at this moment</h3></div>
            {openCounts === '' ? <p className="q2">No challenge is open.</p> : <p><StatePhrase icon="blocking" tone={openCounts.includes('blocking') ? 'alarm' : 'care'}>{openCounts}</StatePhrase></p>}
            <p className="small q2">{topHolds ? 'By structure support reaches the top claim. Structure cannot tell whether an inference is good.' : 'By structure nothing carries the top claim.'}</p>
          </section>
          <section aria-label="Interests">
            <div className={declared === undefined ? 'openhead' : 'shuthead'}><h3>Your interests</h3></div>
            <p>{declared === undefined ? 'Not declared yet. They are declared before the first opinion, R4.' : `${declared.interests.length === 0 ? 'None' : declared.interests.map((one) => `${one.kind}: ${one.detail}`).join('; ')}, declared on ${toDayWords(declared.record.signedOn)}.`}</p>
            {identity === null ? null : <p className="gap"><Button onClick={() => openDialog({ kind: 'interests' })}>{declared === undefined ? 'Declare interests' : 'Declare again'}</Button></p>}
            {aside === undefined ? null : <p className="small q2">You stepped aside on {toDayWords(aside.record.signedOn)}: {aside.reason}</p>}
            {identity === null || identity.line === 'first' || aside !== undefined ? null : <p className="gap"><Button kind="quiet" onClick={() => openDialog({ kind: 'step-aside' })}>Step aside</Button></p>}
          </section>
          <section aria-label="What a signature says">
            <div className="shuthead"><h3>What a signature says</h3></div>
            <p className="q2">It binds to the digest of this bundle. For another version it is shown as such and never counted. It can be superseded, not deleted.</p>
          </section>
        </div>
      </div>
    </aside>
  );
} // prettier-ignore
