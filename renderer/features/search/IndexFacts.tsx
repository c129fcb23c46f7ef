/** How far the files were read, and which are not searched: nothing is left out without a word. */
import type { ReactNode } from 'react';
import { toCount } from '../../../shared/review/words.ts';
import type { CaseChanges } from '../../../shared/ipc/contract.ts';
import { Outside } from '../../components/Outside.tsx';
import { useSearchIndex } from './index-store.ts';

export function IndexFacts(): ReactNode {
  const { of, done, total, left, changes } = useSearchIndex();
  if (of === null) return null;
  if (done < total) return <span className="small q num">Reading file {done + 1} of {total}</span>;
  if (left.length === 0) return <span className="small q num">{toCount(total, 'file')} searched{toComparedWords(changes)}</span>;
  return (
    <details className="searchleft">
      <summary className="small q num">{toCount(total, 'file')} searched, {toCount(left.length, 'file')} not in full{toComparedWords(changes)}</summary>
      <p className="small">The names of all files are searched.</p>
      <ul className="small">
        {left.map(({ path, why }) => <li key={path}><span className="mono"><Outside text={path} /></span>: {why}</li>)}
      </ul>
    </details>
  );
} // prettier-ignore

/** With which version `is:changed` compares. */
function toComparedWords(changes: CaseChanges | null | undefined): string {
  if (changes === undefined) return '';
  return changes === null ? ', no earlier version here' : `, compared with version ${changes.version}`;
} // prettier-ignore
