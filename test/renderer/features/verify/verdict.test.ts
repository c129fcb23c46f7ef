import { describe, expect, it } from 'vitest';
import { splitChecks, toVerdictWords } from '../../../../renderer/features/verify/verdict.ts';
import type { VerificationReport, VerifyCheck } from '../../../../shared/verify/model.ts';

function report(
  verdict: VerificationReport['verdict'],
  confirmed: 'unknown' | 'confirmed' | 'changed' = 'unknown',
): VerificationReport {
  return {
    kind: 'audit record',
    fileName: 'a.zip',
    verdict,
    checks: [],
    roster: { version: 1, sha256: 'a'.repeat(64), confirmed },
    case: null,
    bundleDigest: null,
    decisions: [],
    counts: { files: 0, records: 0, entries: 0, logs: 0 },
  };
}

function check(name: string, result: VerifyCheck['result']): VerifyCheck {
  return { name, title: name, result, where: null, why: '' };
}

describe('verdict', () => {
  it('says each verdict in its own words', () => {
    expect(toVerdictWords(report('consistent and trusted', 'confirmed')).headline).toBe('Consistent and trusted.');
    expect(toVerdictWords(report('consistent; signers unknown')).headline).toBe('Consistent. Signers not yet known.');
    expect(toVerdictWords(report('broken')).headline).toBe('Broken.');
  });

  it('does not call a changed roster merely unknown', () => {
    expect(toVerdictWords(report('consistent; signers unknown', 'changed')).headline).toContain('not the ones you know');
  });

  it('never says verified', () => {
    for (const verdict of ['consistent and trusted', 'consistent; signers unknown', 'broken'] as const) {
      const { headline, lead } = toVerdictWords(report(verdict));
      expect(`${headline} ${lead}`).not.toMatch(/verified/i);
    }
  });

  it('shows failures first, then what cannot be checked, apart from what holds', () => {
    const { first, hold } = splitChecks([check('a', 'pass'), check('b', 'cannot check'), check('c', 'fail')]);
    expect(first.map((one) => one.name)).toEqual(['c', 'b']);
    expect(hold.map((one) => one.name)).toEqual(['a']);
  });
}); // prettier-ignore
