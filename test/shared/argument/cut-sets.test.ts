import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCutSets, toEvents } from '../../../shared/argument/cut-sets.ts';
import { evaluate, toFailureModel } from '../../../shared/argument/failure-model.ts';
import { findFallen, findSinglePoints } from '../../../shared/argument/single-points.ts';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { holdsByDefinition, randomNodes } from '../../support/argument-oracle.ts';
import { buildNode } from '../../support/builders.ts';

function* subsetsOf<T>(items: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= items.length - size; at += 1) {
    for (const rest of subsetsOf(items, size - 1, at + 1)) yield [items[at] as T, ...rest];
  }
}

interface SlowEvent {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** Minimal cut sets by trying every set. */
function cutSetsByDefinition(nodes: readonly ArgumentNode[], events: readonly SlowEvent[]): string[][][] {
  const [top] = nodes;
  const found: string[][][] = [];
  const minimal: string[][] = [];
  const isHolding = holdsByDefinition(nodes, new Set()).has(top?.id ?? '');
  for (let order = 1; order <= 3; order += 1) {
    const sets: string[][] = [];
    for (const set of subsetsOf(events, order)) {
      const ids = set.map((event) => event.id);
      if (!isHolding || minimal.some((smaller) => smaller.every((id) => ids.includes(id)))) continue;
      const failed = new Set(set.flatMap((event) => event.nodes));
      if (!holdsByDefinition(nodes, failed).has(top?.id ?? '')) sets.push([...ids].sort());
    }
    minimal.push(...sets);
    found.push(sets.sort((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1)));
  }
  return found;
} // prettier-ignore

const top = (nodes: readonly ArgumentNode[]): string | null => nodes[0]?.id ?? null;

describe('cut sets', () => {
  it('agree with trying every set, on random graphs with cycles and every gate', () => {
    fc.assert(
      fc.property(randomNodes, (nodes) => {
        const model = toFailureModel(nodes, top(nodes));
        const found = findCutSets(
          model,
          toEvents(model, () => true),
        );
        const slow = nodes.map(({ id }) => ({ id, nodes: [id] }));
        expect(found.byOrder).toEqual(cutSetsByDefinition(nodes, slow));
        expect(found.isComplete).toEqual([true, true, true]);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it('agree where only some nodes can fail, and some fail together', () => {
    const input = randomNodes.chain((nodes) =>
      fc.record({
        nodes: fc.constant(nodes),
        basic: fc.subarray(nodes.map((node) => node.id)),
        group: fc.subarray(nodes.map((node) => node.id)),
      }),
    );
    fc.assert(
      fc.property(input, ({ nodes, basic, group }) => {
        const model = toFailureModel(nodes, top(nodes));
        const isBasic = (index: number): boolean => basic.includes(model.ids[index] ?? '');
        const found = findCutSets(model, toEvents(model, isBasic, [{ name: 'together', members: group }]));
        const single = basic.filter((id) => !group.includes(id)).map((id) => ({ id, nodes: [id] }));
        const slow = group.length === 0 ? single : [...single, { id: 'together', nodes: group }];
        expect(found.byOrder).toEqual(cutSetsByDefinition(nodes, slow));
      }),
      { numRuns: 3_000 },
    );
  }, 120_000); // prettier-ignore
});

describe('single points and what falls', () => {
  it('agree with the definition after some nodes have failed already', () => {
    const input = randomNodes.chain((nodes) =>
      fc.record({ nodes: fc.constant(nodes), failed: fc.subarray(nodes.map((node) => node.id)) }),
    );
    fc.assert(
      fc.property(input, ({ nodes, failed }) => {
        const model = toFailureModel(nodes, top(nodes));
        const failedIndices = failed.map((id) => model.indexOf.get(id) ?? -1);
        const { isPoint, topHolds, evaluation, proof } = findSinglePoints(model, failedIndices);
        const intact = holdsByDefinition(nodes, new Set(failed));
        expect(topHolds).toBe(intact.has('G0'));
        nodes.forEach(({ id }, index) => {
          const after = holdsByDefinition(nodes, new Set([...failed, id]));
          expect(isPoint[index]).toBe(intact.has('G0') && intact.has(id) && !after.has('G0') ? 1 : 0);
          if (isPoint[index] === 1) expect(proof).toContain(index);
          const fallen = nodes.filter((node) => intact.has(node.id) && !after.has(node.id)).map((node) => node.id);
          const found = findFallen(model, evaluation, [index]).map((other) => model.ids[other] ?? '');
          expect(found.sort()).toEqual(fallen.sort());
        });
      }),
      { numRuns: 5_000 },
    );
  }, 120_000); // prettier-ignore

  it('take time in proportion to the argument: a tree of 100,000 claims and a chain of 20,000', () => {
    const tree = Array.from({ length: 100_000 }, (_, index) =>
      buildNode(`G${String(index)}`, {
        supportedBy: [2 * index + 1, 2 * index + 2].filter((child) => child < 100_000).map((child) => `G${String(child)}`),
        supportMode: index % 7 === 3 ? 'any_of' : 'all_of',
      }),
    );
    const model = toFailureModel(tree, 'G0');
    const { isPoint } = findSinglePoints(model);
    expect([isPoint[0], isPoint[3], isPoint[7], isPoint[1]]).toEqual([1, 1, 0, 1]);
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      buildNode(`G${String(index)}`, { supportedBy: index === 19_999 ? [] : [`G${String(index + 1)}`] }),
    );
    const long = toFailureModel(chain, 'G0');
    expect(findSinglePoints(long).isPoint.every((value) => value === 1)).toBe(true);
    expect(findFallen(long, evaluate(long), [19_999])).toHaveLength(20_000);
  }); // prettier-ignore
});
