/** Where one is in the whole. For the eye only: everything in it is also in the outline. */
import { type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import type { Rectangle } from './camera.ts';

interface MinimapProps {
  readonly drawing: Drawing;
  readonly seen: Rectangle;
  readonly fallen: ReadonlySet<string>;
  readonly onGo: (x: number, y: number) => void;
}

const WIDTH = 168;
const HEIGHT = 84;
const SMALLEST_MARK = 1;

export function Minimap({ drawing, seen, fallen, onGo }: MinimapProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = Math.min(WIDTH / drawing.width, HEIGHT / drawing.height);
  const [left, top] = [(WIDTH - drawing.width * scale) / 2, (HEIGHT - drawing.height * scale) / 2];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (canvas.current === null || context == null) return;
    const density = window.devicePixelRatio;
    canvas.current.width = WIDTH * density;
    canvas.current.height = HEIGHT * density;
    const style = getComputedStyle(canvas.current);
    context.setTransform(density, 0, 0, density, 0, 0);
    const [plain, alarm] = [style.getPropertyValue('--ink-3'), style.getPropertyValue('--alarm')];
    for (const node of drawing.nodes) {
      context.fillStyle = fallen.has(node.id) ? alarm : plain;
      context.fillRect(left + node.x * scale, top + node.y * scale, Math.max(SMALLEST_MARK, node.width * scale), Math.max(SMALLEST_MARK, node.height * scale));
    }
  }, [drawing, fallen, scale, left, top]);
  function go(event: PointerEvent): void {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    onGo((event.clientX - box.left - left) / scale, (event.clientY - box.top - top) / scale);
  }
  const clip = (value: number, most: number): number => Math.max(0, Math.min(most, value));
  const [x0, y0] = [clip(left + seen.x * scale, WIDTH), clip(top + seen.y * scale, HEIGHT)];
  const [x1, y1] = [clip(left + (seen.x + seen.width) * scale, WIDTH), clip(top + (seen.y + seen.height) * scale, HEIGHT)];
  return (
    <div className="minimap" aria-hidden="true" onPointerDown={go} onPointerMove={go}>
      <canvas ref={canvas} style={{ width: WIDTH, height: HEIGHT }} />
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}>
        <rect x={x0} y={y0} width={Math.max(3, x1 - x0)} height={Math.max(3, y1 - y0)} />
      </svg>
    </div>
  );
} // prettier-ignore
