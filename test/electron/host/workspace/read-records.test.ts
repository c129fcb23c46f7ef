import { describe, expect, it } from 'vitest';
import type { LogFork } from '../../../../electron/host/workspace/peers.ts';
import { readRecords, type LogToRead } from '../../../../electron/host/workspace/read-records.ts';
import type { RecordFile } from '../../../../electron/host/workspace/record-files.ts';
import type { LogEntry } from '../../../../shared/trust/log-entry.ts';
import { digestOf } from '../../../support/builders.ts';

const ORIGIN = 'countersign/log/00000000-0000-4000-8000-000000000001';

function toEntry(seq: number, name: string, type: string): LogEntry {
  return { actor: null, obj: { record: digestOf(name) }, prev: '0'.repeat(64), reason: null, seq, time: '2026-11-20T10:00:00Z', type };
} // prettier-ignore

/** Record files as they are once they were checked; only kind and place matter here. */
function toFile(name: string, kind: string, origin = ORIGIN): readonly [string, RecordFile] {
  const record = { kind, digest: digestOf(name), subject: { name: 'x', sha256: digestOf('x') }, predicate: { log: { origin, size: 0, root: '' } } };
  return [digestOf(name), { head: null, outcome: { kind: 'checked', record } } as unknown as RecordFile];
} // prettier-ignore

function toLog(entries: readonly LogEntry[], forkEntries: readonly LogEntry[] | null, at: number): LogToRead {
  const fork = { id: 'f', kind: 'fork', at, version: { entries: forkEntries } } as unknown as LogFork;
  return { origin: ORIGIN, isOwn: false, entries, forks: forkEntries === null ? [] : [fork] };
} // prettier-ignore

const files = new Map([
  toFile('shared', 'note'),
  toFile('approval', 'decision'),
  toFile('other approval', 'decision'),
  toFile('doubt', 'challenge'),
  toFile('foreign', 'note', 'countersign/log/00000000-0000-4000-8000-000000000002'),
]);

describe('records of logs', () => {
  it('count as said while the log has one version', () => {
    const log = toLog([toEntry(0, 'shared', 'note'), toEntry(1, 'approval', 'decision')], null, 0);
    expect(readRecords(files, [log]).records.map((record) => record.kind)).toEqual(['note', 'decision']); // prettier-ignore
  });

  it('stop counting where the log forked, in both versions, except challenges: no doubt vanishes', () => {
    const log = toLog(
      [toEntry(0, 'shared', 'note'), toEntry(1, 'approval', 'decision')],
      [toEntry(0, 'shared', 'note'), toEntry(1, 'other approval', 'decision'), toEntry(2, 'doubt', 'challenge')],
      1,
    ); // prettier-ignore
    const { records, uncounted } = readRecords(files, [log]);
    expect(records.map((record) => record.kind)).toEqual(['note', 'challenge']);
    expect(uncounted.map(({ digest, why }) => [digest, why])).toEqual([
      [digestOf('approval'), 'its log forked at entry 1, before it'],
      [digestOf('other approval'), 'its log forked at entry 1, before it'],
    ]);
  });

  it('count only in the log that they say they were signed in', () => {
    const { records, uncounted } = readRecords(files, [toLog([toEntry(0, 'foreign', 'note')], null, 0)]); // prettier-ignore
    expect(records).toEqual([]);
    expect(uncounted[0]?.why).toMatch(/^it was signed for the log /);
  });

  it('that are missing are a damage of an own log, and a remark on another', () => {
    const missing = toLog([toEntry(0, 'nowhere', 'note')], null, 0);
    expect(readRecords(files, [missing]).uncounted[0]?.why).toBe('its file is missing');
    expect(readRecords(files, [{ ...missing, isOwn: true }]).damage).toMatchObject([{ kind: 'broken', seq: 0 }]); // prettier-ignore
  });
});
