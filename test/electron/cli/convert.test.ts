import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCli } from '../../../electron/cli/run.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { sampleZip } from '../host/bundle/sample.ts';

// The schema of docs/cli.md. Strict: a key that is not documented fails.
const converted = z.strictObject({
  written: z.string(),
  format: z.string(),
  nodes: z.number(),
  losses: z.array(z.strictObject({
    what: z.enum(['dropped', 'changed']),
    where: z.strictObject({ file: z.string().nullable(), node: z.string().nullable(), line: z.number().nullable() }),
    field: z.string(), message: z.string(),
  })),
}); // prettier-ignore

async function run(...argv: string[]): Promise<{ code: number; out: string; error: string }> {
  let [out, error] = ['', ''];
  const code = await runCli(argv, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    version: '0',
  });
  return { code, out, error };
}

const ARGUMENT = `G1:
  text: Top
  supportedBy: [S1]
S1:
  text: How
  supportedBy: [G2, G3]
G2:
  text: Two
  supportedBy: [Sn1]
G3:
  text: Three
  undeveloped: true
Sn1:
  text: Proof
  url: https://example.org/a
`;

async function write(content = ARGUMENT, name = 'in.gsn.yaml'): Promise<string> {
  const folder = await makeTempFolder();
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

function beside(file: string, name: string): string {
  return path.join(path.dirname(file), name);
}

describe('countersign convert', () => {
  it.each(['tea.json', 'sacm.xml', 'ltac.ltac', 'again.gsn.yaml', 'claims.md'])(
    'writes %s, which opens with the same claims',
    async (name) => {
      const input = await write();
      const output = beside(input, name);
      const { code, out } = await run('convert', input, '-o', output, '--json');
      expect(converted.parse(JSON.parse(out))).toMatchObject({ written: output, nodes: 5 });
      expect([0, 1]).toContain(code);
      const listed = await run('convert', output, '-o', beside(input, 'out.csv'), '--json');
      expect(converted.parse(JSON.parse(listed.out)).nodes).toBe(5);
      const rows = (await readFile(beside(input, 'out.csv'), 'utf8')).split('\r\n');
      expect(rows.map((row) => row.split(',')[2]).sort()).toEqual(['', 'How', 'Proof', 'Three', 'Top', 'Two', 'text'].sort().map((text) => (text === '' ? undefined : text)).sort()); // prettier-ignore
    },
  );

  it('keeps ids and kinds from gsn2x through SACM and back', async () => {
    const input = await write();
    expect((await run('convert', input, '-o', beside(input, 'a.xml'))).code).toBe(0);
    await run('convert', beside(input, 'a.xml'), '-o', beside(input, 'b.yaml'));
    const back = await run('inspect', beside(input, 'b.yaml'), '--json');
    expect(JSON.parse(back.out)).toMatchObject({ case: { title: 'b' }, counts: { nodes: 5, errors: 0 } }); // prettier-ignore
  });

  it('names every loss, in words, as JSON and in a file, and says so by its exit code', async () => {
    const input = await write(`${ARGUMENT}G4:\n  text: Alone\n  owner: p1\n`);
    const output = beside(input, 'out.json');
    const { code, out } = await run('convert', input, '-o', output, '--loss', beside(input, 'loss.txt')); // prettier-ignore
    expect(code).toBe(1);
    expect(out).toContain('G4 does not stand below G1');
    const file = converted.parse(JSON.parse(await readFile(beside(input, 'loss.txt'), 'utf8')));
    expect(file.losses.map(({ what, where, field }) => [what, where.node, field])).toContainEqual(['dropped', 'G4', 'node']); // prettier-ignore
  });

  it('writes registers of claims and of evidence, and a drawing, from a sealed bundle', async () => {
    const bundle = sampleZip;
    const folder = await makeTempFolder();
    for (const [name, format] of [['claims.csv', 'csv'], ['evidence.csv', 'evidence-csv'], ['a.svg', 'svg']] as const) {
      const { out } = await run('convert', bundle, '-o', path.join(folder, name), '--to', format, '--json');
      expect(converted.parse(JSON.parse(out)).format).toBe(format);
    }
    const evidence = await readFile(path.join(folder, 'evidence.csv'), 'utf8');
    expect(evidence.split('\r\n')[0]).toBe('id,title,path,media type,bytes,sha256,collected,applies to,prepared by,cited by');
    expect(await readFile(path.join(folder, 'a.svg'), 'utf8')).toContain('</svg>');
    // Nothing but the files asked for stays.
    expect((await readdir(folder)).sort()).toEqual(['a.svg', 'claims.csv', 'evidence.csv']);
  }); // prettier-ignore

  it('makes formulas in a register plain text', async () => {
    const input = await write('G1:\n  text: "=HYPERLINK(\\"x\\")"\n  undeveloped: true\n');
    await run('convert', input, '-o', beside(input, 'o.csv'));
    expect(await readFile(beside(input, 'o.csv'), 'utf8')).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('packs a folder as a bundle, or says which fields its case.yaml lacks', async () => {
    const input = await write();
    const folder = path.dirname(input);
    const output = path.join(await makeTempFolder(), 'out.safetycase');
    expect((await run('convert', input, '-o', output)).error).toContain('"title" is missing');
    const draft = path.join(folder, 'draft');
    await mkdir(draft);
    await writeFile(path.join(draft, 'argument.yaml'), ARGUMENT);
    await writeFile(path.join(draft, 'case.yaml'), 'case: c1\ntitle: A case\ntopNode: G1\n');
    const refused = await run('convert', draft, '-o', output, '--json');
    expect([refused.code, (JSON.parse(refused.out) as { error: { problems: { place: string }[] } }).error.problems.map(({ place }) => place)]).toEqual([3, ['version']]); // prettier-ignore
    await writeFile(path.join(draft, 'case.yaml'), 'case: c1\ntitle: A case\nversion: "1"\ntopNode: G1\n'); // prettier-ignore
    expect((await run('convert', draft, '-o', output)).code).toBe(0);
    expect((await run('verify', output)).code).toBe(0);
    expect((await run('convert', output, '-o', `${output}.safetycase`)).code).toBe(3);
  });

  it('says that a folder gives no settings of modules, which its file does', async () => {
    const folder = await makeTempFolder();
    const file = path.join(folder, 'index.gsn.yaml');
    await writeFile(file, `module:\n  name: M\n  brief: About it\n${ARGUMENT}`);
    const fieldsOf = async (input: string): Promise<string[]> => {
      const { out } = await run('convert', input, '-o', path.join(await makeTempFolder(), 'o.yaml'), '--json'); // prettier-ignore
      return converted.parse(JSON.parse(out)).losses.map(({ field }) => field);
    };
    expect(await fieldsOf(folder)).toContain('module');
    expect(await fieldsOf(file)).not.toContain('module');
  });

  it('leaves the output as it was where the input is refused, and never writes over the input', async () => {
    const input = await write('- a\n- b\n');
    const output = beside(input, 'out.xml');
    await writeFile(output, 'old');
    expect((await run('convert', input, '-o', output)).code).toBe(3);
    expect(await readFile(output, 'utf8')).toBe('old');
    const good = await write();
    const same = await run('convert', good, '-o', good);
    expect([same.code, await readFile(good, 'utf8')]).toEqual([3, ARGUMENT]);
    const loss = await run('convert', good, '-o', beside(good, 'x.xml'), '--loss', good);
    expect([loss.code, await readFile(good, 'utf8')]).toEqual([3, ARGUMENT]);
  });

  it('asks for an output and a format that it knows', async () => {
    const input = await write();
    for (const argv of [
      ['convert', input],
      ['convert', input, '-o', 'a.doc'],
      ['convert', input, '-o', 'a.xml', '--to', 'pdf'],
      ['convert', input, '-o', 'a.xml', '--loss', 'a.xml'],
    ]) {
      // prettier-ignore
      expect((await run(...argv)).code).toBe(2);
    }
  });
});
