import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCases, isSame } from '../../../shared/argument/compare-cases.ts';
import type { ArgumentNode, EvidenceItem } from '../../../shared/case/model.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';

const top = buildNode('G1', { supportedBy: ['G2', 'G3'] });
const base = [top, buildNode('G2', { undeveloped: true }), buildNode('G3', { undeveloped: true })];
const evidence: EvidenceItem = {
  id: 'E1', title: 'Counts', path: 'evidence/E1.csv', mediaType: 'text/csv', bytes: 3, sha256: digestOf('E1'),
  collected: '2026-07-13', appliesTo: { kind: 'model build', version: 'm3-r4' }, preparedBy: 'P1',
}; // prettier-ignore

/** A case in which a node has other fields. */
function withNode(id: string, fields: Partial<ArgumentNode>): readonly ArgumentNode[] {
  return base.map((node) => (node.id === id ? { ...node, ...fields } : node));
}

describe('two versions of a case', () => {
  it('are the same whatever the order of the file is', () => {
    const nodes = fc.shuffledSubarray(base, { minLength: base.length });
    fc.assert(
      fc.property(nodes, (shuffled) => {
        expect(isSame(compareCases(buildCase(base), { ...buildCase(shuffled), topNode: 'G1' }))).toBe(true); // prettier-ignore
      }),
    );
  });

  it('tell each field that changed, and which numbers in prose', () => {
    const before = buildCase(withNode('G2', { text: 'At least 97 percent of 1,240 attempts, by m3-r7.' }));
    const after = buildCase(withNode('G2', { text: 'At least 95 percent of 1,240 attempts, by m3-r8.', owner: 'P2', other: { 'x-tea': '{"a":1}' } }));
    expect(compareCases(before, after).nodes.changed).toEqual([
      {
        id: 'G2',
        fields: [
          { field: 'text', before: 'At least 97 percent of 1,240 attempts, by m3-r7.', after: 'At least 95 percent of 1,240 attempts, by m3-r8.', numbers: { before: ['97'], after: ['95'] } },
          { field: 'owner', before: null, after: 'P2', numbers: null },
          { field: 'x-tea', before: null, after: '{"a":1}', numbers: null },
        ],
        links: [],
      },
    ]);
  }); // prettier-ignore

  it('notice a number that now stands once where it stood twice', () => {
    const before = buildCase(withNode('G2', { text: 'From 5 to 5 hours' }));
    const after = buildCase(withNode('G2', { text: 'From 5 to −2.5 % hours' }));
    expect(compareCases(before, after).nodes.changed[0]?.fields[0]?.numbers).toEqual({
      before: ['5'],
      after: ['−2.5 %'],
    });
  });

  it('tell links that came and went, by kind', () => {
    const after = buildCase(withNode('G1', { supportedBy: ['G3', 'G2', 'G4'], evidence: ['E1'] }));
    const [changed] = compareCases(buildCase(base), after).nodes.changed;
    expect(changed).toEqual({
      id: 'G1',
      fields: [],
      links: [
        { field: 'supportedBy', added: ['G4'], removed: [] },
        { field: 'evidence', added: ['E1'], removed: [] },
      ],
    });
  });

  it('take a node that says the same under another id for renamed, with the links to it', () => {
    const after = buildCase([
      { ...top, supportedBy: ['G2', 'G9'] },
      buildNode('G2', { undeveloped: true }),
      buildNode('G9', { undeveloped: true, text: 'Text of G3' }),
    ]);
    expect(compareCases(buildCase(base), after).nodes).toEqual({
      added: [],
      removed: [],
      renamed: [{ from: 'G3', to: 'G9' }],
      changed: [],
    });
  });

  it('do not guess where two nodes say the same', () => {
    const twins = ['G8', 'G9'].map((id) => buildNode(id, { text: 'Text of G3' }));
    const after = buildCase([top, buildNode('G2', { undeveloped: true }), ...twins]);
    const { added, removed, renamed } = compareCases(buildCase(base), after).nodes;
    expect({ added, removed, renamed }).toEqual({ added: ['G8', 'G9'], removed: ['G3'], renamed: [] }); // prettier-ignore
  });

  it('tell what came, went and changed among evidence, documents, people and the case', () => {
    const person = { id: 'P1', name: 'A', organisation: 'O', line: 'first', role: 'Author', interests: [] }; // prettier-ignore
    const doc = { path: 'docs/a.md', title: 'A', bytes: 1, sha256: digestOf('a') };
    const before = buildCase(base, { evidence: [evidence], documents: [doc], people: [person] });
    const after = buildCase(base, {
      version: '1.1',
      subject: { ...before.subject, build: 'b2' },
      evidence: [
        { ...evidence, sha256: digestOf('other') },
        { ...evidence, id: 'E2' },
      ],
      documents: [
        { ...doc, sha256: digestOf('b') },
        { ...doc, path: 'docs/b.md' },
      ],
      people: [{ ...person, interests: [{ kind: 'shares', ref: null, detail: 'of O' }] }],
    });
    const found = compareCases(before, after);
    expect(found.case.map(({ field, after: now }) => [field, now])).toEqual([['version', '1.1'], ['subject.build', 'b2']]); // prettier-ignore
    expect(found.evidence).toMatchObject({ added: ['E2'], removed: [], changed: [{ id: 'E1', fields: [{ field: 'sha256' }] }] }); // prettier-ignore
    expect(found.documents).toEqual({ added: ['docs/b.md'], removed: [], changed: ['docs/a.md'] });
    expect(found.people.changed).toMatchObject([{ id: 'P1', fields: [{ field: 'interests', after: 'shares: of O' }] }]); // prettier-ignore
    expect(isSame(found)).toBe(false);
  });

  it('tell what that does to the structure', () => {
    const solutions = [buildNode('Sn1', { kind: 'solution' }), buildNode('Sn2', { kind: 'solution' })]; // prettier-ignore
    const either = buildNode('G1', { supportedBy: ['Sn1', 'Sn2'], supportMode: 'any_of' });
    const both = { ...either, supportMode: 'all_of' as const };
    const { structure } = compareCases(buildCase([either, ...solutions]), buildCase([both, ...solutions])); // prettier-ignore
    expect(structure.loadBearing).toEqual({ added: ['Sn1', 'Sn2'], removed: [] });
    const fallen = compareCases(buildCase([both, ...solutions]), buildCase([{ ...both, undeveloped: true, supportedBy: [] }])); // prettier-ignore
    expect(fallen.structure.topHolds).toEqual({ before: true, after: false });
    expect(fallen.structure.unsupported).toEqual({ added: ['G1'], removed: [] });
  });

  it('tell the opposite when they change places', () => {
    const ids = fc.uniqueArray(fc.constantFrom('G1', 'G2', 'G3', 'G4', 'G5'), { minLength: 1 });
    fc.assert(
      fc.property(ids, ids, (some, others) => {
        const toCase = (list: readonly string[]) => buildCase(list.map((id) => buildNode(id, { undeveloped: true }))); // prettier-ignore
        const there = compareCases(toCase(some), toCase(others)).nodes;
        const back = compareCases(toCase(others), toCase(some)).nodes;
        expect([there.added, there.removed]).toEqual([back.removed, back.added]);
        expect(there.added).toEqual(others.filter((id) => !some.includes(id)));
      }),
    );
  });
});
