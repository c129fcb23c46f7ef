import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { LogEntryView, ReviewView } from '../../../shared/review/view.ts';
import { toCount } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorMessage, Message } from '../../components/Message.tsx';
import { openDialog, useApp } from '../../state/app.ts';
import { useReview } from '../../state/review.ts';
import { ClockBanner } from './ClockBanner.tsx';
import { DamageBanner } from './DamageBanner.tsx';
import { EntryDetail } from './EntryDetail.tsx';
import { Timeline } from './Timeline.tsx';
import { TimelineFilters } from './TimelineFilters.tsx';
import { toSaidWords } from './said.ts';
import {
  filterRows,
  NO_FILTER,
  toDays,
  toRecordIndex,
  toRowKey,
  toTimelineRows,
  type TimelineFilter,
  type TimelineRow,
} from './timeline.ts';
import './log.css';

/** The log: append-only, newest first. An entry shows exactly what was signed. */
export default function LogScreen(): ReactNode {
  const review = useReview((state) => state.view);
  const { entries, error } = useEntries();
  const identities = useApp((state) => state.identities);
  const [filter, setFilter] = useState<TimelineFilter>(NO_FILTER);
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = useMemo(() => toRows(entries, review, identities), [entries, review, identities]);
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter]);
  const days = useMemo(() => toDays(shown), [shown]);
  const scroll = useRef<HTMLDivElement>(null);
  const newest = days[0]?.rows[0] ?? null;
  const selected = shown.find((row) => toRowKey(row) === chosen) ?? newest;
  const logs = review?.log.heads.length ?? 0;
  return (
    <div className="lgg">
      <h1 className="vh">Log</h1>
      <section className="pane paper" data-pane="" tabIndex={-1} aria-labelledby="log-head">
        <div className="head">
          <h2 id="log-head">Log</h2>
          <span className="small q num">{toCount(rows.length, 'entry', 'entries')} in {toCount(logs, 'log')}, newest first</span>
          <span className="grow" />
          <Button kind="quiet" icon="clock" onClick={() => openDialog({ kind: 'time-stamp' })}>Time stamp</Button>
          <Button kind="quiet" icon="folder" onClick={() => openDialog({ kind: 'export' })}>Export audit record</Button>
        </div>
        <TimelineFilters rows={rows} filter={filter} onChange={setFilter} />
        <div className="scroll" ref={scroll}>
          <div className="lgw">
            {(review?.log.damage ?? []).map((damage) => <DamageBanner key={`${damage.origin} ${damage.kind} ${String(damage.seq)}`} damage={damage} />)}
            {(review?.log.clockRollbacks ?? []).map((rollback) => <ClockBanner key={`${rollback.origin} ${String(rollback.seq)}`} rollback={rollback} />)}
            {(review?.blindTo.length ?? 0) === 0 ? null : <Message tone="care" title={`Sealed for you until you seal yours: ${review?.blindTo.map((kind) => `${kind}s`).join(' and ') ?? ''}`}><p>What others sealed is left out here, and so is their number: entries and records are counted as if there were none, and heads of logs are not shown.</p></Message>}
            <ErrorMessage title="The log cannot be shown" error={error} />
            <p className="vh" role="status">{toCount(shown.length, 'entry', 'entries')} shown</p>
            {entries !== null && shown.length === 0 ? <p className="q2 none">{rows.length === 0 ? 'Nothing was recorded for this case yet.' : 'No entry fits the filter.'}</p> : null}
            <Timeline days={days} scroll={scroll} selected={selected === null ? null : toRowKey(selected)} onSelect={setChosen} />
          </div>
        </div>
      </section>
      <EntryDetail row={selected} rows={rows} heads={review?.log.heads ?? []} />
    </div>
  );
} // prettier-ignore

function toRows(
  entries: readonly LogEntryView[] | null,
  review: ReviewView | null,
  identities: readonly { readonly keyid: string; readonly printedName: string }[],
): readonly TimelineRow[] {
  if (entries === null) return [];
  const known = new Map(identities.map((identity) => [identity.keyid, identity.printedName]));
  if (review === null) return toTimelineRows(entries, new Map(), known);
  return toTimelineRows(entries, toRecordIndex(review), known, toSaidWords(review));
}

/** The entries of every known log, page by page, asked for again whenever the review was. */
function useEntries(): {
  readonly entries: readonly LogEntryView[] | null;
  readonly error: IpcError | null;
} {
  const fetchedAt = useReview((state) => state.fetchedAt);
  const [entries, setEntries] = useState<readonly LogEntryView[] | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    async function readAll(): Promise<void> {
      const found: LogEntryView[] = [];
      for (;;) {
        const reply = await call('log.entries', { from: found.length });
        if (!isCurrent) return;
        if (!reply.ok) {
          setError(reply.error);
          return;
        }
        found.push(...reply.value.entries);
        if (reply.value.entries.length === 0 || found.length >= reply.value.total) break;
      }
      // At once: rows that come page by page, the newest on top, would move under the pointer.
      setEntries(found);
      setError(null);
    }
    void readAll();
    return () => {
      isCurrent = false;
    };
  }, [fetchedAt]);
  return { entries, error };
}
