import { useEffect, useState, type ReactNode } from 'react';
import type { PacketPlan, PacketRequest, PacketSummary, SeatChoice } from '../../../shared/packet/exchange-view.ts'; // prettier-ignore
import { toCount } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { Check, OptionList } from '../../components/OptionList.tsx';
import { toSize } from '../../components/words.ts';
import { closeDialog } from '../../state/app.ts';
import { toSeatWords } from './words.ts';

const ANYBODY = 'anybody';

/** Makes a packet: for whom, how much of the logs, with or without the bundle. */
export default function SendPacketDialog(): ReactNode {
  const [choices, setChoices] = useState<{ seats: readonly SeatChoice[]; bundle: { version: string } | null } | null>(null); // prettier-ignore
  const [request, setRequest] = useState<PacketRequest>({ recipient: null, isWhole: false, withBundle: false }); // prettier-ignore
  const [plan, setPlan] = useState<PacketPlan | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<PacketSummary | null>(null);
  useEffect(() => {
    void call('packet.seats', undefined).then((reply) => {
      if (reply.ok) setChoices(reply.value);
      else setError(reply.error);
    });
  }, []);
  useEffect(() => {
    let isCurrent = true;
    void call('packet.plan', request).then((reply) => {
      if (!isCurrent) return;
      setPlan(reply.ok ? reply.value : null);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [request]);
  async function make(): Promise<void> {
    if (isMaking) return;
    setMaking(true);
    const reply = await call('packet.make', request);
    setMaking(false);
    setError(reply.ok ? null : reply.error);
    if (reply.ok && reply.value !== null) setMade(reply.value);
  }
  if (made !== null) return <Written summary={made} />;
  const seats = choices?.seats ?? [];
  return (
    <Dialog
      title="Send packet"
      onClose={closeDialog}
      note="A packet is a file. You carry it; nothing is sent over a network."
      actions={<><Button onClick={closeDialog}>Cancel</Button><Button kind="main" isOff={isMaking || plan === null} onClick={() => void make()}>{isMaking ? 'Writing the packet' : 'Choose file and write'}</Button></>}
    >
      <div className="formgrid">
        <OptionList
          legend="For whom"
          value={request.recipient ?? ANYBODY}
          onChange={(recipient) => setRequest({ ...request, recipient: recipient === ANYBODY ? null : recipient, isWhole: false })}
          options={[
            { value: ANYBODY, label: 'Anybody', hint: 'Whole logs, so that a seat that knows nothing can read it.' },
            ...seats.map((seat) => ({ value: seat.origin, label: toSeatWords(seat.person), hint: seat.fingerprint })),
          ]}
        />
        {request.recipient === null ? null : (
          <OptionList
            legend="How much"
            layout="row"
            value={request.isWhole ? 'whole' : 'since'}
            onChange={(value) => setRequest({ ...request, isWhole: value === 'whole' })}
            options={[{ value: 'since', label: 'What they do not have yet' }, { value: 'whole', label: 'Whole logs' }]}
          />
        )}
        <Check label={`Include the bundle${choices?.bundle === undefined || choices.bundle === null ? '' : `, version ${choices.bundle.version}`}`} isChecked={request.withBundle} onChange={(withBundle) => setRequest({ ...request, withBundle })} hint="For a seat that does not have this version." />
        <section aria-label="What it holds">
          <div className="shuthead"><h3>What it holds</h3><span className="cnt">{plan === null ? '' : `about ${toSize(plan.bytes)}`}</span></div>
          {plan === null ? <p className="q2">Counting.</p> : (
            <ul className="list">
              <li>{toCount(plan.logs, 'log')} with {toCount(plan.entries, 'entry', 'entries')} and {toCount(plan.records, 'record')}, with their signed heads.</li>
              {plan.known === 0 ? null : <li>{toCount(plan.known, 'entry', 'entries')} left out, which this seat vouched for.</li>}
              <li>The log of your seat with its rosters and policy packs.</li>
            </ul>
          )}
          <p className="hint">Drafts, notes that you did not share and passphrases are not in it.</p>
        </section>
        <ErrorMessage title="Not written" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore

function Written({ summary }: { readonly summary: PacketSummary }): ReactNode {
  return (
    <Dialog title="Packet written" onClose={closeDialog} actions={<Button onClick={closeDialog}>Done</Button>}>
      <div className="formgrid">
        <p role="status"><b className="brk">{summary.fileName}</b>, {toSize(summary.bytes)}, {toCount(summary.entries, 'entry', 'entries')}, {toCount(summary.records, 'record')}.</p>
        <section className="card" aria-labelledby="pk-sha">
          <h3 id="pk-sha">SHA-256 of the file</h3>
          <Fingerprint hex={summary.sha256} label="digest of the packet" />
        </section>
      </div>
    </Dialog>
  );
} // prettier-ignore
