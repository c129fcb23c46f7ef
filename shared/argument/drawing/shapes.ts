/** The shapes of GSN (Community Standard v3, 1:2.3), as SVG paths in a box that begins at 0, 0. */
import type { NodeKind } from '../../case/model.ts';

export type Shape = 'rectangle' | 'parallelogram' | 'circle' | 'stadium' | 'ellipse';

/** Away elements have the shape of what they stand for, above a compartment with the module. */
const SHAPES: Readonly<Record<NodeKind, Shape>> = {
  goal: 'rectangle',
  strategy: 'parallelogram',
  solution: 'circle',
  context: 'stadium',
  assumption: 'ellipse',
  justification: 'ellipse',
  defeater: 'rectangle',
  counterEvidence: 'circle',
  awayGoal: 'rectangle',
  awaySolution: 'circle',
  awayContext: 'stadium',
  awayAssumption: 'ellipse',
  awayJustification: 'ellipse',
  unknown: 'rectangle',
};

export function shapeOf(kind: NodeKind): Shape {
  return SHAPES[kind];
}

export function isAway(kind: NodeKind): boolean {
  return kind.startsWith('away');
}

/** "A" or "J" beside the ellipse; empty for other kinds. */
export function letterOf(kind: NodeKind): string {
  if (kind === 'assumption' || kind === 'awayAssumption') return 'A';
  return kind === 'justification' || kind === 'awayJustification' ? 'J' : '';
}

/** Height of the compartment that names the module. */
export const COMPARTMENT = 22;
/** How far the sides of a strategy lean. */
export const LEAN = 16;
const ROUND = 18;

/** Outline of a shape. */
export function toOutlinePath(shape: Shape, width: number, height: number): string {
  const [w, h] = [String(width), String(height)];
  switch (shape) {
    case 'rectangle':
      return `M0 0H${w}V${h}H0Z`;
    case 'parallelogram':
      return `M${String(LEAN)} 0H${w}L${String(width - LEAN)} ${h}H0Z`;
    case 'circle':
    case 'ellipse': {
      const radii = `${String(width / 2)} ${String(height / 2)}`;
      return `M0 ${String(height / 2)}A${radii} 0 0 1 ${w} ${String(height / 2)}A${radii} 0 0 1 0 ${String(height / 2)}Z`;
    }
    case 'stadium': {
      const r = Math.min(ROUND, height / 2);
      const arc = `A${String(r)} ${String(r)} 0 0 1`;
      return `M${String(r)} 0H${String(width - r)}${arc} ${w} ${String(r)}V${String(height - r)}${arc} ${String(width - r)} ${h}H${String(r)}${arc} 0 ${String(height - r)}V${String(r)}${arc} ${String(r)} 0Z`;
    }
  }
}

/** What stands below or over a shape: paths in the same box. */
export interface Decoration {
  readonly kind: 'undeveloped' | 'uninstantiated' | 'defeated' | 'compartment';
  readonly path: string;
}

interface Decorated {
  readonly shape: Shape;
  readonly width: number;
  readonly height: number;
  readonly isAway: boolean;
  readonly undeveloped: boolean;
  readonly uninstantiated: boolean;
  readonly defeated: boolean;
}

/** Diamond: undeveloped. Triangle: to be instantiated. Both: the diamond with a bar. Cross: defeated. */
export function toDecorations(box: Decorated): Decoration[] {
  const { width, height } = box;
  const middle = width / 2;
  const found: Decoration[] = [];
  const below = (points: readonly (readonly [number, number])[]): string =>
    `M${points.map(([dx, dy]) => `${String(middle + dx)} ${String(height + dy)}`).join('L')}Z`;
  if (box.isAway)
    found.push({ kind: 'compartment', path: `M0 ${String(height - COMPARTMENT)}H${String(width)}V${String(height)}H0Z` }); // prettier-ignore
  if (box.undeveloped)
    found.push({ kind: 'undeveloped', path: below([[0, 0], [8, 8], [0, 16], [-8, 8]]) + (box.uninstantiated ? `M${String(middle - 8)} ${String(height + 8)}H${String(middle + 8)}` : '') }); // prettier-ignore
  else if (box.uninstantiated)
    found.push({ kind: 'uninstantiated', path: below([[0, 0], [8, 14], [-8, 14]]) }); // prettier-ignore
  if (box.defeated)
    found.push({ kind: 'defeated', path: `M0 0L${String(width)} ${String(height)}M${String(width)} 0L0 ${String(height)}` }); // prettier-ignore
  return found;
}

/** The head of an arrow at the end of a line, and where the line has to stop. */
export function toArrow(points: readonly number[]): {
  readonly head: string;
  readonly line: string;
} {
  const end = points.length;
  if (end < 4) return { head: '', line: '' };
  const [ax = 0, ay = 0, bx = 0, by = 0] = points.slice(end - 4);
  const length = Math.hypot(bx - ax, by - ay);
  const [ux, uy] = length === 0 ? [0, 1] : [(bx - ax) / length, (by - ay) / length];
  const [size, half] = [Math.min(9, Math.max(length, 1)), 4.2];
  const [cx, cy] = [bx - ux * size, by - uy * size];
  const place = (x: number, y: number): string => `${round(x)} ${round(y)}`;
  const head = `M${place(cx - uy * half, cy + ux * half)}L${place(bx, by)}L${place(cx + uy * half, cy - ux * half)}Z`;
  const along: string[] = [];
  for (let index = 0; index + 3 < end; index += 2)
    along.push(place(points[index] ?? 0, points[index + 1] ?? 0));
  return { head, line: `M${along.join('L')}L${place(cx, cy)}` };
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** How far a shape stays inside its box at a height, at its left or right side. */
export function toInset(shape: Shape, width: number, height: number, y: number, isRight: boolean): number {
  if (shape === 'parallelogram') return (LEAN * (isRight ? y : height - y)) / height;
  if (shape !== 'circle' && shape !== 'ellipse') return 0;
  const away = (2 * y) / height - 1;
  return (width / 2) * (1 - Math.sqrt(Math.max(0, 1 - away * away)));
} // prettier-ignore
