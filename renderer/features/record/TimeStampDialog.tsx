import { useState, type ReactNode } from 'react';
import type { TimeStampPreview } from '../../../shared/ipc/contract.ts';
import { toTimeWords } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { Check } from '../../components/OptionList.tsx';
import { closeDialog, say } from '../../state/app.ts';
import { refresh } from '../../state/review.ts';

/** A time stamp by an authority outside: asked for with one file, added with another. Nothing is sent from here. */
export default function TimeStampDialog(): ReactNode {
  const [asked, setAsked] = useState<{ readonly fileName: string; readonly size: number } | null>(null);
  const [read, setRead] = useState<TimeStampPreview | null>(null);
  const [error, setError] = useState<IpcError | null>(null);

  async function ask(): Promise<void> {
    setError(null);
    const reply = await call('timeStamp.ask', undefined);
    if (!reply.ok) setError(reply.error);
    else if (reply.value !== null) setAsked(reply.value);
  }
  async function choose(): Promise<void> {
    setError(null);
    const reply = await call('timeStamp.read', undefined);
    if (!reply.ok) setError(reply.error);
    else if (reply.value !== null) setRead(reply.value);
  }

  if (read !== null) return <AddForm preview={read} />;
  return (
    <Dialog title="Time stamp" onClose={closeDialog} note="An RFC 3161 time stamp. Nothing is sent from here." actions={<Button onClick={closeDialog}>Close</Button>}>
      <div className="formgrid">
        <p>A time stamping authority outside signs that the log was there at a time by its clock. Everything the log holds by then was signed before.</p>
        <section>
          <div className="shuthead"><h3>Ask for a time stamp</h3></div>
          <p className="small q2">Writes a query over the head of the log. Carry it to the authority; it holds a digest and nothing else.</p>
          <p className="gap"><Button onClick={() => void ask()}>Save the query</Button></p>
          {asked === null ? null : <p role="status">Saved as {asked.fileName}, over the first {asked.size} entries.</p>}
        </section>
        <section>
          <div className="shuthead"><h3>Add a time stamp</h3></div>
          <p className="small q2">Reads the answer, with the certificate in it, and finds the head that it is over.</p>
          <p className="gap"><Button icon="folder" onClick={() => void choose()}>Choose the answer</Button></p>
        </section>
        <ErrorMessage title="Not done" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore

function AddForm({ preview }: { readonly preview: TimeStampPreview }): ReactNode {
  const [isCompared, setCompared] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const [isAdding, setAdding] = useState(false);

  async function add(): Promise<void> {
    if (!isCompared || isAdding) return;
    setAdding(true);
    const reply = await call('timeStamp.add', { sha256: preview.sha256 });
    setAdding(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    say('Time stamp added and recorded.');
    closeDialog();
    await refresh();
  }

  return (
    <Dialog
      title="Add this time stamp"
      onClose={closeDialog}
      actions={<><Button onClick={closeDialog}>Cancel</Button><Button kind="main" isOff={!isCompared || isAdding} onClick={() => void add()}>{isAdding ? 'Adding' : 'Add time stamp'}</Button></>}
    >
      <div className="formgrid">
        <p>The first {preview.size} entries of <span className="mono brk">{preview.origin}</span> were there at {toTimeWords(preview.time)}, by the clock of the authority.</p>
        <dl className="kv">
          <dt>Certificate of</dt><dd>{preview.subject}</dd>
          <dt>Issued by</dt><dd>{preview.issuer}</dd>
        </dl>
        <Fingerprint hex={preview.fingerprint} label="fingerprint of the certificate, SHA-256" size="small" />
        {preview.isKnownCertificate ? <p className="small q2">A time stamp with this certificate was added to this log before.</p> : null}
        <Check label="I compared this fingerprint over another channel, it is the same" isChecked={isCompared} onChange={setCompared} hint="The time is worth what the authority is worth." />
        <ErrorMessage title="Not added" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore
