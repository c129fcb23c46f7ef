import { describe, expect, it } from 'vitest';
import { BAGIT_TXT, toManifest } from '../../../shared/bundle/bag-text.ts';
import { checkBag } from '../../../shared/bundle/check-bag.ts';
import type { BagCheck } from '../../../shared/bundle/bag.ts';
import { createHash } from 'node:crypto';

function digest(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}

function check(files: Readonly<Record<string, string>>): BagCheck {
  return checkBag({
    files: Object.entries(files).map(([path, text]) => ({
      path,
      bytes: Buffer.byteLength(text),
      digests: new Map(['md5', 'sha256', 'sha512'].map((name) => [name, digest(name, text)])),
    })),
    hasPayloadFolder: Object.keys(files).some((path) => path.startsWith('data/')),
    tagFile: (path) => (files[path] === undefined ? null : Buffer.from(files[path])),
    decode: (bytes, encoding) =>
      encoding === 'UTF-8' ? Buffer.from(bytes).toString('utf8') : null,
    bytesNamed: () => null,
  });
}

function bag(
  payload: Record<string, string>,
  more: Record<string, string> = {},
): Record<string, string> {
  const size = Object.values(payload).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const tags: Record<string, string> = {
    'bagit.txt': BAGIT_TXT,
    'bag-info.txt': `Payload-Oxum: ${size}.${Object.keys(payload).length}\n`,
    'manifest-sha256.txt': toManifest(Object.entries(payload).map(([path, text]) => ({ path, sha256: digest('sha256', text) }))),
    ...more,
  }; // prettier-ignore
  const listed = Object.entries(tags).map(([path, text]) => ({
    path,
    sha256: digest('sha256', text),
  }));
  return { ...payload, ...tags, 'tagmanifest-sha256.txt': toManifest(listed) };
}

const codes = (result: BagCheck): string[] => result.problems.map((problem) => problem.code);
const OLD = 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n';
const CASE = { 'data/case.yaml': 'case: T\n' };

describe('a bundle of ours', () => {
  it('may be sealed when everything agrees', () => {
    const files = bag(CASE);
    expect(check(files)).toEqual({ problems: [], warnings: [], draftReason: null, bundleDigest: digest('sha256', files['manifest-sha256.txt'] ?? '') }); // prettier-ignore
  });

  it('may hold a second manifest as long as it lists every file', () => {
    const other = `${digest('sha512', CASE['data/case.yaml'])}  data/case.yaml\n`;
    expect(codes(check(bag(CASE, { 'manifest-sha512.txt': other })))).toEqual([]);
    expect(codes(check(bag({ ...CASE, 'data/a': 'x' }, { 'manifest-sha512.txt': other })))).toEqual(['not-in-every-manifest']); // prettier-ignore
    const wrong = `${digest('sha512', 'other')}  data/case.yaml\n`;
    expect(codes(check(bag(CASE, { 'manifest-sha512.txt': wrong })))).toEqual(['digest-differs']);
  });

  it('is refused for names that collide or may not be sealed: an error, no warning', () => {
    expect(codes(check(bag({ ...CASE, 'data/A.md': 'x', 'data/a.md': 'y' })))).toEqual([
      'name-collision',
    ]);
    expect(
      codes(check(bag({ ...CASE, 'data/caf\u00e9.md': 'x', 'data/cafe\u0301.md': 'x' }))),
    ).toContain('name-collision');
    expect(codes(check(bag({ ...CASE, 'data/x\u202ey.md': 'x' })))).toEqual(['name-invisible']);
  });

  it('warns of names that look alike', () => {
    const { problems, warnings } = check(
      bag({ ...CASE, 'data/E01.csv': 'x', 'data/EO1.csv': 'y' }),
    );
    expect(problems).toEqual([]);
    expect(warnings).toEqual(['Two names look alike: "data/E01.csv" and "data/EO1.csv".']);
  });

  it('is refused for a manifest that stock tools would read in another way', () => {
    const line = `${digest('sha256', 'case: T\n')}  data/case.yaml\n`;
    for (const manifest of [line.toUpperCase().replace('DATA/CASE.YAML', 'data/case.yaml'), line.replace('\n', '\r\n'), line.replace('  data', ' *data'), line.replace('  data', '  ./data')]) {
      expect(codes(check(bag(CASE, { 'manifest-sha256.txt': manifest })))).toEqual(['manifest-form']);
    }
  }); // prettier-ignore

  it('is refused for an unknown digest and for a missing payload folder', () => {
    expect(codes(check(bag(CASE, { 'manifest-sha3256.txt': 'x  data/case.yaml\n' })))).toEqual([
      'digest-unknown',
    ]);
    expect(codes(check(bag({})))).toContain('no-payload');
  });
});

describe('a foreign bag', () => {
  it('is a draft without SHA-256 or without a case, whatever its version', () => {
    const md5 = {
      'bagit.txt': OLD,
      'data/a': 'x',
      'manifest-md5.txt': `${digest('md5', 'x')}  data/a\n`,
    };
    expect(check(md5)).toMatchObject({
      problems: [],
      draftReason: 'It has no SHA-256 manifest.',
      bundleDigest: null,
    });
    expect(check(bag({ 'data/a': 'x' }))).toMatchObject({
      problems: [],
      draftReason: 'It has no data/case.yaml.',
    });
  });

  it('is a draft with a fetch.txt whose files are all there, and refused with one that is missing', () => {
    const files = {
      ...bag(CASE, { 'bagit.txt': OLD }),
      'fetch.txt': 'http://x.example - data/case.yaml\n',
    };
    const result = check(files);
    expect(result).toMatchObject({ problems: [], draftReason: 'It has a fetch.txt.' });
    expect(result.warnings.join()).toContain('not followed');
    const missing = Object.fromEntries(
      Object.entries(files).filter(([path]) => path !== 'data/case.yaml'),
    );
    expect(codes(check({ ...missing, 'data/b': '' }))).toEqual(
      expect.arrayContaining(['missing-file', 'extra-file']),
    );
  });

  it('says in which encoding a tag file cannot be read', () => {
    const files = bag(
      { 'data/a': 'x' },
      { 'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC\n' },
    );
    const { problems } = check(files);
    expect(problems.map((problem) => problem.code)).toContain('tag-encoding');
    expect(problems[0]?.message).toContain('EBCDIC');
  });

  it('goes on comparing digests when bagit.txt is broken', () => {
    const files = { ...bag(CASE), 'data/case.yaml': 'case: U\n' };
    expect(codes(check({ ...files, 'bagit.txt': 'x' })).sort()).toEqual(['bag-declaration', 'digest-differs', 'digest-differs']); // prettier-ignore
  });
});
