import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { cancelOpening, useOpening } from '../../state/opening.ts';
import { toProgressWords } from './progress.ts';
import './opening.css';

/** Progress of the integrity check. Nothing of a file is shown before its bytes were checked. */
export default function OpeningScreen(): ReactNode {
  const progress = useOpening((state) => state.progress);
  const words = toProgressWords(progress);
  return (
    <div className="opening">
      <section className="card" aria-labelledby="opening-head">
        <div className="r">
          <h1 id="opening-head">{words.title}</h1>
          <span className="grow" />
          <span className="small q num">{words.amount}</span>
        </div>
        <div className="prog" role="progressbar" aria-labelledby="opening-head" aria-valuemin={0} aria-valuemax={100} aria-valuenow={words.percent ?? undefined} aria-valuetext={words.amount === '' ? undefined : words.amount}>
          <i className={words.percent === null ? 'unknown' : undefined} style={{ width: `${String(words.percent ?? 100)}%` }} />
        </div>
        <div className="r">
          <span className="small q2 mono cut" title={progress?.fileName}>{progress?.fileName ?? ''}</span>
          <span className="grow" />
          <Button onClick={() => void cancelOpening()}>Cancel</Button>
        </div>
        <p className="hint">Nothing in the file is shown before its bytes were checked.</p>
        <p className="vh" role="status">{words.title}</p>
      </section>
    </div>
  );
} // prettier-ignore
