import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SIZE, MINIMUM_SIZE, toPlacement } from '../../../electron/main/window-state.ts';

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 };
const RIGHT = { x: 1440, y: 0, width: 2560, height: 1440 };
const saved = { x: 200, y: 100, width: 1100, height: 700, isMaximized: false };

describe('toPlacement', () => {
  it('gives a first window the default size and lets the system place it', () => {
    expect(toPlacement(undefined, [LAPTOP])).toEqual({ ...DEFAULT_SIZE, isMaximized: false });
  });

  it('puts the window where it stood, maximised if it was', () => {
    expect(toPlacement(saved, [LAPTOP])).toEqual(saved);
    expect(toPlacement({ ...saved, isMaximized: true }, [LAPTOP]).isMaximized).toBe(true);
  });

  it('puts a window on the second screen back there', () => {
    const there = { ...saved, x: 2000, y: 50 };
    expect(toPlacement(there, [LAPTOP, RIGHT])).toEqual(there);
  });

  it.each([
    ['the second screen is gone', { x: 2000, y: 50 }],
    ['the title bar is above the screen', { x: 200, y: -400 }],
    ['the title bar is under the menu bar', { x: 200, y: 0 }],
    ['too little of the title bar is left to hold', { x: 1400, y: 100 }],
    ['the window is below the screen', { x: 200, y: 890 }],
  ])('lets the system place the window when %s', (_why, position) => {
    const placement = toPlacement({ ...saved, ...position }, [LAPTOP]);
    expect(placement).toEqual({ width: 1100, height: 700, isMaximized: false });
  });

  it('cuts a window to the largest screen and never goes below the minimum', () => {
    expect(toPlacement({ ...saved, width: 9_000, height: 9_000 }, [LAPTOP])).toMatchObject({
      width: 1440,
      height: 875,
    });
    expect(toPlacement({ ...saved, width: 10, height: 10 }, [LAPTOP])).toMatchObject(MINIMUM_SIZE);
  });

  it('places the window on no screen at all without failing', () => {
    expect(toPlacement(saved, [])).toMatchObject(MINIMUM_SIZE);
  });

  it('always leaves a piece of the title bar on a screen, whatever was saved', () => {
    const int = fc.integer({ min: -10_000, max: 10_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    const state = fc.record({
      x: int,
      y: int,
      width: size,
      height: size,
      isMaximized: fc.boolean(),
    });
    fc.assert(
      fc.property(state, (last) => {
        const { x, y, width } = toPlacement(last, [LAPTOP, RIGHT]);
        if (x === undefined || y === undefined) return;
        const isHeld = [LAPTOP, RIGHT].some(
          (area) =>
            y >= area.y && y < area.y + area.height &&
            Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= 100,
        ); // prettier-ignore
        expect(isHeld).toBe(true);
      }),
    );
  });
});
