import { describe, expect, it } from 'vitest';
import { anchor, fit, show, toFirst, toSeen, zoomAt } from '../../../../renderer/features/graph/camera.ts'; // prettier-ignore
import { contains, toCuller } from '../../../../renderer/features/graph/cull.ts';
import { toGraphLinks, toGraphMove, toReadingOrder } from '../../../../renderer/features/graph/moves.ts'; // prettier-ignore
import { toDrawing, WHOLE } from '../../../../shared/argument/drawing/drawing.ts';
import { buildCase, buildNode } from '../../../support/builders.ts';

const CASE = buildCase([
  buildNode('G1', { supportedBy: ['G2', 'G3'], inContextOf: ['C1', 'C2'] }),
  buildNode('G2', { supportedBy: ['Sn1'] }),
  buildNode('G3', { supportedBy: ['Sn1', 'Sn2', 'G1'] }),
  buildNode('Sn1', { kind: 'solution' }),
  buildNode('Sn2', { kind: 'solution' }),
  buildNode('C1', { kind: 'context' }),
  buildNode('C2', { kind: 'context' }),
  buildNode('D1', { kind: 'defeater', challenges: ['G2'] }),
]);
const drawing = toDrawing(CASE);
const links = toGraphLinks(drawing);
const go = (key: string, id: string, isShifted = false) => toGraphMove(key, isShifted, id, links);

describe('toGraphMove', () => {
  it('goes down to the first child, across to siblings, and says which of how many', () => {
    expect(go('ArrowDown', 'G1')).toMatchObject({ kind: 'go', id: 'G2', at: 1, of: 2 });
    expect(go('ArrowRight', 'G2')).toMatchObject({ kind: 'go', id: 'G3', at: 2, of: 2 });
    expect(go('ArrowRight', 'G3')).toMatchObject({ kind: 'none', words: 'G3 is the last of 2.' });
    expect(go('ArrowDown', 'Sn2')).toMatchObject({ kind: 'none' });
  });

  it('reaches a doubt after the support of the node that it doubts', () => {
    expect(go('ArrowRight', 'Sn1')).toMatchObject({ id: 'D1', at: 2, of: 2 });
    expect(go('ArrowUp', 'D1')).toMatchObject({ id: 'G2' });
  });

  it('goes up, asks where several parents are, and goes up a circle without an end', () => {
    expect(go('ArrowUp', 'Sn2')).toMatchObject({ id: 'G3' });
    expect(go('ArrowUp', 'Sn1')).toEqual({ kind: 'choose', ids: ['G2', 'G3'] });
    expect(go('ArrowUp', 'G1')).toMatchObject({ id: 'G3' });
  });

  it('goes to contexts and back, and among them', () => {
    expect(go('ArrowRight', 'G1', true)).toMatchObject({ id: 'C1', of: 2 });
    expect(go('ArrowRight', 'C1')).toMatchObject({ id: 'C2' });
    expect(go('ArrowUp', 'C2')).toMatchObject({ id: 'G1' });
    expect(go('ArrowLeft', 'C2', true)).toMatchObject({ id: 'G1' });
  });

  it('goes from evidence to evidence in reading order, round the end', () => {
    expect(toReadingOrder(links)).toEqual(['G1', 'G2', 'Sn1', 'D1', 'G3', 'Sn2']);
    expect(go('ArrowDown', 'G1', true)).toMatchObject({ id: 'Sn1', at: 1, of: 2 });
    expect(go('ArrowDown', 'Sn1', true)).toMatchObject({ id: 'Sn2' });
    expect(go('ArrowDown', 'Sn2', true)).toMatchObject({ id: 'Sn1' });
  });

  it('unfolds before it goes down', () => {
    const folded = toGraphLinks(toDrawing(CASE, { ...WHOLE, folded: ['G2'] }));
    expect(toGraphMove('ArrowDown', false, 'G2', folded)).toEqual({ kind: 'unfold', id: 'G2' });
  });
});

describe('the camera', () => {
  const screen = { width: 600, height: 400 };

  it('keeps the point under the pointer when it zooms', () => {
    const before = { x: 50, y: 20, zoom: 1 };
    const after = zoomAt(before, 1.5, { x: 300, y: 100 }, 0.1);
    expect(after.x + 300 / after.zoom).toBeCloseTo(before.x + 300);
    expect(after.y + 100 / after.zoom).toBeCloseTo(before.y + 100);
  });

  it('shows everything in the middle, never larger than it is', () => {
    expect(fit({ width: 300, height: 200 }, screen)).toEqual({ zoom: 1, x: -150, y: -100 });
    const far = fit({ width: 6000, height: 400 }, screen);
    expect(contains(toSeen(far, screen), { x: 0, y: 0, width: 5999, height: 399 })).toBe(true);
  });

  it('moves only as far as a box needs to be clear of the edges', () => {
    const camera = { x: 0, y: 0, zoom: 1 };
    expect(show(camera, { x: 100, y: 100, width: 50, height: 50 }, screen)).toEqual(camera);
    expect(show(camera, { x: 590, y: 100, width: 50, height: 50 }, screen).x).toBe(64);
    // The map of the whole and the buttons stand on the lower edge: 110 px, and 24 px for a fold below the box.
    expect(show(camera, { x: 100, y: 340, width: 50, height: 50 }, screen).y).toBe(340 + 50 + 24 + 24 - (screen.height - 110)); // prettier-ignore
  });

  it('leaves what is selected where it was when everything is placed anew', () => {
    const box = { x: 900, y: 40, width: 10, height: 10 };
    const camera = anchor({ x: 500, y: 0, zoom: 0.5 }, { ...box, x: 700, y: 30 }, box);
    expect([(box.x - camera.x) * 0.5, (box.y - camera.y) * 0.5]).toEqual([100, 15]);
  });

  it('begins with words that can be read', () => {
    expect(toFirst({ width: 90_000, height: 900 }, screen, null).zoom).toBeGreaterThan(0.7);
  });
});

describe('toCuller', () => {
  it('answers what touches a stretch of the drawing, and the whole for the whole', () => {
    const culler = toCuller(drawing);
    const whole = { x: 0, y: 0, width: drawing.width, height: drawing.height };
    expect(culler.nodesIn(whole)).toHaveLength(drawing.nodes.length);
    expect(culler.linesIn(whole)).toHaveLength(drawing.lines.length);
    const [first] = drawing.nodes;
    const near = culler.nodesIn({ x: (first?.x ?? 0) + 1, y: (first?.y ?? 0) + 1, width: 1, height: 1 }); // prettier-ignore
    expect(near.map((one) => one.id)).toEqual([first?.id]);
  });
});
