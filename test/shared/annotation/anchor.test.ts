import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor, toSelectors } from '../../../shared/annotation/anchor.ts';

const TEXT =
  'The monitor detects at least 99.9 percent of attempts. The sandbox holds. At night 26 minutes.';

function select(source: string, words: string) {
  const start = [...source.slice(0, source.indexOf(words))].length;
  return toSelectors(source, start, start + [...words].length);
}

describe('toSelectors', () => {
  it('quotes the words with what stands around them and counts code points', () => {
    expect(toSelectors('a😀bcd', 1, 3)).toEqual([
      { type: 'TextQuoteSelector', exact: '😀b', prefix: 'a', suffix: 'cd' },
      { type: 'TextPositionSelector', start: 1, end: 3 },
    ]);
  });

  it('takes at most 32 code points of context', () => {
    const [quote] = toSelectors(`${'😀'.repeat(50)}x${'y'.repeat(50)}`, 50, 51);
    expect([...quote.prefix]).toHaveLength(32);
    expect(quote.suffix).toHaveLength(32);
  });
});

describe('anchor', () => {
  it('is exact in the text the selectors were made in, wherever they point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (source, a, b) => {
        const length = [...source].length;
        const start = a % length;
        const end = start + 1 + (b % (length - start));
        expect(anchor(source, toSelectors(source, start, end))).toMatchObject({ state: 'exact', start, end });
      }),
    );
  }); // prettier-ignore

  it('is moved when text before it grew', () => {
    const selectors = select(TEXT, 'The sandbox holds');
    expect(anchor(`New first sentence. ${TEXT}`, selectors)).toMatchObject({ state: 'moved', start: 75, end: 92 });
  }); // prettier-ignore

  it.each([
    ['a digit', '99.9', '90.1'],
    ['a quantifier', 'at least', 'at most'],
    ['a negation', 'detects', 'no longer detects'],
    ['one letter', 'monitor', 'monitors'],
  ])('is orphaned when %s of the words changed', (_, from, to) => {
    const selectors = select(TEXT, 'The monitor detects at least 99.9 percent of attempts');
    expect(anchor(TEXT.replace(from, to), selectors)).toMatchObject({ state: 'orphaned', start: null, end: null });
  }); // prettier-ignore

  it('prefers the same position even where the words stand elsewhere with better context', () => {
    const source = 'word aa word bb';
    expect(anchor(source, [{ type: 'TextQuoteSelector', exact: 'word', prefix: 'aa ', suffix: ' bb' }, { type: 'TextPositionSelector', start: 0, end: 4 }])).toMatchObject({ state: 'exact', start: 0 });
  }); // prettier-ignore

  it('chooses by context among several places', () => {
    const selectors = select('first: 97 percent. second: 97 percent!', '97 percent!'.slice(0, 10));
    expect(anchor('x. second: 97 percent. first: 97 percent.', selectors)).toMatchObject({ state: 'moved', start: 30 });
  }); // prettier-ignore

  it('is orphaned where several places look alike', () => {
    const [quote] = toSelectors('yes', 0, 3);
    expect(anchor('yes, yes, yes', [quote]).state).toBe('orphaned');
    expect(anchor('a yes b a yes b', [{ ...quote, prefix: 'a ', suffix: ' b' }]).state).toBe('orphaned');
  }); // prettier-ignore

  it('is orphaned without a quotation or with an empty one', () => {
    expect(anchor(TEXT, []).state).toBe('orphaned');
    expect(anchor(TEXT, [{ type: 'TextPositionSelector', start: 0, end: 3 }]).state).toBe('orphaned');
    expect(anchor(TEXT, [{ type: 'TextQuoteSelector', exact: '', prefix: '', suffix: '' }]).state).toBe('orphaned');
  }); // prettier-ignore

  it('never answers a place with other words', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 4 }), fc.nat(20), (source, exact, start) => {
        const found = anchor(source, [
          { type: 'TextQuoteSelector', exact, prefix: '', suffix: '' },
          { type: 'TextPositionSelector', start, end: start + [...exact].length },
        ]);
        if (found.start === null || found.end === null) return;
        expect([...source].slice(found.start, found.end).join('')).toBe(exact);
      }),
    );
  }); // prettier-ignore
});
