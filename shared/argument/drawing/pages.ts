/** The drawing on paper: small on one page, or in tiles of a size that can be read. */
import type { Drawing, DrawnLine, DrawnNode } from './drawing.ts';

/** Room for the drawing on a page, in millimetres: A4 and US Letter both have it, lying, within margins of 11 mm. */
export const PAGE_ROOM = { width: 254, height: 170 } as const;
/** Millimetres of a pixel of the drawing at its full size. */
const MM = 25.4 / 96;
/** Tiles are drawn at this part of the full size: words of 12 px come out at about 7 points. */
export const TILE_SCALE = 0.75;
/** What neighbouring tiles both show, in pixels of the drawing. */
const OVERLAP = 32;

export interface PrintPage {
  /** The stretch of the drawing, in its pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Column and row of the tile, from 1. */
  readonly across: number;
  readonly down: number;
  /** Sides at which the drawing goes on, on another page. */
  readonly goesOn: readonly Side[];
}

export type Side = 'left' | 'right' | 'top' | 'bottom';

export interface PrintPlan {
  readonly pages: readonly PrintPage[];
  /** Part of the full size, at most 1. */
  readonly scale: number;
  readonly columns: number;
  readonly rows: number;
}

export function toOnePage({ width, height }: Drawing): PrintPlan {
  const scale = Math.min(1, PAGE_ROOM.width / (width * MM), PAGE_ROOM.height / (height * MM));
  const page: PrintPage = { x: 0, y: 0, width, height, across: 1, down: 1, goesOn: [] };
  return { pages: [page], scale, columns: 1, rows: 1 };
}

/** Tiles in rows from the upper left; those on which nothing is drawn are left out. */
export function toTiles(drawing: Drawing): PrintPlan {
  const width = PAGE_ROOM.width / MM / TILE_SCALE;
  const height = PAGE_ROOM.height / MM / TILE_SCALE;
  const countOf = (whole: number, room: number): number =>
    Math.max(1, Math.ceil((whole - OVERLAP) / (room - OVERLAP)));
  const [columns, rows] = [countOf(drawing.width, width), countOf(drawing.height, height)];
  const [stepX, stepY] = [width - OVERLAP, height - OVERLAP];
  const inked = new Set<number>();
  const mark: Mark = (left, top, right, bottom) => {
    const [firstColumn, lastColumn] = spanOf(left, right, width, stepX, columns);
    const [firstRow, lastRow] = spanOf(top, bottom, height, stepY, rows);
    for (let row = firstRow; row <= lastRow; row += 1)
      for (let column = firstColumn; column <= lastColumn; column += 1) inked.add(row * columns + column);
  };
  for (const node of drawing.nodes) markNode(node, mark);
  for (const line of drawing.lines) markLine(line, mark);
  const pages = [...inked].sort((one, other) => one - other).map((tile): PrintPage => {
    const [column, row] = [tile % columns, Math.floor(tile / columns)];
    const sides = [[column > 0, 'left'], [column < columns - 1, 'right'], [row > 0, 'top'], [row < rows - 1, 'bottom']] as const;
    const goesOn = sides.flatMap(([isSo, side]) => (isSo ? [side] : []));
    return { x: column * stepX, y: row * stepY, width, height, across: column + 1, down: row + 1, goesOn };
  });
  return { pages, scale: TILE_SCALE, columns, rows };
} // prettier-ignore

type Mark = (left: number, top: number, right: number, bottom: number) => void;

/** Signs below a node and the letter beside it reach over its box. */
function markNode({ x, y, width, height }: DrawnNode, mark: Mark): void {
  mark(x, y, x + width + 16, y + height + 24);
}

function markLine({ points }: DrawnLine, mark: Mark): void {
  for (let at = 0; at + 3 < points.length; at += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = [points[at], points[at + 1], points[at + 2], points[at + 3]]; // prettier-ignore
    mark(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
}

/** First and last tile that a stretch touches, along one side. */
function spanOf(from: number, to: number, size: number, step: number, count: number): readonly [number, number] {
  return [Math.max(0, Math.ceil((from - size) / step)), Math.min(count - 1, Math.floor(to / step))];
} // prettier-ignore

/** The part of a drawing that touches a stretch of it. */
export function toPart(drawing: Drawing, area: Pick<PrintPage, 'x' | 'y' | 'width' | 'height'>): Drawing {
  const touches = (draw: (mark: Mark) => void): boolean => {
    let isIn = false;
    draw((left, top, right, bottom) => {
      isIn ||= left <= area.x + area.width && right >= area.x && top <= area.y + area.height && bottom >= area.y;
    });
    return isIn;
  };
  return {
    ...drawing,
    nodes: drawing.nodes.filter((node) => touches((mark) => { markNode(node, mark); })),
    lines: drawing.lines.filter((line) => touches((mark) => { markLine(line, mark); })),
  };
} // prettier-ignore
