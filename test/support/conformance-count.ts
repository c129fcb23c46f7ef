/** What a conformance test tells `npm run conformance`, through the report of the test runner. */
import { expect } from 'vitest';
import { getCurrentTest } from 'vitest/suite';

export interface ConformanceCount {
  /** As in the list of suites in scripts/conformance.mjs. */
  readonly suite: string;
  readonly cases: number;
  /** Names of the cases that were judged otherwise than their authors say. */
  readonly differing: readonly string[];
  /** SHA-256 of all verdicts in order, where runtimes are known to disagree. */
  readonly verdicts: string | null;
}

export interface JudgedCase {
  readonly name: string;
  readonly isAsExpected: boolean;
}

declare module 'vitest' {
  interface TaskMeta {
    conformance?: ConformanceCount;
  }
}

function record(count: ConformanceCount): void {
  const test = getCurrentTest();
  if (test === undefined) throw new Error('Cases are counted inside a test.');
  test.meta.conformance = count;
}

/** Counts the running test as one case: it is as expected if the test passes. To be called first. */
export function countAsCase(suite: string): void {
  record({ suite, cases: 1, differing: [], verdicts: null });
}

/** Counts cases that one test judges together, and fails it if one of them differs. */
export function expectCases(
  suite: string,
  cases: readonly JudgedCase[],
  verdicts: string | null = null,
): void {
  const differing = cases.filter((item) => !item.isAsExpected).map((item) => item.name);
  record({ suite, cases: cases.length, differing, verdicts });
  expect(differing).toEqual([]);
}
