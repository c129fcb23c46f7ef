import { useState, type ReactNode } from 'react';
import { toHexGroups } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { PassphraseField } from '../../components/PassphraseField.tsx';
import {
  activeIdentity,
  closeDialog,
  loadIdentities,
  openDialog,
  say,
  useApp,
} from '../../state/app.ts';

/** Asks for the passphrase, unlocks the key for a while, and goes on with what the person wanted to do. */
export default function UnlockDialog(): ReactNode {
  const dialog = useApp((state) => state.dialog);
  const identity = useApp(activeIdentity);
  const [retry] = useState(() => (dialog?.kind === 'unlock' ? dialog.retry : null));
  const [passphrase, setPassphrase] = useState('');
  const [isUnlocking, setUnlocking] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [error, setError] = useState<IpcError | null>(null);

  async function unlock(): Promise<void> {
    if (identity === null || isUnlocking) return;
    if (passphrase === '') {
      setWrong('Type the passphrase.');
      return;
    }
    setUnlocking(true);
    setWrong(null);
    setError(null);
    const reply = await call('identity.unlock', { keyid: identity.keyid, passphrase });
    setUnlocking(false);
    setPassphrase('');
    if (!reply.ok) {
      if (reply.error.code === 'wrong-passphrase') setWrong(reply.error.message);
      else setError(reply.error);
      return;
    }
    say('Signing key unlocked.');
    closeDialog();
    retry?.();
    await loadIdentities();
  }

  if (identity === null) return <NoIdentity retry={retry} />;
  return (
    <Dialog
      title="Unlock your signing key"
      onClose={closeDialog}
      note="Sign-offs ask for it again each time."
      actions={<><Button onClick={closeDialog}>Cancel</Button><Button kind="main" isOff={isUnlocking} onClick={() => void unlock()}>{isUnlocking ? 'Unlocking' : 'Unlock'}</Button></>}
    >
      <div className="formgrid">
        <p>Notes, challenges, answers and declarations are signed with the key of {identity.printedName}. It stays unlocked until it was idle for a while.</p>
        <PassphraseField label="Passphrase" value={passphrase} onChange={setPassphrase} onEnter={() => void unlock()} hint={<>Key <span className="mono">{toHexGroups(identity.keyid, 4)}</span></>} error={wrong} autoFocus />
        <ErrorMessage title="Not unlocked" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore

function NoIdentity({ retry }: { readonly retry: (() => void) | null }): ReactNode {
  return (
    <Dialog
      title="No identity yet"
      onClose={closeDialog}
      actions={<><Button onClick={closeDialog}>Cancel</Button><Button kind="main" onClick={() => openDialog({ kind: 'identity', retry })}>Create identity</Button></>}
    >
      <p>There is no signing key on this computer. Create an identity, then go on.</p>
    </Dialog>
  );
} // prettier-ignore
