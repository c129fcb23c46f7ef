import { useState, type ReactNode } from 'react';
import type { Identity } from '../../../shared/ipc/contract.ts';
import type { Line } from '../../../shared/review/records.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field, FieldError } from '../../components/Field.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { OptionList, type Option } from '../../components/OptionList.tsx';
import { PassphraseField } from '../../components/PassphraseField.tsx';
import { closeDialog, loadIdentities, say, useApp } from '../../state/app.ts';
import { KeySource, MADE_HERE, toKeyProblem, type ChosenKey } from '../people/KeySource.tsx';
import { NewIdentity } from './NewIdentity.tsx';
import { toPassphraseHint, toPassphraseProblem } from './passphrase-strength.ts';

const LINES: readonly Option<Line>[] = [
  { value: 'first', label: 'First line', hint: 'Wrote the case and answers for it' },
  { value: 'second', label: 'Second line', hint: 'Reviews it and gives an opinion' },
  { value: 'third', label: 'Third line', hint: 'Decides' },
  { value: 'external', label: 'External', hint: 'An organisation outside' },
];

const EMPTY = { printedName: '', organisation: '', role: '' };

/** Makes a signing key for a person, then shows its fingerprint to be compared. */
export default function IdentityDialog(): ReactNode {
  const dialog = useApp((state) => state.dialog);
  // The dialog that opened this one may be gone when it closes, so what follows is kept here.
  const [retry] = useState(() => (dialog?.kind === 'identity' ? (dialog.retry ?? null) : null));
  const [made, setMade] = useState<Identity | null>(null);
  function done(): void {
    closeDialog();
    if (made !== null) retry?.();
  }
  if (made !== null) return <NewIdentity identity={made} onDone={done} />;
  return <CreateIdentity onMade={setMade} />;
}

function CreateIdentity({ onMade }: { readonly onMade: (identity: Identity) => void }): ReactNode {
  const [person, setPerson] = useState(EMPTY);
  const [line, setLine] = useState<Line | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [key, setKey] = useState<ChosenKey>(MADE_HERE);
  const [isAsked, setAsked] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const problem = toPassphraseProblem(passphrase, again);
  const hint = toPassphraseHint(passphrase);
  const need = (value: string, words: string): string | null => (isAsked && value.trim() === '' ? words : null);

  async function create(): Promise<void> {
    setAsked(true);
    setError(null);
    const isWhole = Object.values(person).every((value) => value.trim() !== '');
    if (!isWhole || line === null || problem !== null || toKeyProblem(key) !== null) {
      requestAnimationFrame(focusFirstProblem);
      return;
    }
    setMaking(true);
    const entry = {
      printedName: person.printedName.trim(),
      organisation: person.organisation.trim(),
      role: person.role.trim(),
      line,
      passphrase,
    };
    const reply = key.source === 'new' ? await call('identity.create', entry) : await call('key.import', { ...entry, filePassphrase: key.filePassphrase });
    setMaking(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    await loadIdentities();
    say(`Identity of ${reply.value.printedName} created.`);
    onMade(reply.value);
  }

  return (
    <Dialog
      title="Create identity"
      onClose={closeDialog}
      note="The key stays on this computer, in a file that your passphrase opens."
      actions={<><Button onClick={closeDialog}>Cancel</Button><Button kind="main" isOff={isMaking} onClick={() => void create()}>{isMaking ? 'Making the key' : 'Create identity'}</Button></>}
    >
      <div className="formgrid">
        <Field label="Printed name" value={person.printedName} onChange={(printedName) => setPerson({ ...person, printedName })} hint="As it stands under what you sign." error={need(person.printedName, 'Write your name.')} maxLength={200} isRequired autoFocus />
        <Field label="Organisation" value={person.organisation} onChange={(organisation) => setPerson({ ...person, organisation })} error={need(person.organisation, 'Write your organisation.')} maxLength={200} isRequired />
        <Field label="Role" value={person.role} onChange={(role) => setPerson({ ...person, role })} hint="For example stress-tester, second line lead, adjudicator." error={need(person.role, 'Write your role.')} maxLength={200} isRequired />
        <div>
          <OptionList legend="Line" layout="two columns" options={LINES} value={line} onChange={setLine} />
          <FieldError id="identity-line" error={isAsked && line === null ? 'Choose a line. A person has one line for one bundle.' : null} />
        </div>
        <div>
          <KeySource chosen={key} onChange={setKey} />
          <FieldError id="identity-key" error={isAsked ? toKeyProblem(key) : null} />
        </div>
        <PassphraseField label="Passphrase" use="new" value={passphrase} onChange={setPassphrase} hint={passphrase === '' ? 'At least 8 characters. Asked for every sign-off.' : hint.words} error={isAsked && passphrase.length < 8 ? problem : null} />
        <PassphraseField label="Passphrase again" use="new" value={again} onChange={setAgain} error={isAsked && passphrase.length >= 8 ? problem : null} />
        <p className="hint">Nobody can reset it. If it is lost, the key is lost, and a new one has to be made and compared.</p>
        <p className="vh" role="status">{passphrase === '' ? '' : hint.words}</p>
        <ErrorMessage title="No identity was made" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore

/** Takes the focus to the first control with words of an error below it. */
function focusFirstProblem(): void {
  const words = document.querySelector('[role="dialog"] .err:not([hidden])');
  words?.parentElement?.querySelector('input')?.focus();
}
