import type { HeadView, SeatPerson } from '../../../shared/review/peer-view.ts';
import { LINE_WORDS, toCount, toTimeWords } from '../../../shared/review/words.ts';

/** "Y. Tanaka, stress-tester, second line"; a seat that the roster does not name has no name here. */
export function toSeatWords(person: SeatPerson): string {
  return person === null
    ? 'Seat not in your roster'
    : `${person.printedName}, ${person.role}, ${LINE_WORDS[person.line]}`;
}

export function toEntriesWords(known: number, size: number): string {
  const fresh = Math.max(0, size - known);
  if (fresh === 0) return 'nothing new';
  return known === 0 ? toCount(size, 'entry', 'entries') : `${toCount(fresh, 'new entry', 'new entries')}, ${toCount(size, 'entry', 'entries')} in all`; // prettier-ignore
}

/** "12 entries, the last on 20 November 2026, 10:04 UTC". */
export function toHeadWords(head: HeadView): string {
  const last = head.lastTime === null ? '' : `, the last at ${toTimeWords(head.lastTime)}`;
  return `${toCount(head.size, 'entry', 'entries')}${last}`;
}

/** The last part of an origin: what tells logs apart at a glance. */
export function toShortOrigin(origin: string): string {
  return origin.slice(origin.lastIndexOf('/') + 1).slice(0, 8);
}

export const SCOPE_WORDS: Readonly<Record<'case' | 'seat', string>> = {
  case: 'this case',
  seat: 'roster and policy',
};
