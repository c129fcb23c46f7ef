import { useEffect, type ReactNode } from 'react';
import type { PeerView, UncountedRecordView } from '../../../shared/review/peer-view.ts';
import { toCount, toEntryWords, toSentenceStart, toTimeWords } from '../../../shared/review/words.ts'; // prettier-ignore
import { Button } from '../../components/Button.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { openDialog } from '../../state/app.ts';
import { loadExchange } from '../../state/exchange.ts';
import { openWithDialog } from '../../state/opening.ts';
import { useReview } from '../../state/review.ts';
import { FolderCard } from './FolderCard.tsx';
import { ForkCard } from './ForkCard.tsx';
import { SCOPE_WORDS, toHeadWords, toSeatWords, toShortOrigin } from './words.ts';
import './exchange.css';

/** What other seats sent: their logs and heads, what contradicts, what does not count; and the folder. */
export default function ExchangeScreen(): ReactNode {
  const review = useReview((state) => state.view);
  useEffect(() => void loadExchange(), []);
  const [peers, forks, uncounted] = [review?.peers ?? [], review?.forks ?? [], review?.uncounted ?? []];
  return (
    <div className="exg">
      <h1 className="vh">Exchange</h1>
      <section className="pane paper" data-pane="" tabIndex={-1} aria-labelledby="ex-head">
        <div className="head">
          <h2 id="ex-head">Exchange</h2>
          <span className="small q num">{toCount(peers.length, 'log')} of other seats</span>
          <span className="grow" />
          <Button kind="quiet" icon="folder" onClick={() => void openWithDialog('packet')}>Import packet</Button>
          <Button kind="main" onClick={() => openDialog({ kind: 'send-packet' })}>Send packet</Button>
        </div>
        <div className="scroll" tabIndex={0} role="region" aria-label="Other seats">
          <div className="exw">
            {forks.length === 0 ? null : (
              <section aria-label="What contradicts">
                <div className="openhead"><h3>What contradicts</h3><span className="cnt">{toCount(forks.length, 'log')}</span></div>
                {forks.map((fork) => <ForkCard key={`${fork.origin} ${fork.heads[1].root}`} fork={fork} />)}
              </section>
            )}
            {uncounted.length === 0 ? null : <Uncounted records={uncounted} />}
            <Peers peers={peers} />
          </div>
        </div>
      </section>
      <aside className="pane" data-pane="" tabIndex={-1} aria-label="Exchange folder">
        <div className="head"><h2>Exchange folder</h2></div>
        <div className="scroll"><div className="insp"><FolderCard /></div></div>
      </aside>
    </div>
  );
} // prettier-ignore

function Peers({ peers }: { readonly peers: readonly PeerView[] }): ReactNode {
  return (
    <section aria-label="Logs of other seats">
      <div className="shuthead"><h3>Logs of other seats</h3></div>
      {peers.length === 0 ? <p className="q2">No packet was imported yet. Send one to the other seat, or import theirs.</p> : (
        <table className="tb">
          <thead><tr><th>Seat</th><th>Log of</th><th>Head</th><th>Cosigned by this seat</th><th>Log</th></tr></thead>
          <tbody>
            {peers.map((peer) => (
              <tr key={peer.origin}>
                <td>{toSeatWords(peer.person)}<span className="own mono small q2 brk">{peer.fingerprint}</span></td>
                <td>{SCOPE_WORDS[peer.scope]}</td>
                <td className="num">{toHeadWords(peer.head)}<span className="own mono small q2 brk">{peer.head.root}</span></td>
                <td><Cosigned peer={peer} /></td>
                <td className="mono" title={peer.origin}>{toShortOrigin(peer.origin)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="hint">Cosigned means: this seat saw the head, and it agrees with every earlier one. It says nothing about who sits there.</p>
    </section>
  );
} // prettier-ignore

function Cosigned({ peer }: { readonly peer: PeerView }): ReactNode {
  const others = peer.cosigners === 0 ? '' : `, and by ${toCount(peer.cosigners, 'other seat')}`;
  if (peer.problem !== null) return <StatePhrase icon="warning" tone="alarm">{peer.problem}</StatePhrase>;
  if (peer.isForked) return <StatePhrase icon="warning" tone="alarm">forked, no new head is cosigned</StatePhrase>;
  if (peer.cosigned === null) return <StatePhrase tone="care">not cosigned{others}</StatePhrase>;
  return <StatePhrase>up to entry {peer.cosigned.size}, {toTimeWords(peer.cosigned.time)}{others}</StatePhrase>;
} // prettier-ignore

/** Records that entries name and that count for nothing. They stay visible, with the reason. */
function Uncounted({ records }: { readonly records: readonly UncountedRecordView[] }): ReactNode {
  return (
    <section aria-label="Kept and not counted">
      <div className="openhead"><h3>Kept and not counted</h3><span className="cnt">{toCount(records.length, 'record')}</span></div>
      <table className="tb">
        <thead><tr><th>Kind</th><th>Why</th><th>In the log</th><th>Log</th></tr></thead>
        <tbody>
          {records.map((record) => (
            <tr key={`${record.origin} ${record.seq} ${record.digest}`}>
              <td>{toSentenceStart(toEntryWords(record.kind))}</td>
              <td>{toSentenceStart(record.why)}.</td>
              <td className="num">entry {record.seq}, {toTimeWords(record.time)}</td>
              <td className="mono" title={record.origin}>{toShortOrigin(record.origin)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
} // prettier-ignore
