import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseArgument } from '../../../shared/argument/analysis.ts';
import { analyseGroups } from '../../../shared/argument/groups.ts';
import { holdsByDefinition, randomNodes } from '../../support/argument-oracle.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';

const item = (id: string, preparedBy: string | null) =>
  ({ id, title: id, path: `evidence/${id}.csv`, mediaType: 'text/csv', bytes: 1, sha256: digestOf(id), collected: null, appliesTo: null, preparedBy }) as const; // prettier-ignore

const solution = (id: string, evidence: string) => buildNode(id, { kind: 'solution', evidence: [evidence] }); // prettier-ignore

describe('a group as one event', () => {
  it('has the order and the partners that a search over all cut sets finds', () => {
    fc.assert(
      fc.property(randomNodes, fc.array(fc.nat(11), { minLength: 1, maxLength: 4 }), (nodes, at) => {
        const members = [...new Set(at.map((one) => nodes[one % nodes.length]?.id ?? ''))];
        const safetyCase = buildCase(nodes);
        const [group] = analyseGroups(safetyCase, [{ name: 'group', members }]);
        const { cutSets } = analyseArgument(safetyCase, { groups: [{ name: 'group', members }] });
        const holding = (order: string) => (cutSets[order] ?? []).filter((set) => set.includes('group'));
        const order = holding('1').length > 0 ? 1 : holding('2').length > 0 ? 2 : null;
        expect(group?.order).toBe(order);
        const partners = order === 2 ? holding('2').flat().filter((id) => id !== 'group') : [];
        expect([...(group?.with ?? [])].sort()).toEqual(partners.sort());
        const before = holdsByDefinition(nodes, new Set());
        const after = holdsByDefinition(nodes, new Set(members));
        const fallen = nodes.map(({ id }) => id).filter((id) => before.has(id) && !after.has(id) && !members.includes(id));
        expect(group?.fallen).toEqual(fallen);
      }),
      { numRuns: 3_000 },
    ); // prettier-ignore
  });

  it('is found where evidence of one preparer stands under both legs', () => {
    const safetyCase = buildCase(
      [
        buildNode('G1', { supportedBy: ['G2', 'G3'], supportMode: 'any_of' }),
        buildNode('G2', { supportedBy: ['Sn1'] }),
        buildNode('G3', { supportedBy: ['Sn2'] }),
        solution('Sn1', 'E1'),
        solution('Sn2', 'E2'),
        buildNode('G9', { supportedBy: ['Sn3'] }),
        solution('Sn3', 'E3'),
      ],
      {
        evidence: [item('E1', 'm.quill'), item('E2', 'm.quill'), item('E3', 'x')],
        people: [
          {
            id: 'm.quill',
            name: 'M. Quill',
            organisation: 'Lab',
            role: 'lead',
            line: 'first',
            interests: [],
          },
        ],
      },
    );
    expect(analyseGroups(safetyCase, [])).toEqual([
      { name: 'prepared by M. Quill', why: 'M. Quill prepared the evidence of all of them.', isMade: false, members: ['Sn1', 'Sn2'], absent: [], fallen: ['G1', 'G2', 'G3'], order: 1, with: [] },
    ]); // prettier-ignore
    const person = (id: string): SafetyCase['people'][number] => ({ id, name: 'M. Quill', organisation: '', line: '1', role: '', interests: [] }); // prettier-ignore
    const named = { ...safetyCase, people: [person('m.quill')] };
    expect(analyseGroups(named, [])[0]?.name).toBe('prepared by M. Quill');
    // Two of one name stay apart.
    expect(analyseGroups({ ...named, people: [...named.people, person('x')] }, [])[0]?.name).toBe('prepared by m.quill'); // prettier-ignore
  });

  it('made by hand comes first, takes evidence for what cites it, and names what the case lacks', () => {
    const safetyCase = buildCase(
      [buildNode('G1', { supportedBy: ['Sn1'] }), solution('Sn1', 'E1')],
      { evidence: [item('E1', null)] },
    );
    const [group] = analyseGroups(safetyCase, [{ name: 'Lab A', members: ['E1', 'Sn1', 'G77'] }]);
    expect(group).toMatchObject({ name: 'Lab A', isMade: true, members: ['Sn1'], absent: ['G77'], order: 1, fallen: ['G1'] }); // prettier-ignore
  });
});
