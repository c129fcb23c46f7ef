import { describe, expect, it } from 'vitest';
import { readCounts, SUITES, toCell, toResult, toTable } from '../../scripts/conformance.mjs';

type Count = ReturnType<typeof readCounts>[number];

const complete: Count[] = [...SUITES].map(([suite, cases]) => ({
  suite,
  cases,
  differing: [],
  verdicts: 'same',
}));
const runOf = (name: string, counts: readonly Count[] | null, why: string | null = null) => ({
  name,
  version: '1.0.0',
  counts,
  why,
});
const withCount = (change: Partial<Count> & { suite: string }): Count[] =>
  complete.map((count) => (count.suite === change.suite ? { ...count, ...change } : count));

function reportOf(status: string, conformance: Partial<Count>): unknown {
  return {
    testResults: [{ assertionResults: [{ status, title: 'a test', meta: { conformance } }] }],
  };
}

describe('the conformance result', () => {
  it('is as expected where every runtime judges every case as expected', () => {
    const result = toResult([runOf('Node 20', complete), runOf('Electron', complete)]);
    expect(result.isAsExpected).toBe(true);
    expect(toTable(result)).toMatch(/CCTV Ed25519 +914 +914 +914 +0 +0\n/);
    expect(toTable(result)).toMatch(/All as expected\.$/);
  });

  it.each([
    ['a case differs', withCount({ suite: 'BagIt', differing: ['v1.0/valid/a'] })],
    ['a case was not judged', withCount({ suite: 'BagIt', cases: 59 })],
    ['a suite was not run', complete.filter((count) => count.suite !== 'CCTV Ed25519')],
    [
      'the verdicts of two runtimes differ',
      withCount({ suite: 'CCTV Ed25519', verdicts: 'other' }),
    ],
  ])('is not as expected where %s', (_, counts) => {
    const result = toResult([runOf('Node 20', complete), runOf('Node 24', counts)]);
    expect(result.isAsExpected).toBe(false);
    expect(toTable(result)).toMatch(/<--\n[^]*Not all as expected\.$/);
  });

  it('is not as expected where a runtime could not be had, and says why', () => {
    const result = toResult([runOf('Node 20', complete), runOf('Node 18', null, 'no network')]);
    expect(result.isAsExpected).toBe(false);
    expect(toTable(result)).toContain('Node 18 was not run: no network');
  });

  it('counts every case of a test that failed before it named one as differing', () => {
    const count = { suite: 'BagIt', cases: 1, differing: [], verdicts: null };
    expect(readCounts(reportOf('passed', count))).toEqual([count]);
    const [failed] = readCounts(reportOf('failed', count));
    expect(failed?.differing).toEqual(['a test']);
    expect(toCell('BagIt', [failed!])).toMatchObject({ asExpected: 0, missing: 59 });
  });

  it('leaves out tests that count no cases', () => {
    expect(
      readCounts({ testResults: [{ assertionResults: [{ status: 'passed', meta: {} }] }] }),
    ).toEqual([]);
  });
});
