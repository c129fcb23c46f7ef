import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { convertFile } from '../../../electron/host/convert.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

it('writes a case of several gsn2x modules as one file for each, into a new folder', async () => {
  const folder = await makeTempFolder();
  await mkdir(path.join(folder, 'in', 'sub'), { recursive: true });
  const input = path.join(folder, 'in', 'a.yaml');
  await writeFile(input, 'module: {name: A, uses: [sub/b.yaml]}\nG1: {supportedBy: G2}\n');
  await writeFile(path.join(folder, 'in', 'sub', 'b.yaml'), 'module: {name: B}\nG2: {undeveloped: true}\n'); // prettier-ignore
  const out = path.join(folder, 'out');
  const convert = (): Promise<unknown> => convertFile(input, out, 'gsn2x-modules', path.join(folder, 'store')); // prettier-ignore
  expect(await convert()).toMatchObject({ nodes: 2 });
  expect(await readFile(path.join(out, 'sub', 'b.yaml'), 'utf8')).toBe('module:\n  name: B\n\nG2:\n  undeveloped: true\n'); // prettier-ignore
  expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^out-/u));
  await expect(convert()).rejects.toMatchObject({ problems: [{ code: 'folder-exists' }] });
});
