/**
 * Wide families in several rows. Children whose subtrees would make a line of a mile stand on shelves, one
 * below the other, with a trunk at their left from which each shelf is reached; many leaves come out as a
 * block. Only what is in the family counts, so that folding elsewhere moves no shelf.
 */
import type { Groups } from './asides.ts';
import { at } from './links.ts';
import type { Tree } from './tree.ts';
import { SPACE } from './types.ts';

export interface Shelves {
  /** Number of the shelf of each box among its siblings, from 0 above. */
  readonly shelf: Int32Array;
  /** 1 for boxes with several shelves of children; at the number of boxes for the tops. */
  readonly isShelved: Uint8Array;
  /** 1 where the first of several shelves is wider than a screen: the box then stands above its first child. */
  readonly isFirstWide: Uint8Array;
}

/** Families up to this width stay on one shelf, as arguments are usually drawn. */
const WIDE_FROM = 3600;
/** More leaves than these, and nothing else below a box, make a block. */
const LEAVES_FROM = 4;
/** Width by height that families on shelves are to have, about that of a screen. */
const ASPECT = 1.7;
/** About the width of what is seen at once. */
const SCREEN = 1800;
/** So many numbers of shelves are tried, besides the one that the area asks for. */
const MOST_TRIED = 24;
/** Layers that joining shelves may copy, for each box: what is beyond stays on one shelf. */
const COPIES_PER_BOX = 24;

export function toShelves({ order, children }: Tree, groups: Groups): Shelves {
  const size = groups.left.length;
  const shelf = new Int32Array(size);
  const isShelved = new Uint8Array(size + 1);
  const isFirstWide = new Uint8Array(size + 1);
  const [width, height] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  const depth = new Int32Array(size + 1);
  let copies = COPIES_PER_BOX * size + 1000;
  for (let step = order.length - 1; step >= -1; step -= 1) {
    const box = step === -1 ? size : (order[step] ?? 0);
    const own = children.items.subarray(at(children.start, box), at(children.start, box + 1));
    const family = toFamily(own);
    width[box] = Math.max(at(groups.left, box) + at(groups.right, box) + SPACE.between, family.width);
    height[box] = at(groups.height, box) + SPACE.layers + family.height;
    depth[box] = 1 + family.depth;
    if (family.shelves > 1) isShelved[box] = 1;
    if (family.first > SCREEN) isFirstWide[box] = 1;
  }
  return { shelf, isShelved, isFirstWide };

  function toFamily(own: Int32Array): Family {
    let [sum, area, widest, tallest, deepest] = [0, 0, 0, 0, 0];
    for (const child of own) {
      sum += at(width, child);
      area += at(width, child) * at(height, child);
      widest = Math.max(widest, at(width, child));
      tallest = Math.max(tallest, at(height, child));
      deepest = Math.max(deepest, at(depth, child));
    }
    const one: Family = { width: sum, height: tallest, depth: deepest, shelves: 1, first: sum };
    const isWide = sum > WIDE_FROM || (deepest === 1 && own.length > LEAVES_FROM);
    if (!isWide || own.length < 2) return one;
    const limits = new Set([Math.max(widest, Math.sqrt(area * ASPECT))]);
    for (let rows = 2; rows <= Math.min(own.length, MOST_TRIED); rows += 1)
      limits.add(Math.max(widest, (Math.ceil(own.length / rows) * sum) / own.length));
    let [best, bestLimit] = [one, Infinity];
    for (const limit of limits) {
      const tried = fill(own, limit);
      if (costOf(tried) < costOf(best)) [best, bestLimit] = [tried, limit];
    }
    const chosen = fill(own, bestLimit);
    copies -= chosen.shelves === 1 ? 0 : chosen.depth;
    return copies >= 0 ? chosen : fill(own, Infinity);
  }

  /** From left to right as long as there is room, then on the next shelf. */
  function fill(own: Int32Array, limit: number): Family {
    let [number, used, widest, first] = [0, 0, 0, 0];
    let [tallest, deepest, heights, depths] = [0, 0, 0, 0];
    for (const child of own) {
      if (used > 0 && used + at(width, child) > limit + 0.5) {
        if (number === 0) first = used;
        number += 1;
        heights += tallest;
        depths += deepest;
        [used, tallest, deepest] = [0, 0, 0];
      }
      shelf[child] = number;
      used += at(width, child);
      widest = Math.max(widest, used);
      tallest = Math.max(tallest, at(height, child));
      deepest = Math.max(deepest, at(depth, child));
    }
    const trunk = number === 0 ? 0 : 2 * SPACE.between;
    return { width: widest + trunk, height: heights + tallest, depth: depths + deepest, shelves: number + 1, first };
  }
} // prettier-ignore

/** The area, and more of it the further the shape is from that of a screen. */
function costOf({ width, height }: Family): number {
  const aspect = width / Math.max(height, 1) / ASPECT;
  return width * height * Math.sqrt(Math.max(aspect, 1 / aspect));
}

interface Family {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly shelves: number;
  /** Width of the first shelf of several. */
  readonly first: number;
}
