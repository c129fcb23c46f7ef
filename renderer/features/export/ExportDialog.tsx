import { useState, type ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { ExportSummary } from '../../../shared/ipc/contract.ts';
import { toCount } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { FieldError } from '../../components/Field.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { Check } from '../../components/OptionList.tsx';
import { toSize } from '../../components/words.ts';
import { activeIdentity, closeDialog, say, useApp } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { toOpenCounts } from '../challenges/register.ts';
import { FULL, toCandidates, toMissing, toRequest } from './edition-form.ts';
import { EditionFields } from './EditionFields.tsx';

/** Makes the audit record and says what it holds, and what its recipient should do first. */
export default function ExportDialog(): ReactNode {
  const view = useReview((state) => state.view);
  const [summary, setSummary] = useState<ExportSummary | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [form, setForm] = useState(FULL);
  const [isAsked, setAsked] = useState(false);
  const safetyCase = useCase((state) => state.safetyCase);
  const identity = useApp(activeIdentity);
  const missing = toMissing(form);
  async function make(): Promise<void> {
    if (isMaking) return;
    setAsked(true);
    if (missing !== null) return;
    setMaking(true);
    setError(null);
    const reply = await call('export.make', toRequest(form));
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
        <EditionFields form={form} candidates={safetyCase === null ? [] : toCandidates(safetyCase)} approver={identity?.printedName ?? null} onChange={setForm} />
        <Check label="Also as PDF" hint="report.pdf, for paper. No check compares it with report.html" isChecked={form.withPdf} onChange={(withPdf) => setForm({ ...form, withPdf })} />
        <FieldError id="ex-missing" error={isAsked ? missing : null} />
        {form.edition === 'full' ? <WhatItHolds /> : null}
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
        <p role="status"><b className="brk"><Outside text={summary.fileName} /></b>, {toSize(summary.bytes)}, {toCount(summary.records, 'record')}, {toCount(summary.entries, 'log entry', 'log entries')}{summary.withheld === 0 ? '' : `, ${toCount(summary.withheld, 'place')} withheld`}.</p>
        <section className="card" aria-labelledby="ex-sha">
          <h3 id="ex-sha">SHA-256 of the file</h3>
          <Fingerprint hex={summary.sha256} label="digest of the file" />
        </section>
        <p className="q2">Whoever receives it compares the fingerprints of roster and keys with you first, by telephone or in person. Until then the best result is “consistent; signers unknown”.</p>
      </div>
    </Dialog>
  );
} // prettier-ignore
