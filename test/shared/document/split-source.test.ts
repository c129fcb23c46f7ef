import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSource } from '../../../shared/document/split-source.ts';

describe('splitSource', () => {
  it('splits at headings, not inside fenced code', () => {
    const source = ['# A', '', 'text', '', '```md', '', '# not a heading', '', '```', '', '# B', '', 'end'].join('\n');
    const { chunks } = splitSource(source, 3);
    expect(chunks.map((one) => one.text.split('\n')[0])).toEqual(['# A', '# B']);
  }); // prettier-ignore

  it('does not end a fence with a shorter one or one of the other kind', () => {
    const source = ['````', '```', '~~~', '', '# inside', '````', '', '# outside', ''].join('\n');
    expect(splitSource(source, 2).chunks.map((one) => one.text.split('\n')[0])).toEqual([
      '````',
      '# outside',
    ]);
  });

  it('collects link and footnote definitions outside code', () => {
    const { definitions } = splitSource('[a]: x.md\n\n[^1]: Note\n\n```\n[b]: y\n```\n');
    expect(definitions).toEqual([
      { label: 'a', isFootnote: false, line: '[a]: x.md' },
      { label: '1', isFootnote: true, line: '[^1]: -' },
    ]);
  });

  it('keeps every character in its place', () => {
    const line = fc.constantFrom('# H', '', 'text', '```', '~~~', '    # code', '- # x', '> q');
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const source = lines.join('\n');
        const { chunks } = splitSource(source, 4);
        expect(chunks.map((one) => one.text).join('')).toBe(source);
        for (const chunk of chunks)
          expect(source.slice(chunk.start, chunk.start + chunk.text.length)).toBe(chunk.text);
      }),
    );
  });
});
