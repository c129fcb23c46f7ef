import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHere } from '../../../../electron/host/bundle/open-here.ts';
import { BundleRefused } from '../../../../electron/host/bundle/refusal.ts';
import type { SafetyCase } from '../../../../shared/case/model.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

async function open(files: Readonly<Record<string, string>>, name: string): Promise<SafetyCase> {
  const folder = await makeTempFolder();
  for (const [file, text] of Object.entries(files)) {
    const at = path.join(folder, 'in', file);
    await mkdir(path.dirname(at), { recursive: true });
    await writeFile(at, text);
  }
  return (await openHere(path.join(folder, 'in', name), { store: path.join(folder, 'store') }))
    .safetyCase;
}

async function refusal(files: Readonly<Record<string, string>>, name: string): Promise<string[]> {
  const error: unknown = await open(files, name).catch((failure: unknown) => failure);
  if (!(error instanceof BundleRefused)) throw error;
  return error.problems.map(({ code, file, place }) => `${code} ${file ?? ''} ${place ?? ''}`);
}

const MODULES = {
  'a.gsn.yaml': 'module: {name: A, uses: [sub/b.yaml]}\nG1: {text: Top, supportedBy: G2}\n',
  'sub/b.yaml': 'G2: {text: Below, supportedBy: [Sn1, X7]}\nSn1: {url: a}\n',
  'other.txt': 'not part of it',
};

describe('opening an argument in another format', () => {
  it('reads gsn2x with the modules that it uses, and keeps all their files', async () => {
    const safetyCase = await open(MODULES, 'a.gsn.yaml');
    expect(safetyCase).toMatchObject({ seal: 'draft', draftReason: 'It is a single argument file.', title: 'a' }); // prettier-ignore
    expect(safetyCase.nodes.map((node) => `${node.id} ${node.kind} ${node.other['module'] ?? ''}`)).toEqual(['G1 goal "A"', 'G2 goal "sub/b.yaml"', 'Sn1 solution "sub/b.yaml"']); // prettier-ignore
    expect(safetyCase.files.map((file) => file.path)).toEqual(['data/a.gsn.yaml', 'data/sub/b.yaml']); // prettier-ignore
    const dangling = safetyCase.findings.find((finding) => finding.code === 'dangling-id');
    expect(dangling?.where).toEqual({ file: 'data/sub/b.yaml', node: 'G2', line: 1 });
  });

  it('reads the modules of a folder from its index', async () => {
    const { 'a.gsn.yaml': index, ...rest } = MODULES;
    const safetyCase = await open({ ...rest, 'index.gsn.yaml': index }, '.');
    expect(safetyCase.nodes.map((node) => node.id)).toEqual(['G1', 'G2', 'Sn1']);
    expect(safetyCase.files).toHaveLength(3);
  });

  it('reads LTAC, in which ids say nothing about kinds, and names what is lost', async () => {
    const safetyCase = await open({ 'case.ltac': '- Claim C1: Top\n  - Relation R1: via\n    - Evidence E1: Test (a.pdf)\n# end\n' }, 'case.ltac'); // prettier-ignore
    expect(safetyCase).toMatchObject({ topNode: 'C1', title: 'case' });
    const codes = safetyCase.findings.map(({ code, severity, where }) => `${severity} ${code} ${where.file ?? ''}`); // prettier-ignore
    expect(codes).toEqual(['info not-carried-over data/case.ltac', 'info not-carried-over data/case.ltac']); // prettier-ignore
  });

  it('reads TEA JSON by what stands in it, whatever the name', async () => {
    const element = { id: 'e1', type: 'GOAL', role: 'TOP_LEVEL', name: 'G1', description: 'Top', inSandbox: false, children: [], context: [], justification: '', assumption: '' }; // prettier-ignore
    const tea = { version: '1.0', exportedAt: '2026-01-01T00:00:00Z', case: { name: 'A case', description: '' }, tree: element }; // prettier-ignore
    const safetyCase = await open({ 'export.txt': JSON.stringify(tea) }, 'export.txt');
    expect(safetyCase).toMatchObject({ title: 'A case', nodes: [{ kind: 'goal', text: 'Top' }] });
  });

  it.each<[Readonly<Record<string, string>>, string, string]>([
    [{ 'a.yaml': 'G1:\n  text: a\n  inContextOf: 3\n' }, 'a.yaml', 'gsn2x-type a.yaml line 3, column 1'],
    [{ 'a.yaml': 'module: {name: A, uses: [b.yaml]}\n' }, 'a.yaml', 'module-missing a.yaml line 1, column 1'],
    [{ 'a.ltac': '- Claim C1: a\nb\n' }, 'a.ltac', 'ltac-syntax a.ltac line 2, column 1'],
  ])('refuses %j with file and place', async (files, name, problem) => {
    expect(await refusal(files, name)).toEqual([problem]);
  }); // prettier-ignore

  it('follows no module out of the folder, and no link', async () => {
    const folder = await makeTempFolder();
    await writeFile(path.join(folder, 'secret.yaml'), 'G2: {}\n');
    await mkdir(path.join(folder, 'in'));
    await writeFile(path.join(folder, 'in', 'a.yaml'), 'module: {name: A, uses: [../secret.yaml, b.yaml]}\nG1: {}\n'); // prettier-ignore
    await symlink(path.join(folder, 'secret.yaml'), path.join(folder, 'in', 'b.yaml'));
    const error: unknown = await openHere(path.join(folder, 'in', 'a.yaml'), { store: path.join(folder, 'store') }).catch((failure: unknown) => failure); // prettier-ignore
    if (!(error instanceof BundleRefused)) throw error;
    expect(error.problems.map(({ code }) => code)).toEqual(['path-escapes', 'module-missing']);
  });

  it('says of a file in no known format that it is none', async () => {
    for (const name of ['a.bin', 'a.json', 'a.xml']) {
      await expect(open({ [name]: '{"name": "x"}' }, name)).rejects.toMatchObject({ code: 'not-a-bundle' }); // prettier-ignore
    }
  });

  it('keeps argument files of ours as they were: a list of challenges, odd types as findings', async () => {
    const safetyCase = await open({ 'a.yaml': 'G1: {kind: goal, text: 7, undeveloped: soon}\nD1: {kind: defeater, challenges: [G1, G1]}\n' }, 'a.yaml'); // prettier-ignore
    expect(safetyCase.nodes).toMatchObject([{ text: '7' }, { challenges: ['G1', 'G1'] }]);
    expect(safetyCase.findings.map((finding) => finding.code)).toContain('wrong-type');
  });
});
