import { describe, expect, it } from 'vitest';
import { analyseStructure } from '../../../../shared/argument/load-bearing.ts';
import { toPhrases } from '../../../../renderer/features/outline/facts.ts';
import { toCaseIndex } from '../../../../renderer/state/case.ts';
import { buildCase, buildNode, digestOf } from '../../../support/builders.ts';
import { buildChallengeView, buildReview } from '../../../support/view-builders.ts';

const safetyCase = buildCase(
  [
    buildNode('G1', { supportedBy: ['G2'], text: 'Safe' }),
    buildNode('G2', { supportedBy: ['Sn1'] }),
    buildNode('Sn1', { kind: 'solution', evidence: ['E1'] }),
    buildNode('G8', { supportedBy: ['G9'] }),
    buildNode('G9', { supportedBy: ['G8'] }),
    buildNode('G7', { undeveloped: true, declaredLoadBearing: true }),
    buildNode('G6'),
    buildNode('G10', { other: { toBeSupportedByContract: 'true' } }),
    buildNode('S1', { kind: 'strategy', supportMode: 'any_of', supportedBy: ['G2', 'G6'] }),
  ],
  {
    evidence: [
      { id: 'E1', title: 'T', path: 'evidence/e.csv', mediaType: 'text/csv', bytes: 1, sha256: digestOf('e'), collected: null, appliesTo: { kind: 'model build', version: 'b0' }, preparedBy: null },
    ],
  },
); // prettier-ignore
const on = (id: string) => ({ kind: 'node' as const, id, sha256: digestOf(id) });
const view = buildReview({
  structure: analyseStructure(safetyCase),
  challenges: [
    buildChallengeView({ target: on('G2'), severity: 'minor' }),
    buildChallengeView({ target: on('G2'), severity: 'blocking' }),
    buildChallengeView({
      target: on('G2'),
      severity: 'blocking',
      isOpen: false,
      state: 'withdrawn',
    }),
  ],
});
const phrases = (id: string) => {
  const node = safetyCase.nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(id);
  return toPhrases(node, { subject: safetyCase.subject, index: toCaseIndex(safetyCase), view }).map((one) => `${one.tone}: ${one.text}`);
}; // prettier-ignore

describe('toPhrases', () => {
  it('says what is load-bearing and the gravest open challenge with its count', () => {
    expect(phrases('G2')).toEqual(['structure: load-bearing', 'alarm: 1 blocking open']);
  });

  it('says that evidence is of another build', () => {
    expect(phrases('Sn1')).toEqual(['structure: load-bearing', 'care: other build']);
  });

  it('says what supports itself, what is undeveloped and what has no support', () => {
    expect(phrases('G8')).toEqual(['care: supports itself']);
    expect(phrases('G7')).toEqual(['structure: declared', 'care: undeveloped']);
    expect(phrases('G6')).toEqual(['care: no support given']);
    expect(phrases('G10')).toEqual(['care: supported by contract, elsewhere']);
  });

  it('says how many supports a strategy needs', () => {
    expect(phrases('S1')).toContain('plain: any of 2');
  });

  it('reads the lists of the whole case once, however many rows are drawn', () => {
    const ids = Array.from({ length: 500 }, (_, at) => `G${at}`);
    let read = 0;
    const counting = <T extends object>(list: T): T =>
      new Proxy(list, { get: (target, key, receiver) => { read += 1; return Reflect.get(target, key, receiver) as unknown; } });
    const structure = { top: null, topHolds: false, loadBearing: {}, unsupported: counting(ids), cycles: counting(ids.map((id) => [id])) };
    const big = buildReview({ structure, challenges: counting(ids.map((id) => buildChallengeView({ target: on(id) }))) });
    const index = toCaseIndex(buildCase([]));
    for (const id of ids) expect(toPhrases(buildNode(id), { subject: safetyCase.subject, index, view: big })).toHaveLength(2);
    expect(read).toBeLessThan(20 * ids.length);
  }); // prettier-ignore
});
