import { describe, expect, it } from 'vitest';
import { checkRows, listTitles, readRows, ROWS } from '../../scripts/check-threats.mjs';

const TEST = `
import { describe, it } from 'vitest';
describe('a thing', () => {
  describe.skipIf(false)('nested', () => {
    it('is found', () => {});
    it.each([['a', 1]])('is found for %s', () => {});
    it.skipIf(process.platform === 'win32').each([1])(
      "isn't lost in %d lines", () => {});
  });
});
for (const name of ['x']) test(\`is made of \${name} and words\`, async ({ page }) => {});
itWithTool('openssl', 'is what openssl says', () => {});
describe('is no test of its own', () => {});
// it('is only a comment', () => {});
const it2 = "it('is only a text', () => {})";
`;

const row = (number: number, tests = '`test/a.test.ts` “is found”', limit = 'Much.'): string =>
  `| ${number} | attack | \`shared/a.ts\`: what it does | ${tests} | ${limit} |`;
const table = (change: Readonly<Record<number, string>> = {}): string =>
  ['| # | attack | defence | test | limit |', '| --- | --- | --- | --- | --- |', ...Array.from({ length: ROWS }, (_, at) => change[at + 1] ?? row(at + 1))].join('\n'); // prettier-ignore
const read = (file: string): string | null =>
  ({ 'shared/a.ts': '', 'test/a.test.ts': TEST })[file] ?? null;
const check = (text: string): string[] => checkRows(readRows(text), read);

describe('the titles of tests', () => {
  it('are found in every form and at every depth, and nowhere else', () => {
    expect([...listTitles(TEST)]).toEqual([
      'is found',
      'is found for %s',
      "isn't lost in %d lines",
      'is made of ${} and words',
      'is what openssl says',
    ]);
  });
});

describe('the table of threats', () => {
  it('is right with a file, a test and a limit in each of its rows', () => {
    expect(check(table())).toEqual([]);
    const many = row(
      7,
      '`test/a.test.ts` “is found”, “is found for %s”; `test/a.test.ts` “is found”',
    );
    expect(check(table({ 7: many }))).toEqual([]);
  });

  it.each([
    ['a row that is missing', '', /^Row 7 .* 0 times/],
    ['a row without a test', row(7, 'none yet'), /names no test: /],
    ['a file without a title', row(7, '`test/a.test.ts`'), /names no test in test\/a/],
    [
      'a test that is not there',
      row(7, '`test/a.test.ts` “is found no more”'),
      /“is found no more”/,
    ],
    ['a title of which only a part is there', row(7, '`test/a.test.ts` “is foun”'), /“is foun”/],
    [
      'a file of tests that is not there',
      row(7, '`test/b.test.ts` “is found”'),
      /test\/b\.test\.ts/,
    ],
    ['a source file as a test', row(7, '`shared/a.ts` “is found”'), /which is none/],
    ['a defence that is not there', row(7).replace('shared/a.ts', 'shared/b.ts'), /shared\/b\.ts/],
    ['no words about what it cannot do', row(7, undefined, ''), /cannot do/],
  ])('is wrong with %s', (_, changed, expected) => {
    const problems = check(table({ 7: changed }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });
});
