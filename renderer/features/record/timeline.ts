import type { LogEntryView, RecordSummary, ReviewView } from '../../../shared/review/view.ts';
import { LINE_WORDS, toDayWords, toEntryWords } from '../../../shared/review/words.ts';

export interface TimelineFilter {
  /** Type of the entry, or null for all. */
  readonly type: string | null;
  /** keyid of the actor, or null for all. */
  readonly actor: string | null;
  readonly origin: string | null;
  /** Words to be found in what a row shows. */
  readonly text: string;
}

export const NO_FILTER: TimelineFilter = { type: null, actor: null, origin: null, text: '' };

export interface TimelineRow {
  readonly entry: LogEntryView;
  readonly words: string;
  /** Printed name of whoever acted; the first groups of the key where no record names it. */
  readonly actor: string | null;
  readonly text: string;
  readonly tone: 'alarm' | 'care' | 'signed' | 'event';
  readonly record: RecordSummary | null;
}

/** What tells one row from all others. */
export function toRowKey(row: TimelineRow): string {
  return `${row.entry.origin} ${row.entry.seq}`;
}

export interface TimelineDay {
  readonly day: string;
  readonly rows: readonly TimelineRow[];
}

/** Every record that the review shows, by its digest. */
export function toRecordIndex(review: ReviewView): ReadonlyMap<string, RecordSummary> {
  const records = [
    ...review.notes.map((item) => item.record),
    ...review.challenges.flatMap((item) => [
      item.record,
      ...item.thread.map((reply) => reply.record),
    ]),
    ...review.opinions.map((item) => item.record),
    ...review.decisions.map((item) => item.record),
    ...review.declarations.map((item) => item.record),
    ...[review.sealings, review.ballots, review.dissents, review.overrides, review.recusals].flatMap((items) => items.map((item) => item.record)), // prettier-ignore
  ];
  return new Map(records.map((record) => [record.digest, record]));
}

/** Printed names by key, from the records that those keys signed. */
export function toNames(records: Iterable<RecordSummary>): ReadonlyMap<string, string> {
  return new Map([...records].map((record) => [record.signer.keyid, record.signer.printedName]));
}

export function toTimelineRows(
  entries: readonly LogEntryView[],
  records: ReadonlyMap<string, RecordSummary>,
  known: ReadonlyMap<string, string>,
  said: ReadonlyMap<string, string> = new Map(),
): readonly TimelineRow[] {
  const names = new Map([...toNames(records.values()), ...known]);
  return entries.map((entry) => {
    const record = entry.record === null ? null : (records.get(entry.record) ?? null);
    return {
      entry,
      words: record === null ? toEntryWords(entry.type) : toEntryWords(record.kind),
      actor: toActor(entry, names),
      text: record === null ? (entry.reason ?? '') : (said.get(record.digest) ?? toSaid(record)),
      tone: toTone(entry),
      record,
    };
  });
}

/** What was said, as "I seal my ballot": without the name and office after the "I", which stand before it in the row. */
function toSaid(record: RecordSummary): string {
  const { printedName, role, line, organisation } = record.signer;
  const name = `I, ${printedName}, `;
  const whole = `${name}${role}, ${LINE_WORDS[line]}, ${organisation}, `;
  const start = [whole, name].find((words) => record.statement.startsWith(words));
  return start === undefined ? record.statement : `I ${record.statement.slice(start.length)}`;
}

function toActor(entry: LogEntryView, names: ReadonlyMap<string, string>): string | null {
  if (entry.actor === null) return null;
  return names.get(entry.actor) ?? `key ${entry.actor.slice(0, 4)} ${entry.actor.slice(4, 8)}`;
}

const ALARMS: readonly string[] = [
  'bundle-refused',
  'packet-refused',
  'unlock-failed',
  'log-damaged',
  'audit-record-refused',
];
const CARES: readonly string[] = ['clock-rollback', 'damage-acknowledged', 'torn-line-set-aside', 'workspace-moved']; // prettier-ignore

function toTone(entry: LogEntryView): TimelineRow['tone'] {
  if (ALARMS.includes(entry.type)) return 'alarm';
  if (CARES.includes(entry.type)) return 'care';
  return entry.record === null ? 'event' : 'signed';
}

export function filterRows(
  rows: readonly TimelineRow[],
  filter: TimelineFilter,
): readonly TimelineRow[] {
  const wanted = filter.text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (filter.type === null || row.words === filter.type) &&
      (filter.actor === null || row.entry.actor === filter.actor) &&
      (filter.origin === null || row.entry.origin === filter.origin) &&
      (wanted === '' || toSearchText(row).includes(wanted)),
  );
}

function toSearchText(row: TimelineRow): string {
  const { entry } = row;
  return [row.words, row.actor, row.text, entry.reason, entry.record, ...Object.keys(entry.obj), ...Object.values(entry.obj), String(entry.seq)].join('\n').toLowerCase(); // prettier-ignore
}

/** Days from the newest to the oldest; within a day the later time first, then the later entry of a log. */
export function toDays(rows: readonly TimelineRow[]): readonly TimelineDay[] {
  const newestFirst = [...rows].sort((a, b) => {
    if (a.entry.time !== b.entry.time) return a.entry.time < b.entry.time ? 1 : -1;
    if (a.entry.origin !== b.entry.origin) return a.entry.origin < b.entry.origin ? -1 : 1;
    return b.entry.seq - a.entry.seq;
  });
  const days = new Map<string, TimelineRow[]>();
  for (const row of newestFirst) {
    const day = toDayWords(row.entry.time);
    const rowsOfDay = days.get(day);
    if (rowsOfDay === undefined) days.set(day, [row]);
    else rowsOfDay.push(row);
  }
  return [...days].map(([day, rowsOfDay]) => ({ day, rows: rowsOfDay }));
}
