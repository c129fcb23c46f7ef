import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { PacketPreview, PreviewLog, PreviewRecord } from '../../../shared/packet/preview.ts';
import { toCount, toEntryWords, toList, toSentenceStart, toTimeWords } from '../../../shared/review/words.ts'; // prettier-ignore
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { SCOPE_WORDS, toEntriesWords, toSeatWords, toShortOrigin } from './words.ts';

export function RecordTable({ records }: { readonly records: readonly PreviewRecord[] }): ReactNode {
  const shown = records.filter((record) => record.kind !== 'roster' && record.kind !== 'policy');
  return (
    <section aria-label="New records">
      <div className="shuthead"><h2>New records</h2><span className="cnt">{toCount(shown.length, 'record')}</span></div>
      {shown.length === 0 ? <p className="q2">None.</p> : (
        <table className="tb">
          <thead><tr><th>Kind</th><th>What it says</th><th>Signer</th><th>Claimed</th></tr></thead>
          <tbody>
            {shown.map((record) => (
              <tr key={record.digest}>
                <td>{toSentenceStart(toEntryWords(record.kind))}</td>
                <td className="ser"><Outside text={record.statement} />{record.hasBundle ? null : <span className="small q2 own"> About a bundle that is not on this computer.</span>}</td>
                <td><Outside text={record.signer.printedName} />, {record.signer.role}<Standing record={record} /></td>
                <td className="num">{record.signedOn === '' ? 'unreadable' : toTimeWords(record.signedOn)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
} // prettier-ignore

function Standing({ record }: { readonly record: PreviewRecord }): ReactNode {
  switch (record.standing) {
    case 'known':
      return <span className="own"><StatePhrase tone="quiet">in your roster</StatePhrase></span>;
    case 'unknown':
      return <span className="own"><StatePhrase icon="unknown" tone="care">signer unknown, not counted</StatePhrase></span>;
    case 'broken':
      return <span className="own"><StatePhrase icon="warning" tone="alarm">not counted: {record.why}</StatePhrase></span>;
  }
} // prettier-ignore

/** Rosters and policy packs in a packet. Importing them adopts nothing. */
export function RosterNews({ preview }: { readonly preview: PacketPreview }): ReactNode {
  const { rosters, policies } = preview;
  if (rosters.length + policies.length === 0) return null;
  return (
    <section aria-label="Rosters and policy packs">
      <div className="shuthead"><h2>Rosters and policy packs</h2></div>
      <ul className="list">
        {rosters.map((roster, index) => <li key={`roster ${index}`}>Roster {roster.version}, signed by <Outside text={roster.by} />: {toList(roster.persons)}.</li>)}
        {policies.map((policy, index) => <li key={`policy ${index}`}>Policy pack {policy.version}, signed by <Outside text={policy.by} />: {policy.title}.</li>)}
      </ul>
      <p className="hint">They are kept with the others. Your own roster stays in force until you adopt another one under People and keys.</p>
    </section>
  );
} // prettier-ignore

export function LogTable({ logs }: { readonly logs: readonly PreviewLog[] }): ReactNode {
  return (
    <section aria-label="Logs in the packet">
      <div className="shuthead"><h2>Logs in the packet</h2><span className="cnt">{toCount(logs.length, 'log')}</span></div>
      <table className="tb">
        <thead><tr><th>Seat</th><th>Log of</th><th>Entries</th><th>Cosigned heads</th><th>Log</th></tr></thead>
        <tbody>
          {logs.map((log) => (
            <tr key={log.origin}>
              <td>{log.isOwn ? 'This seat' : toSeatWords(log.person)}</td>
              <td>{SCOPE_WORDS[log.scope]}</td>
              <td className="num">{log.isOwn ? 'your own' : toEntriesWords(log.known, log.size)}</td>
              <td className="num">{log.cosigned === 0 ? 'nothing new' : toCount(log.cosigned, 'new', 'new')}</td>
              <td className="mono">{toShortOrigin(log.origin)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
} // prettier-ignore
