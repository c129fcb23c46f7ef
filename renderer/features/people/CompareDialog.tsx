import { useState, type ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { RosterChainView } from '../../../shared/policy/people-view.ts';
import { LINE_WORDS } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { loadIdentities, say } from '../../state/app.ts';
import { takePeople } from '../../state/people.ts';

interface CompareDialogProps {
  readonly chain: RosterChainView;
  readonly onClose: () => void;
}

/** The fingerprint of the first roster of a chain, read out over another channel, with two answers of equal weight. */
export function CompareDialog({ chain, onClose }: CompareDialogProps): ReactNode {
  const [error, setError] = useState<IpcError | null>(null);
  async function answer(isSame: boolean): Promise<void> {
    const compared = await call('roster.compare', { first: chain.first, isSame });
    const reply = compared.ok && isSame && !chain.isAdopted ? await call('roster.adopt', { first: chain.first }) : compared;
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    takePeople(reply.value);
    await loadIdentities();
    say(toOutcome(isSame, chain.isAdopted), isSame ? 'plain' : 'alarm');
    onClose();
  }
  const people = chain.persons.map((person) => `${person.printedName}, ${person.role}, ${LINE_WORDS[person.line]}, ${person.organisation}`);
  return (
    <Dialog
      title={chain.isAdopted ? 'Compare the fingerprint' : 'Compare and adopt'}
      onClose={onClose}
      actions={<><Button onClick={() => void answer(false)}>It differs</Button><Button onClick={() => void answer(true)}>{chain.isAdopted ? 'It is the same' : 'It is the same, adopt'}</Button></>}
    >
      <div className="formgrid">
        <p>Ask a person of this roster to read its fingerprint to you, by telephone or in person: over a channel that did not carry it here. All sixteen groups must agree.</p>
        <section className="card" aria-labelledby="compare-fp">
          <h3 id="compare-fp">Fingerprint of the first roster</h3>
          <p className="small q2">Read it out in rows of four groups.</p>
          <Fingerprint hex={chain.first} label="roster fingerprint" />
        </section>
        <div>
          <p className="small q2">It names, in version {chain.version}:</p>
          <ul className="plainlist">{people.map((words) => <li key={words}><Outside text={words} /></li>)}</ul>
        </div>
        {chain.isAdopted ? null : <p className="q2">If you adopt it, who signers are follows from this roster from now on. Your own roster stays, and you can come back to it here.</p>}
        <ErrorMessage title="Not recorded" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore

function toOutcome(isSame: boolean, isAdopted: boolean): string {
  if (!isSame) return 'Fingerprint compared, it differs. Speak with the sender by another channel.';
  return isAdopted ? 'Fingerprint compared, it is the same.' : 'Roster adopted.';
}
