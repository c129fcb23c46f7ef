/** Everything in a folder of records that comes from other seats, or follows from it: read as a whole. */
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { utf8Encode } from '../../../shared/trust/bytes.ts';
import { keepTree } from '../../../shared/trust/kept-tree.ts';
import { toEntryLine, type LogEntry } from '../../../shared/trust/log-entry.ts';
import { nodeCrypto } from '../crypto.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { checkHeads } from './known-heads.ts';
import type { OpenLog } from './own-logs.ts';
import { readCosigned, readForks, readPeers, type CosignedHead, type LogFork, type PeerLog } from './peers.ts'; // prettier-ignore
import { harvestKeys, readRecords, type LogToRead, type UncountedRecord } from './read-records.ts';
import type { PublicKeyOf } from './record-check.ts';
import { withKeys, type RecordFiles } from './record-files.ts';
import { findUnsigned } from './stored-records.ts';

/** What other seats know of a log of this seat. */
export interface KnownOfOwn {
  readonly cosigned: readonly CosignedHead[];
  readonly forks: readonly LogFork[];
}

export interface FromOthers {
  readonly peers: readonly PeerLog[];
  /** By origin. */
  readonly own: ReadonlyMap<string, KnownOfOwn>;
  readonly records: readonly CheckedRecord[];
  readonly uncounted: readonly UncountedRecord[];
  readonly damage: readonly LogDamage[];
  /** Keys that rosters in this folder name. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

export interface ReadingPlace {
  /** Of the case or seat: `records/`, `logs/` and `peers/` lie in it. */
  readonly folder: string;
  readonly recordsFolder: string;
  readonly logs: readonly OpenLog[];
  /** 32 bytes: the key of this seat. */
  readonly seatPublicKey: Uint8Array;
  readonly publicKeyOf: PublicKeyOf;
  readonly fs: FileSystem;
}

/** How many entries each own log holds, by origin. */
export function sizesOf(logs: readonly OpenLog[]): ReadonlyMap<string, number> {
  return new Map(logs.map(({ journal }) => [journal.origin, journal.entries().length]));
}

/**
 * @param found The record files of the folder.
 * @param sizes How many entries of each own log to read: those that were there before `found` was read.
 */
export async function readFromOthers(
  { folder, recordsFolder, logs, seatPublicKey, publicKeyOf, fs }: ReadingPlace,
  found: RecordFiles,
  sizes: ReadonlyMap<string, number>,
): Promise<FromOthers> {
  const cosigners = logs.map(({ journal }) => ({ name: journal.origin, publicKey: seatPublicKey }));
  const { peers, damage } = await readPeers(folder, cosigners, fs);
  const peerCosigners = peers.map(({ origin, publicKey }) => ({ name: origin, publicKey }));
  const own = new Map<string, KnownOfOwn>();
  for (const { journal, folder: at } of logs) {
    const { origin, vkey } = journal;
    const main = { origin, vkey, get lines() { return linesOf(journal.entries()); } }; // prettier-ignore
    const forks = await readForks(at, main, fs);
    const cosigned = await readCosigned(
      at,
      { vkey, tree: keepTree(nodeCrypto) },
      peerCosigners,
      fs,
    );
    own.set(origin, { forks, cosigned });
  }
  const ownToRead = logs.map(({ journal }): LogToRead => {
    const { origin } = journal;
    const entries = journal.entries().slice(0, sizes.get(origin) ?? 0);
    return { origin, isOwn: true, entries, forks: own.get(origin)?.forks ?? [] };
  });
  const peersToRead = peers.map(({ origin, entries, forks }) => ({ origin, isOwn: false, entries, forks })); // prettier-ignore
  const toRead: LogToRead[] = [...ownToRead, ...peersToRead];
  const keys = await harvestKeys(recordsFolder, toRead, fs);
  const known: PublicKeyOf = (keyid) => publicKeyOf(keyid) ?? keys.get(keyid) ?? null;
  const files = await withKeys(found, recordsFolder, known, fs);
  const { records, uncounted, damage: changed } = readRecords(files, toRead);
  const lost = checkHeads(logs.flatMap(({ journal }) => journal.entries()), records, peers); // prettier-ignore
  const unsigned = await findUnsigned(recordsFolder, records, new Set(own.keys()), fs);
  return { peers, own, keys, records, uncounted, damage: [...damage, ...changed, ...lost, ...unsigned] }; // prettier-ignore
}

function linesOf(entries: readonly LogEntry[]): readonly Uint8Array[] {
  return entries.map((entry) => utf8Encode(toEntryLine(entry)));
}
