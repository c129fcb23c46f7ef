import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { concatBytes, fromHex, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import {
  FIRST_PREV,
  MAX_LINE_BYTES,
  parseEntryLine,
  toEntryLine,
  type LogEntry,
} from '../../../shared/trust/log-entry.ts';
import { checkLog, splitLines } from '../../../shared/trust/log.ts';
import { rootOf } from '../../../shared/trust/merkle.ts';
import { problemOf } from '../../support/refusals.ts';
import { buildLog, leavesOf } from '../../support/trust-builders.ts';

const entry: LogEntry = {
  actor: 'ab'.repeat(32),
  obj: { record: 'cd'.repeat(32) },
  prev: FIRST_PREV,
  reason: 'because “ü”',
  seq: 0,
  time: '2026-11-21T09:30:00Z',
  type: 'second-signature',
};

describe('entries', () => {
  it('are one line of canonical JSON with all seven keys', () => {
    expect(toEntryLine(entry)).toBe(
      `{"actor":"${'ab'.repeat(32)}","obj":{"record":"${'cd'.repeat(32)}"},"prev":"${FIRST_PREV}",` +
        `"reason":"because “ü”","seq":0,"time":"2026-11-21T09:30:00Z","type":"second-signature"}`,
    );
  });

  it('are read back as they were written', () => {
    const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
    const entries = fc.record({
      actor: fc.option(digest),
      obj: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), digest),
      prev: digest,
      reason: fc.option(fc.string({ unit: 'binary' })),
      seq: fc.maxSafeNat(),
      time: fc
        .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((date) => `${date.toISOString().slice(0, 19)}Z`),
      type: fc.stringMatching(/^[a-z]{1,8}(-[a-z]{1,8}){0,2}$/),
    });
    fc.assert(
      fc.property(entries, (value) => {
        const line = toEntryLine(value);
        expect(line).not.toContain('\n');
        expect(parseEntryLine(line, 'f')).toEqual(value);
      }),
    );
  });

  it.each([
    ['a missing key', { reason: undefined }],
    ['an actor that is no keyid', { actor: 'alice' }],
    ['a digest in capitals', { obj: { record: 'CD'.repeat(32) } }],
    ['a number below 0', { seq: -1 }],
    ['a time that does not exist', { time: '2026-02-30T09:30:00Z' }],
    ['a time with fractions', { time: '2026-11-21T09:30:00.5Z' }],
    ['a time of another zone', { time: '2026-11-21T09:30:00+01:00' }],
    ['a type with capitals', { type: 'Note' }],
    ['an empty type', { type: '' }],
    ['a type that ends in something else', { type: 'note!' }],
    ['a short link', { prev: '00' }],
  ])('are refused with %s', (_, change) => {
    expect(() => toEntryLine({ ...entry, ...change } as LogEntry)).toThrow(CountersignError);
  });

  it('are refused with a further key, in another order, or with space', () => {
    const line = toEntryLine(entry);
    for (const changed of [
      line.replace('}', ',"zz":1}'),
      line.replace('"seq":0', '"seq": 0'),
      `${line} `,
      line.replace(/^\{("actor":"[^"]*"),/, '{').replace(/\}$/, `,"actor":"${'ab'.repeat(32)}"}`),
    ]) {
      expect(() => parseEntryLine(changed, 'f')).toThrow(CountersignError);
    }
  });

  it('take at most 65,534 bytes', () => {
    const room = MAX_LINE_BYTES - utf8Encode(toEntryLine({ ...entry, reason: '' })).length;
    expect(utf8Encode(toEntryLine({ ...entry, reason: 'x'.repeat(room) }))).toHaveLength(65_534);
    expect(problemOf(() => toEntryLine({ ...entry, reason: 'x'.repeat(room + 1) })).place).toBe(
      'the line',
    );
    expect(
      problemOf(() => toEntryLine({ ...entry, reason: 'x'.repeat(room - 1) + 'ü' })).place,
    ).toBe('the line');
  });
});

describe('logs', () => {
  const lines = buildLog(12);
  const leaves = leavesOf(lines);
  const head = { size: 12, root: rootOf(leaves, nodeCrypto) };
  const bytes = utf8Encode(lines.map((line) => `${line}\n`).join(''));

  it('are sound as they were written', () => {
    const checked = checkLog(lines, nodeCrypto, head);
    expect(checked.firstBad).toBeNull();
    expect(checked.entries.map(({ seq }) => seq)).toEqual([...lines.keys()]);
    expect(leaves.map((_, seq) => checked.tree.leafAt(seq))).toEqual(leaves);
    const fromBytes = checkLog(splitLines(bytes).lines, nodeCrypto, head);
    expect(fromBytes.entries).toEqual(checked.entries);
    expect(fromBytes.tree.compactAt(12)).toEqual(checked.tree.compactAt(12));
    expect(checkLog([], nodeCrypto, { size: 0, root: rootOf([], nodeCrypto) }).firstBad).toBeNull();
  });

  it('name the entry in which any byte was changed', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        const seq = splitLines(bytes.subarray(0, at)).lines.length;
        // Without the very last line feed the line is not one; who opens the file deals with the rest.
        fc.pre(at !== bytes.length - 1);
        expect(checkLog(splitLines(changed).lines, nodeCrypto, head).firstBad?.seq).toBe(seq);
      }),
      { numRuns: 3_000 },
    );
  });

  it('name a changed entry without a head too, but for the last one, which nothing follows', () => {
    const change = (seq: number): string[] =>
      lines.map((line, index) =>
        index === seq
          ? line
              .replace(/"record":"./, '"record":"z')
              .replace('z', line.includes('"record":"a') ? 'b' : 'a')
          : line,
      );
    for (const seq of lines.keys()) {
      expect(checkLog(change(seq), nodeCrypto).firstBad?.seq ?? null).toBe(seq === 11 ? null : seq);
      expect(checkLog(change(seq), nodeCrypto, head).firstBad?.seq).toBe(seq);
    }
  });

  it('name the first entry that is gone, swapped, inserted or out of time', () => {
    const firstBad = (changed: readonly string[]): number | undefined =>
      checkLog(changed, nodeCrypto, head).firstBad?.seq;
    expect(firstBad(lines.slice(0, 9))).toBe(9);
    expect(firstBad([])).toBe(0);
    expect(firstBad([...lines.slice(0, 4), ...lines.slice(5)])).toBe(4);
    expect(firstBad(lines.slice(1))).toBe(0);
    expect(
      firstBad([...lines.slice(0, 4), lines[5] ?? '', lines[4] ?? '', ...lines.slice(6)]),
    ).toBe(4);
    expect(firstBad([...lines.slice(0, 4), lines[3] ?? '', ...lines.slice(4)])).toBe(4);
    expect(checkLog([...lines, lines[11] ?? ''], nodeCrypto, head).firstBad?.seq).toBe(12);

    const last = parseEntryLine(lines[11] ?? '', 'f');
    const early = toEntryLine({
      ...last,
      seq: 12,
      prev: toHex(leaves[11] ?? new Uint8Array(0)),
      time: '2026-11-21T08:00:00Z',
    });
    expect(checkLog([...lines, early], nodeCrypto, head).firstBad).toMatchObject({
      seq: 12,
      why: 'entry 12 is earlier than the entry before it',
    });
  });

  it('say what is wrong, with the number of the entry', () => {
    const badOf = (changed: readonly string[], known: typeof head | null = null): unknown =>
      checkLog(changed, nodeCrypto, known).firstBad;
    const at = (seq: number, change: Partial<LogEntry>): string[] =>
      lines.map((line, index) => index === seq ? toEntryLine({ ...parseEntryLine(line, 'f'), ...change }) : line); // prettier-ignore
    const other = 'ab'.repeat(32);
    expect(badOf(lines.map((line, seq) => (seq === 3 ? '{}' : line)))).toMatchObject({ seq: 3, why: expect.stringContaining('entry 3') as unknown }); // prettier-ignore
    expect(badOf(at(5, { seq: 7 }))).toEqual({ seq: 5, why: 'entry 5 bears the number 7' });
    expect(badOf(at(0, { prev: other }))).toEqual({ seq: 0, why: 'entry 0 does not follow from the entry before it' }); // prettier-ignore
    expect(badOf(at(4, { reason: 'changed' }))).toEqual({ seq: 4, why: 'entry 5 was written after another entry 4' }); // prettier-ignore
    expect(badOf(at(4, { prev: other }))).toEqual({ seq: 4, why: 'entry 4 does not follow from the entry before it' }); // prettier-ignore
    expect(badOf(lines.slice(0, 9), head)).toEqual({ seq: 9, why: 'there are 9 entries, the head names 12' }); // prettier-ignore
  });

  it('take an entry of the same second as the one before', () => {
    const first = toEntryLine(entry);
    const prev = toHex(leavesOf([first])[0] ?? new Uint8Array(0));
    expect(checkLog([first, toEntryLine({ ...entry, seq: 1, prev })], nodeCrypto).firstBad).toBeNull(); // prettier-ignore
  });

  it('that broke at their end are judged by their head: it tells which of the last two was changed', () => {
    const prev = 'ab'.repeat(32);
    const last = toEntryLine({ ...parseEntryLine(lines[11] ?? '', 'f'), prev });
    const before = toEntryLine({ ...parseEntryLine(lines[10] ?? '', 'f'), reason: 'changed' });
    const seqOf = (changed: readonly string[], known: typeof head | null): unknown => checkLog(changed, nodeCrypto, known).firstBad?.seq; // prettier-ignore
    const shorter = { size: 11, root: rootOf(leaves.slice(0, 11), nodeCrypto) };
    expect(seqOf([...lines.slice(0, 11), last], head)).toBe(11);
    expect(seqOf([...lines.slice(0, 11), last], shorter)).toBe(11);
    expect(seqOf([...lines.slice(0, 10), before, lines[11] ?? ''], head)).toBe(10);
    expect(seqOf([...lines.slice(0, 10), before, lines[11] ?? ''], shorter)).toBe(10);
    // A head over more entries than there are tells nothing of the two.
    expect(seqOf([...lines.slice(0, 10), before, lines[11] ?? ''], { ...head, size: 13 })).toBe(10);
    expect(seqOf([...lines.slice(0, 11), 'garbage'], head)).toBe(11);
    expect(seqOf([...lines.slice(0, 10), before, 'garbage'], null)).toBe(11);
  });

  it('that hold more than their head names are judged up to there', () => {
    const shorter = { size: 7, root: rootOf(leaves.slice(0, 7), nodeCrypto) };
    expect(checkLog(lines, nodeCrypto, shorter).firstBad).toBeNull();
    const wrong = { size: 7, root: rootOf(leaves.slice(0, 6), nodeCrypto) };
    expect(checkLog(lines, nodeCrypto, wrong).firstBad).toEqual({ seq: 6, why: 'the first 7 entries do not lead to their signed head' }); // prettier-ignore
  });

  it('that were made anew from some entry on do not lead to their head', () => {
    const made = [...lines.slice(0, 5)];
    for (let seq = 5; seq < 12; seq++) {
      const prev = toHex(leavesOf(made).at(-1) ?? new Uint8Array(0));
      made.push(toEntryLine({ ...parseEntryLine(lines[seq] ?? '', 'f'), prev, reason: 'changed' }));
    }
    expect(checkLog(made, nodeCrypto).firstBad).toBeNull();
    expect(checkLog(made, nodeCrypto, head).firstBad?.why).toBe(
      'the first 12 entries do not lead to their signed head',
    );
  });

  it('still show what can be read of them', () => {
    const changed = lines.map((line, seq) => (seq === 3 ? 'garbage' : line));
    const checked = checkLog(changed, nodeCrypto, head);
    expect(checked.entries).toHaveLength(3);
    expect(checked.readable).toHaveLength(11);
    expect(checked.tree.size).toBe(12);
  });

  it('are cut at line feeds, and what has none is the rest', () => {
    const { lines: found, rest } = splitLines(concatBytes(utf8Encode('a\n\nb'), fromHex('ff')));
    expect(found).toEqual([utf8Encode('a'), new Uint8Array(0)]);
    expect(rest).toEqual(new Uint8Array([0x62, 0xff]));
  });
});
