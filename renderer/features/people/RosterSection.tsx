import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { PeopleView, RosterChainView, RosterPersonView } from '../../../shared/policy/people-view.ts'; // prettier-ignore
import { LINE_WORDS, toCount, toDayWords } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toShortDigest } from '../../components/words.ts';
import { Changes, Signatures } from './parts.tsx';
import { compareSheet, type SectionProps } from './sheets.tsx';
import { toRevokedWords, toValidityWords } from './people-words.ts';
import { AddPersonForm, EndForm, RevokeForm, ThresholdForm } from './RosterForms.tsx';

interface RosterSectionProps extends SectionProps {
  readonly chain: RosterChainView;
}

const STATE_WORDS: Readonly<Record<PeopleView['state'], string>> = {
  none: 'no roster',
  unknown: 'not compared',
  confirmed: 'compared by you, the same',
  changed: 'changed, or differs',
};

/** The roster that decides who signers are: persons, keys, and the versions that led to it. */
export function RosterSection({ chain, view, onOpen }: RosterSectionProps): ReactNode {
  const compared = chain.comparedAt === null ? '' : `, ${toDayWords(chain.comparedAt)}`;
  return (
    <section aria-labelledby="ppl-roster">
      <OpenHead title="Roster in use" isOpen={false} level={2} id="ppl-roster" count={`version ${String(chain.version)}, ${STATE_WORDS[view.state]}${compared}`} />
      <div className="scrollx">
        <table className="tb">
          <thead><tr><th scope="col">Person</th><th scope="col">Role and line</th><th scope="col">In it</th><th scope="col">Key</th><th scope="col">Signs rosters</th><th scope="col"><span className="vh">Actions</span></th></tr></thead>
          <tbody>{chain.persons.map((person) => <PersonRow key={person.id} person={person} view={view} onOpen={onOpen} />)}</tbody>
        </table>
      </div>
      <p className="small q2 below">A next version needs the signatures of {toCount(chain.threshold, 'person')}, by this version and by the next. Persons are counted, not keys.</p>
      <div className="r wrap below">
        <Button icon="plus" onClick={() => onOpen((close) => <AddPersonForm onClose={close} />)}>Add a person</Button>
        <Button onClick={() => onOpen((close) => <ThresholdForm chain={chain} onClose={close} />)}>Change how many must sign</Button>
        <Button onClick={() => onOpen(compareSheet(chain))}>Compare the fingerprint</Button>
      </div>
      <Versions versions={chain.versions} />
    </section>
  );
} // prettier-ignore

function PersonRow({ person, view, onOpen }: SectionProps & { readonly person: RosterPersonView }): ReactNode {
  const usable = person.keys.filter((key) => key.revoked === null);
  const items = [
    ...usable.map((key) => ({
      key: `revoke-${key.keyid}`,
      label: usable.length > 1 ? `Revoke key ${toShortDigest(key.keyid)}` : 'Revoke the key',
      onChoose: () => onOpen((close) => <RevokeForm person={person} keyid={key.keyid} logs={view.logs} onClose={close} />),
    })),
    ...(person.validUntil === null ? [{ key: 'end', label: 'End the entry', onChoose: () => onOpen((close) => <EndForm person={person} onClose={close} />) }] : []),
  ];
  return (
    <tr>
      <th scope="row"><Outside text={person.printedName} /><br /><span className="small q2"><Outside text={person.organisation} /></span></th>
      <td><Outside text={person.role} /><br /><span className="small q2">{LINE_WORDS[person.line]}</span></td>
      <td>{person.isCurrent ? toValidityWords(person) : <StatePhrase icon="barred" tone="care">{toValidityWords(person)}</StatePhrase>}</td>
      <td>
        {[...person.keys].reverse().map((key) => (
          <p key={key.keyid}>
            <span className="mono" title={key.keyid}>{toShortDigest(key.keyid)}</span>{key.isHere ? <span className="small q2"> on this computer</span> : null}
            {key.revoked === null ? null : <><br /><StatePhrase icon="barred" tone="care">{toRevokedWords(key.revoked)}</StatePhrase></>}
          </p>
        ))}
      </td>
      <td>{person.keys.some((key) => key.isSigner) ? 'yes' : 'no'}</td>
      <td className="rowacts small">{items.map((item) => <button type="button" className="link" key={item.key} aria-label={`${item.label} of ${person.printedName}`} onClick={item.onChoose}>{item.label}</button>)}</td>
    </tr>
  );
} // prettier-ignore

function Versions({ versions }: Pick<RosterChainView, 'versions'>): ReactNode {
  return (
    <details className="below">
      <summary>Versions and who signed them</summary>
      <ol className="ppllist" reversed>
        {[...versions].reverse().map((item) => (
          <li key={item.sha256}>
            <p>
              <b>Version {item.version}</b> <span className="mono q">{toShortDigest(item.sha256)}</span>
            </p>
            <Changes changes={item.changes} />
            <Signatures signatures={item.signatures} />
          </li>
        ))}
      </ol>
    </details>
  );
} // prettier-ignore
