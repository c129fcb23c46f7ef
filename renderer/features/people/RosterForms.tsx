/** Changes of the roster, each as a form that ends in a signature. */
import { useState, type ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type {
  PeopleView,
  RosterChainView,
  RosterPersonView,
  RosterRequest,
} from '../../../shared/policy/people-view.ts';
import type { Line } from '../../../shared/review/records.ts';
import { LINE_WORDS, toCount } from '../../../shared/review/words.ts';
import { call } from '../../api.ts';
import { Field } from '../../components/Field.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { Check, OptionList, type Option } from '../../components/OptionList.tsx';
import { toLogName } from './people-words.ts';
import { SignForm } from './SignForm.tsx'; // prettier-ignore

const LINES: readonly Option<Line>[] = (['first', 'second', 'third', 'external'] as const).map((value) => ({ value, label: LINE_WORDS[value] })); // prettier-ignore

const SIGNER_HINT = 'Counts among those whose signatures a next version of the roster or the policy pack needs.'; // prettier-ignore

function change(request: RosterRequest): (signing: { keyid: string; passphrase: string }) => ReturnType<typeof call<'roster.change'>> {
  return (signing) => call('roster.change', { change: request, signing });
} // prettier-ignore

interface FormProps {
  readonly onClose: () => void;
}

/** A person of another roster that is known here, with the key that the packet brought. */
export function AddKnownForm({ chain, person, onClose }: FormProps & { readonly chain: RosterChainView; readonly person: RosterPersonView }): ReactNode {
  const [isSigner, setSigner] = useState(false);
  const key = person.keys.filter((one) => one.revoked === null).at(-1);
  return (
    <SignForm title={`Add ${person.printedName} to our roster`} action="Sign: add" keyids={null} done={`${person.printedName} is in the roster that you signed.`} onSign={change({ kind: 'add-known', first: chain.first, person: person.id, isSigner })} onClose={onClose}>
      <p><Outside text={person.printedName} />, {person.role}, {LINE_WORDS[person.line]}, <Outside text={person.organisation} />.</p>
      {key === undefined ? null : (
        <section className="card" aria-labelledby="add-fp">
          <h3 id="add-fp">Fingerprint of this key</h3>
          <p className="small q2">Compare it with the person over a channel that did not carry it here. You vouch for it with your signature.</p>
          <Fingerprint hex={key.keyid} label="key fingerprint" />
          <p className="mono q brk">{key.openSshFingerprint}</p>
        </section>
      )}
      <Check label="May sign rosters and policy packs" hint={SIGNER_HINT} isChecked={isSigner} onChange={setSigner} />
    </SignForm>
  );
} // prettier-ignore

const EMPTY = { printedName: '', organisation: '', role: '', openSshPublicKey: '' };

/** A person by hand, with the public key as OpenSSH writes it. */
export function AddPersonForm({ onClose }: FormProps): ReactNode {
  const [person, setPerson] = useState(EMPTY);
  const [line, setLine] = useState<Line | null>(null);
  const [isSigner, setSigner] = useState(false);
  const isWhole = Object.values(person).every((value) => value.trim() !== '') && line !== null;
  const set = (name: keyof typeof EMPTY) => (value: string) => setPerson({ ...person, [name]: value });
  const request: RosterRequest = { kind: 'add-person', ...trimmed(person), line: line ?? 'external', isSigner };
  return (
    <SignForm title="Add a person" action="Sign: add" keyids={null} missing={isWhole ? null : 'Fill in the name, the organisation, the role, the line and the public key.'} done={`${person.printedName.trim()} is in the roster that you signed.`} onSign={change(request)} onClose={onClose}>
      <Field label="Printed name" value={person.printedName} onChange={set('printedName')} maxLength={200} isRequired autoFocus />
      <Field label="Organisation" value={person.organisation} onChange={set('organisation')} maxLength={200} isRequired />
      <Field label="Role" value={person.role} onChange={set('role')} maxLength={200} isRequired />
      <OptionList legend="Line" layout="two columns" options={LINES} value={line} onChange={setLine} />
      <Field label="Public key" value={person.openSshPublicKey} onChange={set('openSshPublicKey')} maxLength={1_000} placeholder="ssh-ed25519 AAAA…" hint="One line, as ssh-keygen writes it into a .pub file. Compare its fingerprint with the person." isRequired />
      <Check label="May sign rosters and policy packs" hint={SIGNER_HINT} isChecked={isSigner} onChange={setSigner} />
    </SignForm>
  );
} // prettier-ignore

function trimmed(person: typeof EMPTY): typeof EMPTY {
  return Object.fromEntries(
    Object.entries(person).map(([name, value]) => [name, value.trim()]),
  ) as typeof EMPTY;
}

/** How many persons must sign the next version. */
export function ThresholdForm({ chain, onClose }: FormProps & { readonly chain: RosterChainView }): ReactNode {
  const [value, setValue] = useState(String(chain.threshold));
  const threshold = /^[1-9][0-9]?$/.test(value.trim()) ? Number(value.trim()) : null;
  const signers = chain.persons.filter((person) => person.keys.some((key) => key.isSigner));
  return (
    <SignForm title="Change how many must sign" action="Sign: change" keyids={null} missing={threshold === null ? 'Write a number of persons.' : null} done="You signed the roster with this number." onSign={change({ kind: 'set-threshold', threshold: threshold ?? 1 })} onClose={onClose}>
      <p>The next version of the roster, and a policy pack, need the signatures of this many persons. Two keys of one person count once.</p>
      <Field label="Persons who must sign" value={value} onChange={setValue} maxLength={2} hint={`${toCount(signers.length, 'person')} may sign: ${signers.map((person) => person.printedName).join(', ')}.`} isRequired autoFocus />
    </SignForm>
  );
} // prettier-ignore

/** From the present head of a log on, nothing that the key signs counts. */
export function RevokeForm({ person, keyid, logs, onClose }: FormProps & { readonly person: RosterPersonView; readonly keyid: string; readonly logs: PeopleView['logs'] }): ReactNode {
  const [origin, setOrigin] = useState(logs[0]?.origin ?? '');
  const all = logs.reduce((sum, log) => sum + (log.records[keyid] ?? 0), 0);
  const kept = logs.find((log) => log.origin === origin)?.records[keyid] ?? 0;
  const options = logs.map((log) => ({ value: log.origin, label: `${log.name}, ${toLogName(log.origin)}`, hint: `${toCount(log.size, 'entry', 'entries')} now, ${toCount(log.records[keyid] ?? 0, 'record')} of this key among them` }));
  return (
    <SignForm title={`Revoke a key of ${person.printedName}`} action="Sign: revoke" keyids={null} done="You signed the roster that revokes this key." onSign={change({ kind: 'revoke-key', keyid, origin })} onClose={onClose}>
      <Fingerprint hex={keyid} label="key fingerprint" size="small" />
      <p>What the key signed counts only where it stands in this log before its present head. Everything else by this key is kept, shown, and counts for nothing.</p>
      <OptionList legend="Log whose present head is the limit" options={options} value={origin} onChange={setOrigin} />
      <p className={all === kept ? 'q2' : 'care'}>{kept} of {toCount(all, 'record')} by this key that are open here go on counting.</p>
    </SignForm>
  );
} // prettier-ignore

/** The day from which a person is no longer in the roster. */
export function EndForm({ person, onClose }: FormProps & { readonly person: RosterPersonView }): ReactNode {
  const [day, setDay] = useState('');
  return (
    <SignForm title={`End the entry of ${person.printedName}`} action="Sign: end" keyids={null} missing={/^\d{4}-\d\d-\d\d$/.test(day) ? null : 'Choose the day.'} done={`You signed the roster that ends the entry of ${person.printedName}.`} onSign={change({ kind: 'end-person', person: person.id, validUntil: day })} onClose={onClose}>
      <p>What <Outside text={person.printedName} /> signs from this day on, by UTC, counts for nothing. What was signed before goes on counting.</p>
      <Field label="First day on which it no longer counts" type="date" value={day} onChange={setDay} isRequired autoFocus />
    </SignForm>
  );
} // prettier-ignore
