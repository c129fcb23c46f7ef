/** The camera of the graph: it keeps in sight what is selected and what stays when folds change. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import {
  anchor,
  type Camera,
  fit,
  resize,
  show,
  type Size,
  toFirst,
  toFitZoom,
  zoomAt,
} from './camera.ts';
import type { GraphLinks } from './moves.ts';

export interface CameraState {
  readonly camera: Camera;
  readonly screen: Size;
  readonly move: (change: (camera: Camera) => Camera) => void;
  readonly zoom: (factor: number) => void;
  readonly fitAll: () => void;
}

export function useCamera(
  frame: RefObject<HTMLElement | null>,
  drawing: Drawing | null,
  links: GraphLinks | null,
  selectedId: string | null,
  focus: string | null,
): CameraState {
  const screen = useSize(frame);
  const [camera, setCamera] = useState<Camera>({ x: 0, y: 0, zoom: 1 });
  const before = useRef<{ links: GraphLinks | null; focus: string | null }>({ links: null, focus: null }); // prettier-ignore
  const shown = useRef<string | null>(null);
  const hasSize = screen.width > 0;
  // Only a new drawing is a reason to look elsewhere; the rest is read when that happens.
  const current = useRef({ selectedId, focus, screen });
  useLayoutEffect(() => {
    current.current = { selectedId, focus, screen };
  });
  useLayoutEffect(() => {
    if (drawing === null || links === null || !hasSize) return;
    const { selectedId: selected, focus: inFocus, screen: size } = current.current;
    const previous = before.current;
    before.current = { links, focus: inFocus };
    const id = selected ?? drawing.roots[0] ?? '';
    const [was, is] = [previous.links?.nodes.get(id), links.nodes.get(id)];
    if (previous.links === null || previous.focus !== inFocus)
      setCamera(toFirst(drawing, size, is ?? null));
    else if (was !== undefined && is !== undefined) setCamera((now) => anchor(now, was, is));
    else if (is !== undefined) setCamera((now) => show(now, is, size));
    shown.current = selected;
  }, [drawing, links, hasSize]);
  useEffect(() => {
    if (selectedId === null || shown.current === selectedId || !hasSize) return;
    const node = links?.nodes.get(selectedId);
    if (node === undefined) return;
    shown.current = selectedId;
    setCamera((now) => show(now, node, screen));
  }, [selectedId, links, screen, hasSize]);
  // A narrower window would cut off what one is at.
  const lastScreen = useRef(screen);
  useLayoutEffect(() => {
    const was = lastScreen.current;
    lastScreen.current = screen;
    const node = links?.nodes.get(current.current.selectedId ?? '');
    if (was !== screen && was.width > 0 && node !== undefined)
      setCamera((now) => resize(now, node, was, screen));
  }, [screen, links]);
  const zoom = useCallback(
    (factor: number) => {
      const middle = { x: screen.width / 2, y: screen.height / 2 };
      const smallest = drawing === null ? 1 : toFitZoom(drawing, screen);
      setCamera((now) => zoomAt(now, factor, middle, smallest));
    },
    [drawing, screen],
  );
  const fitAll = useCallback(() => {
    if (drawing !== null) setCamera(fit(drawing, screen));
  }, [drawing, screen]);
  return { camera, screen, move: setCamera, zoom, fitAll };
}

function useSize(frame: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [frame]);
  return size;
}
