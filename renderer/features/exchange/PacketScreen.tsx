import { useEffect, useState, type ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { ImportSummary, PacketPreview } from '../../../shared/packet/preview.ts';
import { toCount, toTimeWords } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { ErrorMessage, Message } from '../../components/Message.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toSize } from '../../components/words.ts';
import { say } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { leavePacket, useExchange } from '../../state/exchange.ts';
import { openStored } from '../../state/opening.ts';
import { ForkCard } from './ForkCard.tsx';
import { LogTable, RecordTable, RosterNews } from './PacketParts.tsx';
import { toSeatWords } from './words.ts';
import './exchange.css';

/** What a packet would bring. Nothing of it is in place until a person accepts it. */
export default function PacketScreen(): ReactNode {
  const token = useExchange((state) => state.token);
  const [preview, setPreview] = useState<PacketPreview | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    document.documentElement.dataset['ready'] = 'packet';
    let isCurrent = true;
    if (token === null) return;
    void call('packet.get', { token }).then((reply) => {
      if (!isCurrent) return;
      if (reply.ok) setPreview(reply.value);
      else setError(reply.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [token]);
  if (preview === null || preview.token !== token) {
    return <div className="pkt"><h1>Packet</h1><ErrorMessage title="Not shown" error={error} actions={<Button onClick={leavePacket}>Back</Button>} /></div>; // prettier-ignore
  }
  return <Preview preview={preview} />;
}

function Preview({ preview }: { readonly preview: PacketPreview }): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const openCase = useCase((state) => state.safetyCase);
  async function accept(): Promise<void> {
    if (isAsking) return;
    setAsking(true);
    const reply = await call('packet.accept', { token: preview.token });
    setAsking(false);
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    const { bundle } = preview;
    leavePacket();
    say(toDoneWords(reply.value));
    if (bundle !== null && openCase === null) await openStored(bundle.digest);
  }
  async function leave(): Promise<void> {
    await call('packet.discard', { token: preview.token });
    leavePacket();
  }
  const isFromOther = preview.from.person === null && !preview.from.isOwn;
  return (
    <div className="pkt" data-pane="" tabIndex={-1}>
      <header>
        <h1>{preview.isKnown ? 'This packet brings nothing new' : 'Import this packet?'}</h1>
        <p className="lead">{preview.isKnown ? 'Everything in it is here already. Nothing was written.' : 'It was read and checked. Nothing of it is in place yet; all of it comes, or nothing.'}</p>
      </header>
      <div className="pg">
        <div>
          {preview.forks.length === 0 ? null : (
            <section aria-label="What contradicts">
              <div className="openhead"><h2>What contradicts</h2><span className="cnt">{toCount(preview.forks.length, 'log')}</span></div>
              {preview.forks.map((fork) => <ForkCard key={`${fork.origin} ${fork.heads[1].root}`} fork={fork} />)}
            </section>
          )}
          <RecordTable records={preview.records} />
          <RosterNews preview={preview} />
          <LogTable logs={preview.logs} />
        </div>
        <aside>
          <section aria-label="From whom" className="card">
            <h2>From {preview.from.isOwn ? 'this seat' : preview.from.person === null ? 'a seat not in your roster' : toSeatWords(preview.from.person)}</h2>
            <p className="mono brk">{preview.from.fingerprint}</p>
            {isFromOther ? <p className="small"><StatePhrase icon="unknown" tone="care">Your roster does not name this seat. Compare the fingerprint with the sender by another channel before you rely on it.</StatePhrase></p> : null}
            <dl className="kv">
              <dt>Case</dt><dd><Outside text={preview.case.title} />{preview.case.isKnown ? '' : ', not on this computer yet'}</dd>
              <dt>Version</dt><dd>{preview.case.version}</dd>
              <dt>Newest entry</dt><dd className="num">{toTimeWords(preview.made)}</dd>
              <dt>File</dt><dd className="brk">{preview.fileName}, {toSize(preview.bytes)}</dd>
            </dl>
            {preview.madeFor === null ? null : <p className="small q2">Made for another seat. It can be imported all the same.</p>}
          </section>
          <BundleNews preview={preview} />
          <section aria-label="Digest of the packet"><div className="shuthead"><h2>SHA-256 of the packet</h2></div><Fingerprint hex={preview.sha256} label="digest of the packet" size="small" /></section>
          <div className="r wrap acts">
            {preview.isKnown ? null : <Button kind="main" isOff={isAsking} onClick={() => void accept()}>{isAsking ? 'Importing' : 'Import packet'}</Button>}
            <Button onClick={() => void leave()}>{preview.isKnown ? 'Back' : 'Do not import'}</Button>
          </div>
          <ErrorMessage title="Not imported" error={error} />
          <p className="vh" role="status">{isAsking ? 'The packet is being imported.' : ''}</p>
        </aside>
      </div>
    </div>
  );
} // prettier-ignore

function BundleNews({ preview }: { readonly preview: PacketPreview }): ReactNode {
  const { bundle } = preview;
  if (bundle === null) return null;
  return (
    <Message title={bundle.isKnown ? 'Holds a bundle that is here already' : 'Holds a bundle'}>
      <p><Outside text={bundle.title} />, version {bundle.version}. Every byte of it was checked.</p>
    </Message>
  );
} // prettier-ignore

function toDoneWords(summary: ImportSummary): string {
  const what = `${toCount(summary.entries, 'entry', 'entries')}, ${toCount(summary.records, 'record')}`;
  const forks = summary.forks === 0 ? '' : ` ${toCount(summary.forks, 'log')} contradicts what was known.`;
  return `Packet imported: ${what}.${forks}`;
} // prettier-ignore
