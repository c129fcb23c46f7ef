// What is read the fast way must be what the full readers accept, and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCodec } from '../../../electron/host/codec.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { fromBase64, isHexOf, toBase64, toHex, utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts'; // prettier-ignore
import { readCanonicalJson, toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseEnvelope, PAYLOAD_TYPE, toEnvelopeJson } from '../../../shared/trust/dsse.ts';
import { readPlainEntry, toEntryLine } from '../../../shared/trust/log-entry.ts';
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
  it('is read as what was written, where it is plain', () => {
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
    expect(read).toBeGreaterThan(0);
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

describe('an envelope, read fast', () => {
  const payloads = fc.uint8Array({ maxLength: 40 });
  const envelopes = fc.record({
    payload: payloads,
    payloadType: fc.constant(PAYLOAD_TYPE),
    keyid: digest,
    signature: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  });

  /** What the full reader makes of a text: it judges whatever has a space in front. */
  function outcomeOf(text: string): unknown {
    try {
      return parseEnvelope(utf8Encode(text), 'f');
    } catch (error) {
      return error instanceof CountersignError ? 'refused' : error;
    }
  }

  it('is what the full reader reads, whatever was changed in it', () => {
    const mutated = fc.tuple(envelopes, fc.nat(), fc.constantFrom('', ' ', '"', 'A', '-', '=', '/', '\\', '\\/', '\n', '","x":"')); // prettier-ignore
    let read = 0;
    fc.assert(
      fc.property(mutated, ([envelope, at, put]) => {
        const text = toEnvelopeJson(envelope);
        expect(outcomeOf(text)).toEqual(envelope);
        const place = at % text.length;
        const changed = text.slice(0, place) + put + text.slice(place + 1);
        const found = outcomeOf(changed);
        if (found !== 'refused') read += 1;
        expect(found).toEqual(outcomeOf(` ${changed}`));
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(0);
  });
});

describe('the text functions of the runtime', () => {
  it.each([
    ['bytes', fc.uint8Array({ maxLength: 60 })],
    [
      'nearly text',
      fc.tuple(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(255)).map(([text, at, put]) => {
        const bytes = utf8Encode(text);
        if (bytes.length > 0) bytes[at % bytes.length] = put;
        return bytes;
      }),
    ],
  ])('decode %s as our own do, or refuse them in the same words', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (bytes) => {
        expect(resultOf(() => nodeCodec.utf8Decode(bytes, 'f'))).toEqual(resultOf(() => utf8Decode(bytes, 'f'))); // prettier-ignore
      }),
      { numRuns: 1_000 },
    );
  });

  it('read base64 as our own do, or refuse it in the same words', () => {
    const texts = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map(toBase64),
      fc.string({ unit: fc.constantFrom('A', 'R', '+', '/', '-', '_', '=', ' ', '\n', 'ü') }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(resultOf(() => nodeCodec.fromBase64(text))).toEqual(
          resultOf(() => fromBase64(text)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  function resultOf(work: () => unknown): unknown {
    try {
      return work();
    } catch (error) {
      return error instanceof CountersignError ? error.problems : error;
    }
  }
});

describe('hexadecimal, compared without making it', () => {
  it('is that of the bytes and of no others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(), fc.constantFrom('', '0', 'A', 'g'), (bytes, at, put) => {
        const text = toHex(bytes);
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + put + text.slice(place + 1);
        expect(isHexOf(text, bytes)).toBe(true);
        expect(isHexOf(changed, bytes)).toBe(changed === text);
      }),
    ); // prettier-ignore
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
