/** The edge between two panes: drag it, or move it with the arrow keys. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';

export interface SplitterProps {
  readonly label: string;
  /** Id of the pane whose width it sets. */
  readonly controls: string;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** The pane lies after the splitter, so that moving right makes it narrower. */
  readonly isAfter?: boolean;
  readonly onChange: (width: number) => void;
  readonly onReset: () => void;
}

const STEP = 16;

export function Splitter(props: SplitterProps): ReactNode {
  const { label, controls, width, min, max, isAfter = false, onChange, onReset } = props;
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const direction = isAfter ? -1 : 1;
  const set = (next: number): void => {
    onChange(Math.round(Math.min(max, Math.max(min, next))));
  };
  function handleKey(event: KeyboardEvent): void {
    const next = {
      ArrowLeft: width - STEP * direction,
      ArrowRight: width + STEP * direction,
      Home: min,
      End: max,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    set(next);
  }
  function handleDown(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width };
  }
  function handleMove(event: PointerEvent): void {
    if (drag.current !== null)
      set(drag.current.width + (event.clientX - drag.current.x) * direction);
  }
  function handleUp(): void {
    drag.current = null;
  }
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onKeyDown={handleKey}
      onPointerDown={handleDown}
      onPointerMove={handleMove}
      onPointerUp={handleUp}
      onPointerCancel={handleUp}
      onDoubleClick={onReset}
    />
  );
}
