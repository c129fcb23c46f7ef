/** What holds the files: a ZIP or a folder. Where it is refused, nothing in it is read. */
import type { Problem } from '../errors.ts';
import { runCheck } from './check.ts';
import type { VerificationReport, VerifyCheck } from './model.ts';

/** @param problems what was found while it was unpacked; @param files how many files there are */
export function checkContainer(problems: readonly Problem[], files: number): readonly VerifyCheck[] {
  return runCheck('container', 'File and names', (rows) => {
    for (const problem of problems) rows.fail(problem.file, problem.message);
    if (problems.length === 0 && files === 0) rows.fail(null, 'There is no file in it.');
    return `${files} files with names that mean the same on every system.`;
  });
} // prettier-ignore

/** A container that was refused before anything in it was read. */
export function toRefusedReport(
  fileName: string,
  problems: readonly Problem[],
): VerificationReport {
  return {
    kind: 'audit record',
    fileName,
    verdict: 'broken',
    checks: [...checkContainer(problems, 0)],
    roster: null,
    case: null,
    bundleDigest: null,
    decisions: [],
    counts: { files: 0, records: 0, entries: 0, logs: 0 },
  };
}

/** True for paths of an audit record, broken or not; false for those of a bundle. */
export function hasAuditParts(paths: readonly string[]): boolean {
  return paths.some((name) => /^(?:[^/]+\/)?data\/(?:records|logs|roster)\//.test(name));
}
