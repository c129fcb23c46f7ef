/**
 * Times of this computer, digests in rows and sizes, as they stand on screen. Counts, lists and dates are
 * those of the records: `shared/review/words.ts`.
 */
import { toCount } from '../../shared/review/words.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const; // prettier-ignore

/** Three groups of four, for rows: "3027 4e02 7eb1". */
export function toShortDigest(hex: string): string {
  return toGroups(hex).slice(0, 3).join(' ');
}

/** All groups of four of a digest or key fingerprint. */
export function toGroups(hex: string): readonly string[] {
  return hex.match(/.{1,4}/g) ?? [];
}

/** "today, 13:20", "yesterday, 18:02", "28 Oct", "28 Oct 2025"; in the time of this computer. */
export function toWhen(iso: string, now: Date): string {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return iso;
  const days = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (days === 0) return `today, ${toClock(then)}`;
  if (days === 1) return `yesterday, ${toClock(then)}`;
  const day = `${String(then.getDate())} ${MONTHS[then.getMonth()] ?? ''}`;
  return then.getFullYear() === now.getFullYear() ? day : `${day} ${String(then.getFullYear())}`;
}

/** "14:02" in the time of this computer. */
export function toClock(then: Date): string {
  return `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`;
}

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** "604 bytes", "12.4 kB", "3.1 MB". */
export function toSize(bytes: number): string {
  if (bytes < 10_000) return toCount(bytes, 'byte');
  const step = UNITS.findIndex((_unit, at) => bytes < 999.95 * 1000 ** (at + 1));
  const at = step < 0 ? UNITS.length - 1 : step;
  return `${(bytes / 1000 ** (at + 1)).toFixed(1)} ${UNITS[at] ?? ''}`;
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
