import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concatBytes, equalBytes, fromBase64, fromHex, fromStandardBase64, toBase64, toHex, utf8Decode, utf8Encode,
} from '../../../shared/trust/bytes.ts'; // prettier-ignore
import { problemOf } from '../../support/refusals.ts';

const wellFormed = fc.string({ unit: 'binary' });
const bytes = fc.uint8Array({ maxLength: 300 });

describe('UTF-8', () => {
  it('encodes what TextEncoder encodes and decodes it back', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(utf8Encode(text)).toEqual(new TextEncoder().encode(text));
        expect(utf8Decode(utf8Encode(text))).toBe(text);
      }),
    );
  });

  it('decodes texts longer than one chunk', () => {
    const text = 'a€😀'.repeat(9_000);
    expect(utf8Decode(new TextEncoder().encode(text))).toBe(text);
  });

  it('judges every byte sequence as a fatal TextDecoder does', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const nearMisses = fc.array(
      fc.constantFrom(0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xa0, 0x9f, 0xed, 0xee, 0xef, 0xf0, 0x90, 0x8f, 0xf4, 0xf5, 0xff),
      { maxLength: 6 },
    ); // prettier-ignore
    fc.assert(
      fc.property(nearMisses, (list) => {
        const sequence = new Uint8Array(list);
        let expected: string | null = null;
        try {
          expected = decoder.decode(sequence);
        } catch {
          // Not UTF-8.
        }
        if (expected === null)
          expect(problemOf(() => utf8Decode(sequence, 'f')).code).toBe('invalid-utf-8');
        else expect(utf8Decode(sequence)).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it('keeps a byte order mark, which TextDecoder would drop', () => {
    expect(utf8Decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))).toBe('\uFEFFA');
  });

  it('refuses to encode half of a character, which TextEncoder would replace', () => {
    expect(problemOf(() => utf8Encode('a\ud800b')).place).toBe('character 2');
    expect(problemOf(() => utf8Encode('\udc00')).code).toBe('lone-surrogate');
  });

  it('names the file and the byte of what is no UTF-8', () => {
    expect(problemOf(() => utf8Decode(new Uint8Array([0x41, 0xff]), 'note.json'))).toMatchObject({
      file: 'note.json',
      place: 'byte 2',
    });
  });
});

describe('hexadecimal and base64', () => {
  it('agree with Buffer and decode back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(fromHex(toHex(value))).toEqual(value);
        expect(toBase64(value)).toBe(Buffer.from(value).toString('base64'));
        expect(fromBase64(toBase64(value))).toEqual(value);
        expect(fromBase64(toBase64(value).replaceAll('+', '-').replaceAll('/', '_'))).toEqual(
          value,
        );
      }),
    );
  });

  it.each(['AB', 'abc', 'zz', ' ab'])('refuse "%s" as hexadecimal', (text) => {
    expect(problemOf(() => fromHex(text)).code).toBe('invalid-hex');
  });

  it.each([
    ['missing padding', 'QQ'],
    ['too much padding', 'QQ==='],
    ['padding alone', '===='],
    ['padding inside', 'QQ==QQ=='],
    ['bits that stand for nothing', 'QR=='],
    ['a line break', 'QUJD\nQUJD'],
    ['both alphabets', '+-+-'],
    ['another character', 'QUJ!'],
  ])('refuse %s as base64', (_, text) => {
    expect(problemOf(() => fromBase64(text)).code).toBe('invalid-base64');
  });

  it('refuse the URL-safe alphabet where only the standard one is allowed', () => {
    expect(fromBase64('__-_')).toEqual(new Uint8Array([255, 255, 191]));
    expect(problemOf(() => fromStandardBase64('__-_')).code).toBe('invalid-base64');
  });
});

it('joins and compares bytes', () => {
  const joined = concatBytes(new Uint8Array([1]), new Uint8Array(0), new Uint8Array([2, 3]));
  expect(joined).toEqual(new Uint8Array([1, 2, 3]));
  expect(equalBytes(joined, new Uint8Array([1, 2, 3]))).toBe(true);
  expect(equalBytes(joined, new Uint8Array([1, 2, 4]))).toBe(false);
  expect(equalBytes(joined, new Uint8Array([1, 2]))).toBe(false);
});
