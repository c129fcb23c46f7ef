import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: IconName;
  readonly keys?: string;
}

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly segments: readonly Segment<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One choice of a few, side by side. One tab stop; arrow keys move and choose, as in every radio group. */
export function Segments<T extends string>({
  label,
  segments,
  value,
  onChange,
}: SegmentsProps<T>): ReactNode {
  const group = useRef<HTMLDivElement>(null);
  const chosen = segments.findIndex((segment) => segment.value === value);
  function step(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (Math.max(0, chosen) + by + segments.length) % segments.length;
    const segment = segments[next];
    if (segment === undefined) return;
    onChange(segment.value);
    group.current?.querySelectorAll('button')[next]?.focus();
  }
  return (
    <div className="seg" role="radiogroup" aria-label={label} ref={group} onKeyDown={step}>
      {segments.map((segment, index) => (
        <button
          key={segment.value}
          type="button"
          role="radio"
          className="r"
          aria-checked={segment.value === value}
          tabIndex={index === Math.max(0, chosen) ? 0 : -1}
          onClick={() => onChange(segment.value)}
        >
          {segment.icon === undefined ? null : <Icon name={segment.icon} />}
          {segment.label}
          {segment.keys === undefined ? null : <kbd>{segment.keys}</kbd>}
        </button>
      ))}
    </div>
  );
}
