import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { LogEntryView, ReviewView } from '../../../shared/review/view.ts';
import { toCount } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { openDialog, useApp } from '../../state/app.ts';
import { useReview } from '../../state/review.ts';
import { DamageBanner } from './DamageBanner.tsx';
import { EntryDetail } from './EntryDetail.tsx';
import { Timeline } from './Timeline.tsx';
import { TimelineFilters } from './TimelineFilters.tsx';
import {
  filterRows,
  NO_FILTER,
  toDays,
  toRecordIndex,
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
  const shown = filterRows(rows, filter);
  const days = toDays(shown);
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
          <Button kind="quiet" icon="folder" onClick={() => openDialog({ kind: 'export' })}>Export audit record</Button>
        </div>
        <TimelineFilters rows={rows} filter={filter} onChange={setFilter} />
        <div className="scroll">
          <div className="lgw">
            {(review?.log.damage ?? []).map((damage) => <DamageBanner key={`${damage.origin} ${damage.kind} ${String(damage.seq)}`} damage={damage} />)}
            <ErrorMessage title="The log cannot be shown" error={error} />
            <p className="vh" role="status">{toCount(shown.length, 'entry', 'entries')} shown</p>
            {entries !== null && shown.length === 0 ? <p className="q2 none">{rows.length === 0 ? 'Nothing was recorded for this case yet.' : 'No entry fits the filter.'}</p> : null}
            <Timeline days={days} selected={selected === null ? null : toRowKey(selected)} onSelect={setChosen} />
          </div>
        </div>
      </section>
      <EntryDetail row={selected} rows={rows} heads={review?.log.heads ?? []} />
    </div>
  );
} // prettier-ignore

export function toRowKey(row: TimelineRow): string {
  return `${row.entry.origin} ${row.entry.seq}`;
}

function toRows(
  entries: readonly LogEntryView[] | null,
  review: ReviewView | null,
  identities: readonly { readonly keyid: string; readonly printedName: string }[],
): readonly TimelineRow[] {
  if (entries === null) return [];
  const known = new Map(identities.map((identity) => [identity.keyid, identity.printedName]));
  return toTimelineRows(entries, review === null ? new Map() : toRecordIndex(review), known);
}

/** The entries of every known log, asked for again whenever the review was. */
function useEntries(): {
  readonly entries: readonly LogEntryView[] | null;
  readonly error: IpcError | null;
} {
  const fetchedAt = useReview((state) => state.fetchedAt);
  const [entries, setEntries] = useState<readonly LogEntryView[] | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void call('log.entries', undefined).then((reply) => {
      if (!isCurrent) return;
      if (reply.ok) setEntries(reply.value);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [fetchedAt]);
  return { entries, error };
}
