/** Layout of an argument: layers, places, lines. The same input gives the same picture everywhere. */
import { toGroups, type Groups } from './asides.ts';
import { toHosts } from './hosts.ts';
import { toLayers, type Layers } from './layers.ts';
import { at, groupBy } from './links.ts';
import { placeTree } from './place.ts';
import { toRoutes } from './route.ts';
import { toShelves } from './shelves.ts';
import { toTree, type Tree } from './tree.ts';
import { SPACE, type Layout, type LayoutInput, type LayoutStep } from './types.ts';

/** Lone boxes stand in rows of at least this width. */
const LONE_ROW = 1600;

/**
 * Boxes in layers, no two overlapping, children below their parents (links that close a circle aside).
 * Time and memory in proportion to boxes and links, but for the lines that pass several layers.
 * @param onStep Told before each part of the work.
 */
export function layOut(
  input: LayoutInput,
  onStep: (step: LayoutStep) => void = () => undefined,
): Layout {
  // prettier-ignore
  onStep('layers');
  const size = input.boxes.length;
  const host = toHosts(input);
  const tree = toTree(input, host);
  const groups = toGroups(input, host);
  const shelves = toShelves(tree, groups);
  const layers = toLayers(tree, shelves);
  onStep('places');
  const { middle, trunk } = placeTree({ tree, shelves, layers, groups });
  const { layer, count } = placeAlone(input, tree, layers, groups, middle);
  // In layers from left to right: the order of the tree is that order.
  const inLayer = groupBy(count, size, (box) => (at(host, box) === box ? at(layer, box) : -1));
  const rows = Array.from({ length: count }, (_, row) =>
    inLayer.items.slice(at(inLayer.start, row), at(inLayer.start, row + 1)).sort((a, b) => at(middle, a) - at(middle, b)),
  ); // prettier-ignore
  const layerTop = new Float64Array(count + 1);
  const layerBottom = new Float64Array(count + 1);
  let top: number = SPACE.margin;
  rows.forEach((row, index) => {
    layerTop[index] = top;
    layerBottom[index] = row.reduce((most, box) => Math.max(most, top + at(groups.height, box)), top);
    top = at(layerBottom, index) + SPACE.layers;
  }); // prettier-ignore
  layerTop[count] = top;
  const [x, y] = [new Float64Array(size), new Float64Array(size)];
  const [groupLeft, groupRight] = [new Float64Array(size), new Float64Array(size)];
  let leftmost = Infinity;
  for (let box = 0; box < size; box += 1)
    if (at(host, box) === box)
      leftmost = Math.min(leftmost, at(middle, box) - at(groups.left, box));
  // A trunk may stand further out than any box; NaN where a box has none.
  for (const way of trunk) if (way < leftmost) leftmost = way;
  const shift = SPACE.margin - (size === 0 ? 0 : leftmost);
  for (let box = 0; box < size; box += 1) {
    const beside = at(host, box);
    layer[box] = at(layer, beside);
    x[box] = at(middle, beside) + shift - (input.boxes[beside]?.width ?? 0) / 2 + at(groups.dx, box);
    y[box] = at(layerTop, at(layer, box)) + at(groups.dy, box);
    groupLeft[box] = at(middle, beside) + shift - at(groups.left, beside);
    groupRight[box] = at(middle, beside) + shift + at(groups.right, beside);
  } // prettier-ignore
  onStep('lines');
  const { isBack, parent } = tree;
  const { shelf } = shelves;
  const { shelfTop, isCut } = layers;
  trunk.forEach((way, box) => {
    trunk[box] = way + shift;
  });
  const routes = toRoutes(input, { x, y, layer, isBack, host, parent, shelf, shelfTop, isCut, trunk, groupLeft, groupRight, rows, layerTop, layerBottom }); // prettier-ignore
  const width = groupRight.reduce((most, right) => Math.max(most, right), 0) + SPACE.margin;
  const height = (count === 0 ? 0 : at(layerBottom, count - 1)) + SPACE.margin;
  return { x, y, layer, routes, isBack, width, height };
}

/** Boxes without any link stand in rows below, so that a thousand of them are no line of a mile. */
function placeAlone(
  input: LayoutInput,
  { alone, order }: Tree,
  layers: Layers,
  groups: Groups,
  middle: Float64Array,
): { readonly layer: Int32Array; readonly count: number } {
  const layer = layers.layer.slice();
  if (alone.length === 0) return { layer, count: layers.count };
  let [left, right] = [0, 0];
  for (let box = 0; box < input.boxes.length; box += 1) {
    left = Math.min(left, at(middle, box) - at(groups.left, box));
    right = Math.max(right, at(middle, box) + at(groups.right, box));
  }
  const end = Math.max(right, left + LONE_ROW);
  let row = order.length === 0 ? 0 : layers.count;
  let edge = left;
  for (const box of alone) {
    const wide = at(groups.left, box) + at(groups.right, box);
    if (edge > left && edge + wide > end) {
      edge = left;
      row += 1;
    }
    layer[box] = row;
    middle[box] = edge + at(groups.left, box);
    edge += wide + SPACE.between;
  }
  return { layer, count: row + 1 };
}
