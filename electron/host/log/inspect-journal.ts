/** What the files of a log say when they are opened: sound, with a torn last line, or damaged. */
import { isAscii } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogDamage } from '../../../shared/review/view.ts';
import { concatBytes, equalBytes } from '../../../shared/trust/bytes.ts';
import { verifySignedCheckpoint, type Checkpoint } from '../../../shared/trust/checkpoint.ts';
import {
  checkLog, createLogReader, splitLines, type CheckedLog, type LogEntry, type LogReader,
} from '../../../shared/trust/log.ts'; // prettier-ignore
import { rootOf, treeRoot, type CompactTree } from '../../../shared/trust/merkle.ts';
import { nodeCodec } from '../codec.ts';
import { nodeCrypto } from '../crypto.ts';
import { orNull, parseHeadFile, type JournalFiles } from './journal-files.ts';

export interface Inspection {
  /** Entries of a sound log; in a damaged one every line that can still be read. */
  readonly entries: readonly LogEntry[];
  /** One for each line that is not torn. */
  readonly leafHashes: readonly Uint8Array[];
  /** The tree over those. */
  readonly tree: CompactTree;
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

const LINE_FEED = new Uint8Array([10]);

/** The lines of entries.jsonl, hashed and read. */
export interface ReadEntries {
  readonly lines: readonly Uint8Array[];
  /** What stands after the last line feed. */
  readonly rest: Uint8Array;
  readonly log: LogReader;
}

/** Lines that are read in a few milliseconds; then the window and the others get their turn. */
const LINES_A_TURN = 500;

export async function readEntries(entries: Uint8Array | null): Promise<ReadEntries> {
  const { lines, rest } = splitLines(entries ?? new Uint8Array(0));
  const log = createLogReader(nodeCrypto);
  for (let first = 0; first < lines.length; first += LINES_A_TURN) {
    if (first > 0) await nextTurn();
    const turn = lines.slice(first, first + LINES_A_TURN);
    const texts = textsOf(turn);
    for (const [index, line] of turn.entries()) log.add(line, texts?.[index]);
  }
  return { lines, rest, log };
}

/** Lines that stand one behind the other, decoded at once; null where one of them must be judged by itself. */
function textsOf(lines: readonly Uint8Array[]): readonly string[] | null {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { buffer, byteOffset } = first;
  const bytes = new Uint8Array(buffer, byteOffset, last.byteOffset + last.length - byteOffset);
  return isAscii(bytes) ? nodeCodec.utf8Decode(bytes, null).split('\n') : null;
}

/** Judges a log. Pure. */
export function inspectJournal(
  files: JournalFiles,
  { lines: whole, rest, log }: ReadEntries,
  expected: Expected,
): Inspection {
  const checkpoint = readOrNull(files.checkpoint, (text) =>
    verifySignedCheckpoint(text, expected.vkey, nodeCrypto),
  );
  const headFile = readOrNull(files.head, parseHeadFile);
  const heads = [checkpoint, headFile, expected.largestSeen]
    .filter((head) => head !== null)
    .sort((a, b) => b.size - a.size);

  const last = rest.length === 0 && isLastTorn(whole, log, checkpoint) ? whole.at(-1) : undefined;
  const lines = last === undefined ? whole : whole.slice(0, -1);
  const torn = last !== undefined ? concatBytes(last, LINE_FEED) : rest.length > 0 ? rest : null;

  const reachable = heads.find((head) => head.size <= lines.length) ?? null;
  const checked =
    last === undefined ? log.finish(reachable) : checkLog(lines, nodeCrypto, reachable);
  const findings = { checked, heads, checkpoint, hasUnendedLine: rest.length > 0 };
  const damage =
    findForeign(files, expected, heads) ??
    findDamage(findings) ??
    findUnsigned(files, lines.length, headFile, checkpoint);
  return {
    entries: damage === null ? checked.entries : checked.readable,
    leafHashes: checked.leafHashes,
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
function isLastTorn(
  lines: readonly Uint8Array[],
  log: LogReader,
  checkpoint: Checkpoint | null,
): boolean {
  if (checkpoint === null || lines.length <= checkpoint.size) return false;
  return log.finish(checkpoint).firstBad?.seq === lines.length - 1;
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

/** Nearly always the head is that of all entries, whose tree is there already. */
function rootAt({ tree, leafHashes }: CheckedLog, size: number): Uint8Array {
  return size === tree.size
    ? treeRoot(tree, nodeCrypto)
    : rootOf(leafHashes.slice(0, size), nodeCrypto);
}

function findDamage({ checked, heads, hasUnendedLine }: Findings): Finding | null {
  const { firstBad, leafHashes } = checked;
  if (firstBad !== null) {
    return { kind: 'broken', seq: firstBad.seq, message: `The log was changed: ${firstBad.why}.` };
  }
  const [largest] = heads;
  if (largest !== undefined && largest.size > leafHashes.length) {
    const message = `The log holds ${leafHashes.length} entries, and its head was once at ${largest.size}.`;
    // A last entry whose line feed was changed is still there; a log that ends cleanly was cut or replaced.
    return { kind: hasUnendedLine ? 'broken' : 'rolled-back', seq: leafHashes.length, message };
  }
  const unequal = heads.find((head) => !equalBytes(rootAt(checked, head.size), head.root));
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
