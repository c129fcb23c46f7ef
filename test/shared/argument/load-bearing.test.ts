import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseStructure, loadBearingClaims } from '../../../shared/argument/load-bearing.ts';
import { holdsByDefinition, randomNodes } from '../../support/argument-oracle.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

describe('load-bearing by structure', () => {
  it('agrees with the definition on random graphs with cycles and every gate', () => {
    fc.assert(
      fc.property(randomNodes, (nodes) => {
        const structure = analyseStructure(buildCase(nodes));
        const intact = holdsByDefinition(nodes, new Set());
        expect(structure.topHolds).toBe(intact.has('G0'));
        const expected = intact.has('G0')
          ? nodes.filter((node) => intact.has(node.id) && !holdsByDefinition(nodes, new Set([node.id])).has('G0'))
          : [];
        expect(Object.keys(structure.loadBearing).sort()).toEqual(expected.map((node) => node.id).sort());
        for (const { id } of expected) {
          const after = holdsByDefinition(nodes, new Set([id]));
          const fallen = nodes.filter((node) => node.id !== id && intact.has(node.id) && !after.has(node.id));
          expect(structure.loadBearing[id]).toEqual(fallen.map((node) => node.id).sort());
        }
        expect(structure.unsupported).toEqual(nodes.filter((node) => !intact.has(node.id)).map((node) => node.id).sort());
      }),
      { numRuns: 2_000 },
    );
  }); // prettier-ignore

  it('gives no credit for support that only comes round a cycle', () => {
    const structure = analyseStructure(
      buildCase([
        buildNode('G1', { supportedBy: ['G2', 'G3'], supportMode: 'any_of' }),
        buildNode('G2', { supportedBy: ['G4'] }),
        buildNode('G4', { supportedBy: ['G2'] }),
        buildNode('G3'),
      ]),
    );
    expect(structure.cycles).toEqual([['G2', 'G4']]);
    expect(structure.unsupported).toEqual(['G2', 'G4']);
    expect(structure.loadBearing['G3']).toEqual(['G1']);
  });

  it('lets a dangling child fail an all-of claim', () => {
    const structure = analyseStructure(buildCase([buildNode('G1', { supportedBy: ['G2', 'G9'] }), buildNode('G2')])); // prettier-ignore
    expect(structure.topHolds).toBe(false);
    expect(structure.unsupported).toEqual(['G1']);
  });

  it('counts only claims as load-bearing claims', () => {
    const safetyCase = buildCase([
      buildNode('G1', { supportedBy: ['S1'] }),
      buildNode('S1', { kind: 'strategy', supportedBy: ['Sn1'] }),
      buildNode('Sn1', { kind: 'solution' }),
    ]);
    expect(loadBearingClaims(safetyCase, analyseStructure(safetyCase))).toEqual(['G1']);
  });

  it('follows a chain of 20,000 claims without overflowing the stack', () => {
    const nodes = Array.from({ length: 20_000 }, (_, index) =>
      buildNode(`G${String(index)}`, {
        supportedBy: index === 19_999 ? ['G0'] : [`G${String(index + 1)}`],
      }),
    );
    const structure = analyseStructure(buildCase(nodes));
    expect(structure.topHolds).toBe(false);
    expect(structure.cycles[0]).toHaveLength(20_000);
  });
});
