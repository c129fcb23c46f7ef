import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCodePointIndex, toLfSource } from '../../../shared/document/source.ts';

describe('toLfSource', () => {
  it('makes LF of CRLF and of lone CR and leaves everything else', () => {
    expect(toLfSource('a\r\nb\rc\n\r\n\u2028d')).toBe('a\nb\nc\n\n\u2028d');
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => toLfSource(toLfSource(text)) === toLfSource(text)));
  }); // prettier-ignore
});

describe('toCodePointIndex', () => {
  it('counts a surrogate pair once', () => {
    const index = toCodePointIndex('a😀b');
    expect(index.length).toBe(3);
    expect([0, 1, 3, 4].map((at) => index.toCodePoint(at))).toEqual([0, 1, 2, 3]);
    expect([0, 1, 2, 3, 9].map((at) => index.toIndex(at))).toEqual([0, 1, 3, 4, 4]);
  });

  it('agrees with counting code points one by one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const index = toCodePointIndex(text);
        let at = 0;
        [...text].forEach((point, count) => {
          expect(index.toCodePoint(at)).toBe(count);
          expect(index.toIndex(count)).toBe(at);
          at += point.length;
        });
        expect(index.length).toBe([...text].length);
      }),
    );
  });

  it('counts a lone surrogate as one', () => {
    expect(toCodePointIndex('\ud83dx\ude00').length).toBe(3);
  });
});
