/** What the files of a log say when they are opened: sound, with a torn last line, or damaged. */
import { isAscii } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogDamage } from '../../../shared/review/view.ts';
import { equalBytes } from '../../../shared/trust/bytes.ts';
import { verifySignedCheckpoint, type Checkpoint } from '../../../shared/trust/checkpoint.ts';
import type { KeptTree } from '../../../shared/trust/kept-tree.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import {
  checkLog,
  createLogReader,
  splitLines,
  type CheckedLog,
  type LogReader,
} from '../../../shared/trust/log.ts';
import { nodeCodec } from '../codec.ts';
import { nodeCrypto } from '../crypto.ts';
import { orNull, parseHeadFile, type JournalFiles } from './journal-files.ts';

export interface Inspection {
  /** Entries of a sound log; in a damaged one every line that can still be read. */
  readonly entries: readonly LogEntry[];
  /** Over the lines that are not torn. */
  readonly tree: KeptTree;
  /** Bytes of the lines that are not torn. */
  readonly length: number;
  /** A last line that was never acknowledged, with its line feed if it has one; null if there is none. */
  readonly torn: Uint8Array | null;
  /** Null unless its signature holds. */
  readonly checkpoint: Checkpoint | null;
  readonly damage: LogDamage | null;
}

export interface Expected {
  readonly origin: string;
  readonly vkey: string;
  /** Largest head of this log that is known from elsewhere: records, packets. */
  readonly largestSeen: Checkpoint | null;
}

/** The parts of the inspection that `findDamage` judges. */
interface Findings {
  readonly checked: CheckedLog;
  /** Heads this log once had, the largest first. */
  readonly heads: readonly Checkpoint[];
  readonly checkpoint: Checkpoint | null;
  readonly hasUnendedLine: boolean;
}

type Finding = Pick<LogDamage, 'kind' | 'seq' | 'message'>;

const LINE_FEED = 10;
const NO_BYTES = new Uint8Array(0);

/** The lines of entries.jsonl, hashed and read. */
export interface ReadEntries {
  /** All of the file. */
  readonly bytes: Uint8Array;
  /** What stands after the last line feed. */
  readonly rest: Uint8Array;
  readonly log: LogReader;
}

/** Bytes that are read in a few milliseconds; then the window and the others get their turn. */
const BYTES_A_TURN = 128 * 1024;

export async function readEntries(entries: Uint8Array | null): Promise<ReadEntries> {
  const bytes = entries ?? NO_BYTES;
  const log = createLogReader(nodeCrypto);
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  for (let at = 0; at < end;) {
    if (at > 0) await nextTurn();
    const next = bytes.indexOf(LINE_FEED, Math.min(at + BYTES_A_TURN, end - 1)) + 1;
    addLines(bytes.subarray(at, next), log);
    at = next;
  }
  return { bytes, rest: bytes.subarray(end), log };
}

/** Lines that are ASCII are decoded at once; others must be judged each by itself. */
function addLines(bytes: Uint8Array, log: LogReader): void {
  if (!isAscii(bytes)) {
    for (const line of splitLines(bytes).lines) log.add(line);
    return;
  }
  let at = 0;
  for (const text of nodeCodec.utf8Decode(bytes.subarray(0, -1), null).split('\n')) {
    log.add(bytes.subarray(at, at + text.length), text);
    at += text.length + 1;
  }
}

/** Judges a log. Pure. */
export function inspectJournal(
  files: JournalFiles,
  { bytes, rest, log }: ReadEntries,
  expected: Expected,
): Inspection {
  const checkpoint = readOrNull(files.checkpoint, (text) =>
    verifySignedCheckpoint(text, expected.vkey, nodeCrypto),
  );
  const headFile = readOrNull(files.head, parseHeadFile);
  const heads = [checkpoint, headFile, expected.largestSeen]
    .filter((head) => head !== null)
    .sort((a, b) => b.size - a.size);

  const isTorn = rest.length === 0 && isLastTorn(log, checkpoint);
  const sound = isTorn ? splitLines(bytes).lines.slice(0, -1) : null;
  const size = sound?.length ?? log.size();
  const reachable = heads.find((head) => head.size <= size) ?? null;
  const checked = sound === null ? log.finish(reachable) : checkLog(sound, nodeCrypto, reachable);
  // A whole last line that is torn is set aside with its line feed.
  const torn = isTorn
    ? bytes.subarray(bytes.lastIndexOf(LINE_FEED, -2) + 1)
    : rest.length > 0
      ? rest
      : null;
  const findings = { checked, heads, checkpoint, hasUnendedLine: rest.length > 0 };
  const damage =
    findForeign(files, expected, heads) ??
    findDamage(findings) ??
    findUnsigned(files, size, headFile, checkpoint);
  return {
    entries: damage === null ? checked.entries : checked.readable,
    tree: checked.tree,
    length: (files.entries?.length ?? 0) - (torn?.length ?? 0),
    torn: damage === null ? torn : null,
    checkpoint,
    damage: damage === null ? null : { ...damage, origin: expected.origin, acknowledged: false },
  };
}

function readOrNull<T>(text: string | null, read: (text: string) => T): T | null {
  return text === null ? null : orNull(() => read(text));
}

/**
 * An entry is signed for right after it is on disk. A last line beyond the signed head that is no entry is
 * a write that a crash cut short, also where its line feed reached the disk before the rest did.
 */
function isLastTorn(log: LogReader, checkpoint: Checkpoint | null): boolean {
  if (checkpoint === null || log.size() <= checkpoint.size) return false;
  return log.finish(checkpoint).firstBad?.seq === log.size() - 1;
}

function findForeign(
  files: JournalFiles,
  expected: Expected,
  heads: readonly Checkpoint[],
): Finding | null {
  if (files.vkey !== null && files.vkey !== expected.vkey) {
    return {
      kind: 'broken',
      seq: null,
      message: 'The log belongs to another seat key or to another log.',
    };
  }
  const other = heads.find((head) => head.origin !== expected.origin);
  if (other === undefined) return null;
  return {
    kind: 'broken',
    seq: null,
    message: `The log here once was ${other.origin}, and now is another.`,
  };
}

function findDamage({ checked, heads, hasUnendedLine }: Findings): Finding | null {
  const { firstBad, tree } = checked;
  if (firstBad !== null) {
    return { kind: 'broken', seq: firstBad.seq, message: `The log was changed: ${firstBad.why}.` };
  }
  const [largest] = heads;
  if (largest !== undefined && largest.size > tree.size) {
    const message = `The log holds ${tree.size} entries, and its head was once at ${largest.size}.`;
    // A last entry whose line feed was changed is still there; a log that ends cleanly was cut or replaced.
    return { kind: hasUnendedLine ? 'broken' : 'rolled-back', seq: tree.size, message };
  }
  const unequal = heads.find(({ size, root }) => !equalBytes(tree.rootAt(size) ?? NO_BYTES, root));
  if (unequal === undefined) return null;
  const message = `The first ${unequal.size} entries are not those that its head at this size stood for.`;
  return { kind: 'broken', seq: Math.max(0, unequal.size - 1), message };
}

function findUnsigned(
  files: JournalFiles,
  size: number,
  headFile: Checkpoint | null,
  checkpoint: Checkpoint | null,
): Finding | null {
  if (checkpoint === null) {
    return {
      kind: 'broken',
      seq: Math.max(0, size - 1),
      message: `The signed head of the log (checkpoint) is missing or was changed, and the log holds ${size} entries.`,
    };
  }
  if (headFile !== null) return null;
  // It is written before the first entry is, so only an empty log can be without it.
  if (files.head === null && size === 0) return null;
  const what = files.head === null ? 'is missing' : 'cannot be read';
  return {
    kind: 'broken',
    seq: Math.max(0, size - 1),
    message: `The file with the largest head of the log (head.json) ${what}, and the log holds ${size} entries.`,
  };
}
