/**
 * One folder of records with its logs: `records/<digest>.dsse.json` (and `.sshsig` for sign-offs),
 * `logs/<uuid>/` of this seat and `peers/<uuid>/` of others. An envelope is flushed to disk before the
 * entry that names it, and only a record with an entry exists: a crash between the two leaves a file that
 * nothing names and nothing shows.
 *
 * A log that was changed in the middle, rolled back or forked stays as it is, and nothing can be signed
 * until a person acknowledges it. Then a new log is begun, whose first entry names the damaged one.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { isSignOffKind, type LogHead, type RecordKind } from '../../../shared/review/records.ts';
import type { CheckedRecord } from '../../../shared/review/state.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { toHex, utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toVkey } from '../../../shared/trust/checkpoint.ts';
import { toCosignedCheckpoint, type Cosigner } from '../../../shared/trust/cosignature.ts';
import { toEnvelopeJson, toPae, PAYLOAD_TYPE } from '../../../shared/trust/dsse.ts';
import { toEntryLine, type LogEntry } from '../../../shared/trust/log.ts';
import { toSshsigArmor, toSshsigMessage } from '../../../shared/trust/sshsig.ts';
import { toStatementPayload } from '../../../shared/trust/statement.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import type { SeatKey } from '../keys/seat-key.ts';
import { openJournal, type Journal } from '../log/journal.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { makeFolder, nodeFileSystem, type FileSystem } from '../storage/file-system.ts';
import type { Clock } from './clock.ts';
import {
  COSIGNED, entriesTextOf, forkPointOf, PEERS, readCosigned, readForks, readPeers, toCosignedName, uuidOf,
  type CosignedHead, type LogFork, type PeerLog,
} from './peers.ts'; // prettier-ignore
import { checkEnvelope, digestOfPae, withPlace, type PublicKeyOf } from './record-check.ts';
import { checkHeads, largestHeads } from './known-heads.ts';
import { findGoneLogs } from './last-heads.ts';
import { headsIn, readRecordFiles, withKeys, type RecordFiles } from './record-files.ts';
import { harvestKeys, readRecords, type LogToRead, type UncountedRecord } from './read-records.ts';

export { digestOfPae } from './record-check.ts';
export type { UncountedRecord } from './read-records.ts';
export type { CosignedHead, LogFork, PeerLog } from './peers.ts';

/** One record as it lies on disk, for the export and for packets. */
export interface StoredRecord {
  readonly digest: string;
  readonly kind: RecordKind;
  readonly envelope: Uint8Array;
  readonly sshsig: string | null;
  readonly origin: string;
  readonly seq: number;
}

/** One log as it lies on disk, for the export and for packets. */
export interface LogFiles {
  readonly origin: string;
  readonly entries: string;
  readonly checkpoint: string;
  readonly vkey: string;
  /** Notes over heads of this log with the line of another seat, by size. */
  readonly cosigned: readonly string[];
}

export interface NewRecord {
  readonly kind: RecordKind;
  readonly subject: { readonly name: string; readonly sha256: string };
  readonly predicate: JsonObject;
  readonly key: UnlockedKey;
  /** Draft that becomes this record; its digest stands in the entry, so that it is never offered again. */
  readonly draft: string | null;
}

/** A log of this seat. */
export interface OwnLog {
  readonly origin: string;
  readonly vkey: string;
  readonly head: LogHead;
  readonly cosigned: readonly CosignedHead[];
  readonly forks: readonly LogFork[];
}

export interface RecordLog {
  readonly folder: string;
  /** Head of the log that this seat writes now. */
  head(): LogHead;
  /** Heads of all logs, those of this seat first. */
  heads(): readonly LogHead[];
  /** Records of all logs that count as said. What counts for what is for the rosters and the state. */
  records(): readonly CheckedRecord[];
  /** Records that are named by an entry and not counted, with the reason. */
  uncounted(): readonly UncountedRecord[];
  /** Entries of all logs, those of this seat first. */
  entries(): readonly { readonly origin: string; readonly entry: LogEntry }[];
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

interface OpenLog {
  readonly journal: Journal;
  readonly folder: string;
  readonly damage: LogDamage | null;
}

/** Everything that comes from other seats, or follows from it; read as a whole and replaced as a whole. */
interface FromOthers {
  readonly peers: readonly PeerLog[];
  readonly own: ReadonlyMap<string, Pick<OwnLog, 'cosigned' | 'forks'>>;
  readonly records: readonly CheckedRecord[];
  readonly uncounted: readonly UncountedRecord[];
  readonly damage: readonly LogDamage[];
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** Opens the folder, creating it and its first log where there is none. */
export async function openRecordLog(folder: string, options: RecordLogOptions): Promise<RecordLog> {
  const recordsFolder = path.join(folder, 'records');
  const logsFolder = path.join(folder, 'logs');
  const fs = options.fs ?? nodeFileSystem;
  await makeFolder(recordsFolder, fs);
  await makeFolder(logsFolder, fs);

  const torn: LogDamage[] = [];
  const logs: OpenLog[] = [];
  /** Records that this process signed since the last reading. */
  const added: CheckedRecord[] = [];

  async function openLog(
    name: string,
    largestSeen: Promise<LogHead | null> | null,
  ): Promise<OpenLog> {
    const logFolder = path.join(logsFolder, name);
    const origin = `countersign/log/${name}`;
    const opened = await openJournal(logFolder, {
      origin,
      seatKey: options.seatKey,
      clock: options.clock,
      fs,
      largestSeen,
    });
    if (opened.torn !== null) {
      torn.push({
        kind: 'torn',
        origin,
        seq: null,
        message: `The last line of the log had no end. It was set aside as ${opened.torn}; nothing was lost that was shown as recorded.`,
        acknowledged: true,
      });
    }
    return { journal: opened.journal, folder: logFolder, damage: opened.damage };
  }

  async function beginLog(): Promise<OpenLog> {
    const log = await openLog(randomUUID(), null);
    logs.push(log);
    return log;
  }

  /** Heads of own logs that other seats vouched for: their notes hold our signature too, so nobody can make one up. */
  async function cosignedHeads(name: string): Promise<readonly LogHead[]> {
    const vkey = toVkey(`countersign/log/${name}`, options.seatKey.publicKey, nodeCrypto);
    return largestHeads(path.join(logsFolder, name, COSIGNED), vkey, fs);
  }

  const ownNames = (await fs.readdir(logsFolder)).sort();
  // Records are checked in other threads while this one reads the logs.
  const reading = readFiles();
  const signed = reading.then(headsIn);
  signed.catch(() => undefined); // Whoever waits for it gets the error.
  const lastHeads = options.lastHeads ?? [];
  const ownOrigins = ownNames.map((name) => `countersign/log/${name}`);
  /** The largest head of a log of this seat that is known from elsewhere: records, the last closing, other seats. */
  async function findLargest(name: string): Promise<LogHead | null> {
    const origin = `countersign/log/${name}`;
    const last = lastHeads.filter((head) => head.origin === origin);
    const heads = [...((await signed).get(origin) ?? []), ...last, ...(await cosignedHeads(name))];
    return heads.sort((a, b) => a.size - b.size).at(-1) ?? null;
  }

  for (const name of ownNames) {
    const largest = findLargest(name);
    largest.catch(() => undefined); // Opening waits for it and gets the error.
    logs.push(await openLog(name, largest));
  }
  const gone = findGoneLogs(ownOrigins, lastHeads, [...(await signed).values()].flat());
  if (logs.length === 0) await beginLog();

  function linesOf(journal: Journal): readonly Uint8Array[] {
    return journal.entries().map((entry) => utf8Encode(toEntryLine(entry)));
  }

  function ownCosigners(): readonly Cosigner[] {
    const { publicKey } = options.seatKey;
    return logs.map(({ journal }) => ({ name: journal.origin, publicKey }));
  }

  function readFiles(): Promise<RecordFiles> {
    return readRecordFiles(recordsFolder, options.signers?.() ?? [], options.publicKeyOf, fs);
  }

  function ownSizes(): ReadonlyMap<string, number> {
    return new Map(logs.map(({ journal }) => [journal.origin, journal.entries().length]));
  }

  /** @param sizes How many entries of each own log to read: those that were there before `found` was read. */
  async function readFromOthers(found: RecordFiles, sizes: ReadonlyMap<string, number>): Promise<FromOthers> {
    const { peers, damage } = await readPeers(folder, ownCosigners(), fs);
    const peerCosigners = peers.map(({ origin, publicKey }) => ({ name: origin, publicKey }));
    const own = new Map<string, Pick<OwnLog, 'cosigned' | 'forks'>>();
    for (const { journal, folder: at } of logs) {
      const { origin, vkey } = journal;
      const main = { origin, vkey, get lines() { return linesOf(journal); } }; // prettier-ignore
      const forks = await readForks(at, main, fs);
      const cosigned = await readCosigned(at, { vkey, leafHashes: [] }, peerCosigners, fs);
      own.set(origin, { forks, cosigned });
    }
    const toRead: LogToRead[] = [
      ...logs.map(({ journal }) => ({ origin: journal.origin, isOwn: true, entries: journal.entries().slice(0, sizes.get(journal.origin) ?? 0), forks: own.get(journal.origin)?.forks ?? [] })),
      ...peers.map((peer) => ({ origin: peer.origin, isOwn: false, entries: peer.entries, forks: peer.forks })),
    ]; // prettier-ignore
    const keys = await harvestKeys(recordsFolder, toRead, fs);
    const publicKeyOf: PublicKeyOf = (keyid) => options.publicKeyOf(keyid) ?? keys.get(keyid) ?? null;
    const files = await withKeys(found, recordsFolder, publicKeyOf, fs);
    const read = readRecords(files, toRead);
    const lost = checkHeads(logs.flatMap(({ journal }) => journal.entries()), read.records, peers);
    const unsigned = await findUnsigned(read.records);
    return { peers, own, keys, records: read.records, uncounted: read.uncounted, damage: [...damage, ...read.damage, ...lost, ...unsigned] };
  } // prettier-ignore

  let others = await readFromOthers(await reading, ownSizes());

  function forksOf(origin: string): readonly LogFork[] {
    return others.own.get(origin)?.forks ?? [];
  }

  /** A version of a log of this seat that this seat does not have: the folder was copied, or put back. */
  function forkDamage({ journal }: OpenLog): LogDamage | null {
    const at = forkPointOf(forksOf(journal.origin));
    if (at === null) return null;
    const size = journal.entries().length;
    const seen = forksOf(journal.origin).map((fork) => fork.version.head.size);
    return at >= size
      ? { kind: 'rolled-back', origin: journal.origin, seq: size, acknowledged: false, message: `The log holds ${size} entries here, and a packet holds ${Math.max(...seen)} that follow from them. An older copy of this workspace is in use.` }
      : { kind: 'forked', origin: journal.origin, seq: at, acknowledged: false, message: `Two versions of this log exist. They are the same up to entry ${at} and differ from there: this workspace was copied, and both copies were written to.` };
  } // prettier-ignore

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
      ...gone,
      ...logs.map((log) => log.damage ?? forkDamage(log)).filter((item) => item !== null),
      ...others.damage,
    ];
    return [
      ...found.map((item) => ({ ...item, acknowledged: known.has(digestOfText(item.origin)) })),
      ...torn,
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

  function place(record: CheckedRecord): void {
    if (others.records.every(({ digest }) => digest !== record.digest)) added.push(record);
  }

  function allRecords(): readonly CheckedRecord[] {
    return added.length === 0 ? others.records : [...others.records, ...added];
  }

  function isMissing(error: unknown): boolean {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }

  /** Sign-offs of this seat without the SSH signature that outsiders check them with. */
  async function findUnsigned(records: readonly CheckedRecord[]): Promise<LogDamage[]> {
    const own = new Set(logs.map(({ journal }) => journal.origin));
    const damage: LogDamage[] = [];
    for (const record of records) {
      const { origin, seq } = record.log;
      if (!isSignOffKind(record.kind) || !own.has(origin) || (await readSshsig(record)) !== null) continue;
      const message = `Entry ${String(seq)} names the record ${record.digest.slice(0, 16)}, and its SSH signature (${record.digest.slice(0, 16)}….sshsig) is missing.`;
      damage.push({ kind: 'broken', origin, seq, message, acknowledged: false });
    }
    return damage;
  } // prettier-ignore

  async function readSshsig(record: CheckedRecord): Promise<string | null> {
    if (!isSignOffKind(record.kind)) return null;
    const file = path.join(recordsFolder, `${record.digest}.sshsig`);
    try {
      return utf8Decode(await fs.readFile(file));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  const log: RecordLog = {
    folder,
    head: () => current().head(),
    heads: () => [
      ...logs.map(({ journal }) => journal.head()),
      ...others.peers.map((peer) => peer.head),
    ],
    records: allRecords,
    uncounted: () => others.uncounted,
    entries: () => [...log.ownEntries(), ...others.peers.flatMap((peer) => peer.entries.map((entry) => ({ origin: peer.origin, entry })))], // prettier-ignore
    ownEntries: () => logs.flatMap(({ journal }) => journal.entries().map((entry) => ({ origin: journal.origin, entry }))), // prettier-ignore
    own: () =>
      logs.map(({ journal }) => ({
        origin: journal.origin,
        vkey: journal.vkey,
        head: journal.head(),
        cosigned: cosignedBelow(others.own.get(journal.origin)?.cosigned ?? [], journal.head()),
        forks: forksOf(journal.origin),
      })),
    peers: () => others.peers,
    publicKeyOf: (keyid) => options.publicKeyOf(keyid) ?? others.keys.get(keyid) ?? null,
    damage,
    assertSound,
    async addRecord({ kind, subject, predicate, key, draft }) {
      assertSound();
      const payload = toStatementPayload(kind, subject, predicate);
      const pae = toPae(payload);
      const digest = digestOfPae(payload);
      const envelope = { payload, payloadType: PAYLOAD_TYPE, keyid: key.keyid, signature: key.sign(pae) }; // prettier-ignore
      const file = `${digest}.dsse.json`;
      const record = checkEnvelope(envelope, digest, file, (keyid) =>
        keyid === key.keyid ? key.publicKey : null,
      );
      if (record === null) throw new Error(`A record of the kind ${kind} cannot be read back`);
      const journal = writable();
      if (isSignOffKind(kind)) {
        const signature = key.sign(toSshsigMessage(payload, nodeCrypto));
        await writeFileAtomically(path.join(recordsFolder, `${digest}.sshsig`), toSshsigArmor(key.publicKey, signature), { fs }); // prettier-ignore
      }
      await writeFileAtomically(path.join(recordsFolder, file), toEnvelopeJson(envelope), { fs });
      const entry = await journal.append({
        type: kind,
        actor: key.keyid,
        obj: { record: digest, ...(draft === null ? {} : { draft: digestOfText(draft) }) },
        reason: null,
      });
      const stored = withPlace(record, journal.origin, entry);
      place(stored);
      return stored;
    },
    addEvent: async ({ type, obj = {}, reason = null, actor = null }: { type: string; obj?: Record<string, string>; reason?: string | null; actor?: string | null }) =>
      writable().append({ type, actor, obj, reason }), // prettier-ignore
    async acknowledgeDamage(origin, reason, actor) {
      const items = damage().filter((item) => item.origin === origin && !item.acknowledged);
      if (items.length === 0) {
        throw new CountersignError('not-found', 'This log has no damage that waits for an acknowledgment.'); // prettier-ignore
      }
      const isOwn = logs.some(({ journal }) => journal.origin === origin);
      const journal = isOwn ? (await beginLog()).journal : writable();
      await journal.append({
        type: ACKNOWLEDGED,
        actor,
        obj: { log: digestOfText(origin) },
        reason: `${items.map((item) => item.message).join(' ')} Acknowledged: ${reason}`,
      });
    },
    async storedRecords() {
      const stored: StoredRecord[] = [];
      for (const record of allRecords()) {
        stored.push({
          digest: record.digest,
          kind: record.kind,
          envelope: await fs.readFile(path.join(recordsFolder, `${record.digest}.dsse.json`)),
          sshsig: await readSshsig(record),
          origin: record.log.origin,
          seq: record.log.seq,
        });
      }
      return stored;
    },
    async logFiles() {
      const own = await Promise.all(
        logs.map(async ({ journal, folder: logFolder }) => ({
          origin: journal.origin,
          entries: utf8Decode(await fs.readFile(path.join(logFolder, 'entries.jsonl'))),
          checkpoint: journal.checkpointText(),
          vkey: journal.vkey,
          cosigned: textsOf(cosignedBelow(others.own.get(journal.origin)?.cosigned ?? [], journal.head())), // prettier-ignore
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
      const sizes = ownSizes();
      others = await readFromOthers(await readFiles(), sizes);
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
        const cosigner = { name: current().origin, publicKey: options.seatKey.publicKey };
        const note = toCosignedCheckpoint(peer.checkpoint, cosigner, options.clock.now(), (message) => options.seatKey.sign(message), nodeCrypto); // prettier-ignore
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

function cosignedBelow(notes: readonly CosignedHead[], head: LogHead): readonly CosignedHead[] {
  return notes.filter((note) => note.size <= head.size);
}

function textsOf(notes: readonly CosignedHead[]): readonly string[] {
  return [...new Set(notes.map((note) => note.text))];
}

function firstTime(journal: Journal): string {
  return journal.entries()[0]?.time ?? '9999';
}
