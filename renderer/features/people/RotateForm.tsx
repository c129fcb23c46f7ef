import { useState, type ReactNode } from 'react';
import type { RosterPersonView } from '../../../shared/policy/people-view.ts';
import { call } from '../../api.ts';
import { PassphraseField } from '../../components/PassphraseField.tsx';
import { toPassphraseHint, toPassphraseProblem } from '../identity/passphrase-strength.ts';
import { KeySource, MADE_HERE, toKeyProblem, type ChosenKey } from './KeySource.tsx';
import { SignForm } from './SignForm.tsx';

interface RotateFormProps {
  readonly person: RosterPersonView;
  readonly keyid: string;
  readonly onClose: () => void;
}

/** A new key in the place of an old one. The old key signs the new one's entry, and so does the new one. */
export function RotateForm({ person, keyid, onClose }: RotateFormProps): ReactNode {
  const [source, setSource] = useState<ChosenKey>(MADE_HERE);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const problem = toPassphraseProblem(passphrase, again);
  const filePassphrase = source.file === null ? null : source.filePassphrase;
  return (
    <SignForm title={`Replace the key of ${person.printedName}`} action="Sign: replace" keyids={[keyid]} missing={toKeyProblem(source) ?? problem} done="You signed the roster with the new key in it." onSign={(signing) => call('key.rotate', { signing, newPassphrase: passphrase, filePassphrase })} onClose={onClose}>
      <p>The old key signs the entry of the new one. What it signed before goes on counting; revoke it as well if somebody else may have it.</p>
      <KeySource chosen={source} onChange={setSource} />
      <PassphraseField label="New passphrase" use="new" value={passphrase} onChange={setPassphrase} hint={passphrase === '' ? 'At least 8 characters, for the new key.' : toPassphraseHint(passphrase).words} />
      <PassphraseField label="New passphrase again" use="new" value={again} onChange={setAgain} />
    </SignForm>
  );
} // prettier-ignore
