/** Widths of the side panes. The reader keeps room for its measure, so that text is never squeezed. */
import { useEffect, useState } from 'react';

const DEFAULTS = {
  wide: { outline: 372, inspector: 352 },
  narrow: { outline: 316, inspector: 308 },
} as const;
const NARROW_BELOW = 1300;
const SMALLEST = 220;
const SMALLEST_READER = 420;

export interface PaneWidths {
  readonly outline: number;
  readonly inspector: number;
  readonly limits: Readonly<
    Record<'outline' | 'inspector', { readonly min: number; readonly max: number }>
  >;
  readonly setOutline: (width: number) => void;
  readonly setInspector: (width: number) => void;
  readonly reset: () => void;
}

// Kept while the program runs, over changes of section and case.
let chosen: { outline: number | null; inspector: number | null } = {
  outline: null,
  inspector: null,
};

export function usePaneWidths(): PaneWidths {
  const [window_, setWindow] = useState(() => window.innerWidth);
  const [, setVersion] = useState(0);
  useEffect(() => {
    const measure = (): void => setWindow(window.innerWidth);
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('resize', measure);
    };
  }, []);
  const defaults = window_ < NARROW_BELOW ? DEFAULTS.narrow : DEFAULTS.wide;
  const outline = chosen.outline ?? defaults.outline;
  const inspector = chosen.inspector ?? defaults.inspector;
  const room = (other: number): number => Math.max(SMALLEST, window_ - other - SMALLEST_READER);
  const change = (next: Partial<typeof chosen>): void => {
    chosen = { ...chosen, ...next };
    setVersion((before) => before + 1);
  };
  return {
    outline: Math.min(outline, room(inspector)),
    inspector: Math.min(inspector, room(outline)),
    limits: {
      outline: { min: SMALLEST, max: room(inspector) },
      inspector: { min: SMALLEST, max: room(outline) },
    },
    setOutline: (width) => change({ outline: width }),
    setInspector: (width) => change({ inspector: width }),
    reset: () => change({ outline: null, inspector: null }),
  };
}
