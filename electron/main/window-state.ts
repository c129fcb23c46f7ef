/** Where the window stands, kept from one run to the next. */
import type { Rectangle } from 'electron';
import type { WindowState } from './settings-file.ts';

export const DEFAULT_SIZE = { width: 1280, height: 800 } as const;
export const MINIMUM_SIZE = { width: 720, height: 480 } as const;

/** So much of the title bar must be on a screen that a pointer can take hold of it. */
const GRIP = { width: 120, height: 32 } as const;

export interface Placement {
  readonly width: number;
  readonly height: number;
  /** Absent: the system centres the window. */
  readonly x?: number;
  readonly y?: number;
  readonly isMaximized: boolean;
}

/**
 * The placement for a window that stood at `saved`, on the screens that are there now.
 * `workAreas` are the screens without their bars, in device-independent pixels. The size is cut to the
 * largest screen, and the position is dropped where the title bar would be out of reach because its
 * monitor is gone.
 */
export function toPlacement(
  saved: WindowState | undefined,
  workAreas: readonly Rectangle[],
): Placement {
  if (saved === undefined) return { ...fit(DEFAULT_SIZE, workAreas), isMaximized: false };
  const size = fit(saved, workAreas);
  const { x, y, isMaximized } = saved;
  const isReachable = workAreas.some((area) => hasGrip({ x, y, ...size }, area));
  return isReachable ? { ...size, x, y, isMaximized } : { ...size, isMaximized };
}

function fit(
  size: { readonly width: number; readonly height: number },
  workAreas: readonly Rectangle[],
): { width: number; height: number } {
  const widest = Math.max(MINIMUM_SIZE.width, ...workAreas.map((area) => area.width));
  const highest = Math.max(MINIMUM_SIZE.height, ...workAreas.map((area) => area.height));
  return {
    width: Math.min(Math.max(size.width, MINIMUM_SIZE.width), widest),
    height: Math.min(Math.max(size.height, MINIMUM_SIZE.height), highest),
  };
}

function hasGrip(window: Rectangle, area: Rectangle): boolean {
  const overlap =
    Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isTitleInside = window.y >= area.y && window.y + GRIP.height <= area.y + area.height;
  return isTitleInside && overlap >= GRIP.width;
}
