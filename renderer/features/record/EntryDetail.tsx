import { useEffect, useState, type ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { CallResponse } from '../../../shared/ipc/contract.ts';
import type { LogHead } from '../../../shared/review/records.ts';
import {
  LINE_WORDS,
  toHexGroups,
  toSentenceStart,
  toTimeWords,
} from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { toSigningTimeWords } from '../../../shared/review/signing-time.ts';
import { useReview } from '../../state/review.ts';
import { toReadableJson } from './payload.ts';
import type { TimelineRow } from './timeline.ts';

interface EntryDetailProps {
  readonly row: TimelineRow | null;
  readonly rows: readonly TimelineRow[];
  readonly heads: readonly LogHead[];
}

/** One entry: its words, who and when, its place in the chain, and the bytes that were signed. */
export function EntryDetail({ row, rows, heads }: EntryDetailProps): ReactNode {
  return (
    <aside className="pane" data-pane="" tabIndex={-1} id="entry-detail" aria-labelledby="entry-head">
      <div className="head"><h2 id="entry-head">{row === null ? 'No entry chosen' : `Entry ${row.entry.seq}`}</h2></div>
      <div className="scroll" tabIndex={0} role="region" aria-label="Entry">
        <div className="insp">
          {row === null ? null : <EntryFacts row={row} />}
          <section aria-label="Logs">
            <div className="shuthead"><h3>Logs</h3></div>
            {heads.length === 0 ? <p className="q2">No log yet.</p> : null}
            {heads.map((head) => (
              <dl className="kv" key={head.origin}>
                <dt>Origin</dt><dd className="mono brk">{head.origin}</dd>
                <dt>Entries</dt><dd className="num">{head.size}, {rows.filter((one) => one.entry.origin === head.origin).length} shown here</dd>
                <dt>Root</dt><dd className="mono brk">{head.root}</dd>
              </dl>
            ))}
          </section>
        </div>
      </div>
    </aside>
  );
} // prettier-ignore

function EntryFacts({ row }: { readonly row: TimelineRow }): ReactNode {
  const { entry, record } = row;
  const objects = Object.entries(entry.obj);
  return (
    <>
      <section aria-label="What it says">
        <div className={row.tone === 'alarm' ? 'openhead' : 'shuthead'}><h3>{toSentenceStart(row.words)}</h3></div>
        {record === null ? null : <p className="ser">{record.statement}</p>}
        {entry.reason === null ? null : <p className="ser">{entry.reason}</p>}
        {record === null && entry.reason === null ? <p className="q2">An event of the program. It says nothing more.</p> : null}
      </section>
      <section aria-label="When">
        <div className="shuthead"><h3>When</h3></div>
        <dl className="kv">
          <dt>Claimed</dt><dd className="num">{toTimeWords(record?.signedOn ?? entry.time)}</dd>
          <dt>In the log</dt><dd className="num">{toTimeWords(entry.time)}</dd>
        </dl>
        {record === null ? null : <Interval digest={record.digest} />}
        <p className="hint">A claimed time is only a claim. The order in the log is shown by the chain.</p>
      </section>
      {record === null ? null : (
        <section aria-label="Who">
          <div className="shuthead"><h3>Who</h3></div>
          <p><b><Outside text={record.signer.printedName} /></b>, {record.signer.role}, {LINE_WORDS[record.signer.line]}, <Outside text={record.signer.organisation} /></p>
          <Fingerprint hex={record.signer.keyid} label="key fingerprint" size="small" />
        </section>
      )}
      {objects.length === 0 ? null : (
        <section aria-label="Digests">
          <div className="shuthead"><h3>Digests in this entry</h3></div>
          <dl className="kv">
            {objects.map(([name, digest]) => <div className="pair" key={name}><dt>{name}</dt><dd className="mono brk">{toHexGroups(digest)}</dd></div>)}
          </dl>
        </section>
      )}
      {entry.record === null ? null : <SignedBytes key={entry.record} digest={entry.record} />}
    </>
  );
} // prettier-ignore

/** What others say of the time of a sign-off (R32). */
function Interval({ digest }: { readonly digest: string }): ReactNode {
  const time = useReview((state) => state.view?.times[digest]);
  if (time === undefined) return null;
  return toSigningTimeWords(time).slice(1).map((words) => <p className="small q2 brk" key={words}>{words}</p>); // prettier-ignore
}

/** The signed payload, decoded. Formatting adds spaces and line ends only; the digest is of the bytes. */
function SignedBytes({ digest }: { readonly digest: string }): ReactNode {
  const [reply, setReply] = useState<CallResponse<'record.payload'> | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void call('record.payload', { digest }).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setReply(answer.value);
      else setError(answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [digest]);
  return (
    <section aria-label="What was signed">
      <div className="shuthead"><h3>What was signed</h3><span className="cnt">spaced for reading</span></div>
      <p className="small q2">Record digest</p>
      <p className="mono brk">{toHexGroups(digest)}</p>
      <ErrorMessage title="Cannot be shown" error={error} />
      {reply === null ? null : <pre className="payload mono" tabIndex={0} aria-label="Signed payload">{toReadableJson(reply.payload)}</pre>}
    </section>
  );
} // prettier-ignore
