/**
 * One folder of records with its logs: `records/<digest>.dsse.json` (and `.sshsig` for sign-offs),
 * `logs/<uuid>/` of this seat and `peers/<uuid>/` of others. An envelope is flushed to disk before the
 * entry that names it, and only a record with an entry exists: a crash between the two leaves a file that
 * nothing names and nothing shows.
 *
 * A log that was changed in the middle, rolled back or forked stays as it is, and nothing can be signed
 * until a person acknowledges it. Then a new log is begun, whose first entry names the damaged one.
 */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { LogHead } from '../../../shared/review/records.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { toHex, utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCosignedCheckpoint } from '../../../shared/trust/cosignature.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import { nodeCrypto } from '../crypto.ts';
import type { SeatKey } from '../keys/seat-key.ts';
import type { Journal } from '../log/journal.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { makeFolder, nodeFileSystem, type FileSystem } from '../storage/file-system.ts';
import type { Clock } from './clock.ts';
import { readFromOthers, sizesOf, type KnownOfOwn } from './from-others.ts';
import { findForkDamage, openOwnLogs } from './own-logs.ts';
import { COSIGNED, entriesTextOf, forkPointOf, PEERS, toCosignedName, uuidOf, type CosignedHead, type PeerLog } from './peers.ts'; // prettier-ignore
import type { UncountedRecord } from './read-records.ts';
import { withPlace, type PublicKeyOf } from './record-check.ts';
import { headsIn, readRecordFiles, type RecordFiles } from './record-files.ts';
import {
  readStoredRecord,
  storeRecord,
  type NewRecord,
  type StoredRecord,
} from './stored-records.ts';

export type { PeerLog } from './peers.ts';

/** One log as it lies on disk, for the export and for packets. */
export interface LogFiles {
  readonly origin: string;
  readonly entries: string;
  readonly checkpoint: string;
  readonly vkey: string;
  /** Notes over heads of this log with the line of another seat, by size. */
  readonly cosigned: readonly string[];
}

/** A log of this seat. */
export interface OwnLog extends KnownOfOwn {
  readonly origin: string;
  readonly vkey: string;
  readonly head: LogHead;
}

export interface RecordLog {
  readonly folder: string;
  /** Head of the log that this seat writes now. */
  head(): LogHead;
  /** Heads of all logs, those of this seat first. */
  heads(): readonly LogHead[];
  /** Records of all logs that count as said, the same list until one comes or goes. What counts for what is for the rosters and the state. */
  records(): readonly CheckedRecord[];
  /** Records that are named by an entry and not counted, with the reason. */
  uncounted(): readonly UncountedRecord[];
  /** Entries of all logs, those of this seat first. */
  entries(): readonly { readonly origin: string; readonly entry: LogEntry }[];
  /** Entries of the logs of this seat, the same list until one is added. */
  ownEntries(): readonly { readonly origin: string; readonly entry: LogEntry }[];
  own(): readonly OwnLog[];
  peers(): readonly PeerLog[];
  /** Keys of this seat and those that rosters in this folder name. */
  readonly publicKeyOf: PublicKeyOf;
  damage(): readonly LogDamage[];
  /** Throws `log-damaged` while a damage is not acknowledged. */
  assertSound(): void;
  /** Signs, stores and logs a record; resolves when all of it is durable. */
  addRecord(record: NewRecord): Promise<CheckedRecord>;
  /** Logs an event of the program itself. */
  addEvent(event: { type: string; obj?: Record<string, string>; reason?: string; actor?: string }): Promise<LogEntry>; // prettier-ignore
  acknowledgeDamage(origin: string, reason: string, actor: string | null): Promise<void>;
  /** Every record that counts, of all logs. */
  storedRecords(): Promise<readonly StoredRecord[]>;
  /** Every log, those of this seat first. */
  logFiles(): Promise<readonly LogFiles[]>;
  /** True when the draft with this id stands in an entry. */
  hasDraft(draftId: string): boolean;
  /** Resolves when the heads of everything that was added are on the disk, or could not be written. */
  settled(): Promise<void>;
  /** `settled`, and the files of the logs are closed. */
  close(): Promise<void>;
  /** Reads again what others wrote: after an import, and when a key became known. */
  refresh(): Promise<void>;
  /** Vouches for the head of every log of another seat that has not forked and was not vouched for yet. */
  cosign(): Promise<void>;
}

export interface RecordLogOptions {
  readonly seatKey: SeatKey;
  readonly clock: Clock;
  /** The public key of a person key, from the roster or this seat; null when it is not known. */
  readonly publicKeyOf: PublicKeyOf;
  /** Key ids that records are likely signed with. Those are tried at once; every other is looked up later. */
  readonly signers?: () => Iterable<string>;
  readonly fs?: FileSystem;
  /** Heads that the logs of this folder had when it was last closed. */
  readonly lastHeads?: readonly LogHead[];
}

function digestOfText(text: string): string {
  return toHex(nodeCrypto.sha256(utf8Encode(text)));
}

const ACKNOWLEDGED = 'damage-acknowledged';

/** Opens the folder, creating it and its first log where there is none. */
export async function openRecordLog(folder: string, options: RecordLogOptions): Promise<RecordLog> {
  const recordsFolder = path.join(folder, 'records');
  const { seatKey, clock, lastHeads = [], fs = nodeFileSystem } = options;
  await makeFolder(recordsFolder, fs);
  // Records are checked in other threads while this one reads the logs.
  const reading = readFiles();
  const ownLogs = await openOwnLogs(path.join(folder, 'logs'), { seatKey, clock, fs, lastHeads, signedHeads: reading.then(headsIn) }); // prettier-ignore
  const { logs } = ownLogs;
  const place = { folder, recordsFolder, logs, seatPublicKey: seatKey.publicKey, publicKeyOf: options.publicKeyOf, fs }; // prettier-ignore
  let others = await readFromOthers(place, await reading, sizesOf(logs));
  /** Records that this process signed since the last reading. */
  const added: CheckedRecord[] = [];

  function readFiles(): Promise<RecordFiles> {
    return readRecordFiles(recordsFolder, options.signers?.() ?? [], options.publicKeyOf, fs);
  }

  function knownOf(origin: string): KnownOfOwn {
    return others.own.get(origin) ?? { cosigned: [], forks: [] };
  }

  function acknowledgedOrigins(): Set<string> {
    return new Set(
      logs.flatMap(({ journal }) =>
        journal
          .entries()
          .filter((entry) => entry.type === ACKNOWLEDGED)
          .map((entry) => entry.obj['log'] ?? ''),
      ),
    );
  }

  function damage(): LogDamage[] {
    const known = acknowledgedOrigins();
    const found = [
      ...ownLogs.gone,
      ...logs
        .map((log) => log.damage ?? findForkDamage(log, knownOf(log.journal.origin).forks))
        .filter((item) => item !== null),
      ...others.damage,
    ];
    return [
      ...found.map((item) => ({ ...item, acknowledged: known.has(digestOfText(item.origin)) })),
      ...ownLogs.torn(),
    ];
  }

  /** The log to write to: sound, or begun anew after the damaged one was acknowledged. */
  function current(): Journal {
    const damaged = new Set(damage().filter((item) => item.kind !== 'torn').map((item) => item.origin)); // prettier-ignore
    const sound = logs.filter((log) => !damaged.has(log.journal.origin));
    const newest = sound.sort((a, b) => firstTime(a.journal) < firstTime(b.journal) ? -1 : 1).at(-1); // prettier-ignore
    const log = newest ?? logs.at(-1);
    if (log === undefined) throw new Error('A record log always has a log');
    return log.journal;
  }

  function refuseDamaged(item: LogDamage): never {
    const place = logs.some((log) => log.journal.origin === item.origin) ? 'logs' : PEERS;
    throw new CountersignError(
      'log-damaged',
      `Nothing can be signed until the damage of the log is acknowledged. ${item.message}`,
      [
        {
          code: 'log-damaged',
          file: `${item.origin.replace('countersign/log/', `${place}/`)}/entries.jsonl`,
          place: item.seq === null ? null : `entry ${String(item.seq)}`,
          rule: 'Every entry follows from the one before, and nothing that was there is gone',
          message: item.message,
        },
      ],
    );
  }

  function assertSound(): void {
    const open = damage().find((item) => !item.acknowledged);
    if (open !== undefined) refuseDamaged(open);
  }

  /** A seat never signs a head that is inconsistent with one it signed before. */
  function writable(): Journal {
    const journal = current();
    const forked = damage().find((item) => item.origin === journal.origin && item.kind !== 'torn');
    if (forked !== undefined) refuseDamaged(forked);
    return journal;
  }

  function keep(record: CheckedRecord): void {
    if (others.records.every(({ digest }) => digest !== record.digest)) added.push(record);
  }

  const allRecords = keptWhileSame(
    () => [others.records, added.length],
    () => [...others.records, ...added],
  );
  const ownEntries = keptWhileSame(
    () => logs.map(({ journal }) => journal.entries()),
    () => logs.flatMap(({ journal }) => journal.entries().map((entry) => ({ origin: journal.origin, entry }))), // prettier-ignore
  );

  const log: RecordLog = {
    folder,
    head: () => current().head(),
    heads: () => [
      ...logs.map(({ journal }) => journal.head()),
      ...others.peers.map((peer) => peer.head),
    ],
    records: allRecords,
    uncounted: () => others.uncounted,
    entries: () => [...ownEntries(), ...others.peers.flatMap((peer) => peer.entries.map((entry) => ({ origin: peer.origin, entry })))], // prettier-ignore
    ownEntries,
    own: () =>
      logs.map(({ journal }) => ({
        origin: journal.origin,
        vkey: journal.vkey,
        head: journal.head(),
        cosigned: cosignedBelow(knownOf(journal.origin).cosigned, journal.head()),
        forks: knownOf(journal.origin).forks,
      })),
    peers: () => others.peers,
    publicKeyOf: (keyid) => options.publicKeyOf(keyid) ?? others.keys.get(keyid) ?? null,
    damage,
    assertSound,
    async addRecord(newRecord) {
      assertSound();
      const journal = writable();
      const record = await storeRecord(recordsFolder, newRecord, fs);
      const { draft, key, kind } = newRecord;
      const entry = await journal.append({
        type: kind,
        actor: key.keyid,
        obj: { record: record.digest, ...(draft === null ? {} : { draft: digestOfText(draft) }) },
        reason: null,
      });
      const placed = withPlace(record, journal.origin, entry);
      keep(placed);
      return placed;
    },
    addEvent: async ({ type, obj = {}, reason = null, actor = null }: { type: string; obj?: Record<string, string>; reason?: string | null; actor?: string | null }) =>
      writable().append({ type, actor, obj, reason }), // prettier-ignore
    async acknowledgeDamage(origin, reason, actor) {
      const items = damage().filter((item) => item.origin === origin && !item.acknowledged);
      if (items.length === 0) {
        throw new CountersignError('not-found', 'This log has no damage that waits for an acknowledgment.'); // prettier-ignore
      }
      const isOwn = logs.some(({ journal }) => journal.origin === origin);
      const journal = isOwn ? (await ownLogs.begin()).journal : writable();
      await journal.append({
        type: ACKNOWLEDGED,
        actor,
        obj: { log: digestOfText(origin) },
        reason: `${items.map((item) => item.message).join(' ')} Acknowledged: ${reason}`,
      });
    },
    async storedRecords() {
      const stored: StoredRecord[] = [];
      for (const record of allRecords()) stored.push(await readStoredRecord(recordsFolder, record, fs)); // prettier-ignore
      return stored;
    },
    async logFiles() {
      const own = await Promise.all(
        logs.map(async ({ journal, folder: logFolder }) => ({
          origin: journal.origin,
          entries: utf8Decode(await fs.readFile(path.join(logFolder, 'entries.jsonl'))),
          checkpoint: journal.checkpointText(),
          vkey: journal.vkey,
          cosigned: textsOf(cosignedBelow(knownOf(journal.origin).cosigned, journal.head())),
        })),
      );
      const peers = others.peers.map((peer) => ({
        origin: peer.origin,
        entries: entriesTextOf(peer),
        checkpoint: peer.checkpoint,
        vkey: peer.vkey,
        cosigned: textsOf(cosignedBelow(peer.cosigned, peer.head)),
      }));
      return [...own, ...peers];
    },
    hasDraft(draftId) {
      const digest = digestOfText(draftId);
      return logs.some(({ journal }) => journal.entries().some((entry) => entry.obj['draft'] === digest)); // prettier-ignore
    },
    async settled() {
      await Promise.all(logs.map(({ journal }) => journal.settled()));
    },
    async close() {
      await Promise.all(logs.map(({ journal }) => journal.close()));
    },
    async refresh() {
      // What is signed meanwhile is neither looked for among these files nor forgotten: an envelope is on
      // the disk before its entry, so none of the entries counted here can lack its record.
      const sizes = sizesOf(logs);
      others = await readFromOthers(place, await readFiles(), sizes);
      const later = added.filter(({ log: { origin, seq } }) => seq >= (sizes.get(origin) ?? 0));
      added.splice(0, added.length, ...later);
    },
    async cosign() {
      const own = new Set(logs.map(({ journal }) => journal.origin));
      let isNew = false;
      for (const peer of others.peers) {
        const isVouchedFor = peer.cosigned.some(
          ({ by, size }) => own.has(by) && size >= peer.head.size,
        );
        if (peer.damage !== null || forkPointOf(peer.forks) !== null || isVouchedFor) continue;
        const cosigner = { name: current().origin, publicKey: seatKey.publicKey };
        const note = toCosignedCheckpoint(peer.checkpoint, cosigner, clock.now(), (message) => seatKey.sign(message), nodeCrypto); // prettier-ignore
        const at = path.join(folder, PEERS, uuidOf(peer.origin) ?? '', COSIGNED);
        await makeFolder(at, fs);
        await writeFileAtomically(path.join(at, toCosignedName(peer.head.size, cosigner.name)), note, { fs }); // prettier-ignore
        isNew = true;
      }
      if (isNew) await log.refresh();
    },
  };
  return log;
}

/** What `make` returned last, the same object, until one of the things that it is made of is another one. */
function keptWhileSame<T>(madeOf: () => readonly unknown[], make: () => T): () => T {
  let [parts, made]: [readonly unknown[], T | null] = [[], null];
  return () => {
    const now = madeOf();
    const isSame = now.length === parts.length && now.every((part, index) => part === parts[index]);
    if (made === null || !isSame) made = make();
    parts = now;
    return made;
  };
}

function cosignedBelow(notes: readonly CosignedHead[], head: LogHead): readonly CosignedHead[] {
  return notes.filter((note) => note.size <= head.size);
}

function textsOf(notes: readonly CosignedHead[]): readonly string[] {
  return [...new Set(notes.map((note) => note.text))];
}

function firstTime(journal: Journal): string {
  return journal.entries()[0]?.time ?? '9999';
}
