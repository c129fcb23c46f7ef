import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findByGsn, findByGsn2x, GSN2X_CASES, GSN_CASES } from '../../support/rule-cases.ts';
import type { RuleCase } from '../../support/rule-cases.ts';
import { listTree } from '../../support/list-tree.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

const LETTERS = { E: 'error', W: 'warning', I: 'info' } as const;

/** "G3 wrong-kind-of-link error" for each row of the tables in docs/rules.md that has a test of its own. */
const ROWS = read('docs/rules.md').split('\n').flatMap((line) => {
  const [, rule = '', , code = '', severity = ''] = line.split('|').map((cell) => cell.trim());
  const found = LETTERS[severity as keyof typeof LETTERS] as string | undefined;
  return found === undefined ? [] : [`${rule} ${code.replace(/`/gu, '')} ${found}`];
}); // prettier-ignore

function toWords([rule, code, severity]: RuleCase): string {
  return `${rule} ${code} ${severity}`;
}

/** "G3 wrong-kind-of-link error S1" */
function found(findings: ReturnType<typeof findByGsn>): string[] {
  return findings.map(({ rule, code, severity, where }) => `${rule ?? ''} ${code} ${severity} ${where.node ?? ''}`); // prettier-ignore
}

/** All source below a folder, as one text. */
async function sourcesOf(folder: string): Promise<string> {
  const names = await listTree(fileURLToPath(new URL(folder, ROOT)));
  return names.filter((name) => name.endsWith('.ts')).map((name) => read(`${folder}${name}`)).join('\n'); // prettier-ignore
}

describe('each numbered rule', () => {
  it.each(GSN_CASES)('of the standard: %s is told as %s, an %s, at %s', (...one) => {
    const [rule, code, severity, node, argument] = one;
    expect(found(findByGsn(argument))).toContain(`${rule} ${code} ${severity} ${node}`);
  });

  it.each(GSN2X_CASES)('of gsn2x: %s is told as %s, an %s, at %s', (...one) => {
    const [rule, code, severity, node, argument] = one;
    expect(found(findByGsn2x(argument))).toContain(`${rule} ${code} ${severity} ${node}`);
  });

  it('stays in its profile', () => {
    const numbers = (findings: ReturnType<typeof findByGsn>): string => findings.map(({ rule }) => rule?.[0] ?? '').join(''); // prettier-ignore
    for (const one of GSN_CASES) expect(numbers(findByGsn2x(one[4]))).toMatch(/^[VCe]*$/u);
    for (const one of GSN2X_CASES.filter(({ 4: argument }) => typeof argument === 'string'))
      expect(numbers(findByGsn(one[4]))).toMatch(/^[GPMADR]*$/u);
  });

  it('stands in docs/rules.md, and what stands there has a test', () => {
    expect([...ROWS].sort()).toEqual(
      [...new Set([...GSN_CASES, ...GSN2X_CASES].map(toWords))].sort(),
    );
  });

  it('stands in docs/rules.md wherever in the code it is told', async () => {
    const known = new Set(ROWS.map((row) => row.split(' ')[0] ?? ''));
    const folders = ['shared/argument/', 'shared/case/', 'shared/formats/gsn2x/'];
    const sources = (await Promise.all(folders.map(sourcesOf))).join('\n');
    const told = [...sources.matchAll(/(?<=['`])(?:[GPMAD]|[VC]\d)\d{1,2}(?=['`])/gu)].map(([rule]) => rule); // prettier-ignore
    expect(told.length).toBeGreaterThan(60);
    expect(told.filter((rule) => !known.has(rule))).toEqual([]);
  });
});
