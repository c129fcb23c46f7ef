import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interchange } from '../../../shared/formats/interchange.ts';
import { resolveUsed } from '../../../shared/formats/gsn2x/load-modules.ts';
import { readGsn2x } from '../../../shared/formats/gsn2x/read.ts';
import type { Gsn2xReading } from '../../../shared/formats/gsn2x/read.ts';
import { writeGsn2x, writeGsn2xModules } from '../../../shared/formats/gsn2x/write.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { differencesOf, lossWords } from '../../support/interchange.ts';
import { refusalOf } from '../../support/refusals.ts';

/** Reads `a.yaml` among the files given. */
function read(files: Readonly<Record<string, string>>, first = ['a.yaml']): Gsn2xReading {
  return readGsn2x(first.map((path) => ({ path, text: files[path] ?? '' })), (path) => files[path] ?? null); // prettier-ignore
}

function rulesOf(reading: Gsn2xReading): string[] {
  return reading.findings.map(({ rule }) => rule ?? '');
}

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  return refusalOf(() => read(files)).problems.map(({ code, file, place }) => `${code} ${file ?? ''} ${place ?? ''}`); // prettier-ignore
}

function toInterchange(nodes: Readonly<Record<string, JsonObject>>, modules: Interchange['modules'] = new Map()): Interchange {
  return { title: null, top: null, modules, nodes: new Map(Object.entries(nodes)), lines: new Map() };
} // prettier-ignore

const TEMPLATE = `module:
  name: template
G0: {text: Top, supportedBy: [G1]}
G1: {text: To develop, undeveloped: true}
`;
const INSTANCE = `module:
  name: instance
  uses: [template.yaml]
  extends:
    - module: template
      develops: {G1: [G2]}
G2: {text: Developed, supportedBy: Sn1}
Sn1: {text: Test}
`;

describe('reading gsn2x', () => {
  it('keeps every key as it stands, layers among them', () => {
    const { interchange } = read({ 'a.yaml': 'G1:\n  text: a\n  layer1: b\n  acp: {ACP1: G1}\n  horizontalIndex: {absolute: last}\n' }); // prettier-ignore
    expect(Object.fromEntries(interchange.nodes)).toEqual({ G1: { text: 'a', layer1: 'b', acp: { ACP1: 'G1' }, horizontalIndex: { absolute: 'last' } } }); // prettier-ignore
    expect(interchange.lines.get('G1')).toBe(1);
  });

  it.each([
    ['- a\n', 'gsn2x-type a.yaml line 1, column 1'],
    ['G1:\n  text: a\n  inContextOf: -1\n', 'gsn2x-type a.yaml line 3, column 1'],
    ['G1:\n  acp: [C1]\n', 'gsn2x-type a.yaml line 2, column 1'],
    ['G1:\n  acp: {A: true}\n', 'gsn2x-type a.yaml line 2, column 1'],
    ['G1:\n  undeveloped: no way\n', 'gsn2x-type a.yaml line 2, column 1'],
    ['G1:\n  nodeType: Gaol\n', 'gsn2x-type a.yaml line 2, column 1'],
    ['G1:\n  horizontalIndex: {absolute: first}\n', 'gsn2x-type a.yaml line 2, column 1'],
    ['module: {brief: b}\nG1: {}\n', 'gsn2x-type a.yaml line 1, column 1'],
    ['G1: text\n', 'gsn2x-type a.yaml line 1, column 1'],
    ['module: {name: A, uses: [b.yaml]}\nG1: {}\n', 'module-missing a.yaml line 1, column 1'],
    ['module: {name: A, uses: [../b.yaml]}\nG1: {}\n', 'path-escapes a.yaml line 1, column 1'],
  ])('refuses %j with its place', (text, problem) => {
    expect(problemsOf({ 'a.yaml': text })).toEqual([problem]);
  });

  it('reads the modules that a module uses, each once, and says where each node stands', () => {
    const files = { 'a.yaml': 'module: {name: A, uses: [sub/b.yaml]}\nG1: {supportedBy: G2}\n', 'sub/b.yaml': 'module: {name: B, uses: [../c.yaml]}\nG2: {supportedBy: Sn1}\n', 'c.yaml': 'Sn1: {}\n' }; // prettier-ignore
    const { interchange, findings, files: paths } = read(files);
    expect(paths).toEqual(['a.yaml', 'sub/b.yaml', 'c.yaml']);
    expect(findings).toEqual([]);
    expect(interchange.nodes.get('Sn1')).toEqual({ module: 'c.yaml' });
    expect(interchange.fileOf?.get('G2')).toBe('sub/b.yaml');
  });

  it('finds a module that comes twice (C06) and goes on', () => {
    const reading = read({ 'a.yaml': 'module: {name: A, uses: [b.yaml]}\nG1: {}\n', 'b.yaml': 'module: {name: B, uses: [a.yaml]}\nG2: {}\n' }); // prettier-ignore
    expect(rulesOf(reading)).toEqual(['C06']);
    expect([...reading.interchange.nodes.keys()]).toEqual(['G1', 'G2']);
  });

  it('keeps both of two elements with one id (C07), and each link in its own module', () => {
    const reading = read({ 'a.yaml': 'module: {name: A, uses: [b.yaml]}\nG1: {supportedBy: G2}\n', 'b.yaml': 'module: {name: B}\nG1: {supportedBy: [Sn1]}\nG2: {supportedBy: [G1], challenges: G1 -> Sn1, acp: {P: G1}}\nSn1: {}\n' }); // prettier-ignore
    const { nodes } = reading.interchange;
    expect([...nodes.keys()]).toEqual(['G1', 'B/G1', 'G2', 'Sn1']);
    expect(nodes.get('G2')).toMatchObject({ supportedBy: ['B/G1'], challenges: 'B/G1 -> Sn1', acp: { P: 'B/G1' } }); // prettier-ignore
    expect(rulesOf(reading)).toEqual(['C07', 'empty']);
  });

  it('joins what develops a template to it, and parts both again', () => {
    const files = { 'a.yaml': INSTANCE, 'template.yaml': TEMPLATE };
    const { interchange, findings } = read(files);
    expect(findings).toEqual([]);
    expect(interchange.nodes.get('G1')).toMatchObject({ supportedBy: ['G2'] });
    expect(interchange.nodes.get('G1')).not.toHaveProperty('undeveloped');
    const written = writeGsn2xModules(interchange);
    const again = read(Object.fromEntries(written.files.map((file) => [file.path, file.text])));
    expect(differencesOf(again.interchange, interchange)).toEqual([]);
    expect(written.files.find((file) => file.path === 'template.yaml')?.text).toContain('undeveloped: true'); // prettier-ignore
    expect(written.losses).toEqual([]);
  });

  it.each([
    ['C09', INSTANCE.replace('module: template', 'module: other')],
    ['C10', INSTANCE.replace('G1: [G2]', 'G0: [G2]')],
    ['V07', INSTANCE.replace('G1: [G2]', 'G1: [G9]')],
    ['V07', INSTANCE.replace('G1: [G2]', 'G1: [C1]')],
  ])('finds %s in what extends', (rule, text) => {
    expect(rulesOf(read({ 'a.yaml': text, 'template.yaml': TEMPLATE }))).toContain(rule);
  });

  it('never resolves a path to what lies outside', () => {
    expect(resolveUsed('sub/b.yaml', '../c.yaml')).toBe('c.yaml');
    for (const path of ['../../c.yaml', '/etc/passwd', 'C:/c.yaml', '..\\c.yaml', 'x/../../../c'])
      expect(resolveUsed('sub/b.yaml', path)).toBeNull();
  });
});

describe('writing gsn2x', () => {
  it('names the type only where the id does not, and reports what gsn2x has no type for', () => {
    const { text, losses } = writeGsn2x(toInterchange({ G1: { kind: 'goal', text: 'a', supportedBy: ['X', 'G2'] }, X: { kind: 'solution' }, G2: { kind: 'awayGoal' } })); // prettier-ignore
    expect(text).toBe('G1:\n  text: a\n  supportedBy:\n    - X\n    - G2\n\nX:\n  nodeType: Solution\n\nG2: {}\n'); // prettier-ignore
    expect(lossWords(losses)).toEqual(['changed G2.kind']);
  });

  it('reports doubts and gates that gsn2x cannot say', () => {
    const { text, losses } = writeGsn2x(
      toInterchange({
        G1: { kind: 'goal', supportMode: 'any_of', supportedBy: ['G2'] },
        G2: { kind: 'goal', undeveloped: true },
        CG1: { kind: 'defeater', challenges: ['G1', 'G1->G2'], supportedBy: ['G2'] },
        G3: { kind: 'goal', challenges: ['G2 -> G1'] },
      }),
    );
    expect(lossWords(losses)).toEqual(['changed CG1.supportedBy', 'changed G1.supportMode', 'changed G3.kind', 'dropped CG1.challenges']); // prettier-ignore
    const nodes = read({ 'a.yaml': text }).interchange.nodes;
    expect(nodes.get('G3')).toMatchObject({ nodeType: 'CounterGoal', challenges: 'G2 -> G1' });
    expect(nodes.get('CG1')).toMatchObject({ challenges: 'G1' });
  });

  it('reports the title, a top among several roots, and settings of modules in one file', () => {
    const argument: Interchange = { ...toInterchange({ G1: {}, G2: {} }, new Map<string, JsonObject>([['A', { brief: 'b' }], ['B', {}]])), title: 'T', top: 'G2' }; // prettier-ignore
    expect(lossWords(writeGsn2x(argument).losses)).toEqual(['dropped .module.brief', 'dropped .title', 'dropped .top']); // prettier-ignore
  });

  it('writes text of every kind so that it is read as it was', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('yes', '1', 'null', '- a', 'a: b', '"', "'", '# x', ' a ', 'a\nb\n', '\u0085', '@', '!x', '&a', '*a')); // prettier-ignore
    fc.assert(fc.property(value, fc.array(fc.stringMatching(/^[A-Za-z0-9:# -]{1,8}$/u), { maxLength: 3 }), (text, ids) => {
      const argument = toInterchange({ G1: { text, supportedBy: ids, layer: text } });
      const { interchange } = read({ 'a.yaml': writeGsn2x(argument).text });
      expect(differencesOf(interchange, argument)).toEqual([]);
    })); // prettier-ignore
  });

  it('names every field that does not come back, whatever the argument', () => {
    const node = fc.record({
      kind: fc.constantFrom('goal', 'strategy', 'solution', 'context', 'defeater', 'counterEvidence', 'awayGoal', 'moduleReference', 'contractReference', 'no such kind'),
      supportedBy: fc.uniqueArray(fc.constantFrom('G0', 'G1', 'C2', 'X9'), { maxLength: 3 }),
      challenges: fc.uniqueArray(fc.constantFrom('G0', 'G1 -> G0'), { maxLength: 2 }),
      supportMode: fc.constantFrom('all_of', 'any_of'),
      undeveloped: fc.constantFrom(true, false, 'soon'),
      owner: fc.constant('x'),
    }); // prettier-ignore
    fc.assert(fc.property(fc.array(node, { minLength: 1, maxLength: 4 }), (list) => {
      const argument = toInterchange(Object.fromEntries(list.map((fields, at) => [['G0', 'G1', 'C2', 'Q3'][at] ?? '', fields])));
      const { text, losses } = writeGsn2x(argument);
      const { nodes } = read({ 'a.yaml': text }).interchange;
      for (const [id, before] of argument.nodes) {
        const after = nodes.get(id) ?? {};
        const lost = losses.filter((loss) => loss.where.node === id).map((loss) => loss.field);
        for (const key of ['supportedBy', 'supportMode', 'undeveloped', 'owner']) {
          if (!lost.includes(key)) expect(after[key]).toEqual(before[key]);
        }
        if (!lost.includes('challenges')) expect([after['challenges'] ?? []].flat()).toEqual(before['challenges']);
      }
    })); // prettier-ignore
  });
});
