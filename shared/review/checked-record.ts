/** Records as the state of a review takes them: checked, read, and in one order. */
import type { KnownKind, PredicateOf } from './predicates.ts';

/** One record whose signature was checked and whose predicate was read. */
export type CheckedRecord = {
  [K in KnownKind]: {
    readonly kind: K;
    readonly digest: string;
    readonly subject: { readonly name: string; readonly sha256: string };
    readonly predicate: PredicateOf<K>;
    readonly log: { readonly origin: string; readonly seq: number; readonly time: string };
  };
}[KnownKind];

export type RecordOf<K extends KnownKind> = Extract<CheckedRecord, { kind: K }>;

/**
 * One order for all records of all logs: by the time of the entry, then origin, then place in the log.
 * Numbers of records and labels of challenges follow from it, so it is the same whatever the order in
 * which logs were read. After a clock that went back, an entry counts as no earlier than those before
 * it in its log: a log's own order always holds.
 */
export function inOrder<R extends Pick<CheckedRecord, 'log'>>(records: readonly R[]): R[] {
  const latest = new Map<string, string>();
  return [...records]
    .sort((a, b) => a.log.seq - b.log.seq)
    .map((record) => {
      const { origin, time } = record.log;
      const before = latest.get(origin) ?? '';
      const notBefore = time > before ? time : before;
      latest.set(origin, notBefore);
      return { record, notBefore };
    })
    .sort((a, b) => compareText(a.notBefore, b.notBefore) || compareText(a.record.log.origin, b.record.log.origin) || a.record.log.seq - b.record.log.seq)
    .map(({ record }) => record);
} // prettier-ignore

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A guard for lists: `records.filter(isOfKind('note'))`. */
export function isOfKind<K extends KnownKind>(
  kind: K,
): (record: CheckedRecord) => record is RecordOf<K> {
  return (record): record is RecordOf<K> => record.kind === kind;
}
