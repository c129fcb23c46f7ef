/** What of a drawing lies in a stretch of it. One pass over numbers; 10,000 nodes cost less than a frame. */
import type { Drawing, DrawnLine, DrawnNode } from '../../../shared/argument/drawing/drawing.ts';
import type { Rectangle } from './camera.ts';

export interface Culler {
  nodesIn(area: Rectangle): readonly DrawnNode[];
  linesIn(area: Rectangle): readonly DrawnLine[];
}

export function toCuller(drawing: Drawing): Culler {
  const bounds = new Float64Array(drawing.lines.length * 4);
  drawing.lines.forEach(({ points }, index) => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at + 1 < points.length; at += 2) {
      left = Math.min(left, points[at] ?? 0);
      right = Math.max(right, points[at] ?? 0);
      top = Math.min(top, points[at + 1] ?? 0);
      bottom = Math.max(bottom, points[at + 1] ?? 0);
    }
    bounds.set([left, top, right, bottom], index * 4);
  });
  return {
    nodesIn: ({ x, y, width, height }) =>
      drawing.nodes.filter(
        (node) =>
          node.x < x + width &&
          node.x + node.width > x &&
          node.y < y + height &&
          node.y + node.height + 32 > y,
      ),
    linesIn: ({ x, y, width, height }) =>
      drawing.lines.filter((_, index) => {
        const at = index * 4;
        return (
          (bounds[at] ?? 0) <= x + width &&
          (bounds[at + 2] ?? 0) >= x &&
          (bounds[at + 1] ?? 0) <= y + height &&
          (bounds[at + 3] ?? 0) >= y
        );
      }),
  };
}

/** Grows the stretch that is seen, so that small moves need nothing drawn anew. */
export function grow(area: Rectangle, by: number): Rectangle {
  return {
    x: area.x - area.width * by,
    y: area.y - area.height * by,
    width: area.width * (1 + 2 * by),
    height: area.height * (1 + 2 * by),
  };
}

export function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}
