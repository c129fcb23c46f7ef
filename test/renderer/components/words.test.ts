import { expect, it } from 'vitest';
import { toGroups, toShortDigest, toSize, toWhen } from '../../../renderer/components/words.ts';

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

it('shows three groups of a digest in rows and all sixteen elsewhere', () => {
  expect(toShortDigest('30274e027eb1a23c')).toBe('3027 4e02 7eb1');
  expect(toGroups('ab'.repeat(32))).toHaveLength(16);
});

it('gives a size in the largest unit that is not below one', () => {
  expect([1, 604, 9_999, 12_400, 999_999, 3_100_000, 2e9, 5e15].map(toSize)).toEqual([
    '1 byte', '604 bytes', '9,999 bytes', '12.4 kB', '1.0 MB', '3.1 MB', '2.0 GB', '5000.0 TB',
  ]);
}); // prettier-ignore
