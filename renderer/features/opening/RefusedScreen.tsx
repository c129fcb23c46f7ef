import { useState, type ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import { toCount, toHexGroups } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { say } from '../../state/app.ts';
import { dismissRefusal, openWithDialog, useOpening } from '../../state/opening.ts';
import { FindingsTable } from './FindingsTable.tsx';
import { toFindingRows, toFindingsText, toRefusalWords, type Refusal } from './findings.ts';
import './opening.css';

/** A refusal is a whole page: what was found, what to do, and the file as it names itself. */
export default function RefusedScreen(): ReactNode {
  const refusal = useOpening((state) => state.refusal);
  if (refusal === null) return null;
  return <Refused refusal={refusal} />;
}

function Refused({ refusal }: { readonly refusal: Refusal }): ReactNode {
  const words = toRefusalWords(refusal);
  const rows = toFindingRows(refusal);
  const checked = refusal.filesChecked === 0 ? '' : `${toCount(refusal.filesChecked, 'file')} checked, to the end`;
  return (
    <div className="refused">
      <div className="refusedin">
        <p className="r alarmw" role="alert"><Icon name="sustained" /><b>Refused</b></p>
        <h1>{words.headline}</h1>
        <p className="lead">{words.lead}</p>
        <div className="openhead"><h2>What was found</h2><span className="cnt">{[toCount(rows.length, 'finding'), checked].filter((part) => part !== '').join(', ')}</span></div>
        <FindingsTable rows={rows} />
        <div className="refusedtwo">
          <section aria-labelledby="todo-head">
            <div className="shuthead"><h2 id="todo-head">What to do</h2></div>
            <ol className="num todo">{words.todo.map((step) => <li key={step}>{step}</li>)}</ol>
            <RefusalActions refusal={refusal} />
          </section>
          <TheFile refusal={refusal} />
        </div>
      </div>
    </div>
  );
} // prettier-ignore

function RefusalActions({ refusal }: { readonly refusal: Refusal }): ReactNode {
  const [error, setError] = useState<IpcError | null>(null);
  const [done, setDone] = useState('');
  const text = toFindingsText(refusal);
  async function save(): Promise<void> {
    const reply = await call('open.saveFindings', { text });
    setError(reply.ok ? null : reply.error);
    if (reply.ok && reply.value.saved) tell('Findings saved.');
  }
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      tell('Findings copied.');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      setError({ code: 'internal', message: `The clipboard did not take the text: ${why}`, problems: [] });
    }
  }
  function tell(words: string): void {
    setDone(words);
    say(words);
  }
  return (
    <>
      <div className="r wrap acts">
        <Button kind="main" keys="Ctrl O" onClick={() => void openWithDialog('file')}>Open another file</Button>
        <Button onClick={() => void save()}>Save these findings</Button>
        <Button kind="quiet" onClick={() => void copy()}>Copy as text</Button>
        <Button kind="quiet" onClick={dismissRefusal}>Back to start</Button>
      </div>
      <p className="hint" role="status">{done}</p>
      <ErrorMessage title="Not saved" error={error} />
    </>
  );
} // prettier-ignore

function TheFile({ refusal }: { readonly refusal: Refusal }): ReactNode {
  return (
    <section aria-labelledby="file-head">
      <div className="shuthead"><h2 id="file-head">The file</h2></div>
      <dl className="kv">
        <dt>Name</dt><dd className="mono brk"><Outside text={refusal.fileName} /></dd>
        <dt>Names itself</dt><dd>{refusal.namesItself === null ? <span className="q">could not be read</span> : <><Outside text={refusal.namesItself} /> <span className="q">(not checked)</span></>}</dd>
        {refusal.manifestDigest === null ? null : <><dt>Manifest digest</dt><dd className="mono">{toHexGroups(refusal.manifestDigest)}</dd></>}
        <dt>In your log</dt><dd>{refusal.loggedAs === null ? <span className="q">not recorded, no log is open for it</span> : `entry ${refusal.loggedAs.seq}, refused`}</dd>
      </dl>
    </section>
  );
} // prettier-ignore
