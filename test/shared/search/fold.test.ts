import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, toOriginal } from '../../../shared/search/fold.ts';

const folded = (text: string): string => fold(text).text;

/** Letters that make trouble, among all others. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('a', 'B', ' ', '\n', '\t', 'é', 'e\u0301', 'ß', 'ﬁ', '\u00ad', '\u200b', '\ufeff', '각', '\u1100\u1161', 'σ', 'ς', 'Σ', 'İ', '½', '😀', '’', '–'), maxLength: 30 }),
); // prettier-ignore

describe('fold', () => {
  it.each([
    ['Évaluation', 'evaluation'],
    ['e\u0301valuation', 'évaluation'],
    ['STRASSE', 'straße'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['don’t', "don't"],
    ['“chain – of”', '"chain - of"'],
    ['99.9\u00a0%', '99.9 %'],
    ['un\u200bsafe\u00ad', 'unsafe'],
    ['un\ufeffsafe', 'unsafe'],
    ['oﬃce', 'office'],
    ['ｆｕｌｌ', 'full'],
    ['\u1112\u1161\u11ab', '한'],
    ['one  two\n\tthree', 'one two three'],
  ])('takes %j and %j for the same', (one, other) => {
    expect(folded(one)).toBe(folded(other));
  });

  it('keeps apart what is another letter in its script', () => {
    expect(folded('कि')).not.toBe(folded('क'));
  });

  it('has no line end and no two blanks side by side, whatever it is given', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(folded(any)).not.toMatch(/[\n\r]| {2}/);
      }),
    );
  });

  it('leads from any stretch that begins and ends with characters back to words that fold to it', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (any, first, second) => {
        const known = fold(any);
        if (known.text === '') return;
        const from = first % known.text.length;
        const to = from + 1 + (second % (known.text.length - from));
        const stretch = toOriginal(known, from, to);
        if (stretch === null) return;
        expect(folded(any.slice(...stretch))).toBe(known.text.slice(from, to));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives no place to a part of a character', () => {
    expect(toOriginal(fold('oﬃce'), 1, 2)).toBeNull();
    expect(toOriginal(fold('oﬃce'), 1, 4)).toEqual([1, 2]);
  });
});
