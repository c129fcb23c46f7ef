import { describe, expect, it } from 'vitest';
import { analyseArgument } from '../../../shared/argument/analysis.ts';
import { rankNodes } from '../../../shared/argument/rank.ts';
import { toWhatIf } from '../../../shared/argument/what-if.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

const TWO_LEGS = buildCase([
  buildNode('G1', { supportedBy: ['S1'] }),
  buildNode('S1', { kind: 'strategy', supportedBy: ['G2', 'G3'], supportMode: 'any_of' }),
  buildNode('G2', { supportedBy: ['Sn1'] }),
  buildNode('G3', { supportedBy: ['Sn2'] }),
  buildNode('Sn1', { kind: 'solution' }),
  buildNode('Sn2', { kind: 'solution' }),
  buildNode('G4', { undeveloped: true }),
]);

describe('toWhatIf', () => {
  it('says what falls, and what stands on which of its supports', () => {
    expect(toWhatIf(TWO_LEGS, ['Sn1'])).toEqual({
      failed: ['Sn1'],
      heldNothing: [],
      fallen: ['G2'],
      standing: [{ id: 'S1', left: 1, of: 2 }],
      topHeld: true,
      topHolds: true,
    });
  });

  it('lets the top fall when both legs do', () => {
    const { fallen, topHolds } = toWhatIf(TWO_LEGS, ['Sn1', 'Sn2']);
    expect(fallen).toEqual(['G1', 'S1', 'G2', 'G3']);
    expect(topHolds).toBe(false);
  });

  it('names what did not hold before, and leaves out what is not in the case', () => {
    const { failed, heldNothing, fallen } = toWhatIf(TWO_LEGS, ['G4', 'G99']);
    expect([failed, heldNothing, fallen]).toEqual([['G4'], ['G4'], []]);
  });
});

describe('rankNodes', () => {
  it('agrees with the analysis in order, reach and shared support', () => {
    const analysed = analyseArgument(TWO_LEGS).nodes;
    const ranked = [...rankNodes(TWO_LEGS)].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(ranked).toEqual(
      analysed.map(({ id, order, reach, shared }) => ({ id, order, reach: reach.length, shared })),
    );
    expect(ranked.find((one) => one.id === 'Sn1')?.order).toBe(2);
  });
});
