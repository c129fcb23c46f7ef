/**
 * Lines between boxes, in horizontal and vertical pieces. A line to a child in the tree takes the bus
 * below its parent; every other line passes the layers between through gaps, so that it crosses no box.
 */
import { at } from './links.ts';
import { SPACE, type Layout, type LayoutInput, type Route } from './types.ts';

export interface Placed extends Pick<Layout, 'x' | 'y' | 'layer' | 'isBack'> {
  readonly host: Int32Array;
  readonly parent: Int32Array;
  readonly shelf: Int32Array;
  readonly shelfTop: Int32Array;
  readonly isCut: Uint8Array;
  readonly trunk: Float64Array;
  /** Reach of the group of each host, from left to right. */
  readonly groupLeft: Float64Array;
  readonly groupRight: Float64Array;
  /** Hosts of each layer from left to right. */
  readonly rows: readonly Int32Array[];
  readonly layerTop: Float64Array;
  readonly layerBottom: Float64Array;
}

/** How many layers all lines together may pass through gaps; what is beyond goes round at the left. */
const STEPS_PER_BOX = 8;

export function toRoutes({ boxes, links }: LayoutInput, placed: Placed): Route[] {
  const { x, y, layer, host, parent, isBack } = placed;
  let steps = STEPS_PER_BOX * boxes.length + 1000;
  let lane = 0;
  const widthOf = (box: number): number => boxes[box]?.width ?? 0;
  const heightOf = (box: number): number => boxes[box]?.height ?? 0;
  const middleOf = (box: number): number => at(x, box) + widthOf(box) / 2;
  const centreOf = (box: number): number => at(y, box) + heightOf(box) / 2;
  return links.map(({ from, to, kind }, index): Route => {
    if (from === to) return [];
    if (kind === 'context' && at(host, to) === from) return toAside(from, to);
    const [above, below] = kind === 'challenge' ? [to, from] : [from, to];
    const isTree = at(host, above) === above && at(host, below) === below && at(parent, below) === above && at(placed.isCut, below) === 0;
    const route = isTree && at(isBack, index) === 0 ? toChild(above, below, kind === 'challenge') : toFar(above, below);
    return kind === 'challenge' ? reverse(route) : route;
  });

  /**
   * Along the bus below the parent, down the trunk to a lower shelf, along the bus of that shelf. A doubt keeps
   * a little beside the support, so that both can be seen.
   */
  function toChild(above: number, below: number, isDoubt: boolean): number[] {
    const aside = isDoubt ? 8 : 0;
    const busOf = (row: number): number => at(placed.layerTop, row) - SPACE.layers / 2 + aside;
    const stem = middleOf(above) + (isDoubt && widthOf(above) > 150 ? widthOf(above) / 8 : 0);
    const [first, last] = [busOf(at(layer, above) + 1), busOf(at(placed.shelfTop, below))];
    const way = at(placed.shelf, below) === 0 ? middleOf(below) : at(placed.trunk, above) + aside;
    return straighten([stem, at(y, above) + heightOf(above), stem, first, way, first, way, last, middleOf(below), last, middleOf(below), at(y, below)]);
  }

  function toAside(from: number, to: number): number[] {
    const isRight = at(x, to) > at(x, from);
    const start = isRight ? at(x, from) + widthOf(from) : at(x, from);
    const end = isRight ? at(x, to) : at(x, to) + widthOf(to);
    const turn = start + ((isRight ? 1 : -1) * SPACE.aside) / 2;
    // Straight where it can be: the end then stands a little off the middle.
    const isNear = Math.abs(centreOf(from) - centreOf(to)) < heightOf(to) * 0.3;
    const level = centreOf(from);
    if (isNear) return [start, level, end, level];
    return straighten([start, level, turn, level, turn, centreOf(to), end, centreOf(to)]);
  }

  /** Between any two boxes, whatever stands between them. */
  function toFar(above: number, below: number): number[] {
    lane = (lane + 1) % 4;
    const isDown = at(layer, above) < at(layer, below);
    const canDrop = isDown && at(host, above) === above && at(host, below) === below;
    const start = canDrop ? { x: middleOf(above), edge: middleOf(above), y: at(y, above) + heightOf(above) } : toSide(above, centreOf(above));
    const end = canDrop ? { x: middleOf(below), edge: middleOf(below), y: at(y, below) } : toSide(below, centreOf(below));
    const points = [start.edge, start.y, start.x, start.y];
    const [first, last] = [at(layer, above), at(layer, below)];
    const step = isDown ? 1 : -1;
    const passes = isDown ? last - first - 1 : Math.max(0, first - last - 1);
    const channels = isDown ? first + 1 : first;
    let here = start.x;
    if (passes > steps) here = goRound(points, channels, isDown ? last : last + 1);
    else {
      steps -= passes;
      for (let pass = 0; pass < passes; pass += 1) {
        const through = first + step * (pass + 1);
        const gap = toGap(through, here, end.x);
        const level = toLane(isDown ? through : through + 1);
        points.push(here, level, gap, level);
        here = gap;
      }
    }
    const level = toLane(isDown ? last : Math.min(first, last + 1));
    points.push(here, level, end.x, level, end.x, end.y, end.edge, end.y);
    return straighten(points);
  }

  /** A way round everything at the left, where the ways through gaps would be too many to count. */
  function goRound(points: number[], from: number, to: number): number {
    const outside = -SPACE.margin / 2 - lane * 5;
    points.push(points.at(-2) ?? 0, toLane(from), outside, toLane(from), outside, toLane(to));
    return outside;
  }

  /** A place in the channel above a layer; neighbours in time get lanes of their own. */
  function toLane(channel: number): number {
    return at(placed.layerTop, channel) - SPACE.layers / 2 + ((lane % 2 === 0 ? 1 : -1) * (6 + 4 * (lane >> 1)));
  }

  /** Leaves or enters a box at the side that faces away from its group. */
  function toSide(box: number, level: number): { readonly x: number; readonly edge: number; readonly y: number } {
    const group = at(host, box);
    const isRight = group !== box && at(x, box) > at(x, group);
    const away = SPACE.between / 2 + lane * 2 - 4;
    return isRight
      ? { edge: at(x, box) + widthOf(box), x: at(placed.groupRight, group) + away, y: level }
      : { edge: at(x, box), x: at(placed.groupLeft, group) - away, y: level };
  }

  /** Where a line that comes down at `here` crosses a layer past its boxes, with the least way to `goal`. */
  function toGap(through: number, here: number, goal: number): number {
    const row = placed.rows[through] ?? new Int32Array(0);
    const clear = SPACE.between / 2 + lane * 2 - 4;
    let [low, high] = [0, row.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(placed.groupRight, at(row, middle)) + 8 < here) low = middle + 1;
      else high = middle;
    }
    const box = row[low];
    if (box === undefined || here < at(placed.groupLeft, box) - 8) return here;
    const [left, right] = [at(placed.groupLeft, box) - clear, at(placed.groupRight, box) + clear];
    const wayOf = (gap: number): number => Math.abs(gap - here) + Math.abs(goal - gap);
    const [byLeft, byRight] = [wayOf(left), wayOf(right)];
    if (byLeft === byRight) return here - left < right - here ? left : right;
    return byLeft < byRight ? left : right;
  }
} // prettier-ignore

function reverse(route: readonly number[]): number[] {
  const reversed: number[] = [];
  for (let index = route.length - 2; index >= 0; index -= 2) reversed.push(route[index] ?? 0, route[index + 1] ?? 0); // prettier-ignore
  return reversed;
}

/** Without points on which the line goes straight on. */
function straighten(points: readonly number[]): number[] {
  const out: number[] = [];
  for (let index = 0; index < points.length; index += 2) {
    const [px, py] = [points[index] ?? 0, points[index + 1] ?? 0];
    const end = out.length;
    if (end >= 2 && out[end - 2] === px && out[end - 1] === py) continue;
    const isVertical = end >= 4 && out[end - 4] === out[end - 2] && out[end - 2] === px;
    const isLevel = end >= 4 && out[end - 3] === out[end - 1] && out[end - 1] === py;
    if (isVertical || isLevel) out.length = end - 2;
    out.push(px, py);
  }
  return out;
}
