/**
 * Heads that other seats vouched for (C2SP tlog-cosignature): each is a head that the log had, signed by
 * the log and by a seat whose own log is here. What it bounds from above is when its records were signed.
 */
import { verifyCosignatures } from '../trust/cosignature.ts';
import { equalBytes, toBase64, utf8Decode } from '../trust/bytes.ts';
import { verifySignedCheckpoint } from '../trust/checkpoint.ts';
import { toCount } from '../review/words.ts';
import type { AuditContents, ReadLog } from './audit-input.ts';
import { pathsBelow } from './audit-input.ts';
import { attempt, runCheck, type CheckRows } from './check.ts';
import { rootAt } from './check-logs.ts';
import type { VerifyCheck } from './model.ts';

interface Vouched {
  readonly log: ReadLog;
  readonly size: number;
  /** Public key of the seat, which signs all of its logs. */
  readonly by: string;
  readonly time: string;
}

/** Records that claim to be signed after somebody else saw a head that holds them. */
export function checkClaims(contents: AuditContents, vouched: readonly Omit<Vouched, 'by'>[], whoSaw: (time: string) => string, rows: CheckRows): void {
  for (const record of contents.records) {
    const { signedOn } = record.common;
    const earlier = vouched.find(({ log, size, time }) => record.log?.origin === log.origin && record.log.seq < size && signedOn > time);
    if (earlier !== undefined) rows.cannot(record.file, `Signed on ${signedOn} by its own claim, and ${whoSaw(earlier.time)} a head that holds it. One of the clocks is wrong.`);
  }
} // prettier-ignore

function readNote(contents: AuditContents, log: ReadLog, path: string, rows: CheckRows): Vouched[] {
  const { crypto, read } = contents.input;
  const bytes = read(path);
  if (bytes === null) return [];
  const found = attempt(rows, path, () => {
    const checkpoint = verifySignedCheckpoint(utf8Decode(bytes, path), log.vkeyText, crypto, path);
    const cosigners = contents.logs.map((other) => other.vkey);
    return { checkpoint, cosignatures: verifyCosignatures(checkpoint, cosigners, crypto, path) };
  });
  if (found === null) return [];
  const { size, root } = found.checkpoint;
  if (rootAt(log, size) !== toBase64(root)) rows.fail(path, `Another seat vouched for a head with ${size} entries that this log does not have: it was changed since, or there are two versions of it.`); // prettier-ignore
  if (found.cosignatures.length === 0) rows.cannot(path, 'The seat that vouched for this head has no log in this record.'); // prettier-ignore
  return found.cosignatures.flatMap(({ by, time }) => {
    const seat = contents.logs.find((other) => other.origin === by)?.vkey;
    if (seat === undefined || equalBytes(seat.publicKey, log.vkey.publicKey)) {
      rows.fail(path, 'A seat cannot vouch for its own log.');
      return [];
    }
    return [{ log, size, by: toBase64(seat.publicKey), time }];
  });
}

/** No row where no head was cosigned: that shows nothing, and is nothing that holds. */
export function checkCosigned(contents: AuditContents): readonly VerifyCheck[] {
  const notes = contents.logs.flatMap((log) => pathsBelow(contents.input, `${log.folder}cosigned/`).map((path) => ({ log, path }))); // prettier-ignore
  if (notes.length === 0) return [];
  return runCheck('cosignatures', 'What other seats vouch for', (rows) => {
    const vouched = notes.flatMap(({ log, path }) => readNote(contents, log, path, rows));
    checkClaims(
      contents,
      vouched,
      (time) => `another seat vouched at ${time} by its clock for`,
      rows,
    );
    const seats = new Set(vouched.map(({ by }) => by));
    return `${toCount(seats.size, 'other seat')} vouched for ${toCount(vouched.length, 'head')}, each a head that the log had.`; // prettier-ignore
  });
}
