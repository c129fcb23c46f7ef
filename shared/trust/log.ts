/** The chain between the entries of a log, and the heads that it leads to (formats.md 6). */
import { CountersignError } from '../errors.ts';
import { equalBytes, fromHex, isHexOf, toHex, utf8Decode, utf8Encode } from './bytes.ts';
import { keepTree, type KeptTree } from './kept-tree.ts';
import { FIRST_PREV, parseEntryLine, type LogEntry } from './log-entry.ts';
import { leafHash, rootOf } from './merkle.ts';
import type { TrustCrypto } from './ports.ts';

/** A head that a log must agree with. */
export interface KnownHead {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface BadEntry {
  readonly seq: number;
  readonly why: string;
}

export interface CheckedLog {
  /** The entries before the first bad one. */
  readonly entries: readonly LogEntry[];
  /** Every line that can be read as an entry, those after a bad one included: to show, not to trust. */
  readonly readable: readonly LogEntry[];
  /** Over all lines, bad ones included. */
  readonly tree: KeptTree;
  readonly firstBad: BadEntry | null;
}

/** Cuts the bytes of entries.jsonl at its line feeds. `rest` is what stands after the last one. */
export function splitLines(bytes: Uint8Array): {
  readonly lines: readonly Uint8Array[];
  readonly rest: Uint8Array;
} {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, rest: bytes.subarray(start) };
}

/**
 * Checks every line, the chain between them and, where one is given, the head they must lead to. Goes on
 * hashing after a bad line, and names the first one. What never was in the chain (a tail that was cut off,
 * a chain that was made anew) only a head can show.
 */
export function checkLog(
  lines: readonly (Uint8Array | string)[],
  crypto: TrustCrypto,
  head: KnownHead | null = null,
): CheckedLog {
  const reader = createLogReader(crypto);
  for (const line of lines) reader.add(line);
  return reader.finish(head);
}

/** `checkLog` line by line, for those who must give way to other work in between. */
export interface LogReader {
  /** @param text The line as text, where the caller has it already. */
  add(line: Uint8Array | string, text?: string): void;
  /** Lines that were added. */
  size(): number;
  finish(head: KnownHead | null): CheckedLog;
}

export function createLogReader(crypto: TrustCrypto): LogReader {
  const parsed: Parsed[] = [];
  const isLinked: boolean[] = [];
  const tree = keepTree(crypto);
  let before: Uint8Array | null = null;
  const isNext = ({ prev }: LogEntry): boolean =>
    before === null ? prev === FIRST_PREV : isHexOf(prev, before);
  return {
    add(line, text) {
      const leaf = leafHash(typeof line === 'string' ? utf8Encode(line) : line, crypto);
      const entry = tryParse(text ?? line, parsed.length);
      isLinked.push(!(entry instanceof CountersignError) && isNext(entry));
      parsed.push(entry);
      tree.append(leaf);
      before = leaf;
    },
    size: () => parsed.length,
    finish(head) {
      const firstBad = findFirstBad({ parsed, isLinked, tree }, head, crypto) ?? findBadHead(tree, head); // prettier-ignore
      const isReadable = (entry: Parsed): entry is LogEntry => !(entry instanceof CountersignError);
      const readable = parsed.filter(isReadable);
      const entries = firstBad === null ? readable : parsed.slice(0, firstBad.seq).filter(isReadable); // prettier-ignore
      return { entries, readable, tree, firstBad };
    },
  };
}

type Parsed = LogEntry | CountersignError;

/** By line: the entry or what is wrong with it, and whether it names the one before. The tree over all. */
interface ReadLines {
  readonly parsed: readonly Parsed[];
  readonly isLinked: readonly boolean[];
  readonly tree: KeptTree;
}

function tryParse(line: Uint8Array | string, seq: number): Parsed {
  const file = `entry ${seq}`;
  try {
    return parseEntryLine(typeof line === 'string' ? line : utf8Decode(line, file), file);
  } catch (error) {
    if (error instanceof CountersignError) return error;
    throw error;
  }
}

function findFirstBad(
  { parsed, isLinked, tree }: ReadLines,
  head: KnownHead | null,
  crypto: TrustCrypto,
): BadEntry | null {
  let time = '';
  for (const [seq, entry] of parsed.entries()) {
    if (entry instanceof CountersignError) return { seq, why: entry.message };
    if (entry.seq !== seq) return { seq, why: `entry ${seq} bears the number ${entry.seq}` };
    if (isLinked[seq] !== true) {
      const isBefore = seq > 0 && isChangeBefore(seq, parsed, tree, head, crypto);
      if (isBefore)
        return { seq: seq - 1, why: `entry ${seq} was written after another entry ${seq - 1}` };
      return { seq, why: `entry ${seq} does not follow from the entry before it` };
    }
    if (entry.time < time) return { seq, why: `entry ${seq} is earlier than the entry before it` };
    time = entry.time;
  }
  return null;
}

/**
 * A broken link between two entries says that one of them was changed. It was the earlier one if what
 * came later vouches for this one: the next entry or, for the last, a head that fits with the old link. A
 * head over just the entries before vouches for those.
 */
function isChangeBefore(
  seq: number,
  parsed: readonly Parsed[],
  tree: KeptTree,
  head: KnownHead | null,
  crypto: TrustCrypto,
): boolean {
  const [entry, next] = [parsed[seq], parsed[seq + 1]];
  if (entry === undefined || entry instanceof CountersignError) return false;
  if (next !== undefined && !(next instanceof CountersignError))
    return next.prev === toHex(tree.leafAt(seq));
  if (head?.size === seq) return !isRootAt(tree, head);
  if (head?.size !== seq + 1) return true;
  const asLinked = Array.from({ length: head.size }, (_, index) =>
    index === seq - 1 ? fromHex(entry.prev) : tree.leafAt(index),
  );
  return equalBytes(rootOf(asLinked, crypto), head.root);
}

function isRootAt(tree: KeptTree, { size, root }: KnownHead): boolean {
  const found = tree.rootAt(size);
  return found !== null && equalBytes(found, root);
}

function findBadHead(tree: KeptTree, head: KnownHead | null): BadEntry | null {
  if (head === null) return null;
  if (tree.size < head.size) {
    return {
      seq: tree.size,
      why: `there are ${tree.size} entries, the head names ${head.size}`,
    };
  }
  if (isRootAt(tree, head)) return null;
  // The chain is whole, so either its last link or everything from some entry on was made anew.
  return {
    seq: Math.max(0, head.size - 1),
    why: `the first ${head.size} entries do not lead to their signed head`,
  };
}
