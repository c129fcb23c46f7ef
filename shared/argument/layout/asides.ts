/** Boxes beside a node: in columns at its right, and at its left where there are many. */
import { at, groupBy } from './links.ts';
import { SPACE, type LayoutInput } from './types.ts';

export interface Groups {
  /** Offsets of each box from the upper left corner of its host; 0 for the hosts. */
  readonly dx: Float64Array;
  readonly dy: Float64Array;
  /** How far a group reaches from the middle of its host. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly height: Float64Array;
}

/** Up to this many stand in one column at the right. */
const ONE_SIDE = 3;

export function toGroups({ boxes }: LayoutInput, host: Int32Array): Groups {
  const size = boxes.length;
  const asides = groupBy(size, size, (box) => (at(host, box) === box ? -1 : at(host, box)));
  const [dx, dy] = [new Float64Array(size), new Float64Array(size)];
  const [left, right] = [new Float64Array(size), new Float64Array(size)];
  const height = new Float64Array(size);
  for (let box = 0; box < size; box += 1) {
    if (at(host, box) !== box) continue;
    const own = boxes[box] ?? { width: 0, height: 0 };
    const all = Array.from(asides.items.subarray(at(asides.start, box), at(asides.start, box + 1)));
    const split = all.length <= ONE_SIDE ? all.length : Math.ceil(all.length / 2);
    const first = stack(all.slice(0, split));
    const second = stack(all.slice(split));
    for (const [one, x, y] of first.places) {
      dx[one] = own.width + SPACE.aside + x;
      dy[one] = y;
    }
    for (const [one, x, y] of second.places) {
      dx[one] = -SPACE.aside - x - (boxes[one]?.width ?? 0);
      dy[one] = y;
    }
    right[box] = own.width / 2 + first.width;
    left[box] = own.width / 2 + second.width;
    height[box] = Math.max(own.height, first.height, second.height);
  }
  return { dx, dy, left, right, height };

  /** Places in columns, x from the edge that is nearer to the host. */
  function stack(list: readonly number[]): Stack {
    const rows = Math.max(ONE_SIDE, Math.ceil(Math.sqrt(list.length)));
    const places: [number, number, number][] = [];
    let [x, widest, y, tallest] = [0, 0, 0, 0];
    list.forEach((one, index) => {
      if (index > 0 && index % rows === 0) {
        x += widest + SPACE.between;
        [widest, y] = [0, 0];
      }
      places.push([one, x, y]);
      const box = boxes[one] ?? { width: 0, height: 0 };
      tallest = Math.max(tallest, y + box.height);
      y += box.height + SPACE.stacked;
      widest = Math.max(widest, box.width);
    });
    return { places, width: list.length === 0 ? 0 : SPACE.aside + x + widest, height: tallest };
  }
}

interface Stack {
  readonly places: readonly (readonly [box: number, x: number, y: number])[];
  readonly width: number;
  readonly height: number;
}
