import { describe, expect, it } from 'vitest';
import { toHexRow } from '../../../../renderer/features/evidence/hex-row.ts';
import { toJsonRows } from '../../../../renderer/features/evidence/json-rows.ts';

describe('toJsonRows', () => {
  it('names every value by its pointer, escaped as RFC 6901 says', () => {
    const rows = toJsonRows({ 'a/b': [1, null], 'm~n': { '': true } });
    expect(rows.map((one) => [one.pointer, one.value, one.level, one.end])).toEqual([
      ['', '2 entries', 1, 6],
      ['/a~1b', '2 items', 2, 4],
      ['/a~1b/0', '1', 3, 3],
      ['/a~1b/1', 'null', 3, 4],
      ['/m~0n', '1 entry', 2, 6],
      ['/m~0n/', 'true', 3, 6],
    ]);
  });

  it('goes deeper than the call stack would', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 30_000; level += 1) deep = [deep];
    const rows = toJsonRows(deep);
    expect(rows).toHaveLength(30_001);
    expect(rows[0]?.end).toBe(30_001);
  });
});

describe('toHexRow', () => {
  it('shows place, bytes and characters', () => {
    expect(toHexRow(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0a]), 0, 8)).toBe('00000000  89 50 4e 47 0a           .PNG.');
  }); // prettier-ignore
});
