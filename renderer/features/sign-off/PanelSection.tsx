import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { Identity } from '../../../shared/ipc/contract.ts';
import type { OwnSealed, ReviewView, SealingView } from '../../../shared/review/view.ts';
import { toSentenceStart, toTimeWords } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { openDialog } from '../../state/app.ts';
import { toMemberWords } from './what-can-be-signed.ts';

interface PanelSectionProps {
  readonly review: ReviewView;
  readonly identity: Identity | null;
}

/** Who of the panel sealed, voted or stepped aside; what of it the person may see. */
export function PanelSection({ review, identity }: PanelSectionProps): ReactNode {
  if (!review.isPanel) return null;
  const { members } = review.panel;
  const isBlind = review.blindTo.includes('ballot');
  const present = members.filter((member) => member.vote !== null && member.recused === null).length;
  return (
    <section aria-labelledby="so-panel">
      <div className="shuthead"><h3 id="so-panel">Panel</h3><span className="cnt">{isBlind ? 'ballots sealed for you' : `${present} of ${members.length} voted`}</span></div>
      {isBlind ? <p className="small q2">Who sealed and what they voted stays sealed for you until you seal your own ballot, or step aside.</p> : null}
      <ul className="panelmembers">
        {members.map((member) => (
          <li key={member.personId}>
            <span><Outside text={member.printedName} />{member.isLay ? ', lay' : ''}</span>
            {isBlind && member.recused === null ? null : <span className="small q2">{toMemberWords(member)}</span>}
          </li>
        ))}
      </ul>
      {isBlind || identity?.line !== 'third' ? null : <p><Button kind="quiet" onClick={() => openDialog({ kind: 'sign-off', what: 'override', about: null })}>Set a rule aside</Button></p>}
    </section>
  );
} // prettier-ignore

/** What this person sealed here and can open, or why not yet. */
export function OwnSealedList({ review }: { readonly review: ReviewView }): ReactNode {
  return review.ownSealed.map((item) => <OneSealed key={item.record} item={item} />);
}

function OneSealed({ item }: { readonly item: OwnSealed }): ReactNode {
  return (
    <div className="signable">
      <b>Your sealed {item.of}</b>
      <p className="small q2">Sealed {toTimeWords(item.sealedOn)}, on this computer. {item.why === null ? 'It can be opened.' : `Not opened yet: ${item.why}`}</p>
      {item.why === null ? <Button icon="unlocked" onClick={() => openDialog({ kind: 'open-sealed', record: item.record })}>Open {item.of}</Button> : null}
    </div>
  );
} // prettier-ignore

/** Sealings that were not opened. They stay in the list for ever. */
export function UnopenedSealings({ review }: { readonly review: ReviewView }): ReactNode {
  const unopened = review.sealings.filter((item) => item.state !== 'opened');
  if (unopened.length === 0) return null;
  return (
    <section aria-labelledby="so-sealed">
      <div className="shuthead"><h3 id="so-sealed">Sealed, never opened</h3><span className="cnt">{unopened.length}</span></div>
      {unopened.map((item) => <Unopened key={item.record.digest} item={item} />)}
    </section>
  );
} // prettier-ignore

const STATE_WORDS: Readonly<Record<Exclude<SealingView['state'], 'opened'>, string>> = {
  sealed: 'never opened so far',
  replaced: 'other words were sealed in its place',
  'for another version': 'for another version, never opened',
  void: 'does not count',
};

function Unopened({ item }: { readonly item: SealingView }): ReactNode {
  const { record, of, state } = item;
  const why = record.void === null ? '' : `: ${record.void}`;
  return (
    <article className="signed">
      <div className="l1"><h4>{toSentenceStart(of)} of <Outside text={record.signer.printedName} /></h4><span className="badge"><Icon name="locked" small />sealed {toTimeWords(record.signedOn)}</span></div>
      <p className="small q2">{toSentenceStart(state === 'opened' ? 'opened' : STATE_WORDS[state])}{why}. Record {record.number}, entry {record.log.seq} of the log.</p>
    </article>
  );
} // prettier-ignore
