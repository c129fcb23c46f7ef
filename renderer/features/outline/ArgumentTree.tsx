/**
 * The argument as an ARIA tree. Rows are virtual, so level, size of the set and position are said on each
 * row; there is one tab stop, which moves.
 */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import { markReviewed, select, useReading } from '../../state/reading.ts';
import { openChallenges, readStateOf, useReview } from '../../state/review.ts';
import { useCommands } from '../shortcuts/commands.ts';
import { ArgumentRow } from './ArgumentRow.tsx';
import { type Entry, toHiddenCounts } from './tree.ts';
import { toTreeMove, toTypedRow } from './tree-keys.ts';
import { useOutline } from './use-outline.ts';
import { useTyping } from './use-typing.ts';

export interface ArgumentTreeProps {
  readonly safetyCase: SafetyCase;
  readonly showsBounds: boolean;
}

const ESTIMATED_ROW = 58;

export function ArgumentTree({ safetyCase, showsBounds }: ArgumentTreeProps): ReactNode {
  const index = useCase((state) => state.index);
  const review = useReview();
  const selectedId = useReading((state) => (state.selection?.kind === 'node' ? state.selection.id : null));
  const { entries, visible, expanded, setExpanded } = useOutline(safetyCase, selectedId, showsBounds);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const latestKey = useRef<string | null>(null);

  const counts = useMemo(() => {
    const open = new Map<string, number>();
    for (const one of openChallenges(review.view)) open.set(one.target.id, (open.get(one.target.id) ?? 0) + 1);
    return toHiddenCounts(
      entries,
      (id) => readStateOf(review, 'node', id) === 'unread',
      (id) => open.get(id) ?? 0,
    );
  }, [entries, review]);

  const keyed = focusedKey ?? selectedId;
  const foundAt = entries.findIndex((one) => one.key === keyed);
  const at = visible.includes(foundAt) ? foundAt : (visible[0] ?? 0);
  const atRow = visible.indexOf(at);

  const rows = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ESTIMATED_ROW,
    getItemKey: (row) => entries[visible[row] ?? -1]?.key ?? row,
    overscan: 10,
    // The focused row stays in the page, or the focus would fall to the window when it scrolls away.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const shown = defaultRangeExtractor(range);
        return atRow < 0 || shown.includes(atRow) ? shown : [...shown, atRow].sort((left, right) => left - right);
      },
      [atRow],
    ),
  });

  useEffect(() => {
    if (selectedId === null) return;
    if (latestKey.current !== selectedId && hasFocus(scroll.current)) takesFocus.current = true;
    setFocusedKey(selectedId);
  }, [selectedId]);
  useEffect(() => {
    latestKey.current = focusedKey;
  }, [focusedKey]);

  const scrollTo = rows.scrollToIndex;
  useEffect(() => {
    if (atRow < 0) return;
    scrollTo(atRow, { align: 'auto' });
    // A row that is still folded away is waited for.
    if (entries[at]?.key !== keyed) return;
    if (takesFocus.current) focusRow(scroll.current, keyed);
    takesFocus.current = false;
  }, [at, atRow, entries, keyed, scrollTo]);

  function focusAt(next: number): void {
    takesFocus.current = true;
    setFocusedKey(entries[next]?.key ?? null);
  }

  function open(entry: Entry): void {
    if (!index.nodes.has(entry.id)) return;
    if (entry.isReference) takesFocus.current = true;
    setFocusedKey(entry.id);
    select({ kind: 'node', id: entry.id });
  }

  const type = useTyping((typed) => {
    const found = toTypedRow(typed, { entries, visible, expanded, at }, (entry) => [
      entry.id,
      index.nodes.get(entry.id)?.text ?? '',
    ]);
    if (found !== null) focusAt(found);
  });

  function handleKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = toTreeMove(event.key, { entries, visible, expanded, at });
    const entry = entries[at];
    if (move === null || entry === undefined) {
      if (type(event)) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (move.kind === 'focus') focusAt(move.index);
    else if (move.kind === 'expand') setExpanded((before) => new Set([...before, ...move.keys]));
    else if (move.kind === 'collapse') {
      const gone = new Set(move.keys);
      setExpanded((before) => new Set([...before].filter((key) => !gone.has(key))));
    }
    else if (move.kind === 'open') open(entry);
    else void markReviewed('node', entry.id);
  }

  function step(by: 1 | -1): void {
    const next = entries[visible[atRow + by] ?? -1];
    if (next === undefined) return;
    takesFocus.current = hasFocus(scroll.current);
    open(next);
  }
  useCommands({ 'next-item': () => { step(1); }, 'previous-item': () => { step(-1); } });

  function toggle(entry: Entry): void {
    setExpanded((before) => {
      const after = new Set(before);
      if (!after.delete(entry.key)) after.add(entry.key);
      return after;
    });
  }

  return (
    <div className="scroll" ref={scroll}>
      <div
        className="tree"
        role="tree"
        aria-label="Argument"
        data-keys=""
        style={{ height: rows.getTotalSize() }}
        onKeyDown={handleKey}
      >
        {rows.getVirtualItems().map((item) => {
          const entryIndex = visible[item.index] ?? -1;
          const entry = entries[entryIndex];
          if (entry === undefined) return null;
          return (
            <ArgumentRow
              key={item.key}
              ref={rows.measureElement}
              row={item.index}
              top={item.start}
              entry={entry}
              isExpandable={entry.end > entryIndex + 1}
              isExpanded={expanded.has(entry.key)}
              isSelected={!entry.isReference && entry.id === selectedId}
              isStop={entryIndex === at}
              hidden={counts(entryIndex)}
              onOpen={open}
              onToggle={toggle}
            />
          );
        })}
      </div>
    </div>
  );
} // prettier-ignore

/** Whoever goes on with a key stays in the tree: the focus goes along. */
function hasFocus(scroll: HTMLElement | null): boolean {
  return scroll?.contains(document.activeElement) === true;
}

function focusRow(scroll: HTMLElement | null, key: string | undefined): void {
  if (scroll === null || key === undefined) return;
  // The row may be drawn only after the list has scrolled to it.
  requestAnimationFrame(() => {
    scroll
      .querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
      ?.focus({ preventScroll: true });
  });
}
