import { useState, type ReactNode } from 'react';
import type { ExportSummary } from '../../../shared/ipc/contract.ts';
import { toCount } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { closeDialog, say } from '../../state/app.ts';
import { useReview } from '../../state/review.ts';
import { toOpenCounts } from '../challenges/register.ts';
import { toSizeWords } from './size-words.ts';

/** Makes the audit record and says what it holds, and what its recipient should do first. */
export default function ExportDialog(): ReactNode {
  const view = useReview((state) => state.view);
  const [summary, setSummary] = useState<ExportSummary | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [isMaking, setMaking] = useState(false);
  async function make(): Promise<void> {
    if (isMaking) return;
    setMaking(true);
    setError(null);
    const reply = await call('export.make', undefined);
    setMaking(false);
    if (!reply.ok) setError(reply.error);
    else if (reply.value !== null) {
      setSummary(reply.value);
      say(`Audit record ${reply.value.fileName} written.`);
    }
  }
  if (summary !== null) return <Exported summary={summary} />;
  const openCounts = toOpenCounts(view?.challenges ?? []);
  return (
    <Dialog
      title="Export audit record"
      onClose={closeDialog}
      note="The export itself becomes an entry of the log."
      actions={<><Button onClick={closeDialog}>Cancel</Button><Button kind="main" isOff={isMaking} onClick={() => void make()}>{isMaking ? 'Writing the record' : 'Choose file and export'}</Button></>}
    >
      <div className="formgrid">
        <section aria-labelledby="ex-open">
          <div className={openCounts === '' ? 'shuthead' : 'openhead'}><h3 id="ex-open">Open when exported</h3></div>
          <p>{openCounts === '' ? 'No challenge is open.' : `${openCounts}. The report begins with them.`}</p>
        </section>
        <WhatItHolds />
        <ErrorMessage title="Not exported" error={error} />
        <p className="vh" role="status">{isMaking ? 'The audit record is being written.' : ''}</p>
      </div>
    </Dialog>
  );
} // prettier-ignore

function WhatItHolds(): ReactNode {
  return (
    <section aria-labelledby="ex-holds">
      <div className="shuthead">
        <h3 id="ex-holds">What it holds</h3>
      </div>
      <ul className="list">
        <li>Every record with its signature, and the whole log with its head.</li>
        <li>The bundle that the records are about.</li>
        <li>The report with what is open first, and the registers.</li>
        <li>The public keys, and the steps to check all of it without Countersign.</li>
      </ul>
      <p className="hint">
        Drafts and passphrases are not in it. Of what you opened it holds only what you signed.
      </p>
    </section>
  );
}

function Exported({ summary }: { readonly summary: ExportSummary }): ReactNode {
  return (
    <Dialog title="Audit record written" onClose={closeDialog} actions={<Button onClick={closeDialog}>Done</Button>}>
      <div className="formgrid">
        <p role="status"><b className="brk">{summary.fileName}</b>, {toSizeWords(summary.bytes)}, {toCount(summary.records, 'record')}, {toCount(summary.entries, 'log entry', 'log entries')}.</p>
        <section className="card" aria-labelledby="ex-sha">
          <h3 id="ex-sha">SHA-256 of the file</h3>
          <Fingerprint hex={summary.sha256} label="digest of the file" />
        </section>
        <p className="q2">Whoever receives it compares the fingerprints of roster and keys with you first, by telephone or in person. Until then the best result is “consistent; signers unknown”.</p>
      </div>
    </Dialog>
  );
} // prettier-ignore
