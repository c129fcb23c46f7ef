/**
 * One folder of records with its logs: `records/<digest>.dsse.json` (and `.sshsig` for sign-offs) and
 * `logs/<uuid>/`. An envelope is flushed to disk before the entry that names it, and only a record
 * with an entry exists: a crash between the two leaves a file that nothing names and nothing shows.
 *
 * A log that was changed in the middle or rolled back stays as it is, and nothing can be signed until
 * a person acknowledges it. Then a new log is begun, whose first entry names the damaged one.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { isKnownKind, parsePredicate } from '../../../shared/review/predicates.ts';
import { isSignOffKind, type LogHead, type RecordKind } from '../../../shared/review/records.ts';
import type { CheckedRecord } from '../../../shared/review/state.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { parseEnvelope, toEnvelopeJson, toPae, PAYLOAD_TYPE } from '../../../shared/trust/dsse.ts';
import { verifySignature } from '../../../shared/trust/ed25519.ts';
import type { LogEntry } from '../../../shared/trust/log.ts';
import { toSshsigArmor, toSshsigMessage } from '../../../shared/trust/sshsig.ts';
import { parseStatement, toStatementPayload } from '../../../shared/trust/statement.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import type { SeatKey } from '../keys/seat-key.ts';
import { openJournal, type Journal } from '../log/journal.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import type { Clock } from './clock.ts';

/** One record as it lies on disk, for the export. */
export interface StoredRecord {
  readonly digest: string;
  readonly kind: RecordKind;
  readonly envelope: Uint8Array;
  readonly sshsig: string | null;
  readonly origin: string;
  readonly seq: number;
}

/** One log as it lies on disk, for the export. */
export interface LogFiles {
  readonly origin: string;
  readonly entries: string;
  readonly checkpoint: string;
  readonly vkey: string;
}

export interface NewRecord {
  readonly kind: RecordKind;
  readonly subject: { readonly name: string; readonly sha256: string };
  readonly predicate: JsonObject;
  readonly key: UnlockedKey;
  /** Draft that becomes this record; its digest stands in the entry, so that it is never offered again. */
  readonly draft: string | null;
}

export interface RecordLog {
  /** Head of the log that this seat writes now. */
  head(): LogHead;
  heads(): readonly LogHead[];
  records(): readonly CheckedRecord[];
  entries(): readonly { readonly origin: string; readonly entry: LogEntry }[];
  damage(): readonly LogDamage[];
  /** Throws `log-damaged` while a damage is not acknowledged. */
  assertSound(): void;
  /** Signs, stores and logs a record; resolves when all of it is durable. */
  addRecord(record: NewRecord): Promise<CheckedRecord>;
  /** Logs an event of the program itself. */
  addEvent(event: { type: string; obj?: Record<string, string>; reason?: string; actor?: string }): Promise<LogEntry>; // prettier-ignore
  acknowledgeDamage(origin: string, reason: string, actor: string | null): Promise<void>;
  storedRecords(): Promise<readonly StoredRecord[]>;
  logFiles(): Promise<readonly LogFiles[]>;
  /** True when the draft with this id stands in an entry. */
  hasDraft(draftId: string): boolean;
}

export interface RecordLogOptions {
  readonly seatKey: SeatKey;
  readonly clock: Clock;
  /** The public key of a person key, from the roster or this seat; null when it is not known. */
  readonly publicKeyOf: (keyid: string) => Uint8Array | null;
}

export function digestOfPae(payload: Uint8Array): string {
  return toHex(nodeCrypto.sha256(toPae(payload)));
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

/** Opens the folder, creating it and its first log where there is none. */
export async function openRecordLog(folder: string, options: RecordLogOptions): Promise<RecordLog> {
  const recordsFolder = path.join(folder, 'records');
  const logsFolder = path.join(folder, 'logs');
  await mkdir(recordsFolder, { recursive: true, mode: 0o700 });
  await mkdir(logsFolder, { recursive: true, mode: 0o700 });

  const checked = new Map<string, CheckedRecord>();
  const torn: LogDamage[] = [];
  const missing: LogDamage[] = [];
  const logs: OpenLog[] = [];

  async function readRecord(digest: string, entry: LogEntry, origin: string): Promise<void> {
    const file = `${digest}.dsse.json`;
    try {
      const envelope = parseEnvelope(await readFile(path.join(recordsFolder, file)), file);
      const record = checkEnvelope(envelope, digest, file, options.publicKeyOf);
      if (record !== null) {
        checked.set(digest, withPlace(record, origin, entry));
      }
    } catch (error) {
      const why = error instanceof CountersignError ? error.message : 'its file is missing';
      missing.push({
        kind: 'broken',
        origin,
        seq: entry.seq,
        message: `Entry ${String(entry.seq)} names the record ${digest.slice(0, 16)}, and ${why}.`,
        acknowledged: false,
      });
    }
  }

  /** The largest head of each origin that any signed record names: one of the three places of a head. */
  async function largestSignedHeads(): Promise<Map<string, LogHead>> {
    const heads = new Map<string, LogHead>();
    for (const name of await readdir(recordsFolder)) {
      if (!name.endsWith('.dsse.json')) continue;
      try {
        const envelope = parseEnvelope(await readFile(path.join(recordsFolder, name)), name);
        const { predicate } = parseStatement(envelope.payload, name);
        const log = predicate['log'] as unknown as LogHead;
        const known = heads.get(log.origin);
        if (known === undefined || log.size > known.size) heads.set(log.origin, log);
      } catch {
        // An unreadable file here is reported by the entry that names it.
      }
    }
    return heads;
  }

  async function openLog(name: string, signedHeads: Map<string, LogHead>): Promise<OpenLog> {
    const logFolder = path.join(logsFolder, name);
    const origin = `countersign/log/${name}`;
    const opened = await openJournal(logFolder, {
      origin,
      seatKey: options.seatKey,
      clock: options.clock,
      largestSeen: signedHeads.get(origin) ?? null,
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
    const log = await openLog(randomUUID(), new Map());
    logs.push(log);
    return log;
  }

  const signedHeads = await largestSignedHeads();
  for (const name of (await readdir(logsFolder)).sort())
    logs.push(await openLog(name, signedHeads));
  if (logs.length === 0) await beginLog();
  for (const { journal } of logs) {
    for (const entry of journal.entries()) {
      const digest = entry.obj['record'];
      if (digest !== undefined) await readRecord(digest, entry, journal.origin);
    }
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
    const found = [...logs.flatMap((log) => (log.damage === null ? [] : [log.damage])), ...missing];
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

  function assertSound(): void {
    const open = damage().find((item) => !item.acknowledged);
    if (open !== undefined) {
      throw new CountersignError(
        'log-damaged',
        `Nothing can be signed until the damage of the log is acknowledged. ${open.message}`,
        [
          {
            code: 'log-damaged',
            file: `${open.origin.replace('countersign/log/', 'logs/')}/entries.jsonl`,
            place: open.seq === null ? null : `entry ${String(open.seq)}`,
            rule: 'Every entry follows from the one before, and nothing that was there is gone',
            message: open.message,
          },
        ],
      );
    }
  }

  return {
    head: () => current().head(),
    heads: () => logs.map((log) => log.journal.head()),
    records: () => [...checked.values()],
    entries: () => logs.flatMap(({ journal }) => journal.entries().map((entry) => ({ origin: journal.origin, entry }))), // prettier-ignore
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
      if (isSignOffKind(kind)) {
        const signature = key.sign(toSshsigMessage(payload, nodeCrypto));
        await writeFileAtomically(path.join(recordsFolder, `${digest}.sshsig`), toSshsigArmor(key.publicKey, signature)); // prettier-ignore
      }
      await writeFileAtomically(path.join(recordsFolder, file), toEnvelopeJson(envelope));
      const journal = current();
      const entry = await journal.append({
        type: kind,
        actor: key.keyid,
        obj: { record: digest, ...(draft === null ? {} : { draft: digestOfText(draft) }) },
        reason: null,
      });
      const stored = withPlace(record, journal.origin, entry);
      checked.set(digest, stored);
      return stored;
    },
    addEvent: ({ type, obj = {}, reason = null, actor = null }: { type: string; obj?: Record<string, string>; reason?: string | null; actor?: string | null }) =>
      current().append({ type, actor, obj, reason }), // prettier-ignore
    async acknowledgeDamage(origin, reason, actor) {
      const items = damage().filter((item) => item.origin === origin && !item.acknowledged);
      if (items.length === 0) {
        throw new CountersignError('not-found', 'This log has no damage that waits for an acknowledgment.'); // prettier-ignore
      }
      const log = await beginLog();
      await log.journal.append({
        type: ACKNOWLEDGED,
        actor,
        obj: { log: digestOfText(origin) },
        reason: `${items.map((item) => item.message).join(' ')} Acknowledged: ${reason}`,
      });
    },
    async storedRecords() {
      const stored: StoredRecord[] = [];
      for (const record of checked.values()) {
        const base = path.join(recordsFolder, record.digest);
        stored.push({
          digest: record.digest,
          kind: record.kind,
          envelope: await readFile(`${base}.dsse.json`),
          sshsig: isSignOffKind(record.kind) ? await readFile(`${base}.sshsig`, 'utf8') : null,
          origin: record.log.origin,
          seq: record.log.seq,
        });
      }
      return stored;
    },
    logFiles: () =>
      Promise.all(
        logs.map(async ({ journal, folder: logFolder }) => ({
          origin: journal.origin,
          entries: await readFile(path.join(logFolder, 'entries.jsonl'), 'utf8'),
          checkpoint: journal.checkpointText(),
          vkey: journal.vkey,
        })),
      ),
    hasDraft(draftId) {
      const digest = digestOfText(draftId);
      return logs.some(({ journal }) => journal.entries().some((entry) => entry.obj['draft'] === digest)); // prettier-ignore
    },
  };
}

function firstTime(journal: Journal): string {
  return journal.entries()[0]?.time ?? '9999';
}

/** A record whose place in a log is not known yet. */
type UnplacedRecord = Omit<CheckedRecord, 'log'>;

function withPlace(record: UnplacedRecord, origin: string, entry: LogEntry): CheckedRecord {
  // Kind and predicate belong together since both came out of `checkEnvelope`.
  return { ...record, log: { origin, seq: entry.seq, time: entry.time } } as CheckedRecord;
}

/** Checks one envelope as it was read or made: its name, its signature, then what it says. */
function checkEnvelope(
  envelope: ReturnType<typeof parseEnvelope>,
  digest: string,
  file: string,
  publicKeyOf: (keyid: string) => Uint8Array | null,
): UnplacedRecord | null {
  const refuse = (message: string, rule: string): CountersignError =>
    new CountersignError('input-refused', message, [{ code: 'record', file, place: null, rule, message }]); // prettier-ignore
  if (digestOfPae(envelope.payload) !== digest) {
    throw refuse('its bytes are not the bytes that were logged', 'An entry names the SHA-256 of the PAE');
  } // prettier-ignore
  const statement = parseStatement(envelope.payload, file);
  const { kind, subject } = statement;
  if (!isKnownKind(kind)) return null;
  const predicate = parsePredicate(kind, statement.predicate, file);
  const publicKey = publicKeyOf(envelope.keyid);
  if (publicKey === null) throw refuse('its key is not known here', 'The roster names every key');
  if (!verifySignature(publicKey, toPae(envelope.payload), envelope.signature, nodeCrypto)) {
    throw refuse('its signature does not hold', 'Ed25519 over the PAE');
  }
  if (predicate.signer.keyid !== envelope.keyid) {
    throw refuse('it names another signer than the key that signed it', 'signer.keyid is the key');
  }
  return { kind, digest, subject, predicate };
}
