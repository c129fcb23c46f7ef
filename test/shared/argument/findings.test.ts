import { describe, expect, it } from 'vitest';
import { findStaleness, lapsesWithBuild } from '../../../shared/argument/evidence-findings.ts';
import { findStructure, isOpenDefeater, toList } from '../../../shared/argument/findings.ts';
import type {
  ArgumentNode,
  EvidenceItem,
  Finding,
  SafetyCase,
} from '../../../shared/case/model.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';

const FILE = 'data/argument.yaml';

function evidence(id: string, fields: Partial<EvidenceItem> = {}): EvidenceItem {
  return {
    id,
    title: id,
    path: `evidence/${id}.csv`,
    mediaType: 'text/csv',
    bytes: 1,
    sha256: digestOf(id),
    collected: '2026-10-01',
    appliesTo: { kind: 'model build', version: 'b1' },
    preparedBy: null,
    ...fields,
  };
}

function find(nodes: readonly ArgumentNode[], fields: Partial<SafetyCase> = {}): Finding[] {
  return findStructure(buildCase(nodes, { evidence: [evidence('E1')], ...fields }), FILE);
}

const solution = buildNode('Sn1', { kind: 'solution', evidence: ['E1'] });
const codes = (findings: readonly Finding[]): string[] => findings.map((finding) => finding.code);

describe('findStructure', () => {
  it('finds nothing in an argument that is in order', () => {
    expect(find([buildNode('G1', { supportedBy: ['Sn1'], inContextOf: ['C1'] }), solution, buildNode('C1', { kind: 'context' })])).toEqual([]); // prettier-ignore
  });

  it.each<[string, ArgumentNode[], Finding['severity']]>([
    ['dangling-id', [buildNode('G1', { supportedBy: ['Sn1', 'G7'] })], 'error'],
    ['dangling-id', [buildNode('G1', { supportedBy: ['Sn1'], inContextOf: ['C7'] })], 'error'],
    ['dangling-id', [buildNode('G1', { supportedBy: ['Sn1'] }), buildNode('CG1', { kind: 'defeater', challenges: ['G1 -> G7'], status: 'rebutted' })], 'error'],
    ['link-twice', [buildNode('G1', { supportedBy: ['Sn1', 'Sn1'] })], 'info'],
    ['unsupported-claim', [buildNode('G1', { supportedBy: ['Sn1'] }), buildNode('G2', { supportedBy: ['G7'] })], 'error'],
    ['bare-claim', [buildNode('G1', { supportedBy: ['Sn1', 'G2'] }), buildNode('G2')], 'warning'],
    ['undeveloped', [buildNode('G1', { supportedBy: ['Sn1', 'G2'] }), buildNode('G2', { undeveloped: true })], 'info'],
    ['undeveloped-with-support', [buildNode('G1', { supportedBy: ['Sn1'], undeveloped: true })], 'error'],
    ['solution-without-evidence', [buildNode('G1', { supportedBy: ['Sn1', 'Sn2'] }), buildNode('Sn2', { kind: 'solution' })], 'warning'],
    ['k-out-of-range', [buildNode('G1', { supportedBy: ['Sn1'], supportMode: 'k_of_n', k: 2 })], 'error'],
    ['k-out-of-range', [buildNode('G1', { supportedBy: ['Sn1'], supportMode: 'k_of_n' })], 'error'],
    ['wrong-kind-of-link', [buildNode('G1', { supportedBy: ['Sn1', 'A1'] }), buildNode('A1', { kind: 'assumption' })], 'error'],
    ['wrong-kind-of-link', [buildNode('G1', { supportedBy: ['Sn1'], inContextOf: ['Sn1'] })], 'error'],
    ['evidence-not-found', [buildNode('G1', { supportedBy: ['Sn1', 'Sn2'] }), buildNode('Sn2', { kind: 'solution', evidence: ['E9'] })], 'error'],
    ['open-defeater', [buildNode('G1', { supportedBy: ['Sn1'] }), buildNode('CG1', { kind: 'defeater', challenges: ['G1'], status: 'open' })], 'warning'],
    ['defeated-unchallenged', [buildNode('G1', { supportedBy: ['Sn1'], defeated: true })], 'warning'],
    ['cycle', [buildNode('G1', { supportedBy: ['Sn1', 'G2'] }), buildNode('G2', { supportedBy: ['G3'] }), buildNode('G3', { supportedBy: ['G2'] })], 'error'],
    ['cycle', [buildNode('G1', { supportedBy: ['Sn1', 'G1'] })], 'error'],
    ['not-connected', [buildNode('G1', { supportedBy: ['Sn1'] }), buildNode('G9', { supportedBy: ['Sn1'] })], 'warning'],
  ])('finds %s', (code, nodes, severity) => {
    const found = find([...nodes, solution]).filter((finding) => finding.code === code);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity, where: { file: FILE } });
    expect(found[0]?.message).toMatch(/\.$/u);
    expect(found[0]?.fix).not.toBe('');
  }); // prettier-ignore

  it.each<[string, ArgumentNode[]]>([
    [
      'challenges-itself',
      [buildNode('CG1', { kind: 'defeater', challenges: ['CG1'], status: 'rebutted' })],
    ],
    [
      'relation-not-found',
      [buildNode('CG1', { kind: 'defeater', challenges: ['G1 -> C1'], status: 'rebutted' })],
    ],
    [
      'relation-not-found',
      [buildNode('CG1', { kind: 'defeater', challenges: ['G1 -> G1'], status: 'rebutted' })],
    ],
    ['wrong-kind-of-link', [buildNode('C2', { kind: 'context', supportedBy: ['Sn1'] })]],
  ])('finds %s beside an argument in order', (code, more) => {
    const nodes = [
      buildNode('G1', { supportedBy: ['Sn1'], inContextOf: ['C2'] }),
      solution,
      buildNode('C1', { kind: 'context' }),
      buildNode('C2', { kind: 'context' }),
    ];
    const merged = [
      ...nodes.filter((node) => !more.some((other) => other.id === node.id)),
      ...more,
    ];
    expect(codes(find(merged))).toContain(code);
    expect(codes(find(nodes))).not.toContain(code);
  });

  it('accepts a doubt about a step that exists, named from either end', () => {
    const doubt = (challenge: string) =>
      buildNode('CG1', { kind: 'defeater', challenges: [challenge], status: 'rebutted' });
    for (const challenge of ['G1 -> Sn1', 'Sn1 -> G1']) {
      expect(find([buildNode('G1', { supportedBy: ['Sn1'] }), solution, doubt(challenge)])).toEqual(
        [],
      );
    }
  });

  it('says when what stands on top is no claim', () => {
    expect(
      codes(
        find([
          buildNode('S1', { kind: 'strategy', supportedBy: ['G2'] }),
          buildNode('G2', { supportedBy: ['Sn1'] }),
          solution,
        ]),
      ),
    ).toEqual(['top-not-a-goal']);
  });

  it('names all nodes of a circle, and each circle once', () => {
    const nodes = ['G2', 'G3', 'G4'].map((id, at, all) => buildNode(id, { supportedBy: [all[(at + 1) % 3] ?? ''] }));
    const cycles = find([buildNode('G1', { supportedBy: ['Sn1', 'G2'] }), ...nodes, solution]).filter((item) => item.code === 'cycle');
    expect(cycles.map((item) => item.message)).toEqual(['G2, G3 and G4 support each other in a circle.']);
  }); // prettier-ignore

  it('asks for a top where none is named, and for one that exists', () => {
    const nodes = [
      buildNode('G1', { supportedBy: ['Sn1'] }),
      buildNode('G2', { supportedBy: ['Sn1'] }),
      solution,
    ];
    expect(codes(find(nodes, { topNode: null }))).toEqual(['several-roots']);
    expect(codes(find(nodes, { topNode: 'G7' }))).toEqual(['top-not-found']);
    const round = [
      buildNode('G1', { supportedBy: ['G2'] }),
      buildNode('G2', { supportedBy: ['G1'] }),
    ];
    expect(codes(find(round, { topNode: null, evidence: [] }))).toEqual(['no-root', 'cycle']);
  });

  it('looks for documents and owners only where the case has any', () => {
    const nodes = [
      buildNode('G1', {
        supportedBy: ['Sn1'],
        doc: { path: 'docs/b.md', heading: null },
        owner: 'x',
      }),
      solution,
    ];
    expect(find(nodes, { documents: [], people: [] })).toEqual([]);
    const documents = [{ path: 'docs/a.md', title: 'A', bytes: 1, sha256: digestOf('a') }];
    const people = [{ id: 'y', name: 'Y', organisation: '', line: '1', role: '', interests: [] }];
    expect(codes(find(nodes, { documents, people }))).toEqual([
      'document-not-found',
      'owner-not-found',
    ]);
  });

  it('takes time in proportion to the number of nodes', () => {
    const count = 20_000;
    const nodes = Array.from({ length: count }, (_, at) => buildNode(`G${at}`, { supportedBy: at + 1 < count ? [`G${at + 1}`] : ['Sn1'] })); // prettier-ignore
    const started = performance.now();
    expect(find([...nodes, solution])).toEqual([]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('evidence', () => {
  const subject = {
    model: 'M',
    build: 'b2',
    configuration: null,
    weightsFrozen: '2026-09-28',
    stack: null,
  };

  it('for another build than the subject, or from before it was frozen, is stale', () => {
    expect(findStaleness(evidence('E1', { appliesTo: { kind: 'model build', version: 'b1' } }), subject)).toContain('b1; the case is about b2');
    expect(findStaleness(evidence('E1', { appliesTo: { kind: 'Model build', version: 'b2' }, collected: '2026-09-27' }), subject)).toContain('before the weights were frozen');
    expect(findStaleness(evidence('E1', { appliesTo: { kind: 'model build', version: 'b2' }, collected: '2026-09-28' }), subject)).toBeNull();
  }); // prettier-ignore

  it('of a kind that does not lapse with the build is never stale', () => {
    for (const kind of ['training record', 'process', 'infrastructure', 'classifier version']) {
      expect(lapsesWithBuild(kind), kind).toBe(false);
      expect(
        findStaleness(
          evidence('E1', { appliesTo: { kind, version: 'other' }, collected: '2020-01-01' }),
          subject,
        ),
      ).toBeNull();
    }
    expect(['model build', 'build', 'model', 'model version', 'weights'].map(lapsesWithBuild)).toEqual([true, true, true, true, true]); // prettier-ignore
  });

  it('that nobody cites, that is stale, or that does not say what it is about is reported', () => {
    const nodes = [buildNode('G1', { supportedBy: ['Sn1'] }), solution];
    const items = [evidence('E1'), evidence('E2', { appliesTo: null })];
    const found = find(nodes, { evidence: items, subject });
    expect(found.map((finding) => [finding.code, finding.where.file])).toEqual([
      ['evidence-stale', 'data/evidence/E1.csv'],
      ['evidence-subject-unknown', 'data/evidence/E2.csv'],
      ['evidence-unused', 'data/evidence/E2.csv'],
    ]);
    expect(found[0]?.message).toContain('Sn1 cites it.');
  });
});

describe("the author's own doubts", () => {
  const doubt = (fields: Partial<ArgumentNode>): boolean =>
    isOpenDefeater(buildNode('CG1', { kind: 'defeater', ...fields }));

  it('are open until somebody settled them; an unknown word settles nothing', () => {
    expect([null, 'open', 'Open', 'in discussion'].map((status) => doubt({ status }))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['rebutted', 'accepted_residual', 'Accepted residual', 'withdrawn'].map((status) => doubt({ status }))).toEqual([false, false, false, false]); // prettier-ignore
    expect(doubt({ status: 'open', defeated: true })).toBe(false);
    expect(isOpenDefeater(buildNode('G1', { status: 'open' }))).toBe(false);
  });
});

it('toList reads as a sentence does', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(toList)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});
