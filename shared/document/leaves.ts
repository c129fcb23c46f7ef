/**
 * Between the words that a reader sees and the source they come from. The seen text of a block is its
 * text nodes joined; each knows which stretch of the source it came from, and escapes, entities and
 * indents make that stretch longer than the words.
 */
import type { ElementContent } from 'hast';

export interface Leaf {
  /** UTF-16 index in the seen text of the block. */
  readonly at: number;
  readonly value: string;
  /** UTF-16 indexes in the source; null where the text was made by the parser. */
  readonly start: number | null;
  readonly end: number | null;
  /** Source index of each unit of `value` and of its end; null where they simply count up from `start`. */
  readonly offsets: readonly number[] | null;
}

/** Text nodes of a block in order. */
export function toLeaves(content: ElementContent, source: string): readonly Leaf[] {
  const leaves: Leaf[] = [];
  let at = 0;
  const visit = (node: ElementContent): void => {
    if (node.type === 'element') {
      node.children.forEach(visit);
      return;
    }
    if (node.type !== 'text') return;
    const start = node.position?.start.offset ?? null;
    const end = node.position?.end.offset ?? null;
    leaves.push({
      at,
      value: node.value,
      start,
      end,
      offsets: toOffsets(node.value, source, start, end),
    });
    at += node.value.length;
  };
  visit(content);
  return leaves;
}

/** The seen stretch of a source stretch; null when nothing of it is seen in this block. */
export function toSeenRange(
  leaves: readonly Leaf[],
  start: number,
  end: number,
): readonly [number, number] | null {
  let from: number | null = null;
  let to = 0;
  for (const leaf of leaves) {
    if (leaf.start === null || leaf.end === null || leaf.end <= start || leaf.start >= end)
      continue;
    const first = firstUnitFrom(leaf, start);
    const last = firstUnitFrom(leaf, end);
    if (last <= first) continue;
    from ??= leaf.at + first;
    to = leaf.at + last;
  }
  return from === null ? null : [from, to];
}

/** The source stretch of a seen stretch; null when it lies only in text that the parser made. */
export function toSourceRange(
  leaves: readonly Leaf[],
  from: number,
  to: number,
): readonly [number, number] | null {
  let start: number | null = null;
  let end = 0;
  for (const leaf of leaves) {
    if (leaf.start === null || leaf.at + leaf.value.length <= from || leaf.at >= to) continue;
    start ??= sourceOf(leaf, Math.max(0, from - leaf.at));
    end = sourceOf(leaf, Math.min(leaf.value.length, to - leaf.at));
  }
  return start === null ? null : [start, end];
}

function sourceOf(leaf: Leaf, unit: number): number {
  return leaf.offsets === null ? (leaf.start ?? 0) + unit : (leaf.offsets[unit] ?? leaf.end ?? 0);
}

/** First unit of a leaf that comes from the source index or after it. */
function firstUnitFrom(leaf: Leaf, index: number): number {
  if (leaf.offsets === null)
    return Math.min(leaf.value.length, Math.max(0, index - (leaf.start ?? 0)));
  const found = leaf.offsets.findIndex((offset) => offset >= index);
  return found < 0 ? leaf.value.length : Math.min(found, leaf.value.length);
}

/** Aligns the words with their source where Markdown wrote them in more characters. */
function toOffsets(
  value: string,
  source: string,
  start: number | null,
  end: number | null,
): readonly number[] | null {
  if (start === null || end === null) return null;
  if (end - start === value.length && source.startsWith(value, start)) return null;
  const offsets: number[] = [];
  let at = start;
  for (let unit = 0; unit < value.length; unit += 1) {
    at = Math.min(skipTo(source, at, end, value[unit] ?? ''), end);
    offsets.push(at);
    at = Math.min(at + unitLength(source, at, value[unit] ?? ''), end);
  }
  // The end of a leaf is the end of its last character, not of closing marks that belong to it.
  offsets.push(at);
  return offsets;
}

const ENTITY = /&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[0-9A-Za-z]{1,31});/y;

function skipTo(source: string, at: number, end: number, wanted: string): number {
  for (let index = at; index < end; index += 1) {
    if (source[index] === wanted) return index;
    ENTITY.lastIndex = index;
    if (source[index] === '&' && ENTITY.test(source)) return index;
  }
  return at;
}

function unitLength(source: string, at: number, wanted: string): number {
  if (source[at] === wanted && wanted !== '&') return 1;
  ENTITY.lastIndex = at;
  const entity = ENTITY.exec(source);
  return entity === null ? 1 : entity[0].length;
}
