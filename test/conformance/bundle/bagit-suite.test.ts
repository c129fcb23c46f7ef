import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BundleRefused, openBundle } from '../../../electron/host/bundle/open-bundle.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { countAsCase } from '../../support/conformance-count.ts';
import { conformancePath } from '../../support/conformance.ts';

const suite = conformancePath('vectors', 'bagit-conformance-suite');
const isThere = existsSync(suite);
if (!isThere) console.warn(`Skipped: the BagIt conformance suite is not at ${suite}.`);

function bagsOf(kind: string): string[] {
  if (!isThere) return [];
  return readdirSync(suite)
    .filter((version) => version.startsWith('v'))
    .flatMap((version) => {
      const folder = path.join(suite, version, kind);
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => path.join(version, kind, entry.name));
    });
}

let store: string;
beforeAll(() => {
  store = mkdtempSync(path.join(tmpdir(), 'bagit-suite-'));
});
afterAll(() => {
  rmSync(store, { recursive: true, force: true });
});

async function refusalOf(bag: string): Promise<BundleRefused> {
  const error: unknown = await openBundle(path.join(suite, bag), { store }).then(
    (opened) => new Error(`opened as ${opened.safetyCase.seal}`),
    (failure: unknown) => failure,
  );
  if (!(error instanceof BundleRefused)) throw error;
  return error;
}

/** A word of the reason that each invalid bag must be refused for. */
const REASONS: Readonly<Record<string, string>> = {
  'v0.97/invalid/baginfo-missing-encoding': 'bag-declaration',
  'v0.97/invalid/bom-in-bagit.txt': 'bag-declaration',
  'v0.97/invalid/corrupt-data-file': 'digest-differs',
  'v0.97/invalid/corrupt-tag-file': 'digest-differs',
  'v0.97/invalid/extra-file-in-bag': 'extra-file',
  'v0.97/invalid/invalid-version-number': 'bag-declaration',
  'v0.97/invalid/missing-baginfo': 'missing-file',
  'v0.97/invalid/missing-bagit.txt': 'missing-file',
  'v0.97/invalid/out-of-scope-file-paths-using-dot-notation': 'path-escapes',
  'v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch': 'path-escapes',
  'v0.97/invalid/same-filename-listed-twice-with-different-hashes': 'listed-twice',
  'v1.0/invalid/bagit-with-invalid-whitespace': 'bag-declaration',
  'v1.0/invalid/notAllManifestsListAllFiles': 'extra-file',
  'v1.0/invalid/same-filename-listed-twice-with-different-hashes': 'listed-twice',
  'v1.0/invalid/same-filename-listed-twice-with-the-same-hash': 'listed-twice',
};

describe.skipIf(!isThere)('BagIt conformance suite', () => {
  it('is the suite that the counts are about', () => {
    const counts = ['valid', 'invalid', 'warning', 'linux-only', 'windows-only'].map(
      (kind) => bagsOf(kind).length,
    );
    expect(counts).toEqual([27, 15, 6, 6, 6]);
  });

  it.each(bagsOf('valid'))('opens %s as a draft that cannot be signed', async (bag) => {
    countAsCase('BagIt');
    const { safetyCase, storedAt } = await openBundle(path.join(suite, bag), { store });
    expect(safetyCase.seal).toBe('draft');
    expect(safetyCase.bundleDigest).toBeNull();
    expect(storedAt).toBe(path.join(suite, bag));
    expect(safetyCase.files.length).toBeGreaterThan(0);
  });

  it.each(bagsOf('warning'))('opens %s as a draft and shows a warning', async (bag) => {
    countAsCase('BagIt');
    const { safetyCase } = await openBundle(path.join(suite, bag), { store });
    expect(safetyCase.seal).toBe('draft');
    expect(
      safetyCase.warnings.filter((warning) => !warning.includes('older than 1.0')),
    ).not.toEqual([]);
  });

  it.each(bagsOf('invalid'))('refuses %s for its own reason', async (bag) => {
    countAsCase('BagIt');
    const { problems } = await refusalOf(bag);
    expect(problems.map((problem) => problem.code)).toContain(
      REASONS[bag.split(path.sep).join('/')],
    );
  });

  it.each([...bagsOf('linux-only'), ...bagsOf('windows-only')])(
    'refuses %s on every system',
    async (bag) => {
      countAsCase('BagIt');
      const { problems } = await refusalOf(bag);
      expect(problems.map((problem) => problem.code)).toContain('path-escapes');
    },
  );

  it('leaves nothing in the store', () => {
    expect(readdirSync(store)).toEqual([]);
  });

  it('refuses with an error that a person can act on', async () => {
    const error = await refusalOf(path.join('v0.97', 'invalid', 'corrupt-data-file'));
    expect(error).toBeInstanceOf(CountersignError);
    expect(error.details.filesChecked).toBe(6);
    expect(error.problems[0]?.rule).toMatch(/RFC 8493/u);
  });
});
