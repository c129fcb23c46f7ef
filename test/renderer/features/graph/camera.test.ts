import { expect, it } from 'vitest';
import { resize, toSeen } from '../../../../renderer/features/graph/camera.ts';

const wide = { width: 1200, height: 900 };
const narrow = { width: 600, height: 500 };
const box = { x: 1000, y: 700, width: 180, height: 100 };

it('keeps what was in sight clear of the edges of a smaller window', () => {
  const camera = resize({ x: 0, y: 0, zoom: 1 }, box, wide, narrow);
  const seen = toSeen(camera, narrow);
  expect(camera.zoom).toBe(1);
  expect(seen.x).toBeLessThan(box.x);
  expect(seen.x + seen.width).toBeGreaterThan(box.x + box.width);
  expect(seen.y).toBeLessThan(box.y);
  expect(seen.y + seen.height).toBeGreaterThan(box.y + box.height);
});

it('leaves a camera that looks elsewhere', () => {
  const camera = { x: 3000, y: 0, zoom: 1 };
  expect(resize(camera, box, wide, narrow)).toEqual(camera);
});

it('leaves a camera when what is looked at is still in sight', () => {
  const camera = { x: 900, y: 600, zoom: 1 };
  expect(resize(camera, box, wide, narrow)).toEqual(camera);
});
