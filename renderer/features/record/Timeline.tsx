import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { toClockWords, toHexGroups } from '../../../shared/review/words.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { toStep } from './step.ts';
import { toRowKey } from './LogScreen.tsx';
import type { TimelineDay, TimelineRow } from './timeline.ts';

interface TimelineProps {
  readonly days: readonly TimelineDay[];
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
}

/** Entries by day. J and K or the arrow keys move; the chosen entry stands beside the list. */
export function Timeline({ days, selected, onSelect }: TimelineProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  function step(event: KeyboardEvent): void {
    const by = toStep(event.key);
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || root.current === null) return;
    const buttons = [...root.current.querySelectorAll<HTMLButtonElement>('button.entry')];
    const at = buttons.findIndex((button) => button.dataset['key'] === selected);
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + by))];
    if (next?.dataset['key'] === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next.dataset['key']);
    next.focus();
  }
  return (
    <div ref={root} onKeyDown={step}>
      {days.map(({ day, rows }) => (
        <section key={day} aria-label={day}>
          <h3 className="day">{day}</h3>
          <ol className="ent">{rows.map((row) => <Entry key={toRowKey(row)} row={row} isSelected={toRowKey(row) === selected} onSelect={onSelect} />)}</ol>
        </section>
      ))}
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
    <li>
      <button type="button" className="entry" data-key={key} aria-pressed={isSelected} aria-controls="entry-detail" onClick={() => onSelect(key)}>
        <span className="mono q num sq">{entry.seq}</span>
        <time className="q2 num" dateTime={entry.time}>{toClockWords(entry.time)}</time>
        <span className={`st ${TONES[row.tone]}`}><Icon name={ICONS[row.tone]} />{row.words}</span>
        <span className="tx">{row.actor === null ? null : <b>{row.actor}{row.text === '' ? '' : ':'}</b>} {row.text}</span>
        <span className="mono q dg">{entry.record === null ? '' : toHexGroups(entry.record.slice(0, 12))}</span>
      </button>
    </li>
  );
} // prettier-ignore
