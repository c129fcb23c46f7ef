/** Cuts a cleaned tree into blocks and numbers them, so that "§ 4.1" can be said on the telephone. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { BlockKind, DocumentBlock } from './model.ts';
import { createSlugger } from './slug.ts';

export type RawBlock = Omit<DocumentBlock, 'id' | 'label' | 'anchor'> & {
  readonly footnote: string | null;
};

const HEADING = /^h([1-6])$/;

/** Blocks of one chunk. `offset` moves places to the whole source; what lies past `length` was appended. */
export function toRawBlocks(
  tree: Root,
  source: string,
  offset: number,
  length: number,
): readonly RawBlock[] {
  const blocks: RawBlock[] = [];
  for (const node of tree.children) {
    if (node.type !== 'element' || startOf(node) >= length) continue;
    for (const part of toParts(node)) {
      if (startOf(part.content) >= length) continue;
      const content = placeCode(shift(part.content, offset) as Element, source);
      blocks.push({
        ...part,
        start: startOf(content),
        end: Math.min(endOf(content), source.length),
        content,
        text: toPlainText(content).trim(),
      });
    }
  }
  return blocks;
}

type Part = Pick<RawBlock, 'kind' | 'depth' | 'content' | 'footnote'>;

function toParts(node: Element): readonly Part[] {
  const heading = HEADING.exec(node.tagName)?.[1];
  if (heading !== undefined)
    return [{ kind: 'heading', depth: Number(heading), content: node, footnote: null }];
  if (node.tagName === 'ul' || node.tagName === 'ol') return toItems(node);
  const footnote = node.properties['dataFootnote'];
  if (typeof footnote === 'string')
    return [{ kind: 'footnote', depth: 0, content: node, footnote }];
  return [{ kind: kindOf(node), depth: 0, content: node, footnote: null }];
}

/** Each item of a list is a block of its own, in a list that goes on counting. */
function toItems(list: Element): readonly Part[] {
  const first = Number(list.properties['start'] ?? 1);
  const items = list.children.filter((one): one is Element => one.type === 'element');
  return items.map((item, index) => {
    const properties =
      list.tagName === 'ol' ? { ...list.properties, start: first + index } : list.properties;
    const content: Element = { ...list, properties, children: [item] };
    if (item.position !== undefined) content.position = item.position;
    return { kind: 'item', depth: 0, content, footnote: null };
  });
}

function kindOf(node: Element): BlockKind {
  switch (node.tagName) {
    case 'pre':
      return 'code';
    case 'table':
      return 'table';
    case 'blockquote':
      return 'quote';
    case 'hr':
      return 'rule';
    case 'code':
      return 'html';
    default:
      return 'paragraph';
  }
}

/**
 * Numbers blocks. A first heading that stands above all others is the title. Headings and blocks of one
 * level share one count, so that no two places of a document have the same number.
 */
export function numberBlocks(raw: readonly RawBlock[]): readonly DocumentBlock[] {
  const headings = raw.filter((one) => one.kind === 'heading');
  const title = findTitle(headings);
  const top = Math.min(...headings.filter((one) => one !== title).map((one) => one.depth));
  const toSlug = createSlugger();
  // Last number given at each level; a heading of level n ends the counts below it.
  const counts: number[] = [];
  let section: readonly number[] = [];
  let beforeSections = 0;
  return raw.map(({ footnote, ...block }) => {
    if (block.kind === 'heading') {
      const anchor = toSlug(block.text);
      if (block.content === title?.content)
        return { ...block, kind: 'title', id: '0', label: '', anchor };
      const level = Math.min(block.depth - top, section.length);
      counts.length = level + 1;
      counts[level] = (counts[level] ?? 0) + 1;
      section = counts.slice();
      return { ...block, id: section.join('.'), label: `§ ${section.join('.')}`, anchor };
    }
    const count =
      section.length === 0
        ? (beforeSections += 1)
        : (counts[section.length] = (counts[section.length] ?? 0) + 1);
    const id = section.length === 0 ? `0.${String(count)}` : [...section, count].join('.');
    const anchor = footnote === null ? null : `fn-${footnote}`;
    return { ...block, id, label: block.kind === 'rule' ? '' : id, anchor };
  });
}

function findTitle(headings: readonly RawBlock[]): RawBlock | undefined {
  const [first, ...others] = headings;
  return first !== undefined && others.every((one) => one.depth > first.depth) ? first : undefined;
}

/** Fenced code comes without places of its own; its words stand in the source as they are. */
function placeCode(block: Element, source: string): Element {
  const code = block.children[0];
  if (block.tagName !== 'pre' || code?.type !== 'element') return block;
  const text = code.children[0];
  if (text?.type !== 'text' || text.position !== undefined) return block;
  const value = text.value.replace(/\n$/, '');
  const at = source.indexOf(value, source.indexOf('\n', startOf(block)) + 1);
  if (value === '' || at < 0 || at + value.length > endOf(block)) return block;
  const point = (offset: number): { line: number; column: number; offset: number } => ({
    line: 1,
    column: 1,
    offset,
  });
  const position = { start: point(at), end: point(at + value.length) };
  return { ...block, children: [{ ...code, children: [{ ...text, value, position }] }] };
}

/** Words of a tree as a reader sees them. */
export function toPlainText(node: ElementContent | RootContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  if (node.tagName === 'br') return '\n';
  if (node.tagName === 'img')
    return typeof node.properties['alt'] === 'string' ? node.properties['alt'] : '';
  return node.children.map(toPlainText).join(node.tagName === 'tr' ? '\t' : '');
}

function startOf(node: Element): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: Element): number {
  return node.position?.end.offset ?? 0;
}

/** Moves the places of a whole tree. Only offsets are used later; lines and columns stay as they are. */
function shift(node: ElementContent, by: number): ElementContent {
  const { position } = node;
  const moved: ElementContent = { ...node };
  if (position !== undefined)
    moved.position = {
      start: { ...position.start, offset: (position.start.offset ?? 0) + by },
      end: { ...position.end, offset: (position.end.offset ?? 0) + by },
    };
  if (moved.type === 'element') moved.children = moved.children.map((child) => shift(child, by));
  return moved;
}
