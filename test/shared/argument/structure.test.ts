import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCaseIndex, withoutRepeats } from '../../../shared/argument/case-index.ts';
import { findCycles } from '../../../shared/argument/cycles.ts';
import { toFailureModel } from '../../../shared/argument/failure-model.ts';
import { toOutline, toReadingOrder } from '../../../shared/argument/outline.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

describe('toCaseIndex', () => {
  const nodes = [
    buildNode('G1', { supportedBy: ['G2', 'G3', 'G2', 'gone'], inContextOf: ['C1'] }),
    buildNode('G2', { supportedBy: ['Sn1'] }),
    buildNode('G3', { supportedBy: ['Sn1'], inContextOf: ['C1'] }),
    buildNode('Sn1', { kind: 'solution', evidence: ['E1', 'E1', 'E2'] }),
    buildNode('C1', { kind: 'context' }),
    buildNode('CG1', { kind: 'defeater', challenges: ['G1 -> G2'], supportedBy: ['CSn1'] }),
    buildNode('CSn1', { kind: 'counterEvidence', evidence: ['E1'] }),
  ];
  const index = toCaseIndex(buildCase(nodes, { topNode: 'G1' }));

  it('links both ways, without repeats and without ids that do not exist', () => {
    expect(index.childrenOf.get('G1')).toEqual(['G2', 'G3']);
    expect(index.parentsOf.get('Sn1')).toEqual(['G2', 'G3']);
    expect(index.contextsOf.get('G3')).toEqual(['C1']);
    expect(index.inScopeOf.get('C1')).toEqual(['G1', 'G3']);
    expect(index.usersOfEvidence.get('E1')).toEqual(['Sn1', 'CSn1']);
    expect([index.challengersOf.get('G1'), index.challengersOf.get('G2')]).toEqual([
      ['CG1'],
      ['CG1'],
    ]);
  });

  it('has the top as its first root, and no doubt among the roots', () => {
    expect(index.roots).toEqual(['G1']);
    expect(toCaseIndex(buildCase(nodes.slice(1), { topNode: 'G3' })).roots).toEqual(['G3', 'G2']);
  });
});

describe('what is built once', () => {
  it('is the same for the same nodes and top, and another for another top', () => {
    const nodes = [buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2')];
    const index = toCaseIndex({ nodes, topNode: 'G1' });
    expect(toCaseIndex({ nodes, topNode: 'G1' })).toBe(index);
    expect(toCaseIndex({ nodes, topNode: 'G2' }).roots).toEqual(['G2', 'G1']);
    expect(toCaseIndex({ nodes: [...nodes], topNode: 'G1' })).not.toBe(index);
    const model = toFailureModel(nodes, 'G1');
    expect(toFailureModel(nodes, 'G1')).toBe(model);
    expect(toFailureModel(nodes, 'G2').top).toBe(1);
  });
});

describe('withoutRepeats', () => {
  it('keeps the first of each, for short lists and long ones', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 25 }).map(String), { maxLength: 40 }), (ids) => {
      expect(withoutRepeats(ids)).toEqual([...new Set(ids)]);
    }));
  }); // prettier-ignore
});

describe('toOutline', () => {
  it('shows a node, its context, doubts about it, then its support, each in full once', () => {
    const nodes = [
      buildNode('CG1', { kind: 'defeater', challenges: ['G2'] }),
      buildNode('G2', { supportedBy: ['Sn1'] }),
      buildNode('G1', { supportedBy: ['G2', 'G3'], inContextOf: ['C1'] }),
      buildNode('G3', { supportedBy: ['Sn1', 'G1'] }),
      buildNode('Sn1', { kind: 'solution' }),
      buildNode('C1', { kind: 'context' }),
      buildNode('G9'),
      buildNode('CG9', { kind: 'defeater', challenges: ['gone'] }),
    ];
    const rows = toOutline(toCaseIndex(buildCase(nodes, { topNode: 'G1' })));
    expect(rows.map((row) => `${'.'.repeat(row.depth)}${row.id} ${row.via}${row.isRepeat ? ' again' : ''}`)).toEqual([
      'G1 top', '.C1 context', '.G2 support', '..CG1 challenge', '..Sn1 support', '.G3 support', '..Sn1 support again', '..G1 support again',
      'G9 unconnected', 'CG9 unconnected',
    ]);
  }); // prettier-ignore

  it('holds every node exactly once in full, whatever the links', () => {
    const id = fc.integer({ min: 0, max: 11 }).map((number) => `G${number}`);
    const links = fc.array(id, { maxLength: 4 });
    const node = fc.record({ supportedBy: links, inContextOf: links, challenges: links });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 10 }), fc.option(id), (list, topNode) => {
        const nodes = list.map((fields, index) => buildNode(`G${index}`, fields));
        const order = toReadingOrder(toCaseIndex(buildCase(nodes, { topNode })));
        expect([...order].sort()).toEqual(nodes.map((item) => item.id).sort());
      }),
    );
  });
});

describe('findCycles', () => {
  const cyclesOf = (links: Record<string, string[]>): string[][] =>
    findCycles(Object.keys(links), (id) => links[id] ?? []);

  it('finds circles and nodes that point at themselves, in the order of the file', () => {
    expect(cyclesOf({ d: ['d'], a: ['b'], b: ['c', 'x'], c: ['a'], x: ['y'], y: [] })).toEqual([
      ['d'],
      ['a', 'b', 'c'],
    ]);
  });

  it('finds none in a graph without any, however much is shared', () => {
    expect(cyclesOf({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([]);
  });

  it('agrees with a plain search for a way back', () => {
    const graph = fc.array(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(graph, (lists) => {
        const links = Object.fromEntries(lists.map((list, index) => [`n${index}`, list.filter((to) => to < lists.length).map((to) => `n${to}`)])); // prettier-ignore
        const reaches = (from: string, to: string): boolean => {
          const seen = new Set<string>();
          const queue = [...(links[from] ?? [])];
          for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
            if (at === to) return true;
            if (!seen.has(at)) queue.push(...(links[at] ?? []));
            seen.add(at);
          }
          return false;
        };
        const groups = cyclesOf(links);
        const inCycle = groups.flat();
        expect([...inCycle].sort()).toEqual(
          Object.keys(links)
            .filter((id) => reaches(id, id))
            .sort(),
        );
        for (const group of groups) {
          expect(group.every((a) => group.every((b) => a === b || reaches(a, b)))).toBe(true);
        }
      }),
    );
  });

  it('is linear and without recursion: a chain of 200,000 nodes that closes', () => {
    const count = 200_000;
    const started = performance.now();
    const ids = Array.from({ length: count }, (_, index) => String(index));
    const groups = findCycles(ids, (id) => [String((Number(id) + 1) % count)]);
    expect(groups.map((group) => group.length)).toEqual([count]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
