import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findTitle } from '../../../shared/case/document-title.ts';
import { safetyCase as safetyCaseSchema } from '../../../shared/case/model.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { parseCase, readNamesItself } from '../../../shared/case/parse-case.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { conformancePath, describeWithData, readConformance } from '../../support/conformance.ts';
import { refusalOf } from '../../support/refusals.ts';

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const ports = {
  sha256Hex: hex,
  canonicalJson: (value: Parameters<typeof toCanonicalJson>[0]) => toCanonicalJson(value),
};

function parse(files: Readonly<Record<string, string | Uint8Array>>, digestsBind = true): SafetyCase {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [`data/${path}`, Buffer.from(text)]));
  return parseCase(
    {
      seal: 'draft',
      draftReason: 'test',
      bundleDigest: null,
      files: [...bytes].map(([path, content]) => ({ path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') })),
      bytesOf: (path) => bytes.get(path) ?? null,
      sourceName: 'source',
      digestsBind,
      warnings: [],
    },
    ports,
  );
} // prettier-ignore

const argument = (text: string): SafetyCase => parse({ 'argument.yaml': text });
const codes = ({ findings }: SafetyCase): string[] => findings.map((finding) => finding.code);

describe('a node', () => {
  it('is read with every key that the format knows', () => {
    const text = [
      'G1:', '  kind: goal', '  text: >-', '    Two', '    lines', '  supportedBy: G2', '  inContextOf: [C1]',
      '  supportMode: k_of_n', '  k: 1', '  doc: docs/a.md#part-one', '  owner: p.one', '  declaredLoadBearing: true',
      '  url: https://x.example', '  status: open', '  response: yes', '  acp: {ACP1: G2}', '  layer1: {deep: 1.5}',
      'G2: {undeveloped: true}', 'C1: {text: c}',
    ].join('\n'); // prettier-ignore
    const [node] = argument(text).nodes;
    expect(node).toMatchObject({
      id: 'G1', kind: 'goal', text: 'Two lines', supportedBy: ['G2'], inContextOf: ['C1'], challenges: [],
      supportMode: 'k_of_n', k: 1, doc: { path: 'docs/a.md', heading: 'part-one' }, owner: 'p.one',
      declaredLoadBearing: true, undeveloped: false, url: 'https://x.example', status: 'open', response: 'yes', line: 1,
      other: { acp: '{"ACP1":"G2"}', layer1: '{"deep":"1.5"}' },
    }); // prettier-ignore
  });

  it('has the digest of the canonical JSON of what stands below its id', () => {
    const [one] = argument(
      'G1:\n  text: A\n  supportedBy: [G2]\n  x: 1.0\nG2: {undeveloped: true}\n',
    ).nodes;
    expect(one?.sha256).toBe(hex('{"supportedBy":["G2"],"text":"A","x":"1.0"}'));
    const [same] = argument(
      'G1: {x: 1.0, supportedBy: [G2], text: "A"} # comment\nG2: {undeveloped: true}\n',
    ).nodes;
    expect(same?.sha256).toBe(one?.sha256);
    const [other] = argument(
      'G1: {x: 1.00, supportedBy: [G2], text: "A"}\nG2: {undeveloped: true}\n',
    ).nodes;
    expect(other?.sha256).not.toBe(one?.sha256);
    expect(argument('G1:\n').nodes[0]?.sha256).toBe(hex('{}'));
  });

  it.each([
    ['CG1', 'defeater'], ['CSn1', 'counterEvidence'], ['G1', 'goal'], ['Sn1', 'solution'], ['S1', 'strategy'],
    ['C1', 'context'], ['A1', 'assumption'], ['J1', 'justification'],
  ])('with the id %s and no kind is a %s', (id, kind) => {
    const result = argument(`${id}: {text: a}\n`);
    expect(result.nodes[0]?.kind).toBe(kind);
    expect(codes(result)).not.toContain('kind-inferred');
  }); // prettier-ignore

  it('takes the kind of gsn2x, and ours before it', () => {
    const kinds = (text: string) => argument(text).nodes.map((node) => node.kind);
    expect(kinds('X1: {nodeType: CounterGoal}\nX2: {nodeType: Solution}\nX3: {kind: awayGoal}\nX4: {kind: counterEvidence}\n')).toEqual(['defeater', 'solution', 'awayGoal', 'counterEvidence']); // prettier-ignore
  });

  it.each([
    ['X1: {text: a}', 'unknown-kind'],
    ['X1: {kind: hope}', 'unknown-kind'],
    ['Snapshot: {text: a}', 'kind-inferred'],
    ['Sn1: {kind: assumption}', 'kind-contradicts'],
    ['G1: {kind: goal, nodeType: Strategy}', 'kind-contradicts'],
    ['G1: {supportedby: [G2]}\nG2: {}', 'near-miss-key'],
    ['G1: {undevelopped: true}', 'near-miss-key'],
    ['G1: {text: [a]}', 'wrong-type'],
    ['G1: {undeveloped: maybe}', 'wrong-type'],
    ['G1: {supportMode: most}', 'wrong-type'],
    ['G1: {supportedBy: {a: b}}', 'wrong-type'],
    ['note: only text\nG1: {}', 'not-a-node'],
  ])('is reported, never refused, for %j: %s', (text, code) => {
    const result = argument(text);
    expect(codes(result)).toContain(code);
    expect(result.findings.find((finding) => finding.code === code)?.where).toMatchObject({ file: 'data/argument.yaml', line: 1 }); // prettier-ignore
  });

  it('keeps a value that it cannot use', () => {
    expect(argument('G1: {text: [a], layer: x}\n').nodes[0]?.other).toEqual({
      text: '["a"]',
      layer: '"x"',
    });
  });

  it('does not take unrelated keys for near misses', () => {
    expect(codes(argument('G1: {undeveloped: true, layer1: a, note: b, id: c, tags: d, author: e, date: f}\n'))).toEqual(['undeveloped']); // prettier-ignore
  });
});

describe('a case', () => {
  const CASE =
    "case: T-1\ntitle: Test\nversion: 1.0\nissued: '2026-01-05'\nsubject: {model: M, build: b2}\ntopNode: G1\nsupersedes: 0.9\n";

  it('is read from its four files', () => {
    const result = parse({
      'case.yaml': CASE,
      'argument.yaml': 'G1: {supportedBy: [Sn1]}\nSn1: {evidence: [E1]}\n',
      'people.yaml': 'people:\n- {id: p.one, name: P. One, organisation: O, line: 1, role: author, interests: [{kind: equity, detail: d}]}\n',
      'evidence/index.yaml': 'evidence:\n- {id: E1, title: T, file: e1.csv, collected: 2026-01-01, appliesTo: {kind: process, version: "-"}, preparedBy: p.one}\n',
      'evidence/e1.csv': 'a,b\n',
      'docs/b.md': '# Second\n',
      'docs/a.md': 'no heading\n',
      'CHANGELOG.md': '# Changes\n',
    });
    expect(safetyCaseSchema.parse(result)).toEqual(result);
    expect(result).toMatchObject({ id: 'T-1', title: 'Test', version: '1.0', supersedes: '0.9', topNode: 'G1', findings: [] });
    expect(result.people).toEqual([{ id: 'p.one', name: 'P. One', organisation: 'O', line: '1', role: 'author', interests: [{ kind: 'equity', ref: null, detail: 'd' }] }]);
    expect(result.evidence).toMatchObject([{ id: 'E1', path: 'evidence/e1.csv', mediaType: 'text/csv', bytes: 4, sha256: hex('a,b\n') }]);
    expect(result.documents.map(({ path, title }) => [path, title])).toEqual([['docs/a.md', 'a.md'], ['docs/b.md', 'Second'], ['CHANGELOG.md', 'Changes']]);
  }); // prettier-ignore

  it('names all that is wrong in all files at once', () => {
    const files = {
      'case.yaml': CASE,
      'argument.yaml': 'G1: {}\nG1: {}\n',
      'people.yaml': 'people: [{id: a}, {id: a}]\n',
      'evidence/index.yaml': 'a: [',
    };
    const { code, problems } = refusalOf(() => parse(files));
    expect(code).toBe('input-refused');
    expect(problems.map((problem) => [problem.file, problem.code])).toEqual(expect.arrayContaining([
      ['data/argument.yaml', 'duplicate-key'], ['data/people.yaml', 'duplicate-id'], ['data/evidence/index.yaml', 'yaml-invalid'],
    ])); // prettier-ignore
  });

  it('refuses digests that are not those of its files where they bind, and reports them in a working folder', () => {
    const files = { 'case.yaml': `${CASE}files:\n- {path: a.md, sha256: ${hex('other')}}\n- {path: b.md, bytes: 5}\n- {path: gone.md}\n`, 'a.md': 'x', 'b.md': 'y' };
    expect(refusalOf(() => parse(files)).problems.map((problem) => problem.code)).toEqual(['named-digest-differs']);
    expect(codes(parse(files, false))).toEqual(expect.arrayContaining(['named-digest-differs', 'named-size-differs', 'named-file-missing']));
  }); // prettier-ignore

  it('leaves evidence out whose file is not there, and says so', () => {
    const result = parse({ 'case.yaml': CASE, 'argument.yaml': 'G1: {undeveloped: true}\n', 'evidence/index.yaml': 'evidence: [{id: E1, file: gone.csv}]\n' });
    expect(result.evidence).toEqual([]);
    expect(codes(result)).toContain('evidence-file-missing');
  }); // prettier-ignore

  it('may name its files otherwise', () => {
    const result = parse({
      'case.yaml': 'case: T\nargument: arg/main.yaml\n',
      'arg/main.yaml': 'G1: {undeveloped: true}\n',
    });
    expect(result.nodes.map((node) => node.id)).toEqual(['G1']);
  });

  it('is called after its source where nothing says otherwise', () => {
    expect(argument('G1: {undeveloped: true}\n')).toMatchObject({
      id: 'source',
      title: 'source',
      version: '',
    });
  });

  it('has on top the only claim that nothing names, where nothing says what stands there', () => {
    expect(argument('G1: {undeveloped: true}\n').topNode).toBe('G1');
    expect(argument('G1: {undeveloped: true}\nG2: {undeveloped: true}\n').topNode).toBeNull();
    expect(argument('S1: {undeveloped: true}\n').topNode).toBeNull();
    expect(parse({ 'case.yaml': 'case: C\ntitle: T\nversion: 1\n', 'argument.yaml': 'G1: {undeveloped: true}\n' }).topNode).toBeNull(); // prettier-ignore
  });

  it('tells what it names itself, from bytes that nobody checked', () => {
    expect(readNamesItself(Buffer.from(CASE))).toBe('Test, 1.0');
    expect(readNamesItself(Buffer.from('a: [')))
      .toBeNull();
  }); // prettier-ignore
});

describe('findTitle', () => {
  it.each([
    ['# One *two* `three` [four](x)\n', 'One two three four'],
    ['---\ntitle: x\n---\ntext\n\nSetext\n======\n', 'Setext'],
    ['```\n# not this\n```\n## This ##\n', 'This'],
    ['#hashtag\n\n#\n### Third', 'Third'],
    ['~~~\n# a', null],
    ['text only', null],
    ['- item\n---\n# after', 'after'],
  ])('of %j is %j', (markdown, title) => {
    expect(findTitle(markdown)).toBe(title);
  });
});

const GSN = ['cases', 'gsn2x'];
const FOLDERS = [
  'examples',
  'examples/dialectic',
  'examples/minimalcss',
  'examples/modular',
  'examples/template',
  'tests',
];
describeWithData('cases of gsn2x', GSN, () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(conformancePath(...GSN, folder))
      .filter((name) => /\.ya?ml$/u.test(name))
      .map((name) => `${folder}/${name}`),
  );

  it('are read, or refused with file and place, never with a fault', () => {
    const outcomes = files.map((name) => {
      const bytes = readConformance(...GSN, name);
      try {
        return [name, parse({ 'argument.yaml': bytes }).nodes.length] as const;
      } catch (error) {
        const { problems } = refusalOf(() => {
          throw error;
        });
        expect(
          problems.every((problem) => problem.place !== null),
          name,
        ).toBe(true);
        return [name, problems[0]?.code ?? ''] as const;
      }
    });
    expect(outcomes).toHaveLength(59);
    // The two that gsn2x itself cannot parse.
    expect(outcomes.filter(([, outcome]) => typeof outcome === 'string')).toEqual([
      ['tests/invalid1.yaml', 'not-a-map'],
      ['tests/invalid2.yaml', 'duplicate-key'],
    ]);
    expect(outcomes).toContainEqual(['examples/example.gsn.yaml', 20]);
  });
});
