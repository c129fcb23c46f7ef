import { describe, expect, it } from 'vitest';
import { isSameTree } from '../../scripts/setup.mjs';
import { countPlaywright, countVitest } from '../../scripts/stages.mjs';

describe('node_modules', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  };

  it('are current with everything installed, or all but the optional packages', () => {
    const { 'node_modules/b': _optional, ...withoutOptional } = lock;
    expect(isSameTree(lock, lock)).toBe(true);
    expect(isSameTree(lock, withoutOptional)).toBe(true);
  });

  it('are out of date with a package missing, of another version, or of other bytes', () => {
    expect(isSameTree(lock, {})).toBe(false);
    expect(
      isSameTree(lock, { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }),
    ).toBe(false);
    expect(
      isSameTree(lock, { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }),
    ).toBe(false);
  });
});

describe('the count of tests', () => {
  it('reads passed, failed and skipped off a report of Vitest', () => {
    const tests = ['passed', 'failed', 'pending', 'todo'].map((status) => ({
      status,
      fullName: `a ${status} test`,
    }));
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [{ assertionResults: tests }],
    };
    expect(countVitest(report)).toEqual({
      counts: { passed: 1, failed: 1, skipped: 2 },
      notes: ['skipped: a pending test', 'skipped: a todo test'],
    });
  });

  it('reads them off a report of Playwright, with the reason for what was skipped', () => {
    const skipped = { status: 'skipped', annotations: [{ type: 'skip', description: 'as root' }] };
    const flaky = { status: 'flaky', annotations: [] };
    const report = {
      stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 1 },
      suites: [
        { suites: [{ specs: [{ title: 'one', tests: [skipped] }] }] },
        { specs: [{ title: 'two', tests: [flaky] }] },
      ],
    };
    expect(countPlaywright(report)).toEqual({
      counts: { passed: 4, failed: 2, skipped: 1 },
      notes: ['passed only when tried again: two', 'skipped: one (as root)'],
    });
  });
});
