import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../shared/export/csv.ts';

describe('toCsv', () => {
  it('ends rows with CRLF and quotes what RFC 4180 asks to quote', () => {
    expect(
      toCsv(
        ['a', 'b'],
        [
          ['x,y', 'say "no"'],
          ['line\nend', null],
          [' edge ', 3],
        ],
      ),
    ).toBe('a,b\r\n"x,y","say ""no"""\r\n"line\nend",\r\n" edge ",3\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '|x', '%x', '\uFEFF=1'])(
    'makes text of a cell that a spreadsheet would run: %j',
    (cell) => {
      expect(toCsv(['a'], [[cell]]).split('\r\n')[1]).toMatch(/^"?'/);
    },
  );

  it('is read back by a CSV reader as it was, save for the apostrophe and NUL', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
          minLength: 1,
        }),
        (rows) => {
          const text = toCsv(['a', 'b'], rows);
          const read = Papa.parse<string[]>(text.slice(0, -2), {
            newline: '\r\n',
            delimiter: ',',
          }).data.slice(1);
          expect(read.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
            rows.map((row) => row.map((cell) => cell.replaceAll('\0', '\uFFFD').replace(/^'/, ''))),
          );
        },
      ),
    );
  });
});
