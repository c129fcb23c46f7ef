import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import type { Interchange } from '../../../shared/formats/interchange.ts';
import { readTea } from '../../../shared/formats/tea/read.ts';
import { isTeaId } from '../../../shared/formats/tea/tea-id.ts';
import { writeTea } from '../../../shared/formats/tea/write.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { differencesOf, lossWords } from '../../support/interchange.ts';
import { breaksOfTeaSchema } from '../../support/tea-schema.ts';

const ID = (digit: number): string => `0000000${digit}-0000-4000-8000-000000000000`;

function element(digit: number, type: string, name: string, more: object = {}): JsonObject {
  return { id: ID(digit), type, name, description: `Text of ${name}`, inSandbox: false, children: [], ...more }; // prettier-ignore
}

function nested(tree: JsonObject, about: object = {}): string {
  return JSON.stringify({ version: '1.0', exportedAt: '2026-01-01T00:00:00Z', case: { name: 'Case', description: 'About it', ...about }, tree }); // prettier-ignore
}

function write(argument: Interchange): ReturnType<typeof writeTea> {
  let minted = 0;
  const mintId = (): string => `${(minted += 1).toString(16).padStart(8, '0')}-1111-4111-8111-111111111111`; // prettier-ignore
  return writeTea(argument, { mintId, exportedAt: '2026-02-02T00:00:00Z' });
}

function problemsOf(text: string): string[] {
  try {
    readTea(text, 'case.json');
    return [];
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return error.problems.map(({ code, place }) => `${code} ${place ?? ''}`.trim());
  }
}

function asInterchange(nodes: Record<string, JsonObject>, top: string | null = null): Interchange {
  return { title: 'T', top, modules: new Map(), nodes: new Map(Object.entries(nodes)), lines: new Map() }; // prettier-ignore
}

const SHARED_EVIDENCE = element(4, 'EVIDENCE', 'E1', { url: 'https://example.org/a' });
const FULL = nested(
  element(1, 'GOAL', 'G1', {
    role: 'TOP_LEVEL',
    context: ['First', 'Second'],
    assumption: 'Assumed',
    justification: 'Justified',
    comments: [{ author: 'a', content: 'c', createdAt: '2026-01-01T00:00:00Z' }],
    children: [
      element(2, 'PROPERTY_CLAIM', 'P1', { level: 1, children: [SHARED_EVIDENCE] }),
      element(3, 'PROPERTY_CLAIM', 'P2', { level: 1, children: [SHARED_EVIDENCE] }),
      element(5, 'PROPERTY_CLAIM', 'D1', { level: 1, isDefeater: true, defeatsElementId: ID(2) }),
    ],
  }),
);

describe('reading TEA JSON', () => {
  it('reads the tree with its attributes as nodes, and repeated evidence as one', () => {
    const { interchange, findings, losses } = readTea(FULL, 'case.json');
    expect(interchange.title).toBe('Case');
    expect(interchange.top).toBe('G1');
    expect([...interchange.nodes.keys()]).toEqual(['G1', 'C1-G1', 'C2-G1', 'A1-G1', 'J1-G1', 'P1', 'E1', 'P2', 'D1']); // prettier-ignore
    expect(interchange.nodes.get('G1')).toMatchObject({ kind: 'goal', supportedBy: ['P1', 'P2'], inContextOf: ['C1-G1', 'C2-G1', 'A1-G1', 'J1-G1'] }); // prettier-ignore
    expect(interchange.nodes.get('P2')).toMatchObject({ supportedBy: ['E1'] });
    expect(interchange.nodes.get('E1')).toMatchObject({ kind: 'solution', url: 'https://example.org/a' }); // prettier-ignore
    expect(interchange.nodes.get('D1')).toMatchObject({ kind: 'defeater', challenges: ['P1'], 'x-tea': { below: 'G1' } }); // prettier-ignore
    expect([findings, losses]).toEqual([[], []]);
  });

  it('refuses an id that stands twice with other words', () => {
    const other = { ...SHARED_EVIDENCE, description: 'Another text' };
    const tree = element(1, 'GOAL', 'G1', { children: [SHARED_EVIDENCE, other] });
    expect(problemsOf(nested(tree))).toEqual(['duplicate-id tree.children[1]']);
  });

  it('takes ids that are no UUIDs, and says so', () => {
    const tree = element(1, 'GOAL', 'Top goal', { id: '1', children: [element(2, 'STRATEGY', 'S1', { id: 'x y' })] }); // prettier-ignore
    const { interchange, findings } = readTea(nested(tree), 'case.json');
    expect([...interchange.nodes.keys()]).toEqual(['1', 'S1']);
    expect(findings.map(({ code, message }) => [code, message.slice(0, 6)])).toEqual([['tea-ids', '2 of 2']]); // prettier-ignore
  });

  it('reads the flat list with its evidence links', () => {
    const { interchange } = readTea(JSON.stringify({
      version: '2.0', case: { name: 'Flat' },
      elements: [
        { id: 'a', elementType: 'GOAL', name: 'G1', description: 'Top', role: 'TOP_LEVEL', parentId: null, context: [] },
        { id: 'b', elementType: 'PROPERTY_CLAIM', name: 'P1', description: 'One', parentId: 'a' },
        { id: 'c', elementType: 'EVIDENCE', name: 'E1', description: 'Proof', parentId: null, url: null },
      ],
      evidenceLinks: [{ evidenceId: 'c', claimId: 'b' }, { evidenceId: 'c', claimId: 'a' }],
    }), 'flat.json'); // prettier-ignore
    expect(interchange.top).toBe('G1');
    expect(interchange.nodes.get('G1')).toMatchObject({ supportedBy: ['P1', 'E1'] });
    expect(interchange.nodes.get('P1')).toMatchObject({ supportedBy: ['E1'] });
  });

  it('refuses a flat list whose links lead nowhere, with every one of them', () => {
    const text = JSON.stringify({ version: '2.0', elements: [{ id: 'a', elementType: 'GOAL', description: '', parentId: 'q' }], evidenceLinks: [{ evidenceId: 'z', claimId: 'a' }] }); // prettier-ignore
    expect(problemsOf(text)).toEqual(['link-not-found case.evidenceLinks', 'parent-not-found case.elements[0]']); // prettier-ignore
  });

  it('reads the form of the earlier program, nested or side by side', () => {
    const goal = { name: 'G1', short_description: 'Top', long_description: 'N/A', context: [{ name: 'C1', short_description: 'Where' }] }; // prettier-ignore
    const inside = readTea(JSON.stringify({ name: 'Old', goals: [{ ...goal, strategies: [{ name: 'S1', short_description: 'How', property_claims: [{ name: 'P1', long_description: 'Claim', evidence: [{ name: 'E1', URL: 'u' }] }] }] }] }), 'old.json'); // prettier-ignore
    expect(inside.interchange.nodes.get('G1')).toMatchObject({ text: 'Top', supportedBy: ['S1'], inContextOf: ['C1'] }); // prettier-ignore
    expect(inside.interchange.nodes.get('P1')).toMatchObject({
      text: 'Claim',
      supportedBy: ['E1'],
    });
    const beside = readTea(JSON.stringify({ name: 'Old', goals: [{ id: 'G1', name: 'Goal one' }], property_claims: [{ id: 'P1', goal_id: 'G1', name: 'Claim one' }], evidence: [{ id: 'E1', claim_id: 'P1' }] }), 'old.json'); // prettier-ignore
    expect(beside.interchange.nodes.get('P1')).toMatchObject({ text: 'Claim one', supportedBy: ['E1'] }); // prettier-ignore
  });

  it.each([
    ['a list', '[]', ['not-a-tea-case']],
    ['other JSON', '{"a":1}', ['not-a-tea-case']],
    ['an unknown type', nested(element(1, 'CLAIM', 'G1')), ['unknown-type tree']],
    ['a text that is a list', nested(element(1, 'GOAL', 'G1', { description: [] })), ['wrong-type tree.description']],
    ['children that are none', nested(element(1, 'GOAL', 'G1', { children: [3] })), ['wrong-type tree.children[0]']],
    ['a key twice', '{"goals":[],"goals":[]}', ['duplicate-key line 1, column 13']],
    ['an unknown version', JSON.stringify({ version: '3', tree: { children: [], type: 'GOAL', description: '' } }), ['unknown-version version']],
  ])('refuses %s', (_what, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  }); // prettier-ignore

  it('reads 100,000 elements, and refuses one more and a tree that is too deep', () => {
    const wide = (count: number): string => nested(element(1, 'GOAL', 'G1', { children: Array.from({ length: count }, (_, index) => ({ id: `i${index}`, type: 'GOAL', name: `N${index}`, description: 'x', children: [] })) })); // prettier-ignore
    expect(readTea(wide(99_999), 'f').interchange.nodes.size).toBe(100_000);
    expect(problemsOf(wide(100_000))).toEqual(['too-many-nodes']);
    const deep = '{"type":"GOAL","description":"","children":['.repeat(20_000);
    expect(problemsOf(`{"version":"1.0","tree":${deep}`)[0]).toMatch(/^too-deep line 1/u);
  });
});

describe('writing TEA JSON', () => {
  it('gives back what was read: ids, comments, attributes, repeated evidence', () => {
    const { interchange } = readTea(FULL, 'case.json');
    const { text, losses } = write(interchange);
    expect(losses).toEqual([]);
    const written = JSON.parse(text) as JsonObject;
    expect(written['exportedAt']).toBe('2026-02-02T00:00:00Z');
    expect(written['tree']).toEqual((JSON.parse(FULL) as JsonObject)['tree']);
    expect(breaksOfTeaSchema(text)).toEqual([]);
  });

  it('mints ids where TEA would not take the old ones, and names each', () => {
    const tree = element(1, 'GOAL', 'G1', { id: 'old', children: [element(2, 'STRATEGY', 'S1')] });
    const { text, losses, ids } = write(readTea(nested(tree), 'case.json').interchange);
    expect(lossWords(losses)).toEqual(['changed G1.id']);
    expect(ids.get('S1')).toBe(ID(2));
    expect(isTeaId(ids.get('G1') ?? '')).toBe(true);
    expect(breaksOfTeaSchema(text)).toEqual([]);
  });

  it('names whatever a tree of TEA has no place for', () => {
    const argument = asInterchange({
      G1: { kind: 'goal', text: 'Top', supportedBy: ['G2', 'G3', 'gone'], owner: 'p1', declaredLoadBearing: true },
      G2: { kind: 'goal', text: 'Two', supportedBy: ['G4'], inContextOf: ['C1'], supportMode: 'any_of' },
      G3: { kind: 'goal', text: 'Three', supportedBy: ['G4'], inContextOf: ['C1'] },
      G4: { kind: 'goal', text: 'Four', supportedBy: ['G2'] },
      C1: { kind: 'context', text: 'Where' },
      D1: { kind: 'defeater', text: 'Unless', challenges: ['G1 -> G2', 'G3'] },
      X1: { kind: 'goal', text: 'Alone' },
    }, 'G1'); // prettier-ignore
    const { text, losses } = write(argument);
    expect(lossWords(losses)).toEqual([
      'changed C1.inContextOf', 'changed C1.kind', 'changed D1.challenges', 'dropped D1.challenges',
      'dropped G1.declaredLoadBearing', 'dropped G1.owner', 'dropped G1.supportedBy', 'dropped G2.supportMode',
      'dropped G2.supportedBy', 'dropped G4.supportedBy', 'dropped X1.node',
    ]); // prettier-ignore
    expect(breaksOfTeaSchema(text)).toEqual([]);
  });

  it('writes no element that defeats itself', () => {
    const { text, losses } = write(asInterchange({ G1: { kind: 'goal', text: 'Top', supportedBy: ['Sn1'] }, Sn1: { kind: 'solution', text: 'A test', challenges: ['Sn1'] } }, 'G1')); // prettier-ignore
    expect(lossWords(losses)).toEqual(['dropped Sn1.challenges']);
    const back = readTea(text, 'f').interchange;
    expect(back.nodes.get('G1')?.['supportedBy']).toEqual(['Sn1']);
    expect(back.nodes.get('Sn1')?.['challenges']).toBeUndefined();
  });

  it('refuses a chain that its own reader would refuse, with the limit', () => {
    const nodes = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`G${index}`, { kind: 'goal', supportedBy: [`G${index + 1}`] }])); // prettier-ignore
    expect(() => write(asInterchange(nodes, 'G0'))).toThrow(/levels deep/u);
    expect(() => write(asInterchange({}))).toThrow(/no node/u);
  });

  it('keeps the schema for any argument, and its own reader reads it back', () => {
    const kinds = ['goal', 'strategy', 'solution', 'context', 'assumption', 'justification', 'defeater', 'counterEvidence', 'awayGoal', 'moduleReference', 'contractReference', 'unknown'];
    const ids = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6'];
    const links = fc.uniqueArray(fc.constantFrom(...ids, 'N9'), { maxLength: 3 });
    const node = fc.record({ kind: fc.constantFrom(...kinds), text: fc.string(), supportedBy: links, inContextOf: links, challenges: links });
    fc.assert(fc.property(fc.array(node, { minLength: 1, maxLength: 6 }), (nodes) => {
      const argument = asInterchange(Object.fromEntries(nodes.map((fields, index) => [ids[index] ?? '', fields])));
      const { text, losses } = write(argument);
      expect(breaksOfTeaSchema(text)).toEqual([]);
      const back = readTea(text, 'back.json').interchange;
      // Every node is an element of the tree or a text of one, or its loss is named.
      const words = [...back.nodes.values()].map((fields) => fields['text']);
      const lost = new Set(losses.map(({ where }) => where.node));
      for (const [id, fields] of argument.nodes) {
        expect(back.nodes.has(id) || words.includes(fields['text'] ?? '') || lost.has(id)).toBe(true);
      }
      const again = readTea(write(back).text, 'again.json').interchange;
      expect(differencesOf(back, again).filter((path) => !path.endsWith('.x-tea.case'))).toEqual([]);
    }), { numRuns: 300 });
  }); // prettier-ignore
});
