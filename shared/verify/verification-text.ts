/** The verification report as text: for the command line and for "Save this result". */
import { LIMITS } from '../export/report-annex.ts';
import { toCount, toHexGroups } from '../review/words.ts';
import type { VerificationReport, VerifyCheck } from './model.ts';

const VERDICT_WORDS: Readonly<Record<VerificationReport['verdict'], string>> = {
  'consistent and trusted': 'Consistent and trusted. Nothing in it contradicts itself, and the roster is the one that was compared.',
  'consistent; signers unknown': 'Consistent; signers unknown. Nothing in it contradicts itself. The names in it are only names until a fingerprint is compared.',
  broken: 'Broken. What does not hold is listed first.',
}; // prettier-ignore

const RESULT_WORDS: Readonly<Record<VerifyCheck['result'], string>> = {
  pass: 'holds',
  fail: 'does not hold',
  'cannot check': 'cannot be checked',
};

// Control, bidi and zero-width characters out of file names and signed words must not rearrange a terminal.
function toPlain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`); // prettier-ignore
}

function toRow(check: VerifyCheck): string {
  const where = check.where === null ? '' : `\n    at ${toPlain(check.where)}`;
  return `- ${check.title}: ${RESULT_WORDS[check.result]}${where}\n    ${toPlain(check.why)}\n`;
}

function toSection(title: string, checks: readonly VerifyCheck[], all: number): string {
  if (checks.length === 0) return '';
  return `\n${title} (${checks.length} of ${all})\n\n${checks.map(toRow).join('')}`;
}

/** @returns plain text that ends with a line feed: the verdict, what does not hold before what does, and the limits. */
export function toVerificationText(report: VerificationReport): string {
  const { checks, counts, roster } = report;
  const of = (result: VerifyCheck['result']): VerifyCheck[] => checks.filter((check) => check.result === result); // prettier-ignore
  const about = report.case === null ? '' : `${report.case.title}, ${report.case.id}, version ${report.case.version}\n`; // prettier-ignore
  const lines = [
    `Verification of ${toPlain(report.fileName)}, ${report.kind}\n`,
    toPlain(about.trimEnd()) + (about === '' ? '' : '\n'),
    report.bundleDigest === null ? '' : `Bundle ${toHexGroups(report.bundleDigest)}\n`,
    `\n${VERDICT_WORDS[report.verdict]}\n`,
    toSection('Does not hold', of('fail'), checks.length),
    toSection('Cannot be checked', of('cannot check'), checks.length),
    toSection('Holds', of('pass'), checks.length),
    report.decisions.length === 0 ? '' : `\nDecisions in it\n\n${report.decisions.map((line) => `- ${toPlain(line)}\n`).join('')}`, // prettier-ignore
    roster === null ? '' : `\nRoster ${roster.version}, ${ROSTER_WORDS[roster.confirmed]}\n\n    ${toHexGroups(roster.sha256)}\n`, // prettier-ignore
    `\nWhat no check can show\n\n${LIMITS.map((limit) => `- ${limit}\n`).join('')}`,
    `\nChecked: ${toCount(counts.files, 'file')}, ${toCount(counts.records, 'record')}, ${toCount(counts.entries, 'log entry', 'log entries')} in ${toCount(counts.logs, 'log')}. Nothing was changed.\n`, // prettier-ignore
  ];
  return lines.join('');
}

const ROSTER_WORDS: Readonly<Record<'unknown' | 'confirmed' | 'changed', string>> = {
  unknown: 'fingerprint not compared on this computer',
  confirmed: 'fingerprint compared and the same',
  changed: 'fingerprint compared and different',
};
