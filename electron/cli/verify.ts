/** `countersign verify`: checks a bundle or an audit record, and says what no check can show. */
import type { VerificationReport } from '../../shared/verify/model.ts';
import { verifyFile } from '../host/verify/verify-file.ts';
import { verifyPageDigest } from '../host/verify/verify-page.ts';
import { EXIT, UsageError } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { toGroups, toSafe } from './text.ts';

const RESULT_WORDS = { pass: 'pass', fail: 'FAIL', 'cannot check': 'cannot check' } as const;

function toText(report: VerificationReport): string {
  const rows = report.checks.map(({ title, result, where, why }) => {
    const place = where === null ? '' : `${' '.repeat(14)}${toSafe(where)}\n`;
    return `${RESULT_WORDS[result].padEnd(14)}${toSafe(title)}\n${place}${' '.repeat(14)}${toSafe(why)}\n`;
  });
  const about = report.case === null ? '' : `Case: ${toSafe(report.case.title)}, ${toSafe(report.case.version)} (${toSafe(report.case.id)})\n`; // prettier-ignore
  const digest =
    report.bundleDigest === null ? '' : `Bundle digest: ${toGroups(report.bundleDigest)}\n`;
  const roster = report.roster === null ? '' : `Roster, version ${report.roster.version}: ${toGroups(report.roster.sha256)}\n`; // prettier-ignore
  const decisions = report.decisions.map((decision) => `Decision: ${toSafe(decision)}\n`).join('');
  return `${toSafe(report.fileName)} (${report.kind}): ${report.verdict}\n${about}${digest}${roster}${decisions}\n${rows.join('')}`;
}

/** Verifies a file. "broken" is a finding, not a refusal: the report says what is broken. */
export async function verify({ operand, rosters }: CommandArguments): Promise<CommandResult> {
  const bad = rosters.find((roster) => !/^[0-9a-f]{64}$/u.test(roster));
  if (bad !== undefined)
    throw new UsageError(`"${bad}" is no SHA-256 digest: 64 lowercase hex digits.`);
  const report = await verifyFile(operand, {
    pinnedRosters: rosters,
    verifyPage: verifyPageDigest(),
  });
  const checks = report.checks
    .map(({ name, result, where, why }) => ({ name, result, where, why }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    json: { kind: report.kind, verdict: report.verdict, checks },
    text: toText(report),
    exitCode: report.verdict === 'broken' ? EXIT.findings : EXIT.fine,
  };
}
