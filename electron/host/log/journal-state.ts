/** What the journal knows of its log, and how an entry changes that. Pure, apart from hashing. */
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import type { Checkpoint } from '../../../shared/trust/checkpoint.ts';
import { FIRST_PREV, toEntryLine, type LogEntry } from '../../../shared/trust/log-entry.ts';
import type { KeptTree } from '../../../shared/trust/kept-tree.ts';
import { appendLeaf, leafHash, treeRoot, type CompactTree } from '../../../shared/trust/merkle.ts';
import { nodeCrypto } from '../crypto.ts';

/** What the caller says of an entry; number, time and link are the journal's. */
export interface NewEntry {
  readonly type: string;
  readonly actor: string | null;
  readonly obj: Readonly<Record<string, string>>;
  readonly reason: string | null;
}

/** Where the log ends. Replaced as a whole when an entry is durable. */
export interface JournalState {
  /** Time of the last entry; empty where there is none. */
  readonly time: string;
  readonly tree: CompactTree;
  /** Leaf hash of the last entry in hex. */
  readonly prev: string;
  /** Bytes of entries.jsonl. */
  readonly length: number;
}

/** An entry that is ready to be written. */
export interface PlannedEntry {
  readonly entry: LogEntry;
  /** Its line with the line feed. */
  readonly bytes: Uint8Array;
}

/** The state that the files of a sound log stand for. */
export function toState({ entries, tree, length }: {
  readonly entries: readonly LogEntry[];
  readonly tree: KeptTree;
  readonly length: number;
}): JournalState {
  const { size } = tree;
  const time = entries.at(-1)?.time ?? '';
  const prev = size === 0 ? FIRST_PREV : toHex(tree.leafAt(size - 1));
  return { time, tree: tree.compactAt(size), prev, length };
} // prettier-ignore

export function toHead(origin: string, { tree }: Pick<JournalState, 'tree'>): Checkpoint {
  return { origin, size: tree.size, root: treeRoot(tree, nodeCrypto) };
}

/** @throws CountersignError 'input-refused' if the entry does not fit the format */
export function planEntry(
  { time, tree, prev }: JournalState,
  { type, actor, obj, reason }: NewEntry,
  now: string,
): PlannedEntry {
  const entry = { actor, obj: { ...obj }, prev, reason, seq: tree.size, time: now < time ? time : now, type }; // prettier-ignore
  return { entry, bytes: utf8Encode(`${toEntryLine(entry)}\n`) };
}

/** The state once the entry is on the disk. */
export function advance(state: JournalState, { entry, bytes }: PlannedEntry): JournalState {
  const leaf = leafHash(bytes.subarray(0, -1), nodeCrypto);
  const tree = appendLeaf(state.tree, leaf, nodeCrypto);
  return { time: entry.time, tree, prev: toHex(leaf), length: state.length + bytes.length };
}

/** The entry that comes before the first one after the clock went back. */
export function toClockRollback(before: string, now: string): NewEntry {
  const reason = `The clock of this computer went back from ${before} to ${now}`;
  return { type: 'clock-rollback', actor: null, obj: {}, reason };
}
