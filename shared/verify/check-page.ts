/** The page that checks a record in a browser, and what cannot be checked where signatures cannot be. */
import type { AuditInput } from './audit-input.ts';
import { runCheck } from './check.ts';
import type { VerifyCheck } from './model.ts';

const PAGE = 'data/verify.html';

/** `verify.html` against the page of this version: another one may do something else than it says. */
export function checkPage(input: AuditInput): readonly VerifyCheck[] {
  return runCheck('page', 'The page verify.html', (rows) => {
    const found = input.files.get(PAGE);
    if (found === undefined) rows.fail(PAGE, 'The file is missing. Every audit record holds it.');
    else if (input.verifyPage === null) rows.cannot(PAGE, 'No page to compare it with is at hand here. A page cannot vouch for itself.'); // prettier-ignore
    else if (found.sha256 !== input.verifyPage) rows.cannot(PAGE, 'It is not the page of this version of the program. The log names its bytes; what it does is not checked.'); // prettier-ignore
    return 'verify.html is byte for byte the page of this version of the program.';
  });
}

/** Checks that hold only where signatures do. */
const RESTS_ON_SIGNATURES = new Set([
  'logs', 'signatures', 'proofs', 'roster-chain', 'signed-content', 'cosignatures', 'time-stamps',
]); // prettier-ignore

/** Rows as they may be shown where no signature could be verified: none of those that rest on one passes. */
export function withoutSignatures(
  checks: readonly VerifyCheck[],
  why: string,
): readonly VerifyCheck[] {
  return checks.map((check) =>
    check.result === 'pass' && RESTS_ON_SIGNATURES.has(check.name)
      ? { ...check, result: 'cannot check', why }
      : check,
  );
}
