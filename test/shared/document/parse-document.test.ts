import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ElementContent } from 'hast';
import { toLeaves } from '../../../shared/document/leaves.ts';
import { parseDocument } from '../../../shared/document/parse-document.ts';

const parse = (text: string) => parseDocument('docs/a.md', text);
const outline = (text: string) =>
  parse(text).blocks.map((one) => `${one.label || '-'} ${one.kind}`);

function walk(node: ElementContent, visit: (node: ElementContent) => void): void {
  visit(node);
  if (node.type === 'element') for (const child of node.children) walk(child, visit);
}

describe('parseDocument', () => {
  it('numbers sections and blocks with one count per level', () => {
    expect(
      outline('# Title\n\nA\n\n## One\n\nB\n\nC\n\n### Deep\n\nD\n\n## Two\n\n- x\n- y\n\n> q\n'),
    ).toEqual([
      '- title', '0.1 paragraph', '§ 1 heading', '1.1 paragraph', '1.2 paragraph', '§ 1.3 heading',
      '1.3.1 paragraph', '§ 2 heading', '2.1 item', '2.2 item', '2.3 quote',
    ]); // prettier-ignore
  });

  it('takes no heading for a title where several stand at the top', () => {
    expect(outline('# One\n\nA\n\n# Two\n')).toEqual(['§ 1 heading', '1.1 paragraph', '§ 2 heading']);
  }); // prettier-ignore

  it('gives no two blocks the same number', () => {
    const part = fc.constantFrom('# a', '## b', '### c', '#### d', 'text', '- i', '> q', '---', '`x`');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const ids = parse(parts.join('\n\n')).blocks.map((one) => one.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  }); // prettier-ignore

  it('gives headings the anchors that authors expect', () => {
    expect(parse('# T\n\n## Control leg\n\n## Control leg\n').blocks.map((one) => one.anchor)).toEqual(['t', 'control-leg', 'control-leg-1']);
  }); // prettier-ignore

  it('shows raw HTML as text and counts it', () => {
    const model = parse('A <b onclick="x">b</b>\n\n<script>alert(1)</script>\n\n<!-- hidden -->\n');
    expect(model.inert.html).toBe(4);
    expect(model.blocks.map((one) => one.text)).toEqual(['A <b onclick="x">b</b>', '<script>alert(1)</script>', '<!-- hidden -->']);
  }); // prettier-ignore

  it('counts links that could run and images from outside', () => {
    const { inert } = parse('[a](javascript:x) [b](https://x.y) [c](b.md) ![i](https://x.y/z.png) ![j](z.png) ![k](data:image/png;base64,AA==)');
    expect(inert).toEqual({ html: 0, links: 1, images: 2 });
  }); // prettier-ignore

  it('lets no element, attribute or name through that could act or load', () => {
    const allowed = new Set(['href', 'src', 'alt', 'title', 'align', 'className', 'start', 'checked', 'disabled', 'type', 'dataFootnote', 'dataFootnoteRef']);
    const hostile = fc.array(fc.constantFrom('<img src=x onerror=y>', '<svg onload=x>', '![a](x "t")', '[l](javascript:x)', '<a href="data:x">', '<style>*{}</style>', '<iframe src=//x>', '\n\n', '| a |\n|--|\n| <i> |\n', '`<b>`', '&lt;script&gt;', '<form action=x>', 'x[^1]\n\n[^1]: <object data=x>', '- [ ] <input autofocus onfocus=x>')); // prettier-ignore
    fc.assert(
      fc.property(hostile, (parts) => {
        for (const block of parse(parts.join(' ')).blocks)
          walk(block.content, (node) => {
            if (node.type !== 'element') return;
            expect(['script', 'style', 'iframe', 'object', 'svg', 'form', 'video']).not.toContain(node.tagName);
            for (const name of Object.keys(node.properties)) expect(allowed).toContain(name);
          });
      }),
    );
  }); // prettier-ignore

  it('keeps footnotes where they stand, with anchors that references lead to', () => {
    const model = parse('A[^n]\n\n[^n]: Said *so*.\n\nB\n');
    expect(model.blocks.map((one) => [one.kind, one.text, one.anchor])).toEqual([
      ['paragraph', 'An', null],
      ['footnote', 'Said so.', 'fn-n'],
      ['paragraph', 'B', null],
    ]);
    expect(JSON.stringify(model.blocks[0]?.content)).toContain('"href":"#fn-n"');
  });

  it('goes on counting in an ordered list whose items are blocks of their own', () => {
    const items = parse('3. a\n4. b\n').blocks;
    expect(items.map((one) => one.content.properties['start'])).toEqual([3, 4]);
  });

  it('finds the words of every block at its place in the source, in small and large documents', () => {
    const section = (n: number) => `## Part ${String(n)}\n\nÄ😀 words *of* part ${String(n)}, see [note][d] and x[^f].\n\n`;
    const text = `# Title\r\n\r\n${Array.from({ length: 900 }, (_, n) => section(n)).join('')}[d]: b.md\n\n[^f]: Foot\n`;
    const model = parse(text);
    expect(text.length).toBeGreaterThan(48_000);
    const paragraphs = model.blocks.filter((one) => one.kind === 'paragraph');
    expect(paragraphs).toHaveLength(900);
    for (const block of paragraphs) {
      expect(block.text).toMatch(/see note and xf\.$/);
      for (const leaf of toLeaves(block.content, model.source).filter((one) => one.offsets === null))
        expect(model.source.slice(leaf.start ?? -1, leaf.end ?? -1)).toBe(leaf.value);
    }
    expect(model.blocks.filter((one) => one.kind === 'footnote')).toHaveLength(1);
  }); // prettier-ignore

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', '*', '[', ']', '(', ')', '<', '>', '`', '\n', ' ', '-', '|', ':', '^', '&', ';', 'a', '\ufeff', '\u0000') }), (text) => {
        const model = parse(text);
        for (const block of model.blocks) {
          expect(block.start).toBeLessThanOrEqual(block.end);
          expect(block.end).toBeLessThanOrEqual(model.source.length);
        }
      }),
    );
  }); // prettier-ignore
});
