import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCli } from '../../../electron/cli/run.ts';
import { toSafe } from '../../../electron/cli/text.ts';
import { readVersion } from '../../../electron/cli/version.ts';
import { finding, sha256Hex } from '../../../shared/case/model.ts';
import { bundleScript } from '../../support/bundle-script.ts';
import { listTree } from '../../support/list-tree.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import {
  flipByte,
  laterSample,
  makeFolder,
  makeSampleBag,
  sampleSource,
  sampleZip,
  sha256,
} from '../host/bundle/sample.ts';

// The schemas of docs/cli.md. Strict: a key that is not documented fails.
const text = z.string().nullable();
const inspected = z.strictObject({
  case: z.strictObject({
    id: z.string(), title: z.string(), version: z.string(), issued: text, developer: text, decisionRequested: text,
    topNode: text, supersedes: text,
    subject: z.strictObject({ model: text, build: text, configuration: text, weightsFrozen: text, stack: text }),
  }),
  bundleDigest: sha256Hex.nullable(),
  sealed: z.boolean(),
  counts: z.strictObject({
    nodes: z.number(), documents: z.number(), evidence: z.number(), people: z.number(), files: z.number(),
    bytes: z.number(), errors: z.number(), warnings: z.number(), notes: z.number(),
  }),
  findings: z.array(finding.strict()),
}); // prettier-ignore
const packed = z.strictObject({
  written: z.string(),
  bundleDigest: sha256Hex,
  files: z.number(),
  bytes: z.number(),
});
const verified = z.strictObject({
  kind: z.enum(['bundle', 'audit record']),
  verdict: z.enum(['consistent and trusted', 'consistent; signers unknown', 'broken']),
  checks: z.array(z.strictObject({ name: z.string(), result: z.enum(['pass', 'fail', 'cannot check']), where: text, why: z.string() })), // prettier-ignore
});
const ids = z.array(z.string());
const loadBearing = z.strictObject({
  top: text, topHolds: z.boolean(), cycles: z.array(ids), unsupported: ids,
  cutSets: z.strictObject({ 1: z.array(ids), 2: z.array(ids), 3: z.array(ids) }), incomplete: ids,
  nodes: z.array(z.strictObject({ id: z.string(), declared: z.boolean(), order: z.number().nullable(), reach: ids, shared: z.boolean() })),
  commonCause: z.array(z.strictObject({ name: z.string(), members: ids, why: z.string() })),
  whatIf: z.strictObject({ failed: ids, topHolds: z.boolean(), fallen: ids }),
  readingOrder: z.array(z.strictObject({ id: z.string(), why: z.string() })),
}); // prettier-ignore
const compared = z.strictObject({ algorithm: z.string(), named: text, found: text, bytesNamed: z.number().nullable(), bytesFound: z.number().nullable() }); // prettier-ignore
const checked = z.strictObject({
  profile: z.enum(['gsn', 'gsn2x']),
  counts: z.strictObject({ nodes: z.number(), errors: z.number(), warnings: z.number(), notes: z.number() }),
  findings: z.array(finding.extend({ rule: text, told: z.boolean().nullable() }).strict()),
}); // prettier-ignore
const sides = z.strictObject({ added: ids, removed: ids });
const change = z.strictObject({
  field: z.string(),
  before: text,
  after: text,
  numbers: z.strictObject({ before: ids, after: ids }).nullable(),
});
const changedItem = z.strictObject({
  id: z.string(),
  fields: z.array(change),
  links: z.array(
    sides.extend({ field: z.enum(['supportedBy', 'inContextOf', 'challenges', 'evidence']) }),
  ),
});
const differing = sides.extend({ changed: z.array(changedItem) });
const diffed = z.strictObject({
  case: z.array(change),
  nodes: differing.extend({ renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })) }),
  evidence: differing, documents: sides.extend({ changed: ids }), people: differing,
  structure: z.strictObject({ topHolds: z.strictObject({ before: z.boolean(), after: z.boolean() }), loadBearing: sides, unsupported: sides }),
}); // prettier-ignore
const failed = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    problems: z.array(z.strictObject({ code: z.string(), file: text, place: text, rule: z.string(), message: z.string(), compared: compared.optional() })), // prettier-ignore
    namesItself: text.optional(),
    manifestDigest: sha256Hex.nullable().optional(),
    filesChecked: z.number().optional(),
  }),
});

async function run(...argv: string[]): Promise<{ code: number; out: string; error: string }> {
  let [out, error] = ['', ''];
  const code = await runCli(argv, {
    out: (part) => (out += part),
    error: (part) => (error += part),
    version: '1.2.3',
  });
  return { code, out, error };
}

async function changedBag(): Promise<string> {
  const bag = await makeSampleBag();
  await flipByte(path.join(bag, 'data/evidence/E14_control_evaluation.csv'), 3);
  return bag;
}

describe('countersign inspect', () => {
  it('describes the sample as documented, and answers 1 for its findings', async () => {
    const { code, out, error } = await run('inspect', sampleZip, '--json');
    expect([code, error]).toEqual([1, '']);
    const result = inspected.parse(JSON.parse(out));
    expect(result).toMatchObject({
      case: { id: 'FL-SC-014', title: 'Marram-3 general availability', version: '1.0' },
      bundleDigest: '30274e027eb1a23c1ef4409dfa081b4ca8132fb6fc6e89f861f452247394a26d',
      sealed: true,
      counts: { nodes: 88, documents: 3, evidence: 25, files: 32 },
    });
    expect(new Set(result.findings.map((item) => item.code))).toEqual(new Set(['cycle', 'open-defeater', 'bare-claim', 'evidence-stale', 'undeveloped'])); // prettier-ignore
    expect((await run('inspect', sampleZip, '--json')).out).toBe(out);
  });

  it('says the same to people', async () => {
    const { code, out } = await run('inspect', sampleZip);
    expect(code).toBe(1);
    expect(out).toContain('Marram-3 general availability, 1.0 (FL-SC-014)\nSealed bundle.');
    expect(out).toContain('3027 4e02 7eb1 a23c');
    expect(out).toMatch(
      /error +G20, S7, G22 and G23 support each other in a circle\.\n +data\/argument\.yaml:\d+\n/u,
    );
  });

  it('answers 0 for a draft in order, and says that it cannot be signed', async () => {
    const folder = await makeFolder({ 'argument.yaml': 'G1: {text: A, undeveloped: true}\n' });
    const { code, out } = await run('inspect', folder, '--json');
    const result = inspected.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(result).toMatchObject({ sealed: false, bundleDigest: null });
    expect(result.findings.map((item) => item.code)).toContain('unsealed-draft');
    expect((await run('inspect', folder)).out).toContain(
      'Unsealed draft. It can be read and annotated, not signed.',
    );
  });

  it('answers 3 for a refused bundle, with every problem', async () => {
    const bag = await changedBag();
    const { code, out } = await run('inspect', bag, '--json');
    expect(code).toBe(3);
    const { error } = failed.parse(JSON.parse(out));
    expect(error).toMatchObject({
      code: 'bundle-refused',
      namesItself: 'Marram-3 general availability, 1.0',
      filesChecked: 36,
    });
    expect(error.problems.map((problem) => problem.file)).toEqual([
      'data/evidence/E14_control_evaluation.csv',
    ]);
    const people = await run('inspect', bag);
    expect([people.code, people.out]).toEqual([3, '']);
    expect(people.error).toContain('data/evidence/E14_control_evaluation.csv');
    expect(people.error).toContain('RFC 8493, 3');
  });

  it('answers 3 for a file that is not there and for one that is no bundle', async () => {
    const folder = await makeFolder({ 'a.bin': 'x' });
    for (const name of ['absent.safetycase', 'a.bin']) {
      const { code, out } = await run('inspect', path.join(folder, name), '--json');
      expect(code).toBe(3);
      failed.parse(JSON.parse(out));
    }
  });

  it('leaves nothing in the temporary folder', async () => {
    const ours = async (): Promise<string[]> => (await readdir(os.tmpdir())).filter((name) => name.startsWith('countersign-inspect-')); // prettier-ignore
    const before = await ours();
    await run('inspect', sampleZip);
    await run('inspect', await changedBag());
    expect((await ours()).filter((name) => !before.includes(name))).toEqual([]);
  });
});

describe('countersign check', () => {
  const argument = 'G1:\n  supportedBy: [S1]\nS1:\n  supportedBy: [Sn1, C1]\nSn1: {}\nC1: {}\nG2:\n  undeveloped: true\n'; // prettier-ignore

  async function check(...args: string[]) {
    const folder = await makeTempFolder();
    const file = path.join(folder, 'a.gsn.yaml');
    await writeFile(file, argument);
    const { code, out } = await run('check', file, '--json', ...args);
    const { profile, findings } = checked.parse(JSON.parse(out));
    return { code, profile, rules: findings.map(({ rule, where, told }) => `${rule ?? '-'} ${where.node ?? ''}${told === false ? ' untold' : ''}`) }; // prettier-ignore
  }

  it('checks by GSN, and by gsn2x what gsn2x checks', async () => {
    const gsn = await check();
    expect(gsn).toMatchObject({ code: 1, profile: 'gsn' });
    expect(gsn.rules).toEqual(expect.arrayContaining(['G3 S1', 'G4 S1', 'G18 ']));
    const other = await check('--profile', 'gsn2x');
    expect(other).toMatchObject({ code: 1, profile: 'gsn2x', rules: ['V04 S1', 'C01  untold'] });
  });

  it('puts the number of the rule before the words', async () => {
    const file = path.join(await makeTempFolder(), 'a.yaml');
    await writeFile(file, argument);
    const { out } = await run('check', file, '--profile', 'gsn2x');
    expect(out).toContain('  error   V04: S1, a strategy, names C1, a context, in supportedBy.\n');
    expect(out).toContain('gsn2x itself stops before 1 finding of these.');
  });

  it.each([['--profile', 'cae'], ['--extended-check']])('answers 2 for %s %s', async (...args) => {
    expect((await run('check', 'a.yaml', ...args)).code).toBe(2);
  });
});

describe('countersign pack', () => {
  it('writes the bundle and its digest', async () => {
    const out = path.join(await makeTempFolder(), 'x.safetycase');
    const result = await run('pack', sampleSource, '-o', out, '--json');
    expect(result.code).toBe(0);
    expect(packed.parse(JSON.parse(result.out))).toMatchObject({ written: out, files: 32, bundleDigest: '30274e027eb1a23c1ef4409dfa081b4ca8132fb6fc6e89f861f452247394a26d' }); // prettier-ignore
    expect(sha256(await readFile(out))).toBe(sha256(await readFile(sampleZip)));
  });

  it('answers 3 for a folder that cannot be packed', async () => {
    const folder = await makeFolder({ 'case.yaml': 'case: T\n', 'a%.md': 'x' });
    const out = path.join(await makeTempFolder(), 'x.safetycase');
    const { code, out: json } = await run('pack', folder, '--output', out, '--json');
    expect(code).toBe(3);
    expect(failed.parse(JSON.parse(json)).error.problems).toMatchObject([
      { code: 'name-character', file: 'data/a%.md' },
    ]);
    expect(await listTree(path.dirname(out))).toEqual([]);
  });
});

describe('countersign verify', () => {
  it('finds the sample whole, with signers unknown', async () => {
    const { code, out } = await run('verify', sampleZip, '--json');
    const report = verified.parse(JSON.parse(out));
    expect([code, report.kind, report.verdict]).toEqual([
      0,
      'bundle',
      'consistent; signers unknown',
    ]);
    expect(report.checks.map((check) => check.name)).toEqual(
      [...report.checks.map((check) => check.name)].sort(),
    );
    expect((await run('verify', sampleZip)).out).toContain('consistent; signers unknown');
  });

  it('answers 1 for a changed bundle and names the file', async () => {
    const { code, out } = await run('verify', await changedBag(), '--json');
    const report = verified.parse(JSON.parse(out));
    expect([code, report.verdict]).toEqual([1, 'broken']);
    expect(report.checks.filter((check) => check.result === 'fail').map((check) => check.where)).toContain('data/evidence/E14_control_evaluation.csv'); // prettier-ignore
  });
});

describe('countersign loadbearing', () => {
  it('finds in the sample what carries it, the circle, the bare claim and what is shared', async () => {
    const { code, out } = await run('loadbearing', sampleZip, '--json');
    const report = loadBearing.parse(JSON.parse(out));
    expect(code).toBe(1);
    expect(report).toMatchObject({ top: 'G1', topHolds: true, incomplete: [] });
    expect(report.cycles).toEqual([['G20', 'G22', 'G23', 'S7']]);
    expect(report.unsupported).toEqual(['G20', 'G22', 'G23', 'G34']);
    expect(report.cutSets[1]).toHaveLength(56);
    expect(report.cutSets[1]).toContainEqual(['G30']);
    expect(report.cutSets[2]).toContainEqual(['G9', 'S3']);
    expect(report.nodes.find((node) => node.id === 'G9')).toMatchObject({ order: 2 });
    expect(report.readingOrder.find((item) => item.id === 'G30')?.why).toContain('Nothing supports it'); // prettier-ignore
    expect(report.commonCause.map((group) => group.name)).toContain('evidence E12');
  });

  it('says what falls when nodes or evidence fail, and what fails together', async () => {
    const failed = await run('loadbearing', sampleZip, '--fail', 'G9,S3', '--json');
    expect(loadBearing.parse(JSON.parse(failed.out)).whatIf).toMatchObject({ failed: ['G9', 'S3'], topHolds: false }); // prettier-ignore
    const grouped = await run('loadbearing', sampleZip, '--group', 'lab=G9,S3', '--json');
    expect(loadBearing.parse(JSON.parse(grouped.out)).cutSets[1]).toContainEqual(['lab']);
    const evidence = await run('loadbearing', sampleZip, '--basic', 'evidence', '--json');
    const { cutSets } = loadBearing.parse(JSON.parse(evidence.out));
    expect(cutSets[1]).toContainEqual(['Sn4']);
    expect(cutSets[1]).not.toContainEqual(['G1']);
    expect((await run('loadbearing', sampleZip)).out).toContain('Structure cannot tell whether an inference is good.'); // prettier-ignore
  });

  it.each([['--fail', 'G999'], ['--group', 'G1'], ['--basic', 'some']])('answers 2 for %s %s', async (option, value) => {
    const { code, out } = await run('loadbearing', sampleZip, option, value);
    expect([code, out]).toEqual([2, '']);
  }); // prettier-ignore
});

describe('countersign diff', () => {
  it('tells what the second sample changed, as documented', async () => {
    const { code, out, error } = await run('diff', sampleZip, laterSample, '--json');
    expect([code, error]).toEqual([1, '']);
    const found = diffed.parse(JSON.parse(out));
    expect(found.nodes).toMatchObject({ added: ['Sn23'], removed: [], renamed: [] });
    expect(found.nodes.changed.map(({ id }) => id)).toEqual(['C3', 'G19', 'G26', 'G30']);
    expect(found.nodes.changed[2]?.fields[0]?.numbers).toEqual({ before: ['97'], after: ['95'] });
    expect(found.evidence).toMatchObject({ added: ['E26'], changed: [{ id: 'E14' }] });
    expect(found.structure.loadBearing).toEqual({ added: ['Sn23'], removed: [] });
  });

  it('says it to people, with the numbers that changed', async () => {
    const { out } = await run('diff', sampleZip, laterSample);
    expect(out).toContain('  changed G19\n    text\n');
    expect(out).toContain('      numbers changed: 72 → 64\n');
    expect(out).toContain('By structure\n  now fail the top claim alone: Sn23\n');
  });

  it('answers 0 where nothing differs, and 3 where one of the two is refused', async () => {
    expect(await run('diff', sampleZip, sampleZip)).toMatchObject({ code: 0, out: expect.stringMatching(/^No difference/u) as unknown }); // prettier-ignore
    expect((await run('diff', sampleZip, await changedBag())).code).toBe(3);
  });
});

describe('the command line', () => {
  it.each([[[]], [['frobnicate', 'x']], [['inspect']], [['inspect', 'a', 'b']], [['diff', 'a']], [['diff', 'a', 'b', 'c']], [['pack', 'x']], [['inspect', 'x', '--loud']], [['toString', 'x']], [['verify', 'x', '--roster', 'abc']]])('answers 2 and the help text for %j', async (argv) => {
    const { code, out, error } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('countersign inspect FILE');
  }); // prettier-ignore

  it('tells its version and its help', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: '1.2.3\n', error: '' });
    expect((await run('--help')).out).toMatch(/^countersign: /u);
    expect((await run('inspect', '--help')).code).toBe(0);
    expect(readVersion()).toMatch(/^\d+\.\d+\.\d+/u);
    expect(readVersion(await makeTempFolder())).toBe('unknown');
  });

  it('lets no text of a bundle move the cursor or reorder a line', async () => {
    expect(toSafe('a\u001b[31mb\u202ec\nd')).toBe('a\\u{1b}[31mb\\u{202e}c d');
    const folder = await makeFolder({ 'argument.yaml': '"G1\\e[2J": {text: "\\e[31m"}\n' });
    const { out } = await run('inspect', folder);
    expect(out).not.toContain('\u001b');
  });

  it('works as built, as one process without any other module', async () => {
    const script = fileURLToPath(new URL('../../../electron/cli/countersign.ts', import.meta.url));
    const folder = await makeTempFolder();
    const program = await bundleScript(script, folder);
    await writeFile(
      path.join(folder, 'package.json'),
      '{"name": "countersign", "version": "9.8.7"}',
    );
    const exec = (...argv: string[]) =>
      promisify(execFile)(process.execPath, [program, ...argv], { cwd: folder });
    expect((await exec('--version')).stdout).toBe('9.8.7\n');
    expect(packed.parse(JSON.parse((await exec('pack', sampleSource, '-o', 'x.safetycase', '--json')).stdout)).files).toBe(32); // prettier-ignore
    const failure = (await exec('inspect', 'x.safetycase', '--json').catch((error: unknown) => error)) as { code: number; stdout: string }; // prettier-ignore
    expect(failure.code).toBe(1);
    expect(inspected.parse(JSON.parse(failure.stdout)).sealed).toBe(true);
    expect((await exec('verify', 'x.safetycase')).stdout).toContain('consistent; signers unknown');
    await expect(exec('inspect', 'absent')).rejects.toMatchObject({ code: 3 });
  }, 180_000);
});
