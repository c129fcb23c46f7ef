import { useState, type ReactNode } from 'react';
import type { RecordSummary } from '../../../shared/review/view.ts';
import { toHexGroups, toTimeWords } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { PassphraseField } from '../../components/PassphraseField.tsx';
import { activeIdentity, closeDialog, say, useApp } from '../../state/app.ts';
import { refresh, useReview } from '../../state/review.ts';
import { toRecordedWords } from '../record/submit-record.ts';
import { SignedView } from './SignedView.tsx';

/** Opens what this person sealed. It says what it said then; there is nothing to decide any more. */
export default function OpenSealedDialog(): ReactNode {
  const dialog = useApp((state) => state.dialog);
  const [record] = useState(() => (dialog?.kind === 'open-sealed' ? dialog.record : null));
  const [opened, setOpened] = useState<RecordSummary | null>(null);
  if (opened !== null) return <SignedView record={opened} />;
  return record === null ? null : <OpenForm record={record} onOpened={setOpened} />;
}

interface OpenFormProps {
  readonly record: string;
  readonly onOpened: (record: RecordSummary) => void;
}

function OpenForm({ record, onOpened }: OpenFormProps): ReactNode {
  const identity = useApp(activeIdentity);
  const own = useReview((state) => state.view?.ownSealed.find((item) => item.record === record));
  const [passphrase, setPassphrase] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [isOpening, setOpening] = useState(false);

  async function open(): Promise<void> {
    if (isOpening || passphrase === '') return;
    setOpening(true);
    setWrong(null);
    setError(null);
    const reply = await call('sealed.open', { record, passphrase });
    setOpening(false);
    setPassphrase('');
    if (reply.ok) {
      say(toRecordedWords(reply.value));
      onOpened(reply.value);
      await refresh();
    } else if (reply.error.code === 'wrong-passphrase') setWrong(reply.error.message);
    else setError(reply.error);
  }

  const what = own?.of ?? 'ballot';
  return (
    <Dialog
      title={`Open your ${what}`}
      onClose={closeDialog}
      note="It cannot be sealed again. Opening has no keyboard shortcut."
      actions={<><Button onClick={closeDialog}>Cancel</Button><Button kind="main" isOff={isOpening || passphrase === ''} onClick={() => void open()}>{isOpening ? 'Opening' : `Open ${what}`}</Button></>}
    >
      <div className="formgrid">
        {own === undefined ? null : <p>You sealed it on {toTimeWords(own.sealedOn)}, claimed. It is recorded as you signed it then, word for word, and everybody who holds this log can read it.</p>}
        <dl className="kv"><dt>Sealing</dt><dd className="mono">{toHexGroups(record)}</dd></dl>
        <PassphraseField label="Passphrase of your signing key" value={passphrase} onChange={setPassphrase} error={wrong} hint={identity === null ? undefined : <>Key <span className="mono">{toHexGroups(identity.keyid, 4)}</span></>} autoFocus />
        <ErrorMessage title="Not opened" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore
