/**
 * Times at which the clock of this computer went back, by the entries of the own logs, and what a person
 * says about them: an entry that names the entry it explains by the hash of its leaf.
 */
import { CountersignError } from '../../../shared/errors.ts';
import type { ClockRollback } from '../../../shared/review/view.ts';
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toEntryLine, type LogEntry } from '../../../shared/trust/log-entry.ts';
import { leafHash } from '../../../shared/trust/merkle.ts';
import { nodeCrypto } from '../crypto.ts';
import type { RecordLog } from './record-log.ts';

const ROLLBACK = 'clock-rollback';
const EXPLAINED = 'clock-explained';

const hashOf = (entry: LogEntry): string => toHex(leafHash(utf8Encode(toEntryLine(entry)), nodeCrypto)); // prettier-ignore

function findOpen(log: RecordLog): readonly { readonly origin: string; readonly entry: LogEntry; readonly hash: string }[] {
  const entries = log.ownEntries();
  const explained = new Set(entries.filter(({ entry }) => entry.type === EXPLAINED).map(({ entry }) => entry.obj['entry']));
  return entries
    .filter(({ entry }) => entry.type === ROLLBACK)
    .map(({ origin, entry }) => ({ origin, entry, hash: hashOf(entry) }))
    .filter(({ hash }) => !explained.has(hash));
} // prettier-ignore

/** Those that nobody has given a reason for yet, oldest first. */
export function unexplainedRollbacks(log: RecordLog): readonly ClockRollback[] {
  return findOpen(log).map(({ origin, entry }) => ({ origin, seq: entry.seq, message: entry.reason ?? '' })); // prettier-ignore
}

/**
 * Records the reason for one of them, in the log that is written to now.
 * @throws CountersignError `not-found` where it has a reason, or is none
 */
export async function explainRollback(
  log: RecordLog,
  place: Pick<ClockRollback, 'origin' | 'seq'>,
  reason: string,
  actor: string | null,
): Promise<void> {
  const open = findOpen(log).find(({ origin, entry }) => origin === place.origin && entry.seq === place.seq); // prettier-ignore
  if (open === undefined) throw new CountersignError('not-found', 'This entry does not wait for a reason.'); // prettier-ignore
  await log.addEvent({ type: EXPLAINED, obj: { entry: open.hash }, reason, ...(actor === null ? {} : { actor }) }); // prettier-ignore
}
