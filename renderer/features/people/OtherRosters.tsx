import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { RosterChainView } from '../../../shared/policy/people-view.ts';
import { LINE_WORDS } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toShortDigest } from '../../components/words.ts';
import { compareSheet, type SectionProps } from './sheets.tsx';
import { AddKnownForm } from './RosterForms.tsx';

interface OtherRostersProps extends Pick<SectionProps, 'onOpen'> {
  readonly chains: readonly RosterChainView[];
  /** There is a roster in use that persons can be added to. */
  readonly canAdd: boolean;
}

/** Rosters that came with packets, and the own one while another is adopted. Their persons count for nothing here. */
export function OtherRosters({ chains, canAdd, onOpen }: OtherRostersProps): ReactNode {
  if (chains.length === 0) return null;
  return (
    <section aria-labelledby="ppl-others">
      <OpenHead title="Other rosters" isOpen={false} level={2} id="ppl-others" count={String(chains.length)} />
      <p className="q2">Known from packets. What their persons sign is kept and shown as signed by an unknown signer, and counts for nothing, until they stand in the roster in use.</p>
      {chains.map((chain) => (
        <div className="need" key={chain.first}>
          <div>
            <p><b>{chain.isOwn ? 'The roster that was begun here' : 'Roster of another seat'}</b>, version {chain.version} <span className="mono q">{toShortDigest(chain.first)}</span></p>
            {chain.compared === 'differs' ? <p><StatePhrase icon="warning" tone="alarm">its fingerprint was compared, and differs</StatePhrase></p> : null}
            {chain.fork.length > 0 ? <p><StatePhrase icon="warning" tone="alarm">it has forked after version {chain.version}</StatePhrase></p> : null}
            <ul className="plainlist">
              {chain.persons.map((person) => (
                <li key={person.id} className="r wrap">
                  <span><Outside text={person.printedName} />, {person.role}, {LINE_WORDS[person.line]}, <Outside text={person.organisation} /></span>
                  {canAdd && person.isCurrent && !chain.isOwn ? <Button kind="quiet" icon="plus" aria-label={`Add ${person.printedName} to our roster`} onClick={() => onOpen((close) => <AddKnownForm chain={chain} person={person} onClose={close} />)}>Add to our roster</Button> : null}
                </li>
              ))}
            </ul>
          </div>
          <Button onClick={() => onOpen(compareSheet(chain))}>Compare and adopt</Button>
        </div>
      ))}
    </section>
  );
} // prettier-ignore
