/** The layer of each box: below everything that leads to it, and below the shelf before its own. */
import { at } from './links.ts';
import type { Shelves } from './shelves.ts';
import type { Tree } from './tree.ts';

export interface Layers {
  readonly layer: Int32Array;
  /** The first layer of the shelf that a box stands on: its line comes down from there. */
  readonly shelfTop: Int32Array;
  /** 1 for boxes so far below their parent that no way is kept free for the line; they stand at the right. */
  readonly isCut: Uint8Array;
  readonly count: number;
}

/** Layers through which ways are kept free, for each box. */
const PASSES_PER_BOX = 8;

export function toLayers({ order, parent, isBack, below, belowOf }: Tree, { shelf }: Shelves): Layers {
  const size = shelf.length;
  const [layer, shelfTop] = [new Int32Array(size), new Int32Array(size)];
  const isCut = new Uint8Array(size);
  // Of each box, and of all tops at the end: the deepest layer below so far, the shelf that is being filled.
  const [deepest, filling, floor] = [new Int32Array(size + 1).fill(-1), new Int32Array(size + 1), new Int32Array(size + 1)];
  let passes = PASSES_PER_BOX * size + 1000;
  let count = 0;
  const open = [size];
  const leave = (): void => {
    const box = open.pop() ?? size;
    const above = at(parent, box);
    if (at(isCut, box) === 0) deepest[above] = Math.max(at(deepest, above), at(deepest, box));
  };
  for (const box of order) {
    const above = at(parent, box);
    while (open.at(-1) !== above) leave();
    if (at(shelf, box) !== at(filling, above)) {
      filling[above] = at(shelf, box);
      floor[above] = at(deepest, above) + 1;
    }
    shelfTop[box] = at(floor, above);
    layer[box] = Math.max(at(layer, box), at(floor, above));
    passes -= at(layer, box) - at(shelfTop, box);
    if (passes < 0 && at(layer, box) > at(shelfTop, box)) isCut[box] = 1;
    deepest[box] = at(layer, box);
    floor[box] = at(layer, box) + 1;
    count = Math.max(count, at(layer, box) + 1);
    for (let place = at(below.start, box); place < at(below.start, box + 1); place += 1) {
      const link = at(below.items, place);
      const child = belowOf(link);
      if (at(isBack, link) === 0) layer[child] = Math.max(at(layer, child), at(layer, box) + 1);
    }
    open.push(box);
  }
  return { layer, shelfTop, isCut, count };
} // prettier-ignore
