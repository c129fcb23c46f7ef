/** What a key does in the outline (ARIA tree pattern, ux.md 3.3). Pure: a move is answered, not made. */
import { type Entry, findByTyping, isExpandable } from './tree.ts';

export type TreeMove =
  | { readonly kind: 'focus'; readonly index: number }
  | { readonly kind: 'expand' | 'collapse'; readonly keys: readonly string[] }
  | { readonly kind: 'open' }
  | { readonly kind: 'review' };

export interface TreePlace {
  readonly entries: readonly Entry[];
  readonly visible: readonly number[];
  readonly expanded: ReadonlySet<string>;
  /** Index into `entries` of the focused row. */
  readonly at: number;
}

/** Answers null when the key means nothing here. */
export function toTreeMove(key: string, place: TreePlace): TreeMove | null {
  const { entries, visible, expanded, at } = place;
  const row = visible.indexOf(at);
  const entry = entries[at];
  if (entry === undefined) return null;
  const canExpand = isExpandable(entry, at);
  switch (key) {
    case 'ArrowDown':
      return toRow(visible, row + 1);
    case 'ArrowUp':
      return toRow(visible, row - 1);
    case 'Home':
      return toRow(visible, 0);
    case 'End':
      return toRow(visible, visible.length - 1);
    case 'ArrowRight':
      if (!canExpand) return null;
      return expanded.has(entry.key) ? { kind: 'focus', index: at + 1 } : { kind: 'expand', keys: [entry.key] };
    case 'ArrowLeft':
      if (canExpand && expanded.has(entry.key)) return { kind: 'collapse', keys: [entry.key] };
      return toParent(entries, at);
    case '*':
      return { kind: 'expand', keys: toSiblings(entries, at) };
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: 'review' };
    default:
      return null;
  }
} // prettier-ignore

/** The row that typing leads to: an id first, then words. */
export function toTypedRow(typed: string, place: TreePlace, labels: (entry: Entry) => readonly string[]): number | null {
  const rows = place.visible.map((index) => place.entries[index]).filter((one) => one !== undefined);
  const from = Math.max(0, place.visible.indexOf(place.at));
  for (const column of [0, 1]) {
    const found = findByTyping(rows.map((one) => labels(one)[column] ?? ''), from, typed);
    if (found !== null) return place.visible[found] ?? null;
  }
  return null;
} // prettier-ignore

function toRow(visible: readonly number[], row: number): TreeMove | null {
  const index = visible[row];
  return index === undefined ? null : { kind: 'focus', index };
}

function toParent(entries: readonly Entry[], at: number): TreeMove | null {
  const level = entries[at]?.level ?? 1;
  for (let index = at - 1; index >= 0; index -= 1)
    if ((entries[index]?.level ?? 0) < level) return { kind: 'focus', index };
  return null;
}

function toSiblings(entries: readonly Entry[], at: number): readonly string[] {
  const entry = entries[at];
  return entries
    .filter(
      (one, index) =>
        one.parent === entry?.parent && one.level === entry.level && isExpandable(one, index),
    )
    .map((one) => one.key);
}
