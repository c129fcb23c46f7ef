import { describe, expect, it } from 'vitest';
import { type ClaimRow, sortRows, toClaimRows, toNextSorting } from '../../../../renderer/features/register/claims.ts'; // prettier-ignore
import { toCaseIndex } from '../../../../renderer/state/case.ts';
import { buildCase, buildNode } from '../../../support/builders.ts';
import { buildChallengeView, buildReview } from '../../../support/view-builders.ts';
import { digestOf } from '../../../support/builders.ts';

const CASE = buildCase([
  buildNode('G10', { declaredLoadBearing: true, owner: 'p1' }),
  buildNode('G9'),
  buildNode('S1', { kind: 'strategy' }),
  buildNode('A1', { kind: 'assumption' }),
]);

function rowsOf(showsAll = false): ClaimRow[] {
  const challenge = { target: { kind: 'node' as const, id: 'G9', sha256: digestOf('G9') } };
  return toClaimRows(
    {
      safetyCase: CASE,
      index: toCaseIndex(CASE),
      view: buildReview({
        challenges: [buildChallengeView({ ...challenge, severity: 'blocking' }), buildChallengeView({ ...challenge, isOpen: false })],
      }),
      readOf: (id) => (id === 'G9' ? 'reviewed' : 'unread'),
      ranks: [
        { id: 'G10', order: 1, reach: 3, shared: false },
        { id: 'G9', order: null, reach: 12, shared: true },
      ],
    },
    showsAll,
  ); // prettier-ignore
}
const idsBy = (column: ClaimRow extends never ? never : Parameters<typeof toNextSorting>[1], isDescending = false) => sortRows(rowsOf(), { column, isDescending }).map((one) => one.id); // prettier-ignore

describe('the table of claims', () => {
  it('lists what claims something, or every node, in the order of the file', () => {
    expect(rowsOf().map((one) => one.id)).toEqual(['G10', 'G9', 'A1']);
    expect(rowsOf(true)).toHaveLength(4);
  });

  it('counts open challenges only, and keeps the marks of author and structure apart', () => {
    const [g10, g9] = rowsOf();
    expect(g10).toMatchObject({ declared: true, order: 1, challenges: 0, read: 'unread' });
    expect(g9).toMatchObject({ declared: false, order: null, shared: true, challenges: 1, isBlocked: true }); // prettier-ignore
  });

  it('sorts ids as numbers and figures by size, what is not known last either way', () => {
    expect(idsBy('id')).toEqual(['A1', 'G9', 'G10']);
    expect(idsBy('reach', true)).toEqual(['G9', 'G10', 'A1']);
    expect(idsBy('reach')).toEqual(['G10', 'G9', 'A1']);
    expect(idsBy('order', true)[0]).toBe('G10');
    expect(idsBy('challenges', true)[0]).toBe('G9');
  });

  it('turns at the second press and returns to the order of the file at the third', () => {
    const first = toNextSorting({ column: null, isDescending: false }, 'reach');
    const second = toNextSorting(first, 'reach');
    expect([first.isDescending, second.isDescending]).toEqual([true, false]);
    expect(toNextSorting(second, 'reach').column).toBeNull();
  });
});
