import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import {
  parseStrictJson,
  parseStrictJsonBytes,
  type JsonValue,
} from '../../../shared/trust/strict-json.ts';
import { problemOf } from '../../support/refusals.ts';

const keys = fc
  .string({ unit: 'binary', maxLength: 6 })
  .filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key));
const { value: values } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
  ),
}));

function codeOf(text: string): string {
  return problemOf(() => parseStrictJson(text, 'f')).code;
}

describe('strict JSON', () => {
  it('reads back what canonical JSON writes, whatever the order of keys', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = toCanonicalJson(value);
        expect(parseStrictJson(text, 'f')).toEqual(value);
        expect(toCanonicalJson(parseStrictJson(text, 'f'))).toBe(text);
        expect(toCanonicalJson(parseStrictJson(JSON.stringify(value, null, 2), 'f'))).toBe(text);
      }),
    );
  });

  // The library calls String.prototype.isWellFormed, which Node 18 lacks.
  const canRunLibrary = 'isWellFormed' in String.prototype;
  it.skipIf(!canRunLibrary)('writes what the reference library for RFC 8785 writes', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(toCanonicalJson(value)).toBe(canonicalize(value));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":1}', 'line 1, column 8'],
    ['{"decision":"reject","d\\u0065cision":"approve"}', 'line 1, column 22'],
    ['{"x":[{"a":1,\n "a":2}]}', 'line 2, column 2'],
    ['{"\\ud83d\\ude00":1,"😀":2}', 'line 1, column 19'],
  ])('refuses a key that stands twice: %s', (text, place) => {
    expect(problemOf(() => parseStrictJson(text, 'record.json'))).toMatchObject({
      code: 'duplicate-key',
      file: 'record.json',
      place,
    });
  });

  it.each([
    '{"__proto__":1}',
    '{"a":{"constructor":1}}',
    '[{"prototype":1}]',
    '{"\\u005f_proto__":{"polluted":1}}',
  ])('refuses a key that reaches the prototype, and leaves it alone: %s', (text) => {
    expect(codeOf(text)).toBe('forbidden-key');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('gives objects without a prototype, so that no key is there but those of the text', () => {
    const value = parseStrictJson('{"toString":"own"}', 'f') as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(value['toString']).toBe('own');
    expect(value['hasOwnProperty']).toBeUndefined();
  });

  it.each([
    ['"\\ud800"', 'lone-surrogate'],
    ['"\\udc00\\ud800"', 'lone-surrogate'],
    ['{"\\ud800":1}', 'lone-surrogate'],
    ['\uFEFF{}', 'byte-order-mark'],
    ['1.0', 'not-an-integer'],
    ['1e2', 'not-an-integer'],
    ['-0', 'not-an-integer'],
    ['9007199254740992', 'not-an-integer'],
    ['-9007199254740993', 'not-an-integer'],
    ['1e999', 'not-an-integer'],
    ['"\u0001"', 'invalid-json'],
    ['"a', 'invalid-json'],
    ['[1,]', 'invalid-json'],
    ['{"a":1,}', 'invalid-json'],
    ['{} {}', 'invalid-json'],
    ['01', 'invalid-json'],
    ['NaN', 'invalid-json'],
    ['"\\x"', 'invalid-json'],
    ['"\\u12g4"', 'invalid-json'],
    ['', 'invalid-json'],
    ['\u00a01', 'invalid-json'],
  ])('refuses %j as %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each([9007199254740991, -9007199254740991, 0])('accepts the integer %d', (value) => {
    expect(parseStrictJson(String(value), 'f')).toBe(value);
  });

  it('accepts floats where a caller asks for it, and never infinity', () => {
    expect(parseStrictJson('[1.5,1e2]', 'f', { numbers: 'finite' })).toEqual([1.5, 100]);
    expect(problemOf(() => parseStrictJson('1e999', 'f', { numbers: 'finite' })).code).toBe(
      'not-finite',
    );
  });

  it('accepts 64 levels and refuses 65', () => {
    expect(() => parseStrictJson('['.repeat(64) + ']'.repeat(64), 'f')).not.toThrow();
    expect(codeOf('['.repeat(65) + ']'.repeat(65))).toBe('too-deep');
    expect(codeOf('{"a":'.repeat(65) + '1' + '}'.repeat(65))).toBe('too-deep');
    expect(codeOf('['.repeat(1_000_000))).toBe('too-deep');
  });

  it('names line and column of what it refuses', () => {
    expect(problemOf(() => parseStrictJson('{\n  "a": x\n}', 'case.json')).place).toBe(
      'line 2, column 8',
    );
  });

  it('refuses bytes that are not UTF-8', () => {
    const problem = problemOf(() => parseStrictJsonBytes(new Uint8Array([0x22, 0xff, 0x22]), 'f'));
    expect(problem.code).toBe('invalid-utf-8');
  });
});

describe('canonical JSON', () => {
  it.each([
    ['undefined', { a: undefined }],
    ['a function', { a: () => 1 }],
    ['a big integer', 1n],
    ['a float', 1.5],
    ['an unsafe integer', 2 ** 53],
    ['NaN', Number.NaN],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(2)],
    ['a hole', new Array<number>(2)],
    ['half of a character', '\ud800'],
    ['half of a character in a key', { '\udfff': 1 }],
    ['a key of the prototype', JSON.parse('{"__proto__":1}')],
  ])('refuses %s rather than dropping or changing it', (_, value) => {
    expect(problemOf(() => toCanonicalJson(value as JsonValue)).code).toBe('not-canonical-json');
  });

  it('never calls toJSON', () => {
    const value = { toJSON: 'a text like any other', a: 1 };
    expect(toCanonicalJson(value)).toBe('{"a":1,"toJSON":"a text like any other"}');
  });

  it('refuses nesting that could not be read back, also where it has no end', () => {
    const endless: JsonValue[] = [];
    endless.push(endless);
    expect(problemOf(() => toCanonicalJson(endless)).code).toBe('not-canonical-json');
  });

  it('names the place of what it refuses', () => {
    expect(problemOf(() => toCanonicalJson({ case: { id: [1, 0.5] } })).place).toBe('/case/id/1');
  });

  it('sorts keys by UTF-16 code units', () => {
    expect(toCanonicalJson({ '\ufb33': 1, '😀': 2, '10': 3, '9': 4, a: 5, A: 6 })).toBe(
      '{"10":3,"9":4,"A":6,"a":5,"😀":2,"\ufb33":1}',
    );
  });
});
