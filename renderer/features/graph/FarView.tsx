/** Thousands of nodes at once, too small for words: shapes and lines on one canvas. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import { isAway, toOutlinePath } from '../../../shared/argument/drawing/shapes.ts';
import type { Camera, Size } from './camera.ts';

interface FarViewProps {
  readonly drawing: Drawing;
  readonly camera: Camera;
  readonly screen: Size;
  readonly fallen: ReadonlySet<string>;
}

interface Paths {
  readonly lines: Path2D;
  readonly plain: Path2D;
  readonly fallen: Path2D;
}

export function FarView({ drawing, camera, screen, fallen }: FarViewProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paths = useMemo(() => toPaths(drawing, fallen), [drawing, fallen]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context == null) return;
    const density = window.devicePixelRatio;
    element.width = screen.width * density;
    element.height = screen.height * density;
    const style = getComputedStyle(element);
    const scale = camera.zoom * density;
    context.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale);
    const hair = 1 / camera.zoom;
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
  }, [paths, camera, screen]);
  return <canvas ref={canvas} className="farview" style={screen} aria-hidden="true" />;
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
