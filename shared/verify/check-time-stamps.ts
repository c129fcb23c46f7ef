/**
 * RFC 3161 time stamps over heads of logs: each token is the one that an entry of its log names, is over a
 * head that the log had, and is signed with the certificate that the entry names. Whose certificate that is
 * no audit record can say: its fingerprint is compared with the authority over another channel.
 */
import { fromStandardBase64, toHex, utf8Encode } from '../trust/bytes.ts';
import { toCheckpointBody } from '../trust/checkpoint.ts';
import type { LogEntry } from '../trust/log-entry.ts';
import type { AuditContents, ReadLog, StampedTime } from './audit-input.ts';
import { pathsBelow } from './audit-input.ts';
import { attempt, runCheck, type CheckRows } from './check.ts';
import { checkClaims } from './check-cosigned.ts';
import { rootAt } from './check-logs.ts';
import type { VerifyCheck } from './model.ts';

const IMPORTED = 'time-stamp-imported';

/** The digest that a query for SHA-256 asks about: the 32 bytes after its algorithm. */
function imprintOf(query: Uint8Array): string {
  return toHex(query.subarray(24, 56));
}

/** SHA-256 of the checkpoint body of the head with so many entries; null where the log is shorter. */
function digestOfHead({ input }: AuditContents, log: ReadLog, size: number): string | null {
  const root = rootAt(log, size);
  if (root === null) return null;
  const body = toCheckpointBody({ origin: log.origin, size, root: fromStandardBase64(root) });
  return toHex(input.crypto.sha256(utf8Encode(body)));
}

/** The time of a token whose signature holds; null where it does not, or where it cannot be checked here. */
function readToken({ input }: AuditContents, path: string, entry: LogEntry, rows: CheckRows): StampedTime | null {
  const bytes = input.read(path);
  const { readTimeStamp } = input;
  if (readTimeStamp === null || bytes === null) {
    rows.cannot(path, 'Whether the authority signed it: countersign verify, or openssl ts -verify with the certificate of the authority, tells.');
    return null;
  }
  const token = attempt(rows, path, () => readTimeStamp(bytes, path));
  if (token === null) return null;
  const { time, imprint, certificate } = token;
  if (imprint !== entry.obj['head'] || certificate.sha256 !== entry.obj['certificate']) {
    rows.fail(path, 'It is over another digest, or signed with another certificate, than the entry of the log names.');
    return null;
  }
  rows.cannot(path, `Signed at ${time} by ${certificate.subject}, with the certificate that came with it. Whether that is the authority: compare its fingerprint, SHA-256 ${certificate.sha256}, over another channel.`);
  return token;
} // prettier-ignore

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
        const size = Number(/([0-9]+)\.tsr$/.exec(path)?.[1]);
        if (digestOfHead(contents, log, size) !== entry.obj['head']) rows.fail(path, `It is not over the head that this log had at ${size} entries.`); // prettier-ignore
        const token = readToken(contents, path, entry, rows);
        if (token !== null) checkClaims(contents, [{ log, size, time: token.time }], (time) => `the authority saw at ${time}`, rows); // prettier-ignore
      }
      const files = new Set(pathsBelow(input, folder).map((path) => input.files.get(path)?.sha256));
      for (const entry of named) {
        if (!files.has(entry.obj['token'])) rows.fail(`${log.folder}entries.jsonl, entry ${entry.seq}`, 'The time stamp that it names is missing.'); // prettier-ignore
      }
    }
    return tokens === 0 ? 'No log bears a time stamp.' : '';
  });
}
