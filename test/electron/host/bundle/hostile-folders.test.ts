/** Folders that somebody made, or changes at the worst moment, to make the program read what it should not. */
import { execFileSync } from 'node:child_process';
import { link, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import type * as FsPromises from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readListed } from '../../../../electron/host/bundle/bag-on-disk.ts';
import { packBundle } from '../../../../electron/host/bundle/pack.ts';
import { BundleRefused, openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { makeFolder, makeSampleBag, sha256, toBagFiles } from './sample.ts';
import { buildZip } from './zip-builder.ts';

/** Run once, right after `lstat` was asked about the named file. */
const afterLstat = vi.hoisted(() => ({ file: '', act: null as (() => Promise<void>) | null }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FsPromises>();
  return {
    ...real,
    lstat: async (file: string) => {
      const stats = await real.lstat(file);
      const { act } = afterLstat;
      if (file === afterLstat.file && act !== null) {
        afterLstat.act = null;
        await act();
      }
      return stats;
    },
  };
});

afterEach(() => {
  afterLstat.act = null;
});

const SECRET = 'words of another folder';
const EVIDENCE = 'data/evidence/E14_control_evaluation.csv';

/** Opens what must be refused, and looks that the store is as it was. */
async function refuse(source: string): Promise<BundleRefused> {
  const parent = await makeTempFolder();
  const error: unknown = await openBundle(source, { store: path.join(parent, 'store') }).catch(
    (e: unknown) => e,
  );
  expect(await listTree(parent)).toEqual([]);
  if (error instanceof BundleRefused) return error;
  throw new Error('Expected a refusal', { cause: error });
}

/** Puts something else in the place of a file between the look at it in the reader and its opening. */
function swapOnSecondLook(file: string, swap: () => Promise<void>): void {
  afterLstat.file = file;
  // The first look is that of the listing.
  afterLstat.act = async () => {
    afterLstat.act = swap;
    await Promise.resolve();
  };
}

describe('a folder that is changed between the look at a file and its opening', () => {
  it('is refused for a link that was put in the place of the file, and nothing behind it is read', async () => {
    const bag = await makeSampleBag();
    const file = path.join(bag, EVIDENCE);
    const outside = path.join(await makeTempFolder(), 'secret');
    await writeFile(outside, SECRET);
    swapOnSecondLook(file, async () => {
      await rm(file);
      await symlink(outside, file);
    });
    const { problems } = await refuse(bag);
    expect(problems).toMatchObject([{ code: 'changed-while-read', file: EVIDENCE }]);
    expect(JSON.stringify(problems)).not.toContain(SECRET);
  });

  it('is refused for a hard link to another file that was put there', async () => {
    const bag = await makeSampleBag();
    const file = path.join(bag, EVIDENCE);
    const outside = path.join(path.dirname(bag), 'secret');
    await writeFile(outside, SECRET);
    swapOnSecondLook(file, async () => {
      await rm(file);
      await link(outside, file);
    });
    expect((await refuse(bag)).problems).toMatchObject([{ code: 'changed-while-read' }]);
  });

  it('is refused for another file of the same bytes, since it is not the one that was looked at', async () => {
    const bag = await makeSampleBag();
    const file = path.join(bag, EVIDENCE);
    const twin = path.join(path.dirname(bag), 'twin');
    await writeFile(twin, await readFile(file));
    swapOnSecondLook(file, () => rename(twin, file));
    expect((await refuse(bag)).problems).toMatchObject([{ code: 'changed-while-read' }]);
  });

  it.skipIf(process.platform === 'win32')(
    'is refused for a pipe that was put there, without waiting for a writer',
    async () => {
      const bag = await makeSampleBag();
      const file = path.join(bag, EVIDENCE);
      swapOnSecondLook(file, async () => {
        await rm(file);
        execFileSync('mkfifo', [file]);
      });
      expect((await refuse(bag)).problems).toMatchObject([
        { code: 'changed-while-read', file: EVIDENCE },
      ]);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'gives no text file that became a link or a pipe after it was hashed',
    async () => {
      const folder = await makeFolder({ 'a.txt': SECRET, 'b.txt': SECRET, 'c.txt': SECRET });
      const listed = new Map(
        ['a.txt', 'b.txt', 'c.txt'].map((name) => [
          name,
          { path: name, bytes: SECRET.length, digests: new Map([['sha256', sha256(SECRET)]]) },
        ]),
      );
      await rm(path.join(folder, 'b.txt'));
      await symlink(path.join(folder, 'a.txt'), path.join(folder, 'b.txt'));
      await rm(path.join(folder, 'c.txt'));
      execFileSync('mkfifo', [path.join(folder, 'c.txt')]);
      const read = (name: string): string | null => {
        const bytes = readListed(folder, listed, name);
        return bytes === null ? null : Buffer.from(bytes).toString();
      };
      expect(['a.txt', 'b.txt', 'c.txt'].map(read)).toEqual([SECRET, null, null]);
    },
  );
});

describe('a folder with what is no ordinary file', () => {
  it.skipIf(process.platform === 'win32').each([
    ['a pipe', ['mkfifo']],
    ['a character device', ['mknod', 'c', '1', '3']],
    ['a block device', ['mknod', 'b', '7', '200']],
  ])('is refused for %s among its files', async (_, [tool = '', ...args]) => {
    const bag = await makeSampleBag();
    const file = path.join(bag, 'data/evidence/special');
    try {
      execFileSync(tool, [file, ...args], { stdio: 'ignore' });
    } catch {
      // Only root makes devices.
      expect(process.getuid?.()).not.toBe(0);
      return;
    }
    expect((await refuse(bag)).problems).toContainEqual(
      expect.objectContaining({ code: 'not-a-file', file: 'data/evidence/special' }),
    );
  });

  it.skipIf(process.platform === 'win32')(
    'is refused at once where the whole source is a pipe or a device without end',
    async () => {
      const pipe = path.join(await makeTempFolder(), 'case.safetycase');
      execFileSync('mkfifo', [pipe]);
      for (const source of [pipe, '/dev/zero']) {
        await expect(openBundle(source, { store: await makeTempFolder() })).rejects.toMatchObject({
          code: 'not-a-bundle',
        });
      }
    },
  );
});

describe('a folder whose names mean other files elsewhere', () => {
  const payload = {
    'data/case.yaml': 'id: c\nversion: "1"\ntitle: t\ntop: G1\n',
    'data/argument.yaml': 'G1: {text: x, undeveloped: true}\n',
  };

  it.each([
    ['names that differ in case only', { 'data/evidence/A.txt': 'a', 'data/evidence/a.txt': 'b' }, 'name-collision'],
    ['names that differ in Unicode form only', { 'data/evidence/\u00e9.txt': 'a', 'data/evidence/e\u0301.txt': 'b' }, 'name-collision'],
    ['folders that differ in case only', { 'data/Docs/a.md': 'a', 'data/docs/b.md': 'b' }, 'name-collision'],
    ['a device name of Windows', { 'data/evidence/CON.csv': 'a' }, 'name-reserved'],
    ['a name that ends in a dot', { 'data/evidence/a.': 'a' }, 'name-edge'],
    ['a character that turns text', { 'data/evidence/a\u202egnp.txt': 'a' }, 'name-invisible'],
  ])('is refused for %s', async (_, files, code) => {
    const bag = await makeFolder(toBagFiles({ ...payload, ...files }));
    const names = await listTree(bag);
    // Some systems cannot even hold such a folder.
    if (!Object.keys(files).every((name) => names.includes(name))) return;
    expect((await refuse(bag)).problems.map((problem) => problem.code)).toContain(code);
  }); // prettier-ignore
});

describe('a ZIP inside a bundle', () => {
  it('is evidence like any other: its bytes are kept and nothing is unpacked from it', async () => {
    const inner = buildZip([{ name: '../outside.txt', data: 'escaped' }]);
    const folder = await makeFolder({
      'case.yaml': 'id: c\nversion: "1"\ntitle: t\ntop: G1\n',
      'argument.yaml': 'G1: {text: x, undeveloped: true}\n',
      'evidence/nested.zip': inner,
    });
    const bag = path.join(await makeTempFolder(), 'nested.safetycase');
    await packBundle(folder, bag);
    const store = await makeTempFolder();
    const { storedAt, safetyCase } = await openBundle(bag, { store });
    expect(safetyCase.seal).toBe('sealed');
    expect(inner.equals(await readFile(path.join(storedAt, 'data/evidence/nested.zip')))).toBe(
      true,
    );
    expect((await listTree(store)).filter((name) => name.includes('outside'))).toEqual([]);
  });
});
