import { describe, expect, it } from 'vitest';
import { toCommonCauses } from '../../../shared/argument/common-cause.ts';
import { toRanking } from '../../../shared/argument/rank.ts';
import { rankForReading, toReadingOrder, toReadingQueue } from '../../../shared/argument/reading-order.ts'; // prettier-ignore
import type { SafetyCase } from '../../../shared/case/model.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';

const item = (id: string, preparedBy: string | null, version = 'b1') =>
  ({ id, title: id, path: `evidence/${id}.csv`, mediaType: 'text/csv', bytes: 1, sha256: digestOf(id), collected: null, appliesTo: { kind: 'model build', version }, preparedBy }) as const; // prettier-ignore
const solution = (id: string, evidence: string) => buildNode(id, { kind: 'solution', evidence: [evidence] }); // prettier-ignore

// Any of two legs by one preparer (pair), a shared context under redundancy, a bare claim, a stale one, a doubt.
const safetyCase = buildCase(
  [
    buildNode('G1', { supportedBy: ['G2', 'G3', 'G4', 'G5', 'G8'] }),
    buildNode('G2', { supportedBy: ['Sn1', 'Sn2'], supportMode: 'any_of' }),
    solution('Sn1', 'E1'),
    solution('Sn2', 'E2'),
    buildNode('G3'),
    buildNode('G4', { supportedBy: ['Sn4'] }),
    solution('Sn4', 'E4'),
    buildNode('G5', { supportedBy: ['G6', 'G7'], supportMode: 'any_of' }),
    buildNode('G6', { supportedBy: ['Sn6'], inContextOf: ['C1'] }),
    buildNode('G7', { supportedBy: ['Sn7'], inContextOf: ['C1'] }),
    buildNode('C1', { kind: 'context' }),
    solution('Sn6', 'E6'),
    solution('Sn7', 'E7'),
    buildNode('G8', { supportedBy: ['Sn8'] }),
    solution('Sn8', 'E8'),
    buildNode('D1', { kind: 'defeater', challenges: ['G8'] }),
  ],
  { evidence: [item('E1', 'm.quill'), item('E2', 'm.quill'), item('E4', null, 'b0'), item('E6', 'a'), item('E7', 'b'), item('E8', 'c')] },
); // prettier-ignore
const structureOf = (one: SafetyCase) => ({ ...toRanking(one), causes: toCommonCauses(one) });

describe('the reading order', () => {
  it('goes from bare and stale at order 1 over shared support, reach and open doubts to pairs that share a group', () => {
    const ranked = rankForReading(safetyCase, structureOf(safetyCase));
    const at = (rank: number): string[] => ranked.filter((one) => one.rank === rank).map(({ id }) => id); // prettier-ignore
    expect(at(1).sort()).toEqual(['G3', 'Sn4']);
    expect(at(2)).toEqual(['C1']);
    expect(at(3)).toEqual(['Sn8', 'G2', 'G4', 'G5', 'G8', 'G1']);
    expect(at(4)).toEqual(['D1']);
    expect(at(5)).toEqual(['Sn1', 'Sn2']);
    expect(ranked.map((one) => one.rank)).toEqual([...ranked.map((one) => one.rank)].sort());
  });

  it('says which group the two of a pair share, and leaves out pairs that share none', () => {
    const whyOf = (id: string): string | undefined => rankForReading(safetyCase, structureOf(safetyCase)).find((one) => one.id === id)?.why; // prettier-ignore
    expect(whyOf('Sn1')).toBe('Together with Sn2 it makes the top claim fall, and both are in the group "prepared by m.quill".'); // prettier-ignore
    expect(whyOf('Sn6')).toBeUndefined();
    const grouped = { ...structureOf(safetyCase), causes: [{ name: 'Lab A', members: ['Sn6', 'Sn7'] }] }; // prettier-ignore
    expect(rankForReading(safetyCase, grouped).find((one) => one.id === 'Sn7')?.why).toBe('Together with Sn6 it makes the top claim fall, and both are in the group "Lab A".'); // prettier-ignore
  });

  it('takes claims alone on screen where order 1 is all there is to say, and nine in the report', () => {
    const structure = structureOf(safetyCase);
    expect(toReadingQueue(safetyCase, structure).map(({ id }) => id)).not.toContain('Sn8');
    expect(toReadingQueue(safetyCase, structure).map(({ id }) => id)).toContain('Sn4');
    expect(toReadingOrder(safetyCase, structure)).toHaveLength(9);
  });
});
