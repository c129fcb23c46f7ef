/**
 * Where the middles of the boxes stand from left to right. Subtrees are pushed together as far as their
 * outlines allow (Reingold and Tilford), once from the left and once from the right; the mean of both is
 * as tight, even, and free of overlaps, because both keep the same order in every layer.
 */
import type { Groups } from './asides.ts';
import type { Layers } from './layers.ts';
import { at } from './links.ts';
import type { Shelves } from './shelves.ts';
import type { Tree } from './tree.ts';
import { SPACE } from './types.ts';

export interface Places {
  /** Middle of each box of the tree; boxes beside others and lone boxes keep 0. */
  readonly middle: Float64Array;
  /** Where the line to the lower shelves of a box goes down; NaN where there is one shelf. */
  readonly trunk: Float64Array;
}

export interface Planned {
  readonly tree: Tree;
  readonly shelves: Shelves;
  readonly layers: Layers;
  readonly groups: Groups;
}

export function placeTree(planned: Planned): Places {
  const { tree, layers } = planned;
  const fromLeft = pack(planned, false);
  const fromRight = pack(planned, true);
  const size = layers.layer.length;
  const middle = new Float64Array(size);
  const offset = fromLeft.offset.map((x, box) => (x - at(fromRight.offset, box)) / 2);
  for (const box of tree.order) {
    const above = at(tree.parent, box);
    middle[box] = at(offset, box) + (above === size || at(layers.isCut, box) === 1 ? 0 : at(middle, above));
  }
  setCutApart(planned, middle);
  const trunk = fromLeft.trunk.map((x, box) => (x - at(fromRight.trunk, box)) / 2 + at(middle, box));
  return { middle, trunk };
} // prettier-ignore

/** Subtrees that hang on no way that is kept free stand at the right of everything, each in a strip. */
function setCutApart({ tree, layers, groups }: Planned, middle: Float64Array): void {
  if (!layers.isCut.includes(1)) return;
  const size = middle.length;
  const strip = new Int32Array(size + 1).fill(size);
  const [left, right] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  for (const box of tree.order) {
    const own = at(layers.isCut, box) === 1 ? box : at(strip, at(tree.parent, box));
    strip[box] = own;
    left[own] = Math.min(at(left, own), at(middle, box) - at(groups.left, box));
    right[own] = Math.max(at(right, own), at(middle, box) + at(groups.right, box));
  }
  const shift = new Float64Array(size + 1);
  let edge = at(right, size);
  for (const box of tree.order) {
    if (at(layers.isCut, box) === 1) {
      shift[box] = edge + SPACE.between - at(left, box);
      edge = at(shift, box) + at(right, box);
    }
    middle[box] = at(middle, box) + at(shift, at(strip, box));
  }
}

/** Outline of a subtree: its reach in every layer, the deepest first, so that the top is at the end. */
interface Outline {
  readonly left: number[];
  readonly right: number[];
  shift: number;
  /** Least left and most right of all layers. */
  least: number;
  most: number;
}

interface Packed {
  /** From the middle of the parent, or from 0. */
  readonly offset: Float64Array;
  readonly trunk: Float64Array;
}

/** Packs to the left, or the mirror image of that. */
function pack({ tree, shelves, layers, groups }: Planned, isMirrored: boolean): Packed {
  const { children, order } = tree;
  const size = groups.left.length;
  const offset = new Float64Array(size);
  const trunk = new Float64Array(size).fill(NaN);
  const outlines = new Array<Outline | undefined>(size);
  const [leftOf, rightOf] = isMirrored ? [groups.right, groups.left] : [groups.left, groups.right];
  for (let step = order.length - 1; step >= 0; step -= 1) {
    const box = order[step] ?? 0;
    const outline = joinFamily(box);
    add(outline, -at(leftOf, box) - outline.shift, at(rightOf, box) - outline.shift);
    const passes = at(layers.isCut, box) === 1 ? 0 : at(layers.layer, box) - at(layers.shelfTop, box);
    for (let pass = 0; pass < passes; pass += 1) add(outline, -outline.shift, -outline.shift);
    outlines[box] = outline;
  }
  joinFamily(size);
  return { offset, trunk };

  function joinFamily(box: number): Outline {
    const all = Array.from(children.items.subarray(at(children.start, box), at(children.start, box + 1))).filter((child) => at(layers.isCut, child) === 0);
    // Doubts stand at the right of the support of their row.
    const own = [...all.filter((child) => at(tree.isDoubt, child) === 0), ...all.filter((child) => at(tree.isDoubt, child) === 1)];
    if (at(shelves.isShelved, box) === 0) return join(isMirrored ? own.reverse() : own);
    const rows: number[][] = [];
    for (const child of own) (rows[at(shelves.shelf, child)] ??= []).push(child);
    return stack(box, rows.filter((row) => row.length > 0));
  }

  /** Shelves one below the other, flush at the left; the line to the lower ones passes the upper ones there. */
  function stack(box: number, rows: readonly (readonly number[])[]): Outline {
    const shelved = rows.map((row) => join(isMirrored ? row.toReversed() : row));
    const side = isMirrored ? 1 : -1;
    const flush = shelved.map((one) => -(isMirrored ? one.most : one.least) - one.shift);
    // The box stands above the middle of the first shelf, above its first child where the shelf is wide.
    const [first = 0, last = first] = [rows[0]?.[0], at(shelves.isFirstWide, box) === 1 ? rows[0]?.[0] : rows[0]?.at(-1)];
    const anchor = (at(offset, first) + at(offset, last)) / 2 + (flush[0] ?? 0);
    const way = side * SPACE.between - anchor;
    shelved.forEach((one, number) => {
      const apart = (flush[number] ?? 0) - anchor;
      one.shift += apart;
      for (const child of rows[number] ?? []) offset[child] = at(offset, child) + apart;
    });
    const all = shelved.pop() ?? toEmpty();
    for (const one of shelved.reverse()) {
      for (let place = 0; place < one.left.length; place += 1) {
        // The bus of the first shelf begins below the middle of the box.
        const isFirst = one === shelved.at(-1) && place === one.left.length - 1;
        const [left, right] = [(one.left[place] ?? 0) + one.shift, (one.right[place] ?? 0) + one.shift];
        const ends = isFirst ? [left, right, way, 0] : [left, right, way];
        add(all, Math.min(...ends) - all.shift, Math.max(...ends) - all.shift);
      }
    }
    if (box < size) trunk[box] = way;
    return all;
  }

  /** Sets neighbours beside each other, their middle at 0, and answers their common outline. */
  function join(list: readonly number[]): Outline {
    let all = toEmpty();
    list.forEach((box, index) => {
      const next = outlines[box] ?? toEmpty();
      outlines[box] = undefined;
      const apart = index === 0 ? 0 : distance(all, next);
      offset[box] = apart;
      next.shift += apart;
      all = index === 0 ? next : merge(all, next);
    });
    const first = list[0] ?? 0;
    const middle = list.length === 0 ? 0 : (at(offset, first) + at(offset, list.at(-1) ?? 0)) / 2;
    for (const box of list) offset[box] = at(offset, box) - middle;
    all.shift -= middle;
    return all;
  }
} // prettier-ignore

function toEmpty(): Outline {
  return { left: [], right: [], shift: 0, least: Infinity, most: -Infinity };
}

function add(outline: Outline, left: number, right: number): void {
  outline.left.push(left);
  outline.right.push(right);
  outline.least = Math.min(outline.least, left);
  outline.most = Math.max(outline.most, right);
}

/** How far the second has to stand from the place of the first, over the layers that both have. */
function distance(first: Outline, second: Outline): number {
  const common = Math.min(first.right.length, second.left.length);
  let apart = -Infinity;
  for (let back = 1; back <= common; back += 1) {
    const right = (first.right[first.right.length - back] ?? 0) + first.shift;
    const left = (second.left[second.left.length - back] ?? 0) + second.shift;
    apart = Math.max(apart, right + SPACE.between - left);
  }
  return apart;
}

/** The longer outline is kept and takes the edge of the other, so that all merges together are linear. */
function merge(first: Outline, second: Outline): Outline {
  const common = Math.min(first.left.length, second.left.length);
  const isFirstLonger = first.left.length >= second.left.length;
  const [kept, other] = isFirstLonger ? [first, second] : [second, first];
  const [edge, source] = isFirstLonger ? [kept.right, other.right] : [kept.left, other.left];
  const apart = other.shift - kept.shift;
  for (let back = 1; back <= common; back += 1)
    edge[edge.length - back] = (source[source.length - back] ?? 0) + apart;
  kept.least = Math.min(kept.least, other.least + apart);
  kept.most = Math.max(kept.most, other.most + apart);
  return kept;
}
