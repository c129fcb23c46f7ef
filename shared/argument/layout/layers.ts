/** Layers by the longest way from the top, and a tree in them: one parent for each box. */
import { at, groupBy, type Adjacency } from './links.ts';
import type { LayoutInput } from './types.ts';

export interface Layers {
  /** Of each box; a box beside another has the layer of its host. */
  readonly layer: Int32Array;
  readonly count: number;
  /** The parent right above in the tree that is drawn, -1 for roots and for boxes beside others. */
  readonly parent: Int32Array;
  /** Children in the tree, by box, in the order of the links. */
  readonly children: Adjacency;
  /** Roots of the tree with something below them or beside them, in order. */
  readonly roots: readonly number[];
  /** Boxes without any link: they stand in rows below everything else. */
  readonly alone: readonly number[];
  readonly isBack: Uint8Array;
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

export function toLayers(input: LayoutInput, host: Int32Array): Layers {
  const size = input.boxes.length;
  const ends = input.links.map((_, index) => toEnds(input, host, index));
  const below = groupBy(size, ends.length, (index) => ends[index]?.[0] ?? -1);
  const belowOf = (index: number): number => ends[index]?.[1] ?? 0;
  const { order, rank, isBack, roots } = search(input, host, below, ends);
  const layer = new Int32Array(size);
  for (const box of order) {
    for (let place = at(below.start, box); place < at(below.start, box + 1); place += 1) {
      const link = at(below.items, place);
      const child = belowOf(link);
      if (at(isBack, link) === 0) layer[child] = Math.max(at(layer, child), at(layer, box) + 1);
    }
  }
  const parent = new Int32Array(size).fill(-1);
  ends.forEach((pair, index) => {
    if (pair === null || at(isBack, index) === 1) return;
    const [above, child] = pair;
    if (at(layer, above) !== at(layer, child) - 1) return;
    const known = at(parent, child);
    // The parent that is read first, as in the outline.
    if (known === -1 || at(rank, above) < at(rank, known)) parent[child] = above;
  });
  const treeLink = new Int32Array(size).fill(-1);
  ends.forEach((pair, index) => {
    if (pair === null || at(isBack, index) === 1 || at(parent, pair[1]) !== pair[0]) return;
    if (at(treeLink, pair[1]) === -1) treeLink[pair[1]] = index;
  });
  const isTreeLink = (index: number): boolean => at(treeLink, belowOf(index)) === index;
  const children = groupBy(size, ends.length, (index) =>
    isTreeLink(index) ? (ends[index]?.[0] ?? -1) : -1,
  );
  for (let place = 0; place < children.items.length; place += 1)
    children.items[place] = belowOf(at(children.items, place));
  const hasAside = new Uint8Array(size);
  host.forEach((beside, box) => {
    if (beside !== box) hasAside[beside] = 1;
  });
  const isAlone = (box: number): boolean =>
    at(below.start, box) === at(below.start, box + 1) && at(hasAside, box) === 0;
  const tops = roots.filter((box) => at(parent, box) === -1);
  const alone = tops.length > 1 ? tops.filter(isAlone) : [];
  const kept = alone.length > 0 ? tops.filter((box) => !isAlone(box)) : tops;
  let count = 0;
  for (let box = 0; box < size; box += 1) count = Math.max(count, at(layer, at(host, box)) + 1);
  return { layer, count, parent, children, roots: kept, alone, isBack };
}

interface Search {
  /** Every box in a layer after all boxes above it, circles aside. */
  readonly order: readonly number[];
  /** When each box was reached first: the order of reading. */
  readonly rank: Int32Array;
  readonly isBack: Uint8Array;
  readonly roots: readonly number[];
}

/** Depth first from the roots, with a stack of its own: a chain may be deeper than the call stack. */
function search(
  input: LayoutInput,
  host: Int32Array,
  below: Adjacency,
  ends: readonly (readonly [number, number] | null)[],
): Search {
  const size = input.boxes.length;
  const rank = new Int32Array(size).fill(-1);
  const isOpen = new Uint8Array(size);
  const next = below.start.slice(0, size);
  const isBack = new Uint8Array(input.links.length);
  const finished: number[] = [];
  const roots: number[] = [];
  const stack: number[] = [];
  let reached = 0;
  const enter = (box: number): void => {
    rank[box] = reached;
    reached += 1;
    isOpen[box] = 1;
    stack.push(box);
  };
  const descend = (root: number): void => {
    if (at(rank, root) !== -1) return;
    roots.push(root);
    enter(root);
    for (let box = stack.at(-1); box !== undefined; box = stack.at(-1)) {
      const place = at(next, box);
      if (place === at(below.start, box + 1)) {
        isOpen[box] = 0;
        finished.push(box);
        stack.pop();
        continue;
      }
      next[box] = place + 1;
      const link = at(below.items, place);
      const child = ends[link]?.[1] ?? 0;
      if (at(isOpen, child) === 1) isBack[link] = 1;
      else if (at(rank, child) === -1) enter(child);
    }
  };
  const isBelow = new Uint8Array(size);
  for (const pair of ends) if (pair !== null) isBelow[pair[1]] = 1;
  for (const root of input.roots) descend(at(host, root));
  for (let box = 0; box < size; box += 1)
    if (at(host, box) === box && at(isBelow, box) === 0) descend(box);
  for (let box = 0; box < size; box += 1) if (at(host, box) === box) descend(box);
  return { order: finished.reverse(), rank, isBack, roots };
}
