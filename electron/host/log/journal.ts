/**
 * The journal: the one writer of a log (formats.md 6). An entry is written and flushed before it counts as
 * recorded; then the head is signed. A last line that a crash tore off is set aside and noted in the log. A
 * log that was changed or cut is left as it is and takes no more entries.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CountersignError } from '../../../shared/errors.ts';
import type { LogHead } from '../../../shared/review/records.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { parseSignedCheckpoint, toOrigin, toVkey } from '../../../shared/trust/checkpoint.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import { rootOf } from '../../../shared/trust/merkle.ts';
import { nodeCrypto } from '../crypto.ts';
import type { SeatKey } from '../keys/seat-key.ts';
import { removeLeftovers, writeFileAtomically } from '../storage/atomic-file.ts';
import { makeFolder, nodeFileSystem, toStorageError, type FileSystem } from '../storage/file-system.ts'; // prettier-ignore
import { openLineFile, type Look } from './append-line.ts';
import { inspectJournal, readEntries, type Inspection } from './inspect-journal.ts';
import {
  ENTRIES, fromLogHead, orNull, readJournalFiles, signHead, toLogHead, VKEY, writeHead, type JournalFiles,
} from './journal-files.ts'; // prettier-ignore
import {
  advance,
  planEntry,
  toClockRollback,
  toHead,
  toState,
  type NewEntry,
  type PlannedEntry,
} from './journal-state.ts';
import { listTornFiles, setTornLineAside } from './torn-line.ts';

export type { NewEntry } from './journal-state.ts';

export interface JournalOptions {
  readonly seatKey: SeatKey;
  /** UTC to the second, like "2026-11-21T09:30:00Z". The clock of this computer unless given. */
  readonly clock?: { now(): string };
  /** Origin for a new log, or the one an existing log must have. */
  readonly origin?: string;
  /** Largest head of this log that records, packets or other copies name. */
  readonly largestSeen?: LogHead | null | Promise<LogHead | null>;
  readonly fs?: FileSystem;
}

export interface Journal {
  readonly origin: string;
  readonly vkey: string;
  /** Of a damaged log: the head that was signed last, as far as it can be read. */
  head(): LogHead;
  /** Of a damaged log: every line that can still be read. A list, once returned, does not change. */
  entries(): readonly LogEntry[];
  /**
   * Adds an entry and resolves when it is on the disk; its head follows (see `settled`). Calls wait for one
   * another.
   * @throws CountersignError 'log-damaged'; 'storage-failed', and then nothing was added; 'input-refused'
   *   if the entry does not fit the format
   */
  append(entry: NewEntry): Promise<LogEntry>;
  /** Resolves when the head of everything appended so far is on the disk, or could not be written. */
  settled(): Promise<void>;
  /** `settled`, and the file is closed. An entry that is appended later opens it again. */
  close(): Promise<void>;
  /** The signed head as a C2SP checkpoint. Of a damaged log: what the file holds, empty if there is none. */
  checkpointText(): string;
}

export interface OpenedJournal {
  readonly journal: Journal;
  /** Name of the file into which a torn last line was set aside; null if there was none to report. */
  readonly torn: string | null;
  readonly damage: LogDamage | null;
}

const SYSTEM_CLOCK = { now: () => `${new Date().toISOString().slice(0, 19)}Z` };

/**
 * Opens the log in a folder, or begins one where there is none. The caller holds the lock of the workspace.
 * @throws CountersignError 'storage-failed'
 */
export async function openJournal(folder: string, options: JournalOptions): Promise<OpenedJournal> {
  const fs = options.fs ?? nodeFileSystem;
  try {
    await makeFolder(folder, fs);
    await removeLeftovers(folder, fs);
    return await openFiles(folder, await readJournalFiles(folder, fs), options, fs);
  } catch (error) {
    throw toStorageError(path.basename(folder), error);
  }
}

async function openFiles(
  folder: string,
  there: JournalFiles,
  options: JournalOptions,
  fs: FileSystem,
): Promise<OpenedJournal> {
  const { seatKey, clock = SYSTEM_CLOCK } = options;
  // Entries are read while others still look for heads of theirs.
  const entries = await readEntries(there.entries);
  const seen = (await options.largestSeen) ?? null;
  const largestSeen = seen === null ? null : fromLogHead(seen);
  const origin = options.origin ?? originOf(there) ?? largestSeen?.origin ?? toOrigin(randomUUID());
  const vkey = toVkey(origin, seatKey.publicKey, nodeCrypto);
  const isUnused =
    (there.entries?.length ?? 0) === 0 && there.checkpoint === null && there.head === null;
  const isNew = isUnused && (largestSeen?.size ?? 0) === 0;
  const writeVkey = (): Promise<void> =>
    writeFileAtomically(path.join(folder, VKEY), `${vkey}\n`, { fs });
  if (isNew) {
    await writeVkey();
    await beginLog(folder, origin, seatKey, fs);
  }
  const files = isNew ? await readJournalFiles(folder, fs) : there;

  const found = inspectJournal(files, entries, { origin, vkey, largestSeen });
  if (found.damage !== null) {
    return {
      journal: toDamagedJournal(origin, vkey, files, found),
      torn: null,
      damage: found.damage,
    };
  }
  if (files.vkey === null) await writeVkey();
  if (found.torn !== null) {
    await setTornLineAside(
      folder,
      found.torn,
      clock.now(),
      path.join(folder, ENTRIES),
      found.length,
      fs,
    );
  }
  const writer = { folder, origin, vkey, seatKey, clock, fs };
  const journal = await startWriting(writer, found, files);
  const torn = await noteTornLines(folder, journal, fs);
  await journal.settled();
  return { journal, torn, damage: null };
}

function originOf(files: JournalFiles): string | undefined {
  if (files.vkey !== null) return files.vkey.split('+')[0];
  const { checkpoint } = files;
  return checkpoint === null
    ? undefined
    : orNull(() => parseSignedCheckpoint(checkpoint, 'checkpoint'))?.origin;
}

/** The files of an empty log. The heads come last: a log without them has no entries yet. */
async function beginLog(
  folder: string,
  origin: string,
  seatKey: SeatKey,
  fs: FileSystem,
): Promise<void> {
  const head = { origin, size: 0, root: rootOf([], nodeCrypto) };
  await writeFileAtomically(path.join(folder, ENTRIES), '', { fs });
  await writeHead(folder, head, signHead(head, seatKey), fs);
}

/** Notes set-aside lines that no entry names yet, and names the newest of them. */
async function noteTornLines(
  folder: string,
  journal: Journal,
  fs: FileSystem,
): Promise<string | null> {
  let newest: string | null = null;
  for (const { name, sha256, bytes } of await listTornFiles(folder, fs)) {
    const reason = `A last line of ${bytes} bytes without its end was set aside as ${name}`;
    const isNoted = journal
      .entries()
      .some((entry) => entry.obj['torn'] === sha256 && entry.reason === reason);
    if (isNoted) continue;
    await journal.append({
      type: 'torn-line-set-aside',
      actor: null,
      obj: { torn: sha256 },
      reason,
    });
    newest = name;
  }
  return newest;
}

function toDamagedJournal(
  origin: string,
  vkey: string,
  files: JournalFiles,
  found: Inspection,
): Journal {
  const { tree, checkpoint, damage } = found;
  const head = checkpoint ?? toHead(origin, { tree: tree.compactAt(tree.size) });
  const message = `${damage?.message ?? ''} It takes no more entries.`;
  return {
    origin,
    vkey,
    head: () => toLogHead(head),
    entries: () => found.entries,
    append: () => Promise.reject(new CountersignError('log-damaged', message)),
    settled: () => Promise.resolve(),
    close: () => Promise.resolve(),
    checkpointText: () => files.checkpoint ?? '',
  };
}

interface Writer {
  readonly folder: string;
  readonly origin: string;
  readonly vkey: string;
  readonly seatKey: SeatKey;
  readonly clock: { now(): string };
  readonly fs: FileSystem;
}

async function startWriting(
  writer: Writer,
  found: Inspection,
  { checkpoint: signedText, head }: JournalFiles,
): Promise<Journal> {
  const hasHeadFile = head !== null;
  const { folder, origin, vkey, seatKey, clock, fs } = writer;
  const file = openLineFile(path.join(folder, ENTRIES), fs);
  const entries = [...found.entries];
  /** What `entries` returned last. */
  let listed: readonly LogEntry[] = found.entries;
  let state = toState(found);
  let signed = { state, text: signHead(toHead(origin, state), seatKey) };
  /** The state whose head the files hold. */
  let written = signed.text === signedText ? state : null;
  /** What the clock said last. It may be behind the last entry once that was noted. */
  let clockBefore = found.entries.at(-1)?.time ?? '';
  let mayBeLonger = false;
  let queue: Promise<void> = Promise.resolve();

  async function appendNow(entry: NewEntry): Promise<LogEntry> {
    // The disk answers while the entry is built.
    const look = file.look();
    const now = clock.now();
    const isRollback = now < clockBefore;
    // Both are built before either is written, so that an entry that does not fit leaves no trace.
    const rollback = isRollback ? planEntry(state, toClockRollback(clockBefore, now), now) : null;
    const planned = planEntry(rollback === null ? state : advance(state, rollback), entry, now);
    if (rollback !== null) await write(rollback, await look);
    clockBefore = now;
    await write(planned, rollback === null ? await look : await file.look());
    return planned.entry;
  }

  async function write(planned: PlannedEntry, look: Look): Promise<void> {
    const end = { length: state.length, mayBeLonger };
    let next = state;
    const outcome = await file.append(planned.bytes, end, look, () => {
      next = advance(state, planned);
    });
    mayBeLonger = outcome.kind === 'failed' && !outcome.isRestored;
    if (outcome.kind === 'failed') throw outcome.error;
    entries.push(planned.entry);
    state = next;
  }

  function checkpointText(): string {
    if (signed.state !== state) signed = { state, text: signHead(toHead(origin, state), seatKey) };
    return signed.text;
  }

  /** What is on the disk is recorded, whether or not there is room to sign for it: opening tries again. */
  async function writeHeadFiles(): Promise<void> {
    if (written === state) return;
    const now = state;
    try {
      await writeHead(folder, toHead(origin, now), checkpointText(), fs);
      written = now;
    } catch {
      // Tried again with the next entry.
    }
  }

  // A log that was begun and not finished: its heads stand before its first entry.
  if (!hasHeadFile) await writeHead(folder, toHead(origin, state), checkpointText(), fs);
  // Entries that a crash or a full disk left without a signed head are signed for now.
  else if (checkpointText() !== signedText) await writeHeadFiles();
  return {
    origin,
    vkey,
    head: () => toLogHead(toHead(origin, state)),
    entries() {
      if (listed.length !== entries.length) listed = [...entries];
      return listed;
    },
    append(entry) {
      const done = queue.then(() => appendNow(entry));
      // Recorded is what is on the disk. Its head is signed right after whoever waits was told, before the
      // log takes anything else; a crash in between leaves an entry that the next opening signs for.
      queue = done.then(nextTurn, nextTurn).then(writeHeadFiles);
      return done;
    },
    settled: () => queue,
    async close() {
      await queue;
      await file.close();
    },
    checkpointText,
  };
}
