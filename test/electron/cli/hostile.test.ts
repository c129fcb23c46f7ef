// Whatever a file holds, --json answers with one JSON document, and the exit code says what kind of answer it is.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCli } from '../../../electron/cli/run.ts';
import { ALIAS_BOMB, chain, circles, ENTITY_BOMB, inSacm, TRICKY_IDS, WRITE } from '../../support/hostile-arguments.ts'; // prettier-ignore
import { makeTempFolder } from '../../support/temp-folder.ts';

const refused = z.object({ error: z.object({ code: z.string().min(1), message: z.string().min(1), problems: z.array(z.object({ rule: z.string().min(1), message: z.string().min(1) })) }) }); // prettier-ignore

/** File, what it holds, and the exit code of `check`. */
const FILES: readonly (readonly [name: string, content: string | Uint8Array, code: number])[] = [
  ['empty.gsn.yaml', '', 1],
  ['empty.json', '', 3],
  ['list.gsn.yaml', '- a\n', 3],
  ['two.gsn.yaml', 'G1: {text: a}\n---\nG2: {text: b}\n', 3],
  ['aliases.gsn.yaml', ALIAS_BOMB, 3],
  ['entities.xml', `${ENTITY_BOMB}${inSacm('<claim id="G1" content="&e9;"/>')}`, 3],
  ['bytes.gsn.yaml', Uint8Array.from({ length: 999 }, (_, at) => (at * 7) % 256), 3],
  ['half.json', '{"version":"1.0","tree":{"id":"a","type":"GOAL","name":"\\ud800","children":[]}}', 3],
  ['deep.json', `{"version":"1.0","tree":${'{"children":['.repeat(9_000)}`, 3],
  ['words.gsn.yaml', '? {a: [b]}\n: c\n'.repeat(40_000), 3],
  ['relative.gsn.yaml', 'G1:\n  text: a\n  horizontalIndex: !relative 5\n', 3],
  ['prototype.gsn.yaml', 'G1: {text: a}\n__proto__: {text: b}\n', 3],
  ['names.gsn.yaml', 'toString: {nodeType: Goal, text: a, supportedBy: [valueOf]}\nvalueOf: {nodeType: Goal, undeveloped: true, text: "\\e[2J\\u202e"}\n', 0],
  ['tricks.gsn.yaml', WRITE.gsn2x(TRICKY_IDS.map((id) => ({ id, supportedBy: [] }))), 1],
  ['self.ltac', WRITE.ltac([{ id: 'G1', supportedBy: ['G1'] }]), 1],
  ['circles.json', WRITE.tea(circles(12)), 1],
  ['chain.gsn.yaml', WRITE.gsn2x(chain(1_000)), 1],
]; // prettier-ignore

async function run(...argv: string[]): Promise<{ code: number; out: string; error: string }> {
  let [out, error] = ['', ''];
  const code = await runCli(argv, { out: (part) => (out += part), error: (part) => (error += part), version: '1' }); // prettier-ignore
  return { code, out, error };
}

describe('hostile files on the command line', () => {
  it.each(FILES)('answers with one JSON document for %s', async (name, content, code) => {
    const folder = await makeTempFolder();
    const file = path.join(folder, name);
    await writeFile(file, content);
    const asked = [
      ['inspect', file],
      ['check', file],
      ['check', file, '--profile', 'gsn2x'],
      ['loadbearing', file],
      ['diff', file, file],
      ...['gsn2x', 'tea', 'ltac', 'svg'].map((to) => ['convert', file, '-o', path.join(folder, `out-${to}`), '--to', to]),
    ]; // prettier-ignore
    for (const argv of asked) {
      const result = await run(...argv, '--json');
      const answer: unknown = JSON.parse(result.out);
      const isRefused = code === 3;
      // Written as SVG or LTAC an argument may be refused that can be read.
      if (isRefused || result.code === 3) expect(refused.safeParse(answer).success, argv.join(' ')).toBe(true); // prettier-ignore
      if (argv[0] !== 'convert') expect(result.code === 3, `${argv.join(' ')} ${result.out.slice(0, 300)}`).toBe(isRefused); // prettier-ignore
      expect([0, 1, 3], argv.join(' ')).toContain(result.code);
      expect(result.error).toBe('');
    }
    expect((await run('check', file, '--json')).code).toBe(code);
  }, 120_000); // prettier-ignore

  it('answers so for what is no file, and for an output that cannot be written', async () => {
    const folder = await makeTempFolder();
    const file = path.join(folder, 'a.gsn.yaml');
    await writeFile(file, 'G1: {text: a, undeveloped: true}\n');
    await mkdir(path.join(folder, 'taken'));
    for (const argv of [
      ['check', path.join(folder, 'absent.yaml')],
      ['loadbearing', path.join(folder, 'a.gsn.yaml', 'below')],
      ['diff', file, path.join(folder, 'absent')],
      ['convert', file, '-o', path.join(folder, 'absent', 'a.ltac')],
      ['convert', file, '-o', path.join(folder, 'taken'), '--to', 'ltac'],
    ]) {
      const { code, out, error } = await run(...argv, '--json');
      expect([code, error, refused.safeParse(JSON.parse(out)).success], argv.join(' ')).toEqual([3, '', true]); // prettier-ignore
    }
  });
});
