import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAGIT_TXT, comparePaths, findEscape, parseBagDeclaration, parseBagInfo, parseFetch, parseManifest, toBagInfo, toManifest } from '../../../shared/bundle/bag-text.ts'; // prettier-ignore

const D = 'ab'.repeat(32);

describe('parseBagDeclaration', () => {
  it('reads our own and older ones', () => {
    expect(parseBagDeclaration(BAGIT_TXT)).toEqual({
      version: [1, 0],
      versionText: '1.0',
      encoding: 'UTF-8',
    });
    expect(parseBagDeclaration('BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-16\n')).toMatchObject({ version: [0, 97], encoding: 'UTF-16' }); // prettier-ignore
  });

  it.each([
    ['\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', /byte order mark/u],
    ['BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n', /first line/u],
    ['BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n', /first line/u],
    ['BagIt-Version: 1.0\n', /second line/u],
    ['BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n', /not known/u],
    ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n', /more than two/u],
  ])('refuses %j', (text, message) => {
    expect(parseBagDeclaration(text)).toMatchObject({ code: 'bag-declaration', message: expect.stringMatching(message) as string }); // prettier-ignore
  });
});

describe('parseManifest', () => {
  it('reads the forms of the tools and says which are odd', () => {
    const text = `${D}  data/a\n${D.toUpperCase()} *data/b c\n${D}\t./data/d\r\n\n${D}  data/x%25%0Ay%7E\n`;
    const { lines, problems } = parseManifest(text, 'manifest-sha256.txt', 'sha256', true);
    expect(problems).toEqual([]);
    expect(lines.map((line) => [line.path, line.line])).toEqual([['data/a', 1], ['data/b c', 2], ['data/d', 3], ['data/x%\ny%7E', 5]]); // prettier-ignore
    expect(lines.map((line) => line.digest)).toEqual([D, D, D, D]);
    expect(lines.map((line) => line.oddity !== null)).toEqual([true, true, true, true]);
    expect(parseManifest(`${D}  data/a\n`, 'm', 'sha256', true).lines[0]?.oddity).toBeNull();
  });

  it('decodes the percent sign itself only since version 1.0', () => {
    const path = (isVersion1: boolean) =>
      parseManifest(`${D}  data/%25\n`, 'm', 'sha256', isVersion1).lines[0]?.path;
    expect([path(true), path(false)]).toEqual(['data/%', 'data/%25']);
  });

  it('names each line that it cannot read', () => {
    const { problems } = parseManifest(
      `no line\n${D}  data/a\nabcd  data/b\n`,
      'm.txt',
      'sha256',
      true,
    );
    expect(problems.map((problem) => problem.place)).toEqual(['line 1', 'line 3']);
  });

  it('reads back what is written, sorted by bytes', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9é世_.-]{1,12}$/u).map((text) => `data/${text}`);
    fc.assert(
      fc.property(fc.uniqueArray(name), (paths) => {
        const text = toManifest(paths.map((path) => ({ path, sha256: D })));
        const { lines, problems } = parseManifest(text, 'm', 'sha256', true);
        expect(problems).toEqual([]);
        const byBytes = [...paths].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(lines.map((line) => line.path)).toEqual(byBytes);
        expect(lines.every((line) => line.oddity === null)).toBe(true);
      }),
    );
  });

  it('orders paths by bytes beyond the basic plane', () => {
    expect(comparePaths('\uffee', '\u{10000}')).toBeLessThan(0);
    expect(Buffer.compare(Buffer.from('\uffee'), Buffer.from('\u{10000}'))).toBeLessThan(0);
  });
});

describe('bag-info.txt', () => {
  it('joins continuation lines and keeps repeated labels', () => {
    expect(parseBagInfo('A: 1\n  2\nA : 3\nB:\n')).toEqual([['A', '1 2'], ['A', '3'], ['B', '']]); // prettier-ignore
  });

  it('is written one line a value, without empty ones', () => {
    expect(toBagInfo([['A', 'x\ny: z'], ['B', null], ['C', ' ']])).toBe('A: x y: z\n'); // prettier-ignore
  });
});

describe('fetch.txt', () => {
  it('gives paths and bad lines, never addresses', () => {
    expect(parseFetch('http://x - data/a b\nhttp://x 12 ./data/c\r\nbad\n', true)).toMatchObject({
      lines: [{ path: 'data/a b', line: 1 }, { path: 'data/c', line: 2 }],
      problems: [{ code: 'fetch-line', place: 'line 3' }],
    }); // prettier-ignore
  });
});

describe('findEscape', () => {
  it.each(['/tmp/foo', '~/foo', '~root/foo', 'C:\\x', '\\\\?\\UNC\\s', '%HomeDrive%\\x', '%TEMP%/x', '../a', 'data/../../a', 'data//a', 'a\0'])('refuses %j on every system', (path) => {
    expect(findEscape(path)).not.toBeNull();
  }); // prettier-ignore

  it('lets the odd names of valid bags through', () => {
    for (const path of [
      'data/%7Edir2/test4.txt',
      'data/dir1/~test3.txt',
      'data/%test2.txt',
      'data/a b',
      'data/..a',
    ]) {
      expect(findEscape(path), path).toBeNull();
    }
  });
});
