/** A virtual list of rows that the keyboard goes through: arrows, pages, ends; one tab stop. */
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useCommands } from '../shortcuts/commands.ts';

export interface Rows {
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly list: Virtualizer<HTMLDivElement, Element>;
  /** Index of the row that the tab key reaches. */
  readonly stop: number;
  readonly go: (index: number) => void;
  /** True when the key moved; it is used up then. */
  readonly moveBy: (event: KeyboardEvent) => boolean;
}

export interface RowsOptions {
  readonly count: number;
  /** Index of the chosen row; -1 for none. */
  readonly at: number;
  /** In pixels. */
  readonly heightOf: (index: number) => number;
  readonly keyOf: (index: number) => string | number;
  readonly choose: (index: number) => void;
}

export function useRows({ count, at, heightOf, keyOf, choose }: RowsOptions): Rows {
  const scroll = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const stop = Math.max(0, at);
  const list = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: heightOf,
    overscan: 8,
    // The head stands over the first row.
    scrollPaddingEnd: 33,
    getItemKey: keyOf,
  });
  const scrollTo = list.scrollToIndex;
  useEffect(() => {
    if (at < 0) return;
    scrollTo(at, { align: 'auto' });
    if (!takesFocus.current) return;
    takesFocus.current = false;
    requestAnimationFrame(() => {
      scroll.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true });
    });
  }, [at, scrollTo]);
  function go(index: number): void {
    if (count === 0) return;
    takesFocus.current = true;
    choose(Math.max(0, Math.min(count - 1, index)));
  }
  function moveBy(event: KeyboardEvent): boolean {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / heightOf(stop)) - 2);
    const to = { ArrowDown: at + 1, ArrowUp: stop - 1, PageDown: stop + page, PageUp: stop - page, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return false;
    go(to);
    event.preventDefault();
    return true;
  }
  useCommands({ 'next-item': () => { go(at + 1); }, 'previous-item': () => { go(stop - 1); } });
  return { scroll, list, stop, go, moveBy };
} // prettier-ignore

/** True for a key that a row may take: no modifier, and the row itself has the focus. */
export function isRowKey(event: KeyboardEvent): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  return event.target instanceof HTMLElement && event.target.matches('[role="row"][tabindex]');
}
