import { useState, type ReactNode } from 'react';
import type { WaitingPacket } from '../../../shared/packet/exchange-view.ts';
import { toCount, toTimeWords } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorMessage, Message } from '../../components/Message.tsx';
import { checkForPackets, chooseExchangeFolder, stopExchange, useExchange } from '../../state/exchange.ts'; // prettier-ignore
import { openWaiting } from '../../state/opening.ts';
import { toSeatWords } from './words.ts';

/** The folder through which packets go to and fro, and what waits in it. */
export function FolderCard(): ReactNode {
  const { view, isChecking, error } = useExchange();
  const [isLeaving, setLeaving] = useState(false);
  if (view === null) return <ErrorMessage title="Not shown" error={error} />;
  if (view.folder === null) {
    return (
      <>
        <p>A folder that something carries from seat to seat: a stick, a share, a synchronised folder, a git working copy.</p>
        <p className="hint">The program writes only to a folder of its own in it, and reads what other seats wrote. Nothing is imported before you looked at it.</p>
        <div className="r"><Button onClick={() => void chooseExchangeFolder()}>Choose folder</Button></div>
        <ErrorMessage title="Not set" error={error} />
      </>
    );
  }
  return (
    <>
      <p className="mono brk">{view.folder}</p>
      {view.problem === null ? null : <Message tone="alarm" title="The folder cannot be used" isAlert><p>{view.problem}</p></Message>}
      <p className="small q2" role="status">{isChecking ? 'Looking for packets.' : view.checkedAt === null ? '' : `Looked at ${toTimeWords(view.checkedAt)}.`}</p>
      <div className="r wrap">
        <Button isOff={isChecking} onClick={() => void checkForPackets()}>Check for packets</Button>
        <Button kind="quiet" onClick={() => void chooseExchangeFolder()}>Choose another</Button>
        {isLeaving
          ? <Button kind="grave" onClick={() => { setLeaving(false); void stopExchange(); }}>Stop using it, files stay</Button>
          : <Button kind="quiet" onClick={() => setLeaving(true)}>Stop using it</Button>}
      </div>
      <section aria-label="Waiting packets">
        <div className={view.waiting.length === 0 ? 'shuthead' : 'openhead'}><h3>Waiting</h3><span className="cnt">{toCount(view.waiting.length, 'packet')}</span></div>
        {view.waiting.length === 0 ? <p className="q2">Nothing new from other seats.</p> : view.waiting.map((packet) => <Waiting key={packet.token} packet={packet} />)}
      </section>
      <ErrorMessage title="Not done" error={error} />
    </>
  );
} // prettier-ignore

function Waiting({ packet }: { readonly packet: WaitingPacket }): ReactNode {
  if (packet.refused !== null) {
    return <Message tone="alarm" title={packet.fileName}><p>{packet.refused}</p></Message>;
  }
  const parts = [toCount(packet.entries, 'new entry', 'new entries'), toCount(packet.records, 'record')];
  return (
    <Message
      tone={packet.forks === 0 ? 'plain' : 'alarm'}
      icon={packet.forks === 0 ? 'folder' : 'warning'}
      title={toSeatWords(packet.from?.person ?? null)}
      actions={<Button onClick={() => void openWaiting(packet.token)}>Look at it</Button>}
    >
      <p>{packet.caseTitle}: {parts.join(', ')}.{packet.forks === 0 ? '' : ' It contradicts what is known.'}</p>
    </Message>
  );
} // prettier-ignore
