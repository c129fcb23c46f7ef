/** Tabs with a roving tab stop: arrows move and choose, Home and End go to the ends. */
import { type KeyboardEvent, type ReactNode, useId } from 'react';

export interface Tab<K extends string> {
  readonly key: K;
  readonly label: string;
  readonly count?: number;
}

export interface TabsProps<K extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<K>[];
  readonly selected: K;
  readonly onSelect: (key: K) => void;
  /** Id of the panel that the tabs switch. */
  readonly controls: string;
}

export function Tabs<K extends string>({
  label,
  tabs,
  selected,
  onSelect,
  controls,
}: TabsProps<K>): ReactNode {
  const prefix = useId();
  function handleKey(event: KeyboardEvent<HTMLDivElement>): void {
    const at = tabs.findIndex((one) => one.key === selected);
    const to = nextTab(event.key, at, tabs.length);
    const next = to === null ? undefined : tabs[to];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.key);
    document.getElementById(`${prefix}-${next.key}`)?.focus();
  }
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={handleKey}>
      {tabs.map((one) => (
        <button
          key={one.key}
          id={`${prefix}-${one.key}`}
          type="button"
          role="tab"
          aria-selected={one.key === selected}
          aria-controls={controls}
          tabIndex={one.key === selected ? 0 : -1}
          onClick={() => {
            onSelect(one.key);
          }}
        >
          {one.label}
          {one.count !== undefined && <span className="n num"> {one.count}</span>}
        </button>
      ))}
    </div>
  );
}

function nextTab(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
