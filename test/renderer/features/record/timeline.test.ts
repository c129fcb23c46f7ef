import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toReadableJson } from '../../../../renderer/features/record/payload.ts';
import {
  filterRows,
  NO_FILTER,
  toDays,
  toRecordIndex,
  toTimelineRows,
} from '../../../../renderer/features/record/timeline.ts';
import { toSaidWords } from '../../../../renderer/features/record/said.ts';
import { findDraft } from '../../../../renderer/features/record/use-draft.ts';
import type { Draft, LogEntryView } from '../../../../shared/review/view.ts';
import { digestOf } from '../../../support/builders.ts';
import {
  buildAssessment,
  buildChallengeView,
  buildRecord,
  buildReview,
  RAISER,
} from '../../../support/view-builders.ts';

function entry(seq: number, fields: Partial<LogEntryView> = {}): LogEntryView {
  return {
    origin: 'a',
    seq,
    time: '2026-11-05T10:00:00Z',
    type: 'bundle-admitted',
    actor: null,
    reason: null,
    obj: {},
    record: null,
    ...fields,
  };
}

const record = buildRecord(RAISER, {
  statement:
    'I, Y. Tanaka, stress-tester, second line, Benefit trust, raise a major challenge on G1.',
});
const review = buildReview({ challenges: [buildChallengeView({ record })] });
const keyid = record.signer.keyid;
const entries = [
  entry(0, { reason: 'Version 1.1.' }),
  entry(1, {
    type: 'challenge',
    actor: keyid,
    record: record.digest,
    time: '2026-11-06T09:00:00Z',
  }),
  entry(2, { type: 'clock-rollback', time: '2026-11-06T09:00:00Z' }),
  entry(3, { type: 'unlock-failed', actor: digestOf('nobody') }),
];
const rows = toTimelineRows(entries, toRecordIndex(review), new Map());

describe('timeline', () => {
  it('names who acted from their records, and a key that nothing names by its first groups', () => {
    expect(rows[1]).toMatchObject({ actor: 'Y. Tanaka', words: 'challenge', tone: 'signed' });
    expect(rows[3]?.actor).toMatch(/^key [0-9a-f]{4} [0-9a-f]{4}$/);
  });

  it('says what was said without repeating name and office', () => {
    expect(rows[1]?.text).toBe('I raise a major challenge on G1.');
    expect(rows[0]?.text).toBe('Version 1.1.');
  });

  it('says of a challenge and its thread which it is, on what, and how the words begin', () => {
    const assessment = buildAssessment(RAISER, 'sustained', 'made by the first line');
    const challenge = buildChallengeView({ record, thread: [assessment], whatIsWrong: `It  does\nnot ${'x'.repeat(200)}` });
    const said = toSaidWords(buildReview({ challenges: [challenge] }));
    const shown = toTimelineRows(entries, toRecordIndex(review), new Map(), said);
    expect(shown[1]?.text).toBe(`CH-01, major, on G1: “It does not ${'x'.repeat(148)}…”`);
    expect(said.get(assessment.record.digest)).toBe('CH-01 sustained, not counted: made by the first line. “Because.”');
  }); // prettier-ignore

  it('marks failures and oddities, not ordinary events', () => {
    expect(rows.map((row) => row.tone)).toEqual(['event', 'signed', 'care', 'alarm']);
  });

  it('runs from the newest to the oldest, the later entry first where times are equal', () => {
    const days = toDays(rows);
    expect(days.map((day) => day.day)).toEqual(['6 November 2026', '5 November 2026']);
    expect(days[0]?.rows.map((row) => row.entry.seq)).toEqual([2, 1]);
    expect(days[1]?.rows.map((row) => row.entry.seq)).toEqual([3, 0]);
  });

  it('filters by kind, person and words, and by nothing when empty', () => {
    expect(filterRows(rows, NO_FILTER)).toHaveLength(4);
    expect(filterRows(rows, { ...NO_FILTER, type: 'challenge' })).toEqual([rows[1]]);
    expect(filterRows(rows, { ...NO_FILTER, actor: keyid })).toEqual([rows[1]]);
    expect(filterRows(rows, { ...NO_FILTER, text: ' VERSION 1.1 ' })).toEqual([rows[0]]);
    expect(filterRows(rows, { ...NO_FILTER, origin: 'b' })).toEqual([]);
  });
});

describe('signed payload', () => {
  it('keeps every token of any JSON and adds only spaces and line ends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const payload = JSON.stringify(value);
        const readable = toReadableJson(payload);
        expect(JSON.parse(readable)).toEqual(JSON.parse(payload));
        expect(JSON.stringify(JSON.parse(readable))).toBe(JSON.stringify(JSON.parse(payload)));
      }),
    );
  });

  it('puts one member on a line', () => {
    expect(toReadableJson('{"a":[1,2],"b":{}}')).toBe(
      '{\n  "a": [\n    1,\n    2\n  ],\n  "b": {}\n}',
    );
  });

  it('leaves a text that is not JSON as it is', () => {
    expect(toReadableJson('"unfinished')).toBe('"unfinished');
  });
});

describe('draft of a form', () => {
  const draft = (fields: Partial<Draft>): Draft => ({ id: crypto.randomUUID(), kind: 'response', owner: null, bundleDigest: null, target: null, about: 'x', fields: {}, updatedAt: '2026-11-05T10:00:00Z', ...fields });

  it('is the newest of its kind about the same record', () => {
    const older = draft({});
    const newer = draft({ updatedAt: '2026-11-06T10:00:00Z' });
    const place = { kind: 'response', target: null, about: 'x' } as const;
    expect(findDraft([newer, older], place)).toBe(newer);
    expect(findDraft([draft({ about: 'y' }), draft({ kind: 'assessment' })], place)).toBeNull();
  });
}); // prettier-ignore
