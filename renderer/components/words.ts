/** Dates, digests and counts as they stand on screen. */

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const; // prettier-ignore

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
  const day = `${String(then.getDate())} ${toMonth(then.getMonth()).slice(0, 3)}`;
  return then.getFullYear() === now.getFullYear() ? day : `${day} ${String(then.getFullYear())}`;
}

/** "13 July 2026" of an ISO date; the text itself where it is none. */
export function toDate(isoDate: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(isoDate);
  const month = match === null ? undefined : MONTHS[Number(match[2]) - 1];
  if (match === null || month === undefined) return isoDate;
  return `${String(Number(match[3]))} ${month} ${String(match[1])}`;
}

/** "14:02" in the time of this computer. */
export function toClock(then: Date): string {
  return `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`;
}

/** "1 challenge", "2 challenges". */
export function toCount(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** "G1", "G1 and G2", "G1, G2 and G3". */
export function toList(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${String(items.at(-1))}`;
}

/** "604 bytes", "12.4 kB", "3.1 MB". */
export function toSize(bytes: number): string {
  if (bytes < 10_000) return toCount(bytes, 'byte');
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function toMonth(index: number): string {
  return MONTHS[index] ?? '';
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
