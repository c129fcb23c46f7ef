import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'; // prettier-ignore
import { toClockWords, toHexGroups } from '../../../shared/review/words.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { useReview } from '../../state/review.ts';
import { toStep } from './step.ts';
import { toRowKey, type TimelineDay, type TimelineRow } from './timeline.ts';

interface TimelineProps {
  readonly days: readonly TimelineDay[];
  /** What scrolls around the list. */
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
}

/** A line of the list: the name of a day, or an entry of it. */
type Line = string | TimelineRow;

function toLines(days: readonly TimelineDay[]): readonly Line[] {
  return days.flatMap(({ day, rows }) => [day, ...rows]);
}

/** Lines beyond the ones in sight that are drawn: short logs are in the page whole. */
const OVERSCAN = 40;

/**
 * Entries by day. J and K or the arrow keys move; the chosen entry stands beside the list. Only what is in
 * sight is drawn, since a log of years has a hundred thousand entries.
 */
export function Timeline({ days, scroll, selected, onSelect }: TimelineProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const lines = useMemo(() => toLines(days), [days]);
  const entries = useMemo(() => lines.filter((line) => typeof line !== 'string'), [lines]);
  const at = useMemo(() => lines.findIndex((line) => typeof line !== 'string' && toRowKey(line) === selected), [lines, selected]);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(root.current?.offsetTop ?? 0), [lines]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 38,
    scrollMargin: top,
    overscan: OVERSCAN,
    getItemKey: (index) => { const line = lines[index] ?? ''; return typeof line === 'string' ? line : toRowKey(line); },
    // The chosen entry keeps the focus wherever the list is scrolled to.
    rangeExtractor: (range) => at < 0 ? defaultRangeExtractor(range) : [...new Set([...defaultRangeExtractor(range), at])].sort((a, b) => a - b),
  });

  function step(event: KeyboardEvent): void {
    const by = toStep(event.key);
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const position = entries.findIndex((row) => toRowKey(row) === selected);
    const next = entries[Math.min(entries.length - 1, Math.max(0, position + by))];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    takesFocus.current = true;
    onSelect(toRowKey(next));
  }

  const { scrollToIndex } = virtual;
  useLayoutEffect(() => {
    if (!takesFocus.current || at < 0) return;
    takesFocus.current = false;
    scrollToIndex(at, { align: 'auto' });
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('button.entry[aria-pressed="true"]')?.focus({ preventScroll: true }));
  }, [at, scrollToIndex]);

  return (
    <div ref={root} className="ent" role="list" aria-label="Entries, newest first" onKeyDown={step} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const line = lines[item.index];
        if (line === undefined) return null;
        return (
          <div key={item.key} role="listitem" className="line" aria-setsize={lines.length} aria-posinset={item.index + 1} data-index={item.index} ref={virtual.measureElement} style={{ transform: `translateY(${String(item.start - top)}px)` }}>
            {typeof line === 'string' ? <h3 className="day">{line}</h3> : <Entry row={line} isSelected={item.index === at} onSelect={onSelect} />}
          </div>
        );
      })}
    </div>
  );
} // prettier-ignore

const ICONS: Readonly<Record<TimelineRow['tone'], IconName>> = {
  alarm: 'sustained',
  care: 'warning',
  signed: 'sealed',
  event: 'bar',
};
const TONES: Readonly<Record<TimelineRow['tone'], string>> = {
  alarm: 'alarm',
  care: 'care',
  signed: '',
  event: 'q',
};

interface EntryProps {
  readonly row: TimelineRow;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}

function Entry({ row, isSelected, onSelect }: EntryProps): ReactNode {
  const { entry } = row;
  const key = toRowKey(row);
  return (
    <button type="button" className="entry" data-key={key} aria-pressed={isSelected} aria-controls="entry-detail" onClick={() => onSelect(key)}>
      <span className="mono q num sq">{entry.seq}</span>
      <time className="q2 num" dateTime={entry.time}>{toClockWords(entry.time)}</time>
      <span className={`st ${TONES[row.tone]}`}><Icon name={ICONS[row.tone]} />{row.words}</span>
      <span className="tx"><LogOf origin={entry.origin} />{row.actor === null ? null : <b>{row.actor}{row.text === '' ? '' : ':'}</b>} {row.text}</span>
      <span className="mono q dg">{entry.record === null ? '' : toHexGroups(entry.record.slice(0, 12))}</span>
    </button>
  );
} // prettier-ignore

/** Whose log an entry stands in, where it is not one of this seat. */
function LogOf({ origin }: { readonly origin: string }): ReactNode {
  const peer = useReview((state) => state.view?.peers.find((one) => one.origin === origin));
  if (peer === undefined) return null;
  return <span className="q2">{peer.person === null ? 'Another seat' : `Seat of ${peer.person.printedName}`}. </span>;
} // prettier-ignore
