import { expect, it } from 'vitest';
import {
  toCount,
  toDate,
  toGroups,
  toList,
  toShortDigest,
  toSize,
  toWhen,
} from '../../../renderer/components/words.ts';

const now = new Date(2026, 10, 9, 18, 0);
const local = (...parts: [number, number, number, number, number]) =>
  new Date(...parts).toISOString();

it('says when in words that get shorter with distance', () => {
  expect(toWhen(local(2026, 10, 9, 13, 20), now)).toBe('today, 13:20');
  expect(toWhen(local(2026, 10, 8, 23, 59), now)).toBe('yesterday, 23:59');
  expect(toWhen(local(2026, 9, 2, 8, 0), now)).toBe('2 Oct');
  expect(toWhen(local(2025, 9, 2, 8, 0), now)).toBe('2 Oct 2025');
  expect(toWhen('never', now)).toBe('never');
});

it('writes dates with the month in words and leaves what is no date', () => {
  expect(toDate('2026-07-13')).toBe('13 July 2026');
  expect(toDate('July')).toBe('July');
  expect(toDate('2026-13-01')).toBe('2026-13-01');
});

it('shows three groups of a digest in rows and all sixteen elsewhere', () => {
  expect(toShortDigest('30274e027eb1a23c')).toBe('3027 4e02 7eb1');
  expect(toGroups('ab'.repeat(32))).toHaveLength(16);
});

it('counts, lists and sizes in words', () => {
  expect([toCount(1, 'row'), toCount(2, 'row'), toCount(0, 'entry', 'entries')]).toEqual(['1 row', '2 rows', '0 entries']);
  expect([toList([]), toList(['a']), toList(['a', 'b']), toList(['a', 'b', 'c'])]).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect([toSize(604), toSize(12_400), toSize(3_100_000)]).toEqual(['604 bytes', '12.4 kB', '3.1 MB']);
}); // prettier-ignore
