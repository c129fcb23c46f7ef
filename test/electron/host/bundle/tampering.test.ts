import { link, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BundleRefused, openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import type { BagProblem } from '../../../../shared/bundle/bag-text.ts';
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { flipByte, makeSampleBag, sha256 } from './sample.ts';

async function refuse(source: string): Promise<BundleRefused> {
  const parent = await makeTempFolder();
  const error: unknown = await openBundle(source, { store: path.join(parent, 'store') }).catch(
    (e: unknown) => e,
  );
  expect(await listTree(parent)).toEqual([]);
  if (error instanceof BundleRefused) return error;
  throw new Error('Expected a refusal', { cause: error });
}

const EVIDENCE = 'data/evidence/E14_control_evaluation.csv';

describe('a changed bundle', () => {
  it('is refused with the name of the file, whichever byte of whichever file is flipped', async () => {
    const bag = await makeSampleBag();
    const files = (await listTree(bag)).filter((name) => !name.endsWith('/'));
    expect(files.length).toBe(36);
    for (const name of files) {
      const file = path.join(bag, name);
      const { size } = await stat(file);
      const at =
        files.indexOf(name) % 3 === 0 ? 0 : files.indexOf(name) % 3 === 1 ? size >> 1 : size - 1;
      await flipByte(file, at);
      const { problems } = await refuse(bag);
      // A changed tag manifest no longer agrees with the file that its line is about.
      const named = problems
        .map((problem) => `${problem.file ?? ''} ${problem.place ?? ''}`)
        .join('\n');
      expect(named, `${name}, byte ${at}`).toContain(name);
      await flipByte(file, at);
    }
    expect((await openBundle(bag, { store: await makeTempFolder() })).safetyCase.seal).toBe(
      'sealed',
    );
  });

  it('names what was expected and found, and the sizes', async () => {
    const bag = await makeSampleBag();
    const file = path.join(bag, EVIDENCE);
    const before = sha256(await readFile(file));
    await flipByte(file, 10);
    const error = await refuse(bag);
    const [problem] = error.problems as BagProblem[];
    expect(error.problems).toHaveLength(1);
    expect(problem).toMatchObject({
      code: 'digest-differs',
      file: EVIDENCE,
      compared: { algorithm: 'sha256', named: before, found: sha256(await readFile(file)), bytesNamed: 604, bytesFound: 604 },
    }); // prettier-ignore
    expect(problem?.message).toContain(before);
    expect(problem?.message).toContain('604 bytes named, 604 found');
    expect(error.details).toEqual({
      namesItself: 'Marram-3 general availability, 1.0',
      manifestDigest: '30274e027eb1a23c1ef4409dfa081b4ca8132fb6fc6e89f861f452247394a26d',
      filesChecked: 36,
    });
  });

  it('is checked to the end: three changed files are three problems', async () => {
    const bag = await makeSampleBag();
    const names = [EVIDENCE, 'data/docs/01-case-report.md', 'bag-info.txt'];
    for (const name of names) await flipByte(path.join(bag, name), 3);
    const { problems } = await refuse(bag);
    expect(problems.filter((problem) => problem.code === 'digest-differs').map((problem) => problem.file).sort()).toEqual([...names].sort()); // prettier-ignore
  });
});

describe('a bundle whose files are not the listed ones', () => {
  it('is refused for an extra file', async () => {
    const bag = await makeSampleBag();
    await writeFile(path.join(bag, 'data', 'evidence', 'E14_control_evaluation (1).csv'), 'x');
    const { problems } = await refuse(bag);
    expect(problems.map(({ code, file }) => [code, file])).toContainEqual(['extra-file', 'data/evidence/E14_control_evaluation (1).csv']); // prettier-ignore
  });

  it('is refused for a missing file, of the payload or not', async () => {
    for (const name of [EVIDENCE, 'bag-info.txt', 'tagmanifest-sha256.txt', 'data/case.yaml', 'manifest-sha256.txt', 'bagit.txt']) {
      const bag = await makeSampleBag();
      await rm(path.join(bag, name));
      const { problems } = await refuse(bag);
      const named = problems.filter((problem) => problem.code === 'missing-file').map((problem) => problem.file);
      expect(named, name).toContain(name);
    } // prettier-ignore
  });

  it('is refused for a renamed file, with both names', async () => {
    const bag = await makeSampleBag();
    await rename(path.join(bag, EVIDENCE), path.join(bag, 'data', 'evidence', 'E14.csv'));
    const { problems } = await refuse(bag);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'renamed-file', file: EVIDENCE });
    expect(problems[0]?.message).toContain('data/evidence/E14.csv');
  });

  it('is refused for two files that have changed names, as such', async () => {
    const bag = await makeSampleBag();
    const [a, b] = [
      path.join(bag, EVIDENCE),
      path.join(bag, 'data/evidence/E13_training_manifest.json'),
    ];
    await rename(a, `${a}.x`);
    await rename(b, a);
    await rename(`${a}.x`, b);
    const { problems } = await refuse(bag);
    expect(problems.map((problem) => problem.code)).toEqual(['swapped-file', 'swapped-file']);
  });

  it('is refused for a file outside data/ that the tag manifest does not list', async () => {
    const bag = await makeSampleBag();
    await writeFile(path.join(bag, 'notes.txt'), 'x');
    expect((await refuse(bag)).problems.map(({ code, file }) => [code, file])).toEqual([
      ['extra-file', 'notes.txt'],
    ]);
  });

  it('is refused for a fetch.txt, which is an error in a bundle of ours', async () => {
    const bag = await makeSampleBag();
    await writeFile(path.join(bag, 'fetch.txt'), `https://example.org/x 604 ${EVIDENCE}\n`);
    expect((await refuse(bag)).problems.map((problem) => problem.code)).toContain(
      'fetch-not-allowed',
    );
  });

  it('is refused for a Payload-Oxum that is not that of the payload', async () => {
    const bag = await makeSampleBag();
    const info = path.join(bag, 'bag-info.txt');
    const before = await readFile(info, 'utf8');
    const after = before.replace(/Payload-Oxum: \d+/u, 'Payload-Oxum: 1');
    await writeFile(info, after);
    const tags = path.join(bag, 'tagmanifest-sha256.txt');
    await writeFile(tags, (await readFile(tags, 'utf8')).replace(sha256(before), sha256(after)));
    expect((await refuse(bag)).problems.map((problem) => problem.code)).toEqual(['payload-oxum']);
  });

  it('keeps a sealing record that lies beside data/, which no digest binds', async () => {
    const bag = await makeSampleBag();
    await mkdir(path.join(bag, 'signatures'));
    await writeFile(path.join(bag, 'signatures', 'author.dsse.json'), '{}');
    const opened = await openBundle(bag, { store: await makeTempFolder() });
    expect(await listTree(path.join(opened.storedAt, 'signatures'))).toEqual(['author.dsse.json']);
  });
});

describe('a folder bundle with something that is no file', () => {
  it('is refused for a link in the place of a file, once', async () => {
    const bag = await makeSampleBag();
    const file = path.join(bag, EVIDENCE);
    const elsewhere = path.join(await makeTempFolder(), 'elsewhere.csv');
    await rename(file, elsewhere);
    await symlink(elsewhere, file);
    const { problems } = await refuse(bag);
    expect(problems.map(({ code, file: name }) => [code, name])).toEqual([
      ['not-a-file', EVIDENCE],
    ]);
  });

  it('is refused for a folder that is a link', async () => {
    const bag = await makeSampleBag();
    const elsewhere = path.join(await makeTempFolder(), 'docs');
    await rename(path.join(bag, 'data', 'docs'), elsewhere);
    await symlink(elsewhere, path.join(bag, 'data', 'docs'));
    expect((await refuse(bag)).problems).toContainEqual(expect.objectContaining({ code: 'not-a-file', file: 'data/docs' })); // prettier-ignore
  });

  it('is refused for a hard link', async () => {
    const bag = await makeSampleBag();
    await link(path.join(bag, EVIDENCE), path.join(path.dirname(bag), 'second-name'));
    expect((await refuse(bag)).problems).toContainEqual(expect.objectContaining({ code: 'not-a-file', file: EVIDENCE })); // prettier-ignore
  });
});
