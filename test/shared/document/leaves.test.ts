import { describe, expect, it } from 'vitest';
import { toLeaves, toSeenRange, toSourceRange } from '../../../shared/document/leaves.ts';
import { parseDocument } from '../../../shared/document/parse-document.ts';

function first(text: string) {
  const model = parseDocument('a.md', text);
  const block = model.blocks[0];
  if (block === undefined) throw new Error('no block');
  const leaves = toLeaves(block.content, model.source);
  const seen = leaves.map((one) => one.value).join('');
  return {
    seen,
    /** The source of some seen words. */
    sourceOf(words: string): string {
      const from = seen.indexOf(words);
      const [start, end] = toSourceRange(leaves, from, from + words.length) ?? [0, 0];
      return model.source.slice(start, end);
    },
    /** The seen words of a piece of source. */
    seenOf(source: string): string {
      const start = model.source.indexOf(source);
      const [from, to] = toSeenRange(leaves, start, start + source.length) ?? [0, 0];
      return seen.slice(from, to);
    },
  };
}

describe('places in words and source', () => {
  it.each([
    ['plain words here', 'words', 'words'],
    ['at \\*least\\* 97', '*least*', '*least\\*'],
    ['a &amp; b &lt; c', '& b <', '&amp; b &lt;'],
    ['caught *97.9 percent* before', 'caught 97.9', 'caught *97.9'],
    ['some `code` here', 'code', 'code'],
    ['see [the annex](b.md) now', 'the annex now', 'the annex](b.md) now'],
    ['soft\nbreak', 'soft\nbreak', 'soft\nbreak'],
    ['😀 after', 'after', 'after'],
  ])('in %j the seen words %j come from %j', (text, words, source) => {
    const block = first(text);
    expect(block.seen).toContain(words);
    expect(block.sourceOf(words)).toBe(source);
  });

  it.each([
    ['caught *97.9 percent* before', '*97.9 percent* before', '97.9 percent before'],
    ['a &amp; b', '&amp;', '&'],
    ['- one\n  two', 'one\n  two', 'one\ntwo'],
    ['```js\nlet a = 1;\n```', 'a = 1', 'a = 1'],
  ])('in %j the source %j is seen as %j', (text, source, words) => {
    expect(first(text).seenOf(source)).toBe(words);
  });

  it('answers null for source of which nothing is seen', () => {
    const model = parseDocument('a.md', '[a](hidden.md) b');
    const leaves = toLeaves(model.blocks[0]?.content ?? { type: 'text', value: '' }, model.source);
    expect(toSeenRange(leaves, 4, 13)).toBeNull();
  });
});
