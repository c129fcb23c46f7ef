/**
 * RFC 3161 time stamps over heads of logs: each token is the one that an entry of its log names. Whether
 * it was signed by an authority one trusts is for `openssl ts -verify` with the certificate of that
 * authority, which no audit record can vouch for.
 */
import { toHex } from '../trust/bytes.ts';
import type { AuditContents } from './audit-input.ts';
import { pathsBelow } from './audit-input.ts';
import { runCheck } from './check.ts';
import type { VerifyCheck } from './model.ts';

const IMPORTED = 'time-stamp-imported';

/** The digest that a query for SHA-256 asks about: the 32 bytes after its algorithm. */
function imprintOf(query: Uint8Array): string {
  return toHex(query.subarray(24, 56));
}

export function checkTimeStamps(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('time-stamps', 'Time stamps', (rows) => {
    const { input, logs } = contents;
    let tokens = 0;
    for (const log of logs) {
      const folder = `${log.folder}time-stamps/`;
      const named = log.entries.filter((entry) => entry.type === IMPORTED);
      for (const path of pathsBelow(input, folder).filter((name) => name.endsWith('.tsr'))) {
        tokens += 1;
        const entry = named.find((item) => item.obj['token'] === input.files.get(path)?.sha256);
        if (entry === undefined) {
          rows.fail(path, 'No entry of the log names this time stamp.');
          continue;
        }
        const query = input.read(path.replace(/tsr$/, 'tsq'));
        if (query === null || imprintOf(query) !== entry.obj['head']) rows.fail(path.replace(/tsr$/, 'tsq'), 'It is not the query that this time stamp answers.'); // prettier-ignore
        rows.cannot(path, 'Whether the authority signed it: openssl ts -verify, with the certificate of the authority, tells.'); // prettier-ignore
      }
      const files = new Set(pathsBelow(input, folder).map((path) => input.files.get(path)?.sha256));
      for (const entry of named) {
        if (!files.has(entry.obj['token'])) rows.fail(`${log.folder}entries.jsonl, entry ${entry.seq}`, 'The time stamp that it names is missing.'); // prettier-ignore
      }
    }
    return tokens === 0 ? 'No log bears a time stamp.' : '';
  });
}
