import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analyseStructure,
  loadBearingClaims,
  toFallenWith,
} from '../../../shared/argument/load-bearing.ts';
import { holdsByDefinition, randomNodes } from '../../support/argument-oracle.ts';
import { analyseArgument, MOST_LISTED } from '../../../shared/argument/analysis.ts';
import { toFailureModel } from '../../../shared/argument/failure-model.ts';
import { rankNodes } from '../../../shared/argument/rank.ts';
import { toReach } from '../../../shared/argument/reach.ts';
import { findSinglePoints } from '../../../shared/argument/single-points.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

describe('load-bearing by structure', () => {
  it.each([['all'], ['evidence']] as const)('takes what is argued in another module as something that can fail, of %s events', (basic) => {
    const elsewhere = ['awayGoal', 'awaySolution', 'moduleReference', 'contractReference'] as const;
    const nodes = [
      buildNode('G1', { supportedBy: [...elsewhere, 'G2'] }),
      ...elsewhere.map((kind) => buildNode(kind, { kind })),
      buildNode('G2', { other: { toBeSupportedByContract: 'true' } }),
    ];
    const { cutSets } = analyseArgument(buildCase(nodes), { basic });
    expect(cutSets['1']?.flat()).toEqual(expect.arrayContaining([...elsewhere, 'G2']));
    expect(analyseArgument(buildCase(nodes), { basic, failed: ['contractReference'] }).whatIf.topHolds).toBe(false);
  }); // prettier-ignore

  it('looks at the children of a claim a few times, however many rest below it', () => {
    const names = Array.from({ length: 500 }, (_, at) => `G${String(at)}`);
    const nodes = [buildNode('top', { supportedBy: names }), ...names.map((id) => buildNode(id))];
    const model = toFailureModel(nodes, 'top');
    let looks = 0;
    const children = new Proxy(model.children[0] ?? [], { get: (list, key, receiver) => { looks += 1; return Reflect.get(list, key, receiver) as unknown; } });
    const watched = { ...model, children: [children, ...model.children.slice(1)] };
    const { isPoint, evaluation } = findSinglePoints(watched);
    const reachOf = toReach(watched, evaluation);
    expect(names.every((_, at) => isPoint[at + 1] === 1 && reachOf(at + 1).count === 1)).toBe(true);
    expect(looks).toBeLessThan(10 * names.length);
  }); // prettier-ignore

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
          expect(structure.loadBearing[id]).toBe(fallen.length);
          expect(toFallenWith(buildCase(nodes), 100)(id)).toEqual(fallen.map((node) => node.id).sort());
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
    expect(structure.loadBearing['G3']).toBe(1);
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

  it('counts what falls in a chain of 20,000 claims, and lists the nearest', () => {
    const nodes = Array.from(
      { length: 20_000 },
      (_, index) =>
      buildNode(`G${String(index)}`, { supportedBy: index === 19_999 ? [] : [`G${String(index + 1)}`] }), // prettier-ignore
    );
    const { loadBearing } = analyseStructure(buildCase(nodes));
    expect([loadBearing['G0'], loadBearing['G7'], loadBearing['G19999']]).toEqual([0, 7, 19_999]);
    const fallenWith = toFallenWith(buildCase(nodes), 3);
    expect([fallenWith('G19999'), fallenWith('G2')]).toEqual([['G19996', 'G19997', 'G19998'], ['G0', 'G1']]); // prettier-ignore
    const report = analyseArgument(buildCase(nodes), { failed: ['G19999'] });
    const last = report.nodes.find((node) => node.id === 'G19999');
    expect([last?.reaches, last?.reach.length, report.incomplete]).toEqual([19_999, MOST_LISTED, ['reach']]); // prettier-ignore
    expect(report.whatIf.fallen).toHaveLength(19_999);
  });

  it('says so where it gives up counting, and counts on where nodes have one parent', () => {
    // Two of each layer rest on both of the next: every node has two parents, and thousands above those.
    const layers = 4_000;
    const nodes = Array.from({ length: 2 * layers }, (_, index) => {
      const below = index - (index % 2) + 2;
      return buildNode(`G${String(index)}`, { supportedBy: below < 2 * layers ? [`G${String(below)}`, `G${String(below + 1)}`] : [] }); // prettier-ignore
    });
    const ranks = rankNodes(buildCase(nodes, { topNode: 'G0' }));
    expect(ranks[3]?.reach).toBe(2);
    expect(ranks.at(-1)?.reach).toBeNull();
  });
});
