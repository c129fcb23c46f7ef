/** The argument as rows of a tree. Rows are in reading order, so that a subtree is one stretch of them. */
import type { ArgumentNode } from '../../../shared/case/model.ts';
import type { OutlineRow } from '../../../shared/argument/outline.ts';

export interface Entry {
  /** The id for the row that shows a node in full; parent and id for a reference to it. */
  readonly key: string;
  readonly id: string;
  readonly parent: string | null;
  readonly via: OutlineRow['via'];
  readonly isReference: boolean;
  /** A reference to one of its own ancestors: the argument goes round in a circle here. */
  readonly leadsBack: boolean;
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  /** Index after the last row of the subtree. */
  readonly end: number;
}

const BOUNDS = new Set([
  'context',
  'assumption',
  'justification',
  'awayContext',
  'awayAssumption',
  'awayJustification',
]);

/** Drops rows of contexts, assumptions and justifications that have nothing below them. */
export function withoutBounds(
  rows: readonly OutlineRow[],
  nodes: ReadonlyMap<string, ArgumentNode>,
): readonly OutlineRow[] {
  return rows.filter((row, index) => {
    const kind = nodes.get(row.id)?.kind;
    const isLeaf = (rows[index + 1]?.depth ?? 0) <= row.depth;
    return !(isLeaf && row.via !== 'top' && kind !== undefined && BOUNDS.has(kind));
  });
}

/** Rows with their place among their siblings. Linear in rows. */
export function toEntries(rows: readonly OutlineRow[]): readonly Entry[] {
  // Index of the row above each row in the tree, found by keeping the path from the top.
  const path: number[] = [];
  const above = rows.map((row, index) => {
    path.length = row.depth;
    path.push(index);
    return row.depth === 0 ? -1 : (path[row.depth - 1] ?? -1);
  });
  const ends = rows.map((_, index) => index + 1);
  const sizes = new Map<number, number>();
  const positions = above.map((parent) => {
    const position = (sizes.get(parent) ?? 0) + 1;
    sizes.set(parent, position);
    return position;
  });
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const parent = above[index] ?? -1;
    if (parent >= 0) ends[parent] = Math.max(ends[parent] ?? 0, ends[index] ?? 0);
  }
  const ancestors: string[] = [];
  // Only what stands in full has rows below it, so that no id is above a row twice.
  const areAbove = new Set<string>();
  return rows.map((row, index) => {
    for (const id of ancestors.splice(row.depth)) areAbove.delete(id);
    const leadsBack = row.isRepeat && areAbove.has(row.id);
    if (!row.isRepeat) areAbove.add(row.id);
    ancestors.push(row.isRepeat ? '' : row.id);
    return {
      key: row.isRepeat ? `${row.parent ?? ''}>${row.id}` : row.id,
      id: row.id,
      parent: row.parent,
      via: row.via,
      isReference: row.isRepeat,
      leadsBack,
      level: row.depth + 1,
      position: positions[index] ?? 1,
      setSize: sizes.get(above[index] ?? -1) ?? 1,
      end: ends[index] ?? index + 1,
    };
  });
}

export function isExpandable(entry: Entry, index: number): boolean {
  return entry.end > index + 1;
}

/** Indexes of the rows that are seen while `expanded` keys are unfolded. */
export function toVisible(
  entries: readonly Entry[],
  expanded: ReadonlySet<string>,
): readonly number[] {
  const visible: number[] = [];
  for (let index = 0; index < entries.length;) {
    const entry = entries[index];
    if (entry === undefined) break;
    visible.push(index);
    index = expanded.has(entry.key) ? index + 1 : entry.end;
  }
  return visible;
}

/** Keys to unfold so that the row of a node can be seen. */
export function toAncestorKeys(entries: readonly Entry[], id: string): readonly string[] {
  const byKey = new Map(entries.map((one) => [one.key, one]));
  const keys = new Set<string>();
  for (let at = byKey.get(id)?.parent ?? null; at !== null && !keys.has(at);) {
    keys.add(at);
    at = byKey.get(at)?.parent ?? null;
  }
  return [...keys];
}

/** Levels above this one are unfolded when a case opens. */
const OPEN_LEVELS = 2;

export function toFirstExpanded(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(
    entries
      .filter((one, index) => one.level <= OPEN_LEVELS && isExpandable(one, index))
      .map((one) => one.key),
  );
}

export interface Hidden {
  readonly nodes: number;
  readonly open: number;
  readonly unread: number;
}

/** Counts below each row by running sums; references are counted where they are shown in full. */
export function toHiddenCounts(
  entries: readonly Entry[],
  isUnread: (id: string) => boolean,
  countOpen: (id: string) => number,
): (index: number) => Hidden {
  const sums: Hidden[] = [{ nodes: 0, open: 0, unread: 0 }];
  let [nodes, open, unread] = [0, 0, 0];
  for (const entry of entries) {
    if (!entry.isReference) {
      nodes += 1;
      open += countOpen(entry.id);
      unread += isUnread(entry.id) ? 1 : 0;
    }
    sums.push({ nodes, open, unread });
  }
  return (index) => {
    const from = sums[index + 1];
    const to = sums[entries[index]?.end ?? index + 1];
    if (from === undefined || to === undefined) return { nodes: 0, open: 0, unread: 0 };
    return {
      nodes: to.nodes - from.nodes,
      open: to.open - from.open,
      unread: to.unread - from.unread,
    };
  };
}

/** "hides 20: 1 open, 14 unread" */
export function toHiddenWords({ nodes, open, unread }: Hidden): string {
  const parts = [
    open > 0 ? `${String(open)} open` : '',
    unread > 0 ? `${String(unread)} unread` : '',
  ];
  const inside = parts.filter((one) => one !== '').join(', ');
  return `hides ${String(nodes)}${inside === '' ? '' : `: ${inside}`}`;
}

/** Next row whose id or words begin with what was typed, going round from the row after `from`. */
export function findByTyping(
  labels: readonly string[],
  from: number,
  typed: string,
): number | null {
  const wanted = typed.toLowerCase();
  for (let step = wanted.length > 1 ? 0 : 1; step <= labels.length; step += 1) {
    const index = (from + step) % labels.length;
    if (labels[index]?.toLowerCase().startsWith(wanted) === true) return index;
  }
  return null;
}
