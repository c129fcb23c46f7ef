import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as yauzl from 'yauzl';
import { openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import { packBundle } from '../../../../electron/host/bundle/pack.ts';
import { refusalOfAsync } from '../../../support/refusals.ts';
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { examples, makeFolder, openFresh, sampleSource, sha256 } from './sample.ts';

const CASE = "case: T-1\ntitle: Test\nversion: '2'\nissued: '2026-01-05'\ndeveloper: An author\n";

describe('packBundle', () => {
  it.each(['1.0', '1.1'])(
    'makes the bytes of the sample %s again from its source',
    async (version) => {
      const out = path.join(await makeTempFolder(), 'again.safetycase');
      await packBundle(path.join(examples, `marram-3-${version}`), out);
      const expected = await readFile(path.join(examples, `marram-3-${version}.safetycase`));
      expect(sha256(await readFile(out))).toBe(sha256(expected));
      expect((await stat(path.join(examples, `marram-3-${version}.safetycase`))).mode & 0o777).toBe(
        0o644,
      );
    },
  );

  it('removes what a killed pack of the same file left, and nothing else', async () => {
    const folder = await makeTempFolder();
    const others = ['.b.safetycase.0123456789ab.tmp', '.a.safetycase.tmp', 'a.safetycase.0123456789ab.tmp'];
    for (const name of ['.a.safetycase.0123456789ab.tmp', ...others]) await writeFile(path.join(folder, name), '');
    await packBundle(path.join(examples, 'marram-3-1.0'), path.join(folder, 'a.safetycase'));
    expect((await readdir(folder)).sort()).toEqual([...others, 'a.safetycase'].sort());
  }); // prettier-ignore

  it('gives the same bytes whatever the time zone, the file times and the order on disk', async () => {
    const names = ['data/case.yaml', 'data/docs/b.md', 'data/docs/a.md', 'data/é.md'];
    const files = Object.fromEntries(
      names.map((name) => [name, name === 'data/case.yaml' ? CASE : `# ${name}\n`]),
    );
    const [one, two] = [
      await makeFolder(files),
      await makeFolder(Object.fromEntries(Object.entries(files).reverse())),
    ];
    const out = await makeTempFolder();
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    const first = await packBundle(one, path.join(out, 'one'));
    process.env['TZ'] = 'America/St_Johns';
    const second = await packBundle(two, path.join(out, 'two'));
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(second).toEqual(first);
    expect(
      (await readFile(path.join(out, 'one'))).equals(await readFile(path.join(out, 'two'))),
    ).toBe(true);
  });

  it('writes one folder named after case and version, with tag files that stock tools read', async () => {
    const out = path.join(await makeTempFolder(), 'x.safetycase');
    const folder = await makeFolder({ 'case.yaml': CASE, 'argument.yaml': 'G1: {text: A}\n' });
    const { bundleDigest, files } = await packBundle(folder, out);
    expect(files).toBe(2);
    const { storedAt } = await openFresh(out);
    expect(await readFile(path.join(storedAt, 'bag-info.txt'), 'utf8')).toBe('Payload-Oxum: 91.2\nBagging-Date: 2026-01-05\nExternal-Identifier: T-1\nSource-Organization: An author\n');
    expect(await readFile(path.join(storedAt, 'bagit.txt'), 'utf8')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    const manifest = await readFile(path.join(storedAt, 'manifest-sha256.txt'), 'utf8');
    expect(manifest).toMatch(/^[0-9a-f]{64} {2}data\/argument\.yaml\n[0-9a-f]{64} {2}data\/case\.yaml\n$/u);
    expect(bundleDigest).toBe(sha256(manifest));
    for (const list of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', list], { cwd: storedAt });
    }
    const names: string[] = [];
    for await (const entry of (await yauzl.openPromise(out)).eachEntry()) names.push(entry.fileName);
    expect(names).toEqual(['T-1-2/bag-info.txt', 'T-1-2/bagit.txt', 'T-1-2/data/argument.yaml', 'T-1-2/data/case.yaml', 'T-1-2/manifest-sha256.txt', 'T-1-2/tagmanifest-sha256.txt']);
  }); // prettier-ignore

  it('takes a folder that has data/, with sealing records and without other files beside it', async () => {
    const out = path.join(await makeTempFolder(), 'x.safetycase');
    await packBundle(
      await makeFolder({
        'data/case.yaml': CASE,
        'signatures/a.dsse.json': '{}',
        'notes.txt': 'mine',
      }),
      out,
    );
    const { storedAt } = await openFresh(out);
    expect(await listTree(storedAt)).toEqual(['bag-info.txt', 'bagit.txt', 'data/', 'data/case.yaml', 'manifest-sha256.txt', 'signatures/', 'signatures/a.dsse.json', 'tagmanifest-sha256.txt']); // prettier-ignore
  });

  it('packs an admitted bundle to the same digest', async () => {
    const { storedAt, safetyCase } = await openFresh(
      path.join(examples, 'marram-3-1.0.safetycase'),
    );
    const out = path.join(await makeTempFolder(), 'x.safetycase');
    expect((await packBundle(storedAt, out)).bundleDigest).toBe(safetyCase.bundleDigest);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['no case.yaml', { 'argument.yaml': '' }, ['missing-file']],
    ['names that may not be sealed, all of them', { 'case.yaml': CASE, 'a%.md': '', '.DS_Store': '' }, ['name-edge-start', 'name-character']],
    ['names that collide', { 'case.yaml': CASE, 'docs/a.md': '', 'docs/A.md': '' }, ['name-collision']],
    ['an id that stands twice', { 'case.yaml': CASE, 'argument.yaml': 'G1: {}\nG1: {}\n' }, ['duplicate-key']],
    ['a digest that is not that of the file', { 'case.yaml': `${CASE}files: [{path: a.md, sha256: ${'0'.repeat(64)}}]\n`, 'a.md': 'x' }, ['named-digest-differs']],
    ['case.yaml that is no YAML', { 'case.yaml': 'a: [1' }, ['yaml-invalid']],
  ])('refuses what would be refused on opening: %s', async (_, files, codes) => {
    const out = await makeTempFolder();
    await writeFile(path.join(out, 'x.safetycase'), 'as it was');
    const error = await refusalOfAsync(packBundle(await makeFolder(files), path.join(out, 'x.safetycase')));
    expect(error.code).toBe('input-refused');
    expect(error.problems.map((problem) => problem.code)).toEqual(codes);
    expect(await listTree(out)).toEqual(['x.safetycase']);
    expect(await readFile(path.join(out, 'x.safetycase'), 'utf8')).toBe('as it was');
  }); // prettier-ignore

  it('makes what opens as sealed', async () => {
    const out = path.join(await makeTempFolder(), 'x.safetycase');
    const { bundleDigest } = await packBundle(sampleSource, out);
    expect((await openBundle(out, { store: await makeTempFolder() })).safetyCase).toMatchObject({ seal: 'sealed', bundleDigest });
  }); // prettier-ignore
});
