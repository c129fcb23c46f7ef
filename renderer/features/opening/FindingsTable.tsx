import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import { toHexGroups } from '../../../shared/review/words.ts';
import { Icon } from '../../components/Icon.tsx';
import type { FindingRow } from './findings.ts';

/** Every problem, one row each: which file, what is wrong with it, the digests, the rule. */
export function FindingsTable({ rows }: { readonly rows: readonly FindingRow[] }): ReactNode {
  return (
    <div className="refusedfindings" role="region" aria-label="What was found" tabIndex={0}>
      <table className="tb">
        <thead>
          <tr><th scope="col">Entry</th><th scope="col">Finding</th><th scope="col">Digest, named and found</th><th scope="col">Rule</th></tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td className="mono brk"><Outside text={row.file} />{row.place === null ? null : <><br /><span className="q">{row.place}</span></>}</td>
              <td>
                <span className="st alarm"><Icon name="cross" />{row.finding}</span>
                <br />
                <span className="small q2">{row.message}</span>
              </td>
              <td className="mono">
                {row.digests.length === 0 ? <span className="q">none</span> : row.digests.map((digest, at) => <span key={at} className="digest" title={digest}>{toHexGroups(digest, 4)}</span>)}
              </td>
              <td className="q2">{row.rule}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
} // prettier-ignore
