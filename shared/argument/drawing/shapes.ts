/** The shapes of GSN (Community Standard v3, 1:2.3), as SVG paths in a box that begins at 0, 0. */
import type { NodeKind } from '../../case/model.ts';

/** A folder is a module, or a reference to one; a binder a contract module, or a reference to one. */
export type Shape =
  'rectangle' | 'parallelogram' | 'circle' | 'stadium' | 'ellipse' | 'folder' | 'binder';

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
  moduleReference: 'folder',
  contractReference: 'binder',
  unknown: 'rectangle',
};

export function shapeOf(kind: NodeKind): Shape {
  return SHAPES[kind];
}

export function isAway(kind: NodeKind): boolean {
  return kind.startsWith('away');
}

/** Where that letter stands: at the lower right, clear of the compartment of an away element. */
export function toLetterPlace(width: number, height: number, away: boolean): readonly [number, number] {
  return away ? [width + 4, height] : [width - 8, height + 2];
} // prettier-ignore

/** "A" or "J" beside the ellipse; empty for other kinds. */
export function letterOf(kind: NodeKind): string {
  if (kind === 'assumption' || kind === 'awayAssumption') return 'A';
  return kind === 'justification' || kind === 'awayJustification' ? 'J' : '';
}

/** Height of the compartment that names the module. */
export const COMPARTMENT = 22;
/** How far the sides of a strategy lean. */
export const LEAN = 16;
/** Corners of an away context, and how high the curve of an away assumption rises. */
const ROUND = 24;
const RISE = 44;
/** Of a module; a contract module has one at either side. */
const TAB = { width: 72, height: 14 };

/** Outline of a shape. An away element ends level at the bottom, where its compartment begins. */
export function toOutlinePath(shape: Shape, width: number, height: number, away = false): string {
  if (shape === 'folder') return toFolder(0, 0, width, height, TAB);
  if (shape === 'binder') return toBinder(width, height);
  const [w, h] = [String(width), String(height)];
  const { across, down } = toCurve(shape, width, height, away);
  const arc = `A${String(across)} ${String(down)} 0 0 1`;
  if (across === 0) {
    return shape === 'parallelogram'
      ? `M${String(LEAN)} 0H${w}L${String(width - LEAN)} ${h}H0Z`
      : `M0 0H${w}V${h}H0Z`;
  }
  const top = `${String(across)} 0H${String(width - across)}${arc} ${w} ${String(down)}`;
  if (away) return `M0 ${h}V${String(down)}${arc} ${top}V${h}Z`;
  const bottom = `${arc} ${String(width - across)} ${h}H${String(across)}${arc} 0 ${String(height - down)}`;
  return `M0 ${String(down)}${arc} ${top}V${String(height - down)}${bottom}Z`;
}

/** Radii of the corners: half the box for a circle and an ellipse, half the height for a stadium. */
function toCurve(
  shape: Shape,
  width: number,
  height: number,
  away: boolean,
): { readonly across: number; readonly down: number } {
  const round = Math.min(away ? ROUND : Infinity, height / 2);
  if (shape === 'stadium') return { across: round, down: round };
  if (shape === 'circle') return { across: width / 2, down: away ? width / 2 : height / 2 };
  if (shape === 'ellipse') return { across: width / 2, down: away ? RISE : height / 2 };
  return { across: 0, down: 0 };
}

/** What stands below, in or over a shape: paths in the same box. */
export interface Decoration {
  readonly kind:
    | 'undeveloped'
    | 'uninstantiated'
    | 'contract'
    | 'defeated'
    | 'compartment'
    | 'module'
    | 'public';
  readonly path: string;
}

interface Decorated {
  readonly shape: Shape;
  readonly width: number;
  readonly height: number;
  readonly isAway: boolean;
  readonly undeveloped: boolean;
  readonly uninstantiated: boolean;
  readonly byContract: boolean;
  readonly isPublic: boolean;
  readonly defeated: boolean;
}

/**
 * Diamond: undeveloped. Triangle: to be instantiated. Both: the diamond with a bar. Box with two tabs: to be
 * supported by contract. Folder: the module of an away element, or public at the upper right. Cross: defeated.
 */
export function toDecorations(box: Decorated): Decoration[] {
  const { width, height } = box;
  const middle = width / 2;
  const found: Decoration[] = [];
  const below = (points: readonly (readonly [number, number])[]): string =>
    `M${points.map(([dx, dy]) => `${String(middle + dx)} ${String(height + dy)}`).join('L')}Z`;
  if (box.isAway) {
    found.push({ kind: 'compartment', path: `M0 ${String(height - COMPARTMENT)}H${String(width)}V${String(height)}H0Z` });
    found.push({ kind: 'module', path: toFolder(8, height - COMPARTMENT + 5) });
  }
  if (box.isPublic) found.push({ kind: 'public', path: toFolder(width - 21, 5) });
  if (box.byContract)
    found.push({ kind: 'contract', path: below([[-9, 0], [-3, 0], [-3, 4], [3, 4], [3, 0], [9, 0], [9, 15], [-9, 15]]) });
  if (box.undeveloped)
    found.push({ kind: 'undeveloped', path: below([[0, 0], [8, 8], [0, 16], [-8, 8]]) + (box.uninstantiated ? `M${String(middle - 8)} ${String(height + 8)}H${String(middle + 8)}` : '') });
  else if (box.uninstantiated)
    found.push({ kind: 'uninstantiated', path: below([[0, 0], [8, 14], [-8, 14]]) });
  if (box.defeated)
    found.push({ kind: 'defeated', path: `M0 0L${String(width)} ${String(height)}M${String(width)} 0L0 ${String(height)}` });
  return found;
} // prettier-ignore

/** The sign of a module: a box with a tab. */
export function toFolder(
  x: number,
  y: number,
  width = 13,
  height = 11,
  tab = { width: 5, height: 3 },
): string {
  return `M${String(x)} ${String(y)}h${String(tab.width)}v${String(tab.height)}h${String(width - tab.width)}v${String(height - tab.height)}h${String(-width)}Z`;
}

/** How far below the top of its box a shape begins, so far from the left: beside the tabs of a module. */
export function toDrop(shape: Shape, width: number, x: number): number {
  const isBeside = x > TAB.width && (shape === 'folder' || x < width - TAB.width);
  return (shape === 'folder' || shape === 'binder') && isBeside ? TAB.height : 0;
}

/** The sign of a contract module: a box with a tab at either side. */
function toBinder(width: number, height: number): string {
  const [tab, drop] = [String(TAB.width), String(TAB.height)];
  return `M0 0h${tab}v${drop}h${String(width - 2 * TAB.width)}v${String(-TAB.height)}h${tab}v${String(height)}h${String(-width)}Z`;
}

/** How far from the end of a line its cross stands: clear of the head. */
const CROSS_BACK = 18;

/** Two strokes across a line before its head, where it is the line of one relation: it was defeated. */
export function toCross(points: readonly number[]): string {
  const [ax = 0, ay = 0, bx = 0, by = 0] = points.slice(-4);
  const length = Math.max(1, Math.hypot(bx - ax, by - ay));
  const back = Math.min(length, CROSS_BACK) / length;
  const [x, y] = [bx - (bx - ax) * back, by - (by - ay) * back];
  return `M${round(x - 6)} ${round(y - 6)}L${round(x + 6)} ${round(y + 6)}M${round(x + 6)} ${round(y - 6)}L${round(x - 6)} ${round(y + 6)}`;
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
export function toInset(
  box: {
    readonly shape: Shape;
    readonly width: number;
    readonly height: number;
    readonly away: boolean;
  },
  y: number,
  isRight: boolean,
): number {
  const { shape, width, away } = box;
  const height = away && shape !== 'rectangle' ? box.height - COMPARTMENT : box.height;
  if (shape === 'parallelogram') return (LEAN * (isRight ? y : height - y)) / height;
  const { across, down } = toCurve(shape, width, height, away);
  const beyond = y < down ? down - y : away ? 0 : y - (height - down);
  if (across === 0 || beyond <= 0) return 0;
  return across * (1 - Math.sqrt(Math.max(0, 1 - (beyond / down) ** 2)));
}
