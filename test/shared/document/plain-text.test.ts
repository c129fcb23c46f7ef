import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlainText } from '../../../shared/document/plain-text.ts';

describe('parsePlainText', () => {
  it('cuts at blank lines and keeps Markdown as it is written', () => {
    const { blocks } = parsePlainText('a.txt', '# no *markup*\r\nline\r\n\r\n  \r\nnext\r\n');
    expect(blocks.map((one) => [one.id, one.text])).toEqual([
      ['1', '# no *markup*\nline'],
      ['2', 'next'],
    ]);
  });

  it('cuts long paragraphs, so that a log is not one block', () => {
    const log = Array.from({ length: 150 }, (_, at) => `line ${String(at)}`).join('\n');
    expect(parsePlainText('a.log', log).blocks).toHaveLength(3);
  });

  it('puts every block at its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r') }), (text) => {
        const { source, blocks } = parsePlainText('a', text);
        for (const block of blocks) expect(source.slice(block.start, block.end)).toBe(block.text);
        expect(blocks.map((one) => one.text).join('').replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
      }),
    );
  }); // prettier-ignore
});
