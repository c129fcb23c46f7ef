import { useState, type ReactNode } from 'react';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { activeIdentity, closeDialog, openDialog, useApp } from '../../state/app.ts';
import { submitRecord } from '../record/submit-record.ts';
import { useDraft } from '../record/use-draft.ts';

/** A recusal: the person leaves the count of the panel and signs no judgment of the case any more. */
export default function StepAsideDialog(): ReactNode {
  const identity = useApp(activeIdentity);
  const draft = useDraft({ kind: 'recusal', target: null, about: null }, { reason: '' });
  const [error, setError] = useState<IpcError | null>(null);
  const [isSending, setSending] = useState(false);
  const reason = draft.fields['reason'] ?? '';

  async function submit(): Promise<void> {
    if (isSending || reason.trim() === '') return;
    setSending(true);
    setError(null);
    const outcome = await submitRecord({ kind: 'recusal', input: { reason } }, draft.id, () => openDialog({ kind: 'step-aside' })); // prettier-ignore
    setSending(false);
    if (outcome.kind === 'recorded') closeDialog();
    else if (outcome.kind === 'failed') setError(outcome.error);
  }

  return (
    <Dialog
      title="Step aside from this case"
      onClose={closeDialog}
      closeLabel="Close, keeps the draft"
      note="What you said before stays, with your name."
      actions={<><Button onClick={closeDialog}>Keep as draft</Button><Button kind="main" isOff={isSending || reason.trim() === ''} onClick={() => void submit()}>Sign recusal</Button></>}
    >
      <div className="formgrid">
        <p>{identity === null ? 'You' : identity.printedName} will be named as stepped aside. You leave the count of those present, and sign no opinion, ballot or decision on this case.</p>
        <Field label="Reason" rows={4} value={reason} onChange={(value) => draft.set({ reason: value })} isRequired autoFocus />
        <ErrorMessage title="Not recorded" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore
