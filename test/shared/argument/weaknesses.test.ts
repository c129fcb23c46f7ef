import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../shared/argument/weaknesses.ts';
import type { ArgumentNode, EvidenceItem, SafetyCase } from '../../../shared/case/model.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';

function weak(nodes: readonly ArgumentNode[], fields: Partial<SafetyCase> = {}, universalWords = false): string[] {
  return findWeaknesses(buildCase(nodes, fields), 'data/argument.yaml', { universalWords }).map(({ code, where, message }) => `${code} ${where.node ?? where.file ?? ''}: ${message}`);
} // prettier-ignore

function evidence(id: string, fields: Partial<EvidenceItem> = {}): EvidenceItem {
  return { id, title: id, path: `evidence/${id}.csv`, mediaType: 'text/csv', bytes: 1, sha256: digestOf(id), collected: null, appliesTo: null, preparedBy: null, ...fields }; // prettier-ignore
}

const either = (fields: Partial<ArgumentNode>[] = [{}, {}]): ArgumentNode[] => [
  buildNode('G1', { supportMode: 'any_of', supportedBy: ['G2', 'G3'] }),
  buildNode('G2', { supportedBy: ['Sn1'], ...fields[0] }),
  buildNode('G3', { supportedBy: ['Sn2'], ...fields[1] }),
];

describe('what is shared below a claim that does not need all its support', () => {
  const leaves = [
    buildNode('Sn1', { kind: 'solution', evidence: ['E1'] }),
    buildNode('Sn2', { kind: 'solution', evidence: ['E2'] }),
  ];

  it('is nothing where branches are apart, or where all support is needed', () => {
    expect(weak([...either(), ...leaves])).toEqual([]);
    const [top, ...rest] = either([{}, { supportedBy: ['Sn1'] }]);
    expect(weak([{ ...(top as ArgumentNode), supportMode: 'all_of' }, ...rest, ...leaves])).toEqual([]); // prettier-ignore
  });

  it('is a node, an item of evidence, or the person who prepared both', () => {
    expect(weak([...either([{}, { supportedBy: ['Sn1'] }]), ...leaves])).toEqual([
      'shared-under-redundancy G1: G1 does not need all that supports it, but G2 and G3 share Sn1.',
      'shared-under-redundancy G1: G1 does not need all that supports it, but G2 and G3 share the evidence E1.',
    ]);
    const same = [leaves[0], { ...leaves[1], evidence: ['E1'] }] as ArgumentNode[];
    expect(weak([...either(), ...same])).toEqual(['shared-under-redundancy G1: G1 does not need all that supports it, but G2 and G3 share the evidence E1.']); // prettier-ignore
    const prepared = [evidence('E1', { preparedBy: 'p' }), evidence('E2', { preparedBy: 'p' })];
    expect(weak([...either(), ...leaves], { evidence: prepared })).toEqual(['shared-under-redundancy G1: G1 does not need all that supports it, but G2 and G3 share evidence prepared by p.']); // prettier-ignore
  });

  it('is searched up to a limit that is named', () => {
    const depth = 3_000;
    const chain = Array.from({ length: depth }, (_, at) => buildNode(`G${at}`, { supportMode: 'any_of', supportedBy: at === depth - 1 ? [] : [`G${at + 1}`, `L${at}`] })); // prettier-ignore
    const codes = weak([...chain, ...chain.map((_, at) => buildNode(`L${at}`))]).map((line) => line.split(' ')[0]); // prettier-ignore
    expect(codes).toEqual(['redundancy-not-searched']);
  });
});

describe('who prepared evidence', () => {
  const person = { id: 'p', name: 'P. Example', organisation: '', line: '', role: '', interests: [{ kind: 'financial', ref: null, detail: 'Holds shares' }] }; // prettier-ignore

  it('is told where they have an interest, or own the claim that cites it', () => {
    const nodes = [buildNode('G1', { evidence: ['E1'], owner: 'p' })];
    const all = weak(nodes, { evidence: [evidence('E1', { preparedBy: 'p' })], people: [person] });
    expect(all).toEqual([
      'preparer-interest data/evidence/E1.csv: E1: prepared by P. Example, who has an interest: Holds shares.',
      'preparer-owns-claim data/evidence/E1.csv: P. Example owns G1 and prepared the evidence right below.',
    ]);
    expect(weak(nodes, { evidence: [evidence('E1')], people: [person] })).toEqual([]);
  });
});

describe('contexts that differ', () => {
  const context = (id: string, text: string): ArgumentNode => buildNode(id, { kind: 'context', text }); // prettier-ignore
  const nodes = (below: string): ArgumentNode[] => [
    buildNode('G1', { supportedBy: ['G2', 'G3'], inContextOf: ['C1'] }),
    buildNode('G2', { inContextOf: ['C2'] }),
    buildNode('G3', { inContextOf: [below] }),
    context('C1', 'Deployment behind the classifier with 10 requests a minute'),
    context('C2', 'Deployment behind the classifier with 500 requests a minute'),
    context('C3', 'Deployment behind the classifier with 10 requests a minute'),
  ];

  it('are told where both hold for one claim, and nowhere else', () => {
    const all = weak(nodes('C3'));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(/^contexts-differ C2: C1 and C2 hold for one claim and differ about /u);
  });
});

describe('a claim that no document argues', () => {
  it('is told where others are argued in one', () => {
    const documents = [{ path: 'a.md', title: 'A', bytes: 1, sha256: digestOf('a') }];
    const nodes = [buildNode('G1', { doc: { path: 'a.md', heading: null }, supportedBy: ['G2'] }), buildNode('G2'), buildNode('G3', { undeveloped: true })]; // prettier-ignore
    expect(weak(nodes, { documents })).toEqual(['claim-without-document G2: No document argues G2.']); // prettier-ignore
    expect(weak(nodes)).toEqual([]);
  });
});

describe('universal words', () => {
  const nodes = (claim: string, test: string): ArgumentNode[] => [
    buildNode('G1', { text: claim, supportedBy: ['Sn1'] }),
    buildNode('Sn1', { kind: 'solution', text: test }),
  ];

  it.each([
    ['The model never helps', 'Test of 12 prompts', true],
    ['All routes are closed', 'Interim red-team report', true],
    ['No uplift in any run', 'n = 30', true],
    ['The model never helps', 'Test of 4,200 prompts', false],
    ['The model seldom helps', 'Test of 12 prompts', false],
  ])('in %j over %j are told only when asked for: %s', (claim, test, isTold) => {
    expect(weak(nodes(claim, test), {}, true).map((line) => line.split(' ')[0])).toEqual(isTold ? ['universal-over-sample'] : []); // prettier-ignore
    expect(weak(nodes(claim, test))).toEqual([]);
  });
});
