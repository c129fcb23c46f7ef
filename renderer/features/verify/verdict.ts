import { assertNever } from '../../../shared/errors.ts';
import type { VerificationReport, VerifyCheck } from '../../../shared/verify/model.ts';

export interface VerdictWords {
  readonly headline: string;
  readonly lead: string;
}

/** The verdict as it is read first. "Verified" is said nowhere: consistent is what was shown. */
export function toVerdictWords(report: VerificationReport): VerdictWords {
  const thing = report.kind === 'bundle' ? 'bundle' : 'record';
  switch (report.verdict) {
    case 'consistent and trusted':
      return {
        headline: 'Consistent and trusted.',
        lead: `Nothing in this ${thing} contradicts itself, and you compared the fingerprint of its roster.`,
      };
    case 'consistent; signers unknown':
      return report.roster?.confirmed === 'changed'
        ? {
            headline: 'Consistent. Signers not the ones you know.',
            lead: `Nothing in this ${thing} contradicts itself, but its roster is not one that you confirmed. Speak with the sender before you rely on it.`,
          }
        : {
            headline: 'Consistent. Signers not yet known.',
            lead: `Nothing in this ${thing} contradicts itself. The names in it are only names until you compare one fingerprint.`,
          };
    case 'broken':
      return {
        headline: 'Broken.',
        lead: `This ${thing} contradicts itself. Rely on nothing in it until whoever sent it has explained what is listed first.`,
      };
    default:
      return assertNever(report.verdict, 'verdict');
  }
}

export const RESULT_WORDS: Readonly<Record<VerifyCheck['result'], string>> = {
  pass: 'holds',
  fail: 'does not hold',
  'cannot check': 'cannot be checked',
};

export interface SplitChecks {
  /** What needs a person: failures first, then what cannot be checked. */
  readonly first: readonly VerifyCheck[];
  readonly hold: readonly VerifyCheck[];
}

export function splitChecks(checks: readonly VerifyCheck[]): SplitChecks {
  return {
    first: [
      ...checks.filter((check) => check.result === 'fail'),
      ...checks.filter((check) => check.result === 'cannot check'),
    ],
    hold: checks.filter((check) => check.result === 'pass'),
  };
}
