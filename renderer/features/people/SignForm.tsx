import { useState, type ReactNode } from 'react';
import type { PeopleView, Signing } from '../../../shared/policy/people-view.ts';
import type { Reply } from '../../../shared/ipc/contract.ts';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { OptionList } from '../../components/OptionList.tsx';
import { PassphraseField } from '../../components/PassphraseField.tsx';
import { say, useApp } from '../../state/app.ts';
import { takePeople } from '../../state/people.ts';
import { toSigners } from './people-words.ts';

interface SignFormProps {
  readonly title: string;
  /** What the signing button says. */
  readonly action: string;
  /** Keys that may sign; null for every identity of this seat. */
  readonly keyids: readonly string[] | null;
  /** What is missing before it can be signed, in words; null when nothing is. */
  readonly missing?: string | null;
  /** Said once it is recorded. */
  readonly done: string;
  readonly onSign: (signing: Signing) => Promise<Reply<PeopleView>>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What will be signed, whose key signs it, and its passphrase. No key starts it and Enter does nothing. */
export function SignForm(props: SignFormProps): ReactNode {
  const { title, action, keyids, missing = null, done, onSign, onClose, children } = props;
  const identities = useApp((state) => state.identities);
  const active = useApp((state) => state.activeKeyid);
  const signers = toSigners(identities, keyids, active);
  const [chosen, setChosen] = useState(signers[0]?.keyid ?? '');
  const [passphrase, setPassphrase] = useState('');
  const [isSigning, setSigning] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [error, setError] = useState<IpcError | null>(null);

  async function sign(): Promise<void> {
    setError(null);
    if (passphrase === '') {
      setWrong('Type the passphrase.');
      return;
    }
    if (missing !== null) {
      setError({ code: 'bad-request', message: missing, problems: [] });
      return;
    }
    setWrong(null);
    setSigning(true);
    const reply = await onSign({ keyid: chosen, passphrase });
    setSigning(false);
    setPassphrase('');
    if (!reply.ok) {
      if (reply.error.code === 'wrong-passphrase') setWrong(reply.error.message);
      else setError(reply.error);
      return;
    }
    takePeople(reply.value);
    say(done);
    onClose();
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      note="Asked for every signature on a roster or a policy pack."
      actions={<><Button onClick={onClose}>Cancel</Button><Button kind="main" isOff={isSigning || signers.length === 0} onClick={() => void sign()}>{isSigning ? 'Signing' : action}</Button></>}
    >
      <div className="formgrid">
        {children}
        {signers.length > 1 ? (
          <OptionList legend="Who signs" options={signers.map((one) => ({ value: one.keyid, label: one.printedName, hint: one.role }))} value={chosen} onChange={setChosen} />
        ) : null}
        {signers.length === 0 ? <p>No identity of this computer can sign this.</p> : (
          <PassphraseField label={`Passphrase of ${signers.find((one) => one.keyid === chosen)?.printedName ?? ''}`} value={passphrase} onChange={setPassphrase} error={wrong} />
        )}
        <ErrorMessage title="Nothing was signed" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore
