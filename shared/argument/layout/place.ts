/**
 * Where the middles of the boxes stand from left to right. Subtrees are pushed together as far as their
 * outlines allow (Reingold and Tilford), once from the left and once from the right; the mean of both is
 * as tight, even, and free of overlaps, because both keep the same order in every layer.
 */
import type { Groups } from './asides.ts';
import type { Layers } from './layers.ts';
import { at } from './links.ts';
import { SPACE } from './types.ts';

/** Middle of each box that stands in a layer of the tree; boxes beside others and lone boxes keep 0. */
export function placeTree(layers: Layers, groups: Groups): Float64Array {
  const preorder = toPreorder(layers);
  const fromLeft = pack(layers, groups, preorder, false);
  const fromRight = pack(layers, groups, preorder, true);
  return fromLeft.map((x, box) => (x - at(fromRight, box)) / 2);
}

function toPreorder({ children, roots }: Layers): readonly number[] {
  const order: number[] = [];
  const stack = roots.toReversed();
  for (let box = stack.pop(); box !== undefined; box = stack.pop()) {
    order.push(box);
    for (let place = at(children.start, box + 1) - 1; place >= at(children.start, box); place -= 1)
      stack.push(at(children.items, place));
  }
  return order;
}

/** Outline of a subtree: its reach in every layer, the deepest first, so that the top is at the end. */
interface Outline {
  readonly left: number[];
  readonly right: number[];
  shift: number;
}

/** Packs to the left, or the mirror image of that. */
function pack(layers: Layers, groups: Groups, preorder: readonly number[], isMirrored: boolean): Float64Array {
  const { children, roots } = layers;
  const size = groups.left.length;
  const offset = new Float64Array(size);
  const outlines = new Array<Outline | undefined>(size);
  const [leftOf, rightOf] = isMirrored ? [groups.right, groups.left] : [groups.left, groups.right];
  for (let step = preorder.length - 1; step >= 0; step -= 1) {
    const box = preorder[step] ?? 0;
    const own = Array.from(children.items.subarray(at(children.start, box), at(children.start, box + 1)));
    const outline = join(isMirrored ? own.reverse() : own);
    outline.left.push(-at(leftOf, box) - outline.shift);
    outline.right.push(at(rightOf, box) - outline.shift);
    outlines[box] = outline;
  }
  join(isMirrored ? roots.toReversed() : roots);
  const x = new Float64Array(size);
  for (const box of preorder) {
    const parent = at(layers.parent, box);
    x[box] = at(offset, box) + (parent === -1 ? 0 : at(x, parent));
  }
  return x;

  /** Sets neighbours beside each other, their middle at 0, and answers their common outline. */
  function join(list: readonly number[]): Outline {
    let all: Outline = { left: [], right: [], shift: 0 };
    list.forEach((box, index) => {
      const next = outlines[box] ?? { left: [], right: [], shift: 0 };
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
  for (let back = 1; back <= common; back += 1)
    edge[edge.length - back] = (source[source.length - back] ?? 0) + other.shift - kept.shift;
  return kept;
}
