/** The commands as a stranger runs them: odd inputs, each with its exit code and with words that name it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCli, runProgram } from '../../../electron/cli/run.ts';
import { listTree } from '../../support/list-tree.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await makeTempFolder();
  await writeFile(path.join(folder, 'a.yaml'), 'G1: {text: a, supportedBy: [Sn1]}\nSn1: {text: b}\n');
  await writeFile(path.join(folder, 'list.yaml'), '- a\n');
  await writeFile(path.join(folder, 'twice.yaml'), 'G1: {text: a}\nG1: {text: b}\n');
  await writeFile(path.join(folder, 'alias.yaml'), 'G1: &a {text: a}\nG2: *a\n');
  await writeFile(path.join(folder, 'number.yaml'), 'G1: {text: a, inContextOf: -1}\n');
  await writeFile(path.join(folder, 'uses.yaml'), 'module: {name: A, uses: [gone.yaml]}\nG1: {text: a}\n');
  await writeFile(path.join(folder, 'away.yaml'), 'module: {name: A, uses: [../../etc/passwd]}\nG1: {text: a}\n');
  await writeFile(path.join(folder, 'bytes.dat'), new Uint8Array([0, 255, 1, 254]));
  await writeFile(path.join(folder, 'broken.safetycase'), 'PK no zip');
  await writeFile(path.join(folder, 'empty.yaml'), '');
  await mkdir(path.join(folder, 'empty'));
}); // prettier-ignore

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Names that begin with "./" are files of the folder. */
async function run(...argv: readonly string[]): Promise<Ran> {
  let [out, error] = ['', ''];
  const io = { out: (text: string) => { out += text; }, error: (text: string) => { error += text; }, version: '0' };
  const code = await runCli(argv.map((one) => (one.startsWith('./') ? path.join(folder, one) : one)), io);
  return { code, out, error };
} // prettier-ignore

describe('a command that is wrong (exit code 2) says what is wrong and changes nothing', () => {
  it.each<[string, readonly string[]]>([
    ['A command is missing.', []],
    ['"cheque" is no command.', ['cheque', './a.yaml']],
    ['"cheque" is no command.', ['cheque']],
    ['"check" takes one file or folder.', ['check']],
    ['"check" takes one file or folder.', ['check', './a.yaml', './list.yaml']],
    ['"diff" takes two files or folders.', ['diff', './a.yaml']],
    ['"diff" takes two files or folders.', ['diff', './a.yaml', './a.yaml', './a.yaml']],
    ['Standard input is not read.', ['check', '-']],
    ['--profile is "gsn" or "gsn2x".', ['check', './a.yaml', '--profile', 'other']],
    ['--profile is given twice.', ['check', './a.yaml', '--profile', 'gsn', '--profile', 'gsn2x']],
    ['--output is given twice.', ['convert', './a.yaml', '-o', './1.md', '-o', './2.md']],
    ['"check" takes no --fail.', ['check', './a.yaml', '--fail', 'G1']],
    ['"check" takes no --output.', ['check', './a.yaml', '-o', './1.md']],
    ['"loadbearing" takes no --profile.', ['loadbearing', './a.yaml', '--profile', 'gsn']],
    ['"diff" takes no --to.', ['diff', './a.yaml', './a.yaml', '--to', 'md']],
    ["Unknown option '--colour'", ['check', './a.yaml', '--colour']],
    ['No node and no evidence has the id Z9.', ['loadbearing', './a.yaml', '--fail', 'G1,Z9']],
    ['No node and no evidence has the id Z9.', ['loadbearing', './a.yaml', '--group', 'x=Z9']],
    ['"x" is not a group of the form NAME=ID,ID.', ['loadbearing', './a.yaml', '--group', 'x']],
    ['Two groups are called "x".', ['loadbearing', './a.yaml', '--group', 'x=G1', '--group', 'x=Sn1']],
    ['--fail names no id.', ['loadbearing', './a.yaml', '--fail', ',']],
    ['--basic is "all" or "evidence", not "some".', ['loadbearing', './a.yaml', '--basic', 'some']],
    ['"convert" needs the file to write: -o FILE.', ['convert', './a.yaml']],
    ['tells no format. --to is one of', ['convert', './a.yaml', '-o', './out.xyz']],
    ['--to is one of', ['convert', './a.yaml', '-o', './out.md', '--to', 'pdf']],
    ['--loss and -o name one file.', ['convert', './a.yaml', '-o', './out.md', '--loss', './out.md']],
  ])('%s', async (words, argv) => {
    const before = await listTree(folder);
    const { code, out, error } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(error.split('\n\n')[0]).toContain(words);
    expect(await listTree(folder)).toEqual(before);
  }); // prettier-ignore
});

describe('a file that is unreadable or refused (exit code 3) is named with place and rule', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a file that is not there', ['check', './gone.yaml'], ['"gone.yaml" cannot be read. It is not there (ENOENT).', 'Rule: ']],
    ['a file below a file', ['check', './a.yaml/b.yaml'], ['It is not there (ENOTDIR).']],
    ['a name that is too long', ['check', `./${'x'.repeat(300)}`], ['Its name is too long (ENAMETOOLONG).']],
    ['a folder with nothing in it', ['check', './empty'], ['This folder holds no argument, no case.yaml and no Markdown file.']],
    ['bytes', ['inspect', './bytes.dat'], ['This is not a bundle, a folder, an argument in a known format or a Markdown file.']],
    ['a bundle that is no ZIP', ['check', './broken.safetycase'], ['Rule: ']],
    ['YAML that is a list', ['check', './list.yaml'], ['list.yaml', 'line 1', 'Rule: ']],
    ['an id twice', ['check', './twice.yaml'], ['twice.yaml', 'line 2', 'Rule: ']],
    ['an alias', ['check', './alias.yaml'], ['alias.yaml', 'Rule: ']],
    ['a number for an id', ['check', './number.yaml'], ['number.yaml', 'line 1', 'Rule: ']],
    ['a module that is not there', ['check', './uses.yaml'], ['The module "gone.yaml" is not there.', 'uses.yaml', 'line 1', 'Rule: ']],
    ['a module outside', ['check', './away.yaml'], ['leads out of the folder', 'Rule: ']],
    ['the second of two', ['diff', './a.yaml', './gone.yaml'], ['"gone.yaml" cannot be read.']],
    ['a folder as output', ['convert', './a.yaml', '-o', './empty', '--to', 'md'], ['is a folder; name a file.', 'Rule: ']],
    ['an output in a folder that is not there', ['convert', './a.yaml', '-o', './none/a.md'], ['is not there.', 'Rule: ']],
    ['losses in a folder that is not there', ['convert', './a.yaml', '-o', './never.md', '--loss', './none/l.json'], ['l.json', 'is not there.']],
    ['the input as output', ['convert', './a.yaml', '-o', './a.yaml'], ['The output is the input.', 'Rule: ']],
    ['a folder of modules that is there', ['convert', './a.yaml', '-o', './empty', '--to', 'gsn2x-modules'], ['The folder is there already', 'Rule: ']],
  ])('%s', async (_, argv, words) => {
    const before = await listTree(folder);
    const { code, out, error } = await run(...argv);
    expect([code, out]).toEqual([3, '']);
    for (const one of words) expect(error).toContain(one);
    // Temporary names and calls of the system are nobody's business.
    expect(error).not.toMatch(/\.tmp|errno|syscall|at async/u);
    expect(await listTree(folder)).toEqual(before);
    const json = JSON.parse((await run(...argv, '--json')).out) as { error: { problems: unknown[] } };
    expect(Array.isArray(json.error.problems)).toBe(true);
  }); // prettier-ignore
});

describe('an odd input that is none', () => {
  it('says that an empty file holds nothing (exit code 1)', async () => {
    const { code, out } = await run('check', './empty.yaml');
    expect(code).toBe(1);
    expect(out).toContain('The file holds no element.');
  });

  it('knows what stands on top of a lone argument without being told', async () => {
    const { code, out } = await run('loadbearing', './a.yaml', '--fail', 'Sn1', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ top: 'G1', topHolds: true, whatIf: { failed: ['Sn1'], topHolds: false, fallen: ['G1'] } }); // prettier-ignore
  });

  it('replaces an output that is there, and says so nowhere else', async () => {
    const file = path.join(folder, 'there.md');
    await writeFile(file, 'before');
    expect((await run('convert', './a.yaml', '-o', './there.md')).code).toBeLessThan(2);
    expect(await readFile(file, 'utf8')).toContain(':::goal');
  });

  it('takes --json twice for once, and groups and failures as often as they are given', async () => {
    const argv = ['--json', '--json', '--fail', 'G1', '--fail', 'Sn1', '--group', 'x=G1', '--group', 'y=Sn1']; // prettier-ignore
    const { code, out } = await run('loadbearing', './a.yaml', ...argv);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ whatIf: { failed: ['G1', 'Sn1'] } });
  });
});

it('has the exit code 3 for a mistake of the program itself, and tells it', async () => {
  let error = '';
  const io = { out: () => { throw new TypeError('no such thing'); }, error: (text: string) => { error += text; }, version: '0' }; // prettier-ignore
  expect(await runProgram(['check', path.join(folder, 'a.yaml')], io)).toBe(3);
  expect(error).toContain('no such thing');
});
