/** Where one looks from: a point of the drawing at the upper left corner, and how large it is drawn. */

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

export const LARGEST = 2.5;
/** Below this the words are too small to be read and are left out. */
export const WORDS_FROM = 0.42;
/** A drawing that would have to be smaller than this to fit is shown from its top instead. */
const FIRST_FROM = 0.75;
const ROOM = 24;
/** Pixels at the lower edge on which the buttons and the map of the whole stand. */
const FOOT = 110;

/** The zoom at which everything is seen. */
export function toFitZoom(drawing: Size, screen: Size): number {
  return Math.min(1, screen.width / drawing.width, screen.height / drawing.height);
}

/** Everything at once, in the middle. */
export function fit(drawing: Size, screen: Size): Camera {
  const zoom = toFitZoom(drawing, screen);
  return {
    zoom,
    x: (drawing.width - screen.width / zoom) / 2,
    y: (drawing.height - screen.height / zoom) / 2,
  };
}

/** The first look: everything where that can be read, else what is selected, near the upper edge. */
export function toFirst(drawing: Size, screen: Size, selected: Rectangle | null): Camera {
  const whole = fit(drawing, screen);
  if (whole.zoom >= FIRST_FROM) return whole;
  const zoom = 0.9;
  const goal = selected ?? { x: drawing.width / 2, y: 0, width: 0, height: 0 };
  return {
    zoom,
    x: goal.x + goal.width / 2 - screen.width / zoom / 2,
    y: Math.max(0, goal.y + goal.height / 2 - screen.height / zoom / 3),
  };
}

/** Zooms so that a point of the screen stays where it is. */
export function zoomAt(camera: Camera, factor: number, point: { readonly x: number; readonly y: number }, smallest: number): Camera {
  const zoom = Math.min(LARGEST, Math.max(Math.min(smallest, 1), camera.zoom * factor));
  return {
    zoom,
    x: camera.x + point.x / camera.zoom - point.x / zoom,
    y: camera.y + point.y / camera.zoom - point.y / zoom,
  };
} // prettier-ignore

/** Moves as little as is needed for a box to be clear of the edges. */
export function show(camera: Camera, box: Rectangle, screen: Size): Camera {
  const room = ROOM / camera.zoom;
  const [width, height] = [screen.width / camera.zoom, screen.height / camera.zoom];
  const along = (from: number, seen: number, start: number, size: number): number => {
    if (start - room < from) return start - room;
    return start + size + room > from + seen ? start + size + room - seen : from;
  };
  const isFar = box.x > camera.x + 2 * width || box.x + box.width < camera.x - width;
  return {
    zoom: camera.zoom,
    x: isFar ? box.x + box.width / 2 - width / 2 : along(camera.x, width, box.x, box.width),
    y: along(camera.y, height - FOOT / camera.zoom, box.y, box.height + 24),
  };
}

/** A window of another size: what was in sight, even in part, is still clear of the edges. */
export function resize(camera: Camera, box: Rectangle, before: Size, after: Size): Camera {
  const seen = toSeen(camera, before);
  const wasSeen =
    box.x < seen.x + seen.width &&
    box.x + box.width > seen.x &&
    box.y < seen.y + seen.height &&
    box.y + box.height > seen.y;
  return wasSeen ? show(camera, box, after) : camera;
}

/** Keeps a box that stays where it was on screen, when everything else is placed anew. */
export function anchor(camera: Camera, before: Rectangle, after: Rectangle): Camera {
  return { ...camera, x: camera.x + after.x - before.x, y: camera.y + after.y - before.y };
}

export function toSeen(camera: Camera, screen: Size): Rectangle {
  return { x: camera.x, y: camera.y, width: screen.width / camera.zoom, height: screen.height / camera.zoom }; // prettier-ignore
}
