import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDrawing } from '../../../../shared/argument/drawing/drawing.ts';
import { PAGE_ROOM, toOnePage, toPart, toTiles } from '../../../../shared/argument/drawing/pages.ts'; // prettier-ignore
import { toSvg } from '../../../../shared/argument/drawing/svg.ts';
import { buildCase, buildNode } from '../../../support/builders.ts';

const drawingOf = (count: number, fan: number): ReturnType<typeof toDrawing> =>
  toDrawing(buildCase(Array.from({ length: count }, (_, at) => {
    const children = Array.from({ length: fan }, (_one, child) => at * fan + child + 1).filter((child) => child < count);
    return buildNode(`G${String(at)}`, { supportedBy: children.map((child) => `G${String(child)}`) });
  }))); // prettier-ignore

describe('the drawing on pages', () => {
  it('is small enough for one page, never larger than on screen', () => {
    const large = drawingOf(300, 3);
    const { scale, pages } = toOnePage(large);
    expect(pages).toHaveLength(1);
    expect((large.width * scale * 25.4) / 96).toBeLessThanOrEqual(PAGE_ROOM.width + 1e-9);
    expect((large.height * scale * 25.4) / 96).toBeLessThanOrEqual(PAGE_ROOM.height + 1e-9);
    expect(toOnePage(drawingOf(1, 1)).scale).toBe(1);
  });

  it('shows every point of every node on some tile, and marks the sides at which it goes on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 9 }), (count, fan) => {
        const drawing = drawingOf(count, fan);
        const { pages, columns, rows } = toTiles(drawing);
        for (const { x, y, width, height } of drawing.nodes)
          for (const [px, py] of [[x, y], [x + width, y], [x, y + height], [x + width, y + height]] as const)
            expect(pages.some((page) => px >= page.x && px <= page.x + page.width && py >= page.y && py <= page.y + page.height)).toBe(true);
        for (const { across, down, goesOn } of pages) {
          expect(goesOn.includes('right')).toBe(across < columns);
          expect(goesOn.includes('bottom')).toBe(down < rows);
        }
      }),
      { numRuns: 60 },
    ); // prettier-ignore
  });

  it('leaves out tiles on which nothing is drawn', () => {
    const { pages, columns, rows } = toTiles(drawingOf(700, 2));
    expect(pages.length).toBeLessThan(columns * rows);
    for (const page of pages) {
      const { nodes, lines } = toPart(drawingOf(700, 2), page);
      expect(nodes.length + lines.length).toBeGreaterThan(0);
    }
  });

  it('holds on a tile what touches it and nothing else, as an SVG of that stretch', () => {
    const drawing = drawingOf(200, 3);
    const [first] = toTiles(drawing).pages;
    if (first === undefined) throw new Error('no page');
    const part = toPart(drawing, first);
    expect(part.nodes.length).toBeGreaterThan(3);
    expect(part.nodes.length).toBeLessThan(drawing.nodes.length);
    expect(part.nodes.every(({ x, y }) => x <= first.x + first.width && y <= first.y + first.height)).toBe(true); // prettier-ignore
    expect(toSvg(part, { title: 'T', area: { x: 10, y: 20, width: 300, height: 200 } })).toContain('viewBox="10 20 300 200"'); // prettier-ignore
  });
});
