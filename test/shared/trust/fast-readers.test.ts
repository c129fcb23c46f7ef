// What is read the fast way must be what the full readers accept, and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../shared/trust/bytes.ts';
import { readCanonicalJson, toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { toEntryLine } from '../../../shared/trust/log.ts';
import { readPlainEntry } from '../../../shared/trust/plain-entry.ts';
import { parseStrictJson, type JsonValue } from '../../../shared/trust/strict-json.ts';
import { isUtcTime } from '../../../shared/trust/utc-time.ts';

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
const time = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const entries = fc.record({
  actor: fc.option(digest),
  obj: fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.stringMatching(/^[a-z./-]{1,8}$/), digest, { maxKeys: 2 }),
  ),
  prev: digest,
  reason: fc.option(fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '~', '\x7f', 'ü', '\n') })), // prettier-ignore
  seq: fc.oneof(fc.nat(), fc.maxSafeNat()),
  time,
  type: fc.stringMatching(/^[a-z]{1,8}(-[a-z]{1,8}){0,2}$/),
});

/** Whether a text is canonical JSON, by the readers that are written out. */
function isCanonical(text: string): boolean {
  try {
    return toCanonicalJson(parseStrictJson(text, 'f')) === text;
  } catch {
    return false;
  }
}

describe('the plain form of an entry', () => {
  it('is read as what was written, for most entries', () => {
    let read = 0;
    fc.assert(
      fc.property(entries, (entry) => {
        const found = readPlainEntry(toEntryLine(entry));
        if (found === null) return;
        read += 1;
        expect(found).toEqual(entry);
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it('is never seen in a line that is no canonical entry', () => {
    const mutated = fc.tuple(entries, fc.nat(), fc.constantFrom('', ' ', '"', '0', 'A', '-', ',', '}', '\\', '\u0000')); // prettier-ignore
    fc.assert(
      fc.property(mutated, ([entry, at, put]) => {
        const line = toEntryLine(entry);
        const place = at % line.length;
        const changed = line.slice(0, place) + put + line.slice(place + 1);
        const found = readPlainEntry(changed);
        if (found === null) return;
        expect(isCanonical(changed)).toBe(true);
        expect(found).toEqual({ ...(parseStrictJson(changed, 'f') as object) });
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['__proto__', 'constructor', 'prototype'])('does not take the name %s', (name) => {
    const line = toEntryLine({ actor: null, obj: { record: 'ab'.repeat(32) }, prev: '0'.repeat(64), reason: null, seq: 0, time: '2026-11-21T09:30:00Z', type: 'note' }); // prettier-ignore
    expect(readPlainEntry(line)?.obj).toEqual({ record: 'ab'.repeat(32) });
    expect(readPlainEntry(line.replace('record', name))).toBeNull();
  });
});

describe('canonical JSON, read fast', () => {
  it('is what the full reader takes, and gives the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.boolean(), (value, isIndented) => {
        const text = JSON.stringify(value, null, isIndented ? 1 : 0);
        const found = readCanonicalJson(text);
        if (found === null) return;
        expect(isCanonical(text)).toBe(true);
        expect(JSON.stringify(found)).toBe(JSON.stringify(parseStrictJson(text, 'f')));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is recognised where it was written as such', () => {
    const value: JsonValue = { a: [1, 'ü', null], b: { c: true, d: 'x\n' } };
    expect(readCanonicalJson(toCanonicalJson(value))).toEqual(value);
  });

  it.each([
    ['a key twice', '{"a":1,"a":1}'],
    ['keys out of order', '{"b":1,"a":1}'],
    ['keys in the order of numbers', '{"9":1,"10":1}'],
    ['a forbidden key', '{"__proto__":1}'],
    ['a fraction', '{"a":1.5}'],
    ['a number too large', '{"a":9007199254740993}'],
    ['minus nought', '{"a":-0}'],
    ['white space', '{"a": 1}'],
    ['half of a character', '{"a":"\\ud800"}'],
    ['half of a character as it is', '{"a":"\ud800"}'],
    ['a needless escape', '{"a":"\\/"}'],
    ['nesting too deep', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['nesting that no stack holds', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['no JSON', '{'],
  ])('leaves %s to the full reader', (_, text) => {
    expect(readCanonicalJson(text)).toBeNull();
  });
});

describe('a time', () => {
  it('is one exactly where a date of the runtime gives it back', () => {
    const two = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0')); // prettier-ignore
    const texts = fc
      .tuple(fc.integer({ min: 0, max: 9999 }), two(13), two(32), two(25), two(61), two(61))
      .map(([year, month, day, hour, minute, second]) => `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`); // prettier-ignore
    fc.assert(
      fc.property(texts, (text) => {
        const milliseconds = Date.parse(text);
        const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text.replace('Z', '.000Z'); // prettier-ignore
        expect(isUtcTime(text)).toBe(isReal);
      }),
      { numRuns: 3_000 },
    );
  });
});
