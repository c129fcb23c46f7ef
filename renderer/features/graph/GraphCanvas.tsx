/** The picture: what is near enough is SVG with words, what is far is one canvas. Pans, zooms, selects. */
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, type Ref, useCallback, useEffect, useMemo, useRef, useState, type CSSProperties } from 'react'; // prettier-ignore
import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import { isIn } from '../../../shared/argument/drawing/svg.ts';
import { useCase } from '../../state/case.ts';
import { readStateOf, useReview } from '../../state/review.ts';
import { toPhrases } from '../outline/facts.ts';
import { type Camera, type Rectangle, type Size, toFitZoom, toSeen, WORDS_FROM, zoomAt } from './camera.ts'; // prettier-ignore
import { contains, grow, toCuller } from './cull.ts';
import { toModuleName, toShownWords, toSpokenName } from './describe.ts';
import { AT_REST, FarView } from './FarView.tsx';
import { GraphLine } from './GraphLine.tsx';
import { GraphNode } from './GraphNode.tsx';
import type { GraphLinks } from './moves.ts';

export interface GraphCanvasProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly drawing: Drawing;
  readonly links: GraphLinks;
  readonly camera: Camera;
  readonly screen: Size;
  readonly onCamera: (change: (camera: Camera) => Camera) => void;
  readonly selectedId: string | null;
  readonly fallen: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
  readonly onUnfold: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Above this many elements the canvas draws. */
const MOST_ELEMENTS = 1200;
const WHEEL_STEP = 0.0016;
const DRAG_FROM = 4;
const CURRENT = 'graph-current';

export function GraphCanvas(props: GraphCanvasProps): ReactNode {
  const { drawing, links, camera, screen, selectedId, fallen, failed, onCamera } = props;
  const surface = useRef<HTMLDivElement>(null);
  const culler = useMemo(() => toCuller(drawing), [drawing]);
  const [isZooming, noteZoom] = useZooming();
  const { area, base } = useArea(camera, screen, drawing, isZooming);
  const nodes = useMemo(() => culler.nodesIn(area), [culler, area]);
  const lines = useMemo(() => culler.linesIn(area), [culler, area]);
  const isFar = nodes.length + lines.length > MOST_ELEMENTS;
  const showsWords = base.zoom >= WORDS_FROM;
  const selected = selectedId === null ? undefined : links.nodes.get(selectedId);
  const handlers = useDrag(onCamera, props.onSelect, props.onUnfold);
  useWheel(surface, drawing, screen, onCamera, noteZoom);
  // The same elements until something else is drawn: a camera that moves draws nothing anew.
  const linesDrawn = useMemo(
    () => isFar ? null : <g aria-hidden="true">{lines.map((line) => <GraphLine key={`${line.from} ${line.to} ${line.kind}`} line={line} falls={fallen.has(line.from) && (fallen.has(line.to) || failed.has(line.to))} />)}</g>,
    [isFar, lines, fallen, failed],
  );
  const nodesDrawn = useMemo(() => {
    const near = isFar ? [] : nodes;
    const shown = selected === undefined || near.includes(selected) ? near : [...near, selected];
    return shown.map(({ id }) => <Node key={id} id={id} isSelected={id === selected?.id} {...{ links, fallen, failed, showsWords }} />);
  }, [isFar, nodes, selected, links, fallen, failed, showsWords]);
  return (
    <div
      ref={(element) => {
        surface.current = element;
        if (typeof props.ref === 'function') props.ref(element);
        else if (props.ref != null) props.ref.current = element;
      }}
      className={showsWords ? 'graphcanvas' : 'graphcanvas far'}
      role="application"
      aria-roledescription="graph"
      aria-label={`Argument graph, ${toShownWords(drawing)}. Arrow keys move along relations.`}
      aria-activedescendant={selected === undefined ? undefined : CURRENT}
      tabIndex={0}
      data-keys=""
      data-pane-stop=""
      onKeyDown={props.onKeyDown}
      {...handlers}
    >
      <FarView isShown={isFar || isZooming} {...{ drawing, camera, screen, fallen }} />
      <svg width={screen.width} height={screen.height} style={isZooming ? toRelative(base, camera) : undefined}>
        <g transform={`scale(${String(base.zoom)}) translate(${String(-base.x)} ${String(-base.y)})`}>
          {linesDrawn}
          {nodesDrawn}
        </g>
      </svg>
    </div>
  );
} // prettier-ignore

interface NodeProps extends Pick<GraphCanvasProps, 'links' | 'fallen' | 'failed'> {
  readonly id: string;
  readonly isSelected: boolean;
  readonly showsWords: boolean;
}

const Node = memo(function Node({ id, isSelected, links, fallen, failed, showsWords }: NodeProps): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const index = useCase((state) => state.index);
  const view = useReview((state) => state.view);
  const read = useReview((state) => readStateOf(state, 'node', id));
  const node = index.nodes.get(id);
  const phrases = useMemo(() => {
    if (node === undefined || safetyCase === null || !showsWords) return [];
    return toPhrases(node, { subject: safetyCase.subject, index, view });
  }, [node, safetyCase, index, view, showsWords]);
  const drawn = links.nodes.get(id);
  const spoken = useMemo(
    () => {
      if (!isSelected || drawn === undefined) return null;
      const name = node === undefined ? toModuleName(drawn, links) : toSpokenName(node, phrases, read, links);
      return { id: CURRENT, name };
    },
    [isSelected, node, drawn, phrases, read, links],
  );
  if (drawn === undefined) return null;
  const isLoadBearing = view !== null && Object.hasOwn(view.structure.loadBearing, id);
  const fall = failed.has(id) ? 'failed' : isIn(drawn, fallen) ? 'fallen' : null;
  return <GraphNode node={drawn} phrases={phrases} {...{ isSelected, isLoadBearing, fall, showsWords, spoken }} />;
}); // prettier-ignore

interface DrawnArea {
  /** The stretch that is drawn: larger than what is seen, and only another one when that is left. */
  readonly area: Rectangle;
  /** The camera that it is drawn for. */
  readonly base: Camera;
}

/** While a hand zooms, what is drawn stays as it is and is only scaled; the far view stands behind it. */
function useArea(camera: Camera, screen: Size, drawing: Drawing, isZooming: boolean): DrawnArea {
  const seen = toSeen(camera, screen);
  const [drawn, setDrawn] = useState(() => ({ area: grow(seen, 0.3), base: camera, drawing }));
  if (isZooming && drawn.drawing === drawing) return drawn;
  const isThere = drawn.drawing === drawing && contains(drawn.area, seen);
  // After zooming in much the stretch would hold far more than is seen.
  const isTight = drawn.area.width < seen.width * 6;
  if (isThere && isTight && drawn.base === camera) return drawn;
  const next = { area: isThere && isTight ? drawn.area : grow(seen, 0.3), base: camera, drawing };
  setDrawn(next);
  return next;
}

/** What was drawn for one camera as another one sees it. */
function toRelative(base: Camera, camera: Camera): CSSProperties {
  const [x, y] = [(base.x - camera.x) * camera.zoom, (base.y - camera.y) * camera.zoom];
  const scale = camera.zoom / base.zoom;
  return { transform: `translate(${String(x)}px, ${String(y)}px) scale(${String(scale)})`, transformOrigin: '0 0', willChange: 'transform' };
} // prettier-ignore

/** True from a turn of the wheel that zooms until the hand has rested. */
function useZooming(): readonly [boolean, () => void] {
  const [isZooming, setZooming] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => { window.clearTimeout(timer.current); }, []);
  const note = useCallback(() => {
    setZooming(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { setZooming(false); }, AT_REST);
  }, []);
  return [isZooming, note];
} // prettier-ignore

type Move = GraphCanvasProps['onCamera'];

/** A press selects, a drag moves the picture. */
function useDrag(onCamera: Move, onSelect: (id: string) => void, onUnfold: (id: string) => void): {
  readonly onPointerDown: (event: PointerEvent<HTMLDivElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLDivElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLDivElement>) => void;
} {
  const drag = useRef<{ x: number; y: number; target: Element; isMoving: boolean } | null>(null);
  return {
    onPointerDown: (event) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return;
      drag.current = { x: event.clientX, y: event.clientY, target: event.target, isMoving: false };
    },
    onPointerMove: (event) => {
      const from = drag.current;
      if (from === null) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.isMoving && Math.hypot(dx, dy) < DRAG_FROM) return;
      if (!from.isMoving) event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { ...from, x: event.clientX, y: event.clientY, isMoving: true };
      onCamera((camera) => ({ ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom }));
    },
    onPointerUp: () => {
      const from = drag.current;
      drag.current = null;
      if (from === null || from.isMoving) return;
      const fold = from.target.closest('[data-fold]')?.getAttribute('data-fold') ?? null;
      const id = from.target.closest('[data-node]')?.getAttribute('data-node') ?? null;
      if (fold !== null) onUnfold(fold);
      else if (id !== null) onSelect(id);
    },
  };
} // prettier-ignore

/** The wheel moves, with Ctrl (or a pinch) it zooms. React listens passively, so this listens itself. */
function useWheel(surface: { readonly current: HTMLDivElement | null }, drawing: Size, screen: Size, onCamera: Move, noteZoom: () => void): void {
  const latest = useRef({ drawing, screen, onCamera });
  useEffect(() => {
    latest.current = { drawing, screen, onCamera };
  });
  useEffect(() => {
    const element = surface.current;
    if (element === null) return undefined;
    const handle = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      const { drawing: whole, screen: size, onCamera: move } = latest.current;
      if (event.ctrlKey) {
        noteZoom();
        move((camera) => zoomAt(camera, Math.exp(-event.deltaY * WHEEL_STEP), point, toFitZoom(whole, size)));
      } else {
        const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
        move((camera) => ({ ...camera, x: camera.x + dx / camera.zoom, y: camera.y + dy / camera.zoom }));
      }
    };
    element.addEventListener('wheel', handle, { passive: false });
    return () => {
      element.removeEventListener('wheel', handle);
    };
  }, [surface, noteZoom]);
} // prettier-ignore
