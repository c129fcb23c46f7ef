/** The records that entries of logs name, read from their folder and sorted into counted and not counted. */
import path from 'node:path';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { parseEnvelope, type Envelope } from '../../../shared/trust/dsse.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { forkPointOf, type LogFork } from './peers.ts';
import { keysInRoster, withPlace } from './record-check.ts';
import type { RecordFile, RecordFiles } from './record-files.ts';

export interface LogToRead {
  readonly origin: string;
  readonly isOwn: boolean;
  readonly entries: readonly LogEntry[];
  readonly forks: readonly LogFork[];
}

/** A record that an entry names and that is kept and shown, and counts for nothing. */
export interface UncountedRecord {
  readonly digest: string;
  readonly origin: string;
  readonly seq: number;
  readonly time: string;
  /** Type of the entry: the kind of record, as the log says it. */
  readonly kind: string;
  readonly why: string;
}

interface Place {
  readonly log: LogToRead;
  readonly entry: LogEntry;
  readonly digest: string;
}

export interface ReadRecords {
  readonly records: readonly CheckedRecord[];
  readonly uncounted: readonly UncountedRecord[];
  /** Records of logs of this seat that are gone or changed. */
  readonly damage: readonly LogDamage[];
}

/** Entries that name a record: of each log, and of each version that it forked into, the shared part once. */
function placesOf(logs: readonly LogToRead[]): readonly Place[] {
  const places: Place[] = [];
  const add = (log: LogToRead, entries: readonly LogEntry[]): void => {
    for (const entry of entries) {
      const digest = entry.obj['record'];
      if (digest !== undefined) places.push({ log, entry, digest });
    }
  };
  for (const log of logs) {
    add(log, log.entries);
    for (const fork of log.forks) {
      if (fork.kind === 'fork') add(log, fork.version.entries.slice(fork.at));
    }
  }
  return places;
}

async function readEnvelope(folder: string, digest: string, fs: FileSystem): Promise<Envelope> {
  const file = `${digest}.dsse.json`;
  return parseEnvelope(await fs.readFile(path.join(folder, file)), file);
}

/** Keys that the roster records of these logs name, by key id. */
export async function harvestKeys(
  folder: string,
  logs: readonly LogToRead[],
  fs: FileSystem,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys = new Map<string, Uint8Array>();
  for (const { digest } of placesOf(logs).filter(({ entry }) => entry.type === 'roster')) {
    const envelope = await readEnvelope(folder, digest, fs).catch(() => null);
    if (envelope === null) continue;
    for (const [keyid, key] of keysInRoster(envelope, digest)) keys.set(keyid, key);
  }
  return keys;
}

/** What a record says of its own place must be so, or one could be taken into another log. */
function findMisplaced(record: CheckedRecord): string | null {
  const { origin, size } = record.predicate.log;
  if (origin !== record.log.origin) return `it was signed for the log ${origin}`;
  if (size > record.log.seq) return `it names a head of ${size} entries, and stands at entry ${record.log.seq}`;
  return null;
} // prettier-ignore

/**
 * Past the point where a log forked nothing has an agreed place. Challenges count all the same, since a
 * doubt must not vanish because somebody copied a workspace.
 */
function whyUncounted(place: Place, record: CheckedRecord): string | null {
  const forkedAt = forkPointOf(place.log.forks);
  if (forkedAt !== null && place.entry.seq >= forkedAt && record.kind !== 'challenge') {
    return `its log forked at entry ${forkedAt}, before it`;
  }
  return place.log.isOwn ? null : findMisplaced(record);
}

/** Sorts the records that entries name, by what their files were found to be. */
export function readRecords(files: RecordFiles, logs: readonly LogToRead[]): ReadRecords {
  const records = new Map<string, CheckedRecord>();
  const uncounted: UncountedRecord[] = [];
  const damage: LogDamage[] = [];
  for (const place of placesOf(logs)) {
    const { digest, entry, log } = place;
    const { origin } = log;
    const leaveOut = (why: string): void => {
      uncounted.push({ digest, origin, seq: entry.seq, time: entry.time, kind: entry.type, why });
    };
    if (records.has(digest)) continue;
    const { outcome } = files.get(digest) ?? MISSING;
    if (outcome.kind === 'checked') {
      const record = withPlace(outcome.record, origin, entry);
      const why = whyUncounted(place, record);
      if (why === null) records.set(digest, record);
      else leaveOut(why);
    } else if (outcome.kind === 'unknown') {
      if (!log.isOwn) leaveOut('it is of a kind that this version does not know');
    } else {
      const why = outcome.kind === 'refused' ? outcome.why : 'its key is not known here';
      if (!log.isOwn) leaveOut(why);
      else damage.push({ kind: 'broken', origin, seq: entry.seq, acknowledged: false, message: `Entry ${String(entry.seq)} names the record ${digest.slice(0, 16)}, and ${why}.` }); // prettier-ignore
    }
  }
  return { records: [...records.values()], uncounted, damage };
}

const MISSING: RecordFile = {
  head: null,
  outcome: { kind: 'refused', why: 'its file is missing' },
};
