import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import { runCheck } from '../../../shared/verify/check.ts';
import type { VerificationReport, VerifyCheck } from '../../../shared/verify/model.ts';
import { toVerificationText } from '../../../shared/verify/verification-text.ts';
import { toVerdict } from '../../../shared/verify/verify-audit-record.ts';

const row = (name: string, result: VerifyCheck['result']): VerifyCheck => ({
  name,
  title: `Title of ${name}`,
  result,
  where: null,
  why: 'Why.',
});

function report(fields: Partial<VerificationReport> = {}): VerificationReport {
  return {
    kind: 'audit record',
    fileName: 'x.zip',
    verdict: 'broken',
    checks: [
      row('logs', 'pass'),
      row('trust', 'cannot check'),
      { ...row('files', 'fail'), where: 'data/a\u202Eb' },
    ],
    roster: { version: 1, sha256: 'ab'.repeat(32), confirmed: 'unknown' },
    case: { id: 'T', title: 'A case', version: '1' },
    bundleDigest: 'cd'.repeat(32),
    decisions: ['Returned.'],
    counts: { files: 1, records: 1, entries: 1, logs: 1 },
    ...fields,
  };
}

describe('the verification as text', () => {
  it('says what does not hold before what does, and what no check shows', () => {
    const text = toVerificationText(report());
    const order = [
      'Broken.',
      'Does not hold (1 of 3)',
      'Cannot be checked (1 of 3)',
      'Holds (1 of 3)',
      'Decisions in it',
      'Roster 1, fingerprint not compared',
      'What no check can show',
    ];
    expect(order.map((words) => text.indexOf(words))).toEqual(
      order.map((words) => text.indexOf(words)).sort((a, b) => a - b),
    );
    expect(order.every((words) => text.includes(words))).toBe(true);
  });

  it('writes out characters that would rearrange a terminal', () => {
    const text = toVerificationText(
      report({ fileName: 'a\u001b[2Jb', case: { id: 'T', title: 'A\ncase', version: '1' } }),
    );
    expect(text).toContain('data/a<U+202E>b');
    expect(text).toContain('a<U+001B>[2Jb');
    for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character);
  });

  it('never says verified or trusted of a record whose signers are unknown', () => {
    const text = toVerificationText(
      report({ verdict: 'consistent; signers unknown', checks: [row('trust', 'cannot check')] }),
    );
    expect(text).toContain('Consistent; signers unknown.');
    expect(text).not.toMatch(/\bverified\b|and trusted/i);
  });
});

describe('the verdict', () => {
  it('is broken where anything fails, and trusted only when roster and seats are known', () => {
    expect(toVerdict([row('a', 'pass'), row('b', 'fail'), row('trust', 'cannot check')])).toBe(
      'broken',
    );
    expect(toVerdict([row('a', 'pass'), row('trust', 'cannot check')])).toBe(
      'consistent; signers unknown',
    );
    expect(toVerdict([row('a', 'pass'), row('seats', 'cannot check')])).toBe(
      'consistent; signers unknown',
    );
    expect(toVerdict([row('a', 'pass'), row('trust', 'pass'), row('seats', 'pass')])).toBe(
      'consistent and trusted',
    );
  });
});

describe('a check', () => {
  it('is one row when it holds, one for each place where it does not, and a row for what stops it', () => {
    expect(runCheck('n', 'T', () => 'All hold.')).toEqual([
      { name: 'n', title: 'T', result: 'pass', where: null, why: 'All hold.' },
    ]);
    expect(
      runCheck('n', 'T', (rows) => {
        rows.fail('a', '1');
        rows.cannot('b', '2');
        return 'All hold.';
      }).map((check) => check.result),
    ).toEqual(['fail', 'cannot check']);
    const problem = { code: 'c', file: 'f', place: 'line 3', rule: 'r', message: 'It is wrong.' };
    expect(
      runCheck('n', 'T', () => {
        throw new CountersignError('input-refused', 'x', [problem]);
      }),
    ).toMatchObject([{ result: 'fail', where: 'f, line 3', why: 'It is wrong.' }]);
    expect(
      runCheck('n', 'T', () => {
        throw new TypeError('boom');
      }),
    ).toMatchObject([{ result: 'fail', why: 'This check could not be completed: boom.' }]);
  });
});
