/**
 * Thousands of nodes at once, too small for words: shapes and lines on one canvas. While it moves, a picture of
 * the whole that was painted once is moved and scaled, which costs a frame nothing; at rest it is painted sharp.
 */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import { isAway, toOutlinePath } from '../../../shared/argument/drawing/shapes.ts';
import { type Camera, type Size, toFitZoom } from './camera.ts';

interface FarViewProps {
  readonly drawing: Drawing;
  readonly camera: Camera;
  readonly screen: Size;
  readonly fallen: ReadonlySet<string>;
  readonly isShown: boolean;
}

interface Paths {
  readonly lines: Path2D;
  readonly plain: Path2D;
  readonly fallen: Path2D;
}

/** Milliseconds without a move until what is seen counts as at rest. */
export const AT_REST = 120;
/** Longer edge of the picture of the whole, in pixels. */
const WHOLE_EDGE = 3000;

interface Whole {
  readonly of: Paths;
  /** Colours change with the theme. */
  readonly colours: string;
  readonly picture: HTMLCanvasElement;
}

export function FarView({ drawing, camera, screen, fallen, isShown }: FarViewProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paths = useMemo(() => toPaths(drawing, fallen), [drawing, fallen]);
  const whole = useRef<Whole | null>(null);
  const sharp = useRef<Paths | null>(null);
  // Made while nothing else is to do, so that the first move need not wait for it.
  useEffect(() => {
    const made = window.requestIdleCallback(() => {
      if (canvas.current !== null) whole.current = toWhole(whole.current, drawing, paths, canvas.current); // prettier-ignore
    });
    return () => {
      window.cancelIdleCallback(made);
    };
  }, [drawing, paths]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context == null || !isShown) return undefined;
    const density = window.devicePixelRatio;
    const scale = camera.zoom * density;
    fitTo(element, screen.width * density, screen.height * density);
    const paintSharp = (): void => {
      clear(context);
      paint(context, paths, getComputedStyle(element), { ...camera, zoom: scale });
      sharp.current = paths;
    };
    if (sharp.current !== paths && whole.current?.of !== paths) {
      paintSharp();
      return undefined;
    }
    whole.current = toWhole(whole.current, drawing, paths, element);
    clear(context);
    context.drawImage(whole.current.picture, -camera.x * scale, -camera.y * scale, drawing.width * scale, drawing.height * scale); // prettier-ignore
    const timer = window.setTimeout(paintSharp, AT_REST);
    return () => {
      window.clearTimeout(timer);
    };
  }, [drawing, paths, camera, screen, isShown]);
  return <canvas ref={canvas} className="farview" style={screen} hidden={!isShown} aria-hidden="true" />; // prettier-ignore
}

/** Setting a size empties a canvas and takes memory anew, so only where it is another one. */
function fitTo(element: HTMLCanvasElement, width: number, height: number): void {
  const [wide, high] = [Math.round(width), Math.round(height)];
  if (element.width !== wide) element.width = wide;
  if (element.height !== high) element.height = high;
}

function clear(context: CanvasRenderingContext2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

/** The picture of the whole: the one there is where it still is of this drawing in these colours. */
function toWhole(known: Whole | null, drawing: Size, paths: Paths, element: Element): Whole {
  const style = getComputedStyle(element);
  const colours = style.getPropertyValue('--well') + style.getPropertyValue('--ink-3');
  if (known?.of === paths && known.colours === colours) return known;
  return { of: paths, colours, picture: toPicture(drawing, paths, style) };
}

function toPicture(drawing: Size, paths: Paths, style: CSSStyleDeclaration): HTMLCanvasElement {
  const picture = document.createElement('canvas');
  const zoom = toFitZoom(drawing, { width: WHOLE_EDGE, height: WHOLE_EDGE });
  picture.width = Math.ceil(drawing.width * zoom);
  picture.height = Math.ceil(drawing.height * zoom);
  const context = picture.getContext('2d');
  if (context !== null) paint(context, paths, style, { x: 0, y: 0, zoom });
  return picture;
}

/** `camera.zoom`: pixels of the canvas for one of the drawing. */
function paint(
  context: CanvasRenderingContext2D,
  paths: Paths,
  style: CSSStyleDeclaration,
  camera: Camera,
): void {
  const { x, y, zoom } = camera;
  context.setTransform(zoom, 0, 0, zoom, -x * zoom, -y * zoom);
  const hair = window.devicePixelRatio / zoom;
  context.lineWidth = hair;
  context.strokeStyle = style.getPropertyValue('--rule-control');
  context.stroke(paths.lines);
  context.fillStyle = style.getPropertyValue('--well');
  context.fill(paths.plain);
  context.strokeStyle = style.getPropertyValue('--ink-3');
  context.stroke(paths.plain);
  context.fillStyle = style.getPropertyValue('--alarm-wash');
  context.fill(paths.fallen);
  context.strokeStyle = style.getPropertyValue('--alarm');
  context.lineWidth = 1.5 * hair;
  context.stroke(paths.fallen);
}

function toPaths(drawing: Drawing, fallen: ReadonlySet<string>): Paths {
  const [lines, plain, down] = [new Path2D(), new Path2D(), new Path2D()];
  for (const { points } of drawing.lines) {
    if (points.length < 4) continue;
    lines.moveTo(points[0] ?? 0, points[1] ?? 0);
    for (let at = 2; at + 1 < points.length; at += 2) lines.lineTo(points[at] ?? 0, points[at + 1] ?? 0); // prettier-ignore
  }
  for (const { id, kind, x, y, width, height, shape } of drawing.nodes) {
    const path = new Path2D(toOutlinePath(shape, width, height, isAway(kind)));
    (fallen.has(id) ? down : plain).addPath(path, new DOMMatrix([1, 0, 0, 1, x, y]));
  }
  return { lines, plain, fallen: down };
}
