/** The tree that is drawn: one parent for each box, in an order in which every link but those that close a circle leads onwards. */
import { at, groupBy, type Adjacency } from './links.ts';
import type { LayoutInput } from './types.ts';

export interface Tree {
  /**
   * Boxes of the tree in the order of reading, a shared one below the last parent that names it. A link that
   * closes no circle leads onwards in it, so that whatever stands later may also stand deeper.
   */
  readonly order: readonly number[];
  /** The parent in the tree; the number of boxes for the tops; -1 for boxes that stand in no tree. */
  readonly parent: Int32Array;
  /** Children in the tree, by box, in the order of the links; the tops at the number of boxes. */
  readonly children: Adjacency;
  /** 1 for boxes that hang in the tree because they doubt their parent. */
  readonly isDoubt: Uint8Array;
  /** Boxes without any link: they stand in rows below everything else. */
  readonly alone: readonly number[];
  /** 1 for links that lead back to a box above: they close a circle. */
  readonly isBack: Uint8Array;
  /** Links by the box above, and the box below of each link. */
  readonly below: Adjacency;
  readonly belowOf: (link: number) => number;
}

/** The box above and the box below of a link, as boxes in layers; null for links that bind no layers. */
function toEnds(
  { links }: LayoutInput,
  host: Int32Array,
  index: number,
): readonly [number, number] | null {
  const link = links[index];
  if (link === undefined) return null;
  const { from, to, kind } = link;
  if (kind === 'context' && at(host, to) !== to) return null;
  const [above, below] = kind === 'challenge' ? [to, from] : [from, to];
  const ends = [at(host, above), at(host, below)] as const;
  return ends[0] === ends[1] ? null : ends;
}

export function toTree(input: LayoutInput, host: Int32Array): Tree {
  const size = input.boxes.length;
  const ends = input.links.map((_, index) => toEnds(input, host, index));
  const links = toDoubtsFirst(input);
  const below = groupBy(size, links.length, (index) => ends[links[index] ?? 0]?.[0] ?? -1);
  for (let place = 0; place < below.items.length; place += 1)
    below.items[place] = links[at(below.items, place)] ?? 0;
  const belowOf = (index: number): number => ends[index]?.[1] ?? 0;
  const { isBack, roots } = search(input, host, below, ends);
  const isNamed = new Uint8Array(size);
  ends.forEach((pair, index) => {
    if (pair !== null && at(isBack, index) === 0) isNamed[pair[1]] = 1;
  });
  const hasAside = new Uint8Array(size);
  host.forEach((beside, box) => {
    if (beside !== box) hasAside[beside] = 1;
  });
  const isAlone = (box: number): boolean =>
    at(below.start, box) === at(below.start, box + 1) && at(hasAside, box) === 0;
  const tops = roots.filter((box) => at(isNamed, box) === 0);
  const alone = tops.length > 1 ? tops.filter(isAlone) : [];
  const kept = alone.length > 0 ? tops.filter((box) => !isAlone(box)) : tops;
  const { order, parent, link } = span(size, kept, below, belowOf, isBack);
  const children = groupBy(size + 1, order.length, (index) => at(parent, order[index] ?? 0));
  for (let place = 0; place < children.items.length; place += 1)
    children.items[place] = order[at(children.items, place)] ?? 0;
  const isDoubt = Uint8Array.from(link, (one) => (input.links[one]?.kind === 'challenge' ? 1 : 0));
  return { order, parent, children, isDoubt, alone, isBack, below, belowOf };
}

/** Doubts come before support, so that they stay beside what they doubt where support takes several rows. */
function toDoubtsFirst({ links }: LayoutInput): readonly number[] {
  const all = links.map((_, index) => index);
  const isDoubt = (index: number): boolean => links[index]?.kind === 'challenge';
  return [...all.filter(isDoubt), ...all.filter((index) => !isDoubt(index))];
}

/**
 * Depth first from the last top to the first and from the last link of a box to its first. What is left
 * last comes first in the order, so that this is the order of reading, and one in which links lead onwards.
 */
function span(
  size: number,
  tops: readonly number[],
  below: Adjacency,
  belowOf: (link: number) => number,
  isBack: Uint8Array,
): Pick<Tree, 'order' | 'parent'> & { readonly link: Int32Array } {
  const parent = new Int32Array(size).fill(-1);
  const linkTo = new Int32Array(size).fill(-1);
  const next = below.start.slice(1);
  const left: number[] = [];
  const stack: number[] = [];
  for (const top of tops.toReversed()) {
    parent[top] = size;
    stack.push(top);
    for (let box = stack.at(-1); box !== undefined; box = stack.at(-1)) {
      const place = at(next, box) - 1;
      if (place < at(below.start, box)) {
        left.push(box);
        stack.pop();
        continue;
      }
      next[box] = place;
      const link = at(below.items, place);
      const child = belowOf(link);
      if (at(isBack, link) === 1 || at(parent, child) !== -1) continue;
      parent[child] = box;
      linkTo[child] = link;
      stack.push(child);
    }
  }
  return { order: left.reverse(), parent, link: linkTo };
}

interface Search {
  readonly isBack: Uint8Array;
  readonly roots: readonly number[];
}

/** Links that close a circle: depth first from the roots, with a stack of its own, as a chain may be deep. */
function search(
  input: LayoutInput,
  host: Int32Array,
  below: Adjacency,
  ends: readonly (readonly [number, number] | null)[],
): Search {
  const size = input.boxes.length;
  const isKnown = new Uint8Array(size);
  const isOpen = new Uint8Array(size);
  const next = below.start.slice(0, size);
  const isBack = new Uint8Array(input.links.length);
  const roots: number[] = [];
  const stack: number[] = [];
  const enter = (box: number): void => {
    isKnown[box] = 1;
    isOpen[box] = 1;
    stack.push(box);
  };
  const descend = (root: number): void => {
    if (at(isKnown, root) === 1) return;
    roots.push(root);
    enter(root);
    for (let box = stack.at(-1); box !== undefined; box = stack.at(-1)) {
      const place = at(next, box);
      if (place === at(below.start, box + 1)) {
        isOpen[box] = 0;
        stack.pop();
        continue;
      }
      next[box] = place + 1;
      const link = at(below.items, place);
      const child = ends[link]?.[1] ?? 0;
      if (at(isOpen, child) === 1) isBack[link] = 1;
      else if (at(isKnown, child) === 0) enter(child);
    }
  };
  const isBelow = new Uint8Array(size);
  for (const pair of ends) if (pair !== null) isBelow[pair[1]] = 1;
  for (const root of input.roots) descend(at(host, root));
  for (let box = 0; box < size; box += 1)
    if (at(host, box) === box && at(isBelow, box) === 0) descend(box);
  for (let box = 0; box < size; box += 1) if (at(host, box) === box) descend(box);
  return { isBack, roots };
}
