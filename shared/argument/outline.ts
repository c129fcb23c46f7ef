/** The order in which an argument is read: from the top down, each node once in full. */
import type { CaseIndex } from './case-index.ts';

export interface OutlineRow {
  readonly id: string;
  /** 0 for the top. */
  readonly depth: number;
  readonly parent: string | null;
  readonly via: 'top' | 'support' | 'context' | 'challenge' | 'unconnected';
  /** The node stands further up already; what is below it is not repeated. */
  readonly isRepeat: boolean;
}

interface Step {
  readonly id: string;
  readonly depth: number;
  readonly parent: string | null;
  readonly via: OutlineRow['via'];
}

/**
 * Rows from the top: a node, its context, the doubts about it, then its support. Nodes that the top does
 * not reach follow, so that every node stands in the outline. Linear in nodes and links; cycles end at
 * the repeated node.
 */
export function toOutline(index: CaseIndex): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const seen = new Set<string>();
  const descend = (start: Step): void => {
    const stack: Step[] = [start];
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      const { id, depth } = step;
      const isRepeat = seen.has(id);
      rows.push({ ...step, isRepeat });
      if (isRepeat) continue;
      seen.add(id);
      const below = (ids: readonly string[] | undefined, via: Step['via']): Step[] =>
        (ids ?? []).map((child) => ({ id: child, depth: depth + 1, parent: id, via }));
      const steps = [
        ...below(index.contextsOf.get(id), 'context'),
        ...below(index.challengersOf.get(id), 'challenge'),
        ...below(index.childrenOf.get(id), 'support'),
      ];
      // One by one: a node may name more than a call may have arguments.
      for (const next of steps.reverse()) stack.push(next);
    }
  };
  index.roots.forEach((id, at) => {
    if (!seen.has(id))
      descend({ id, depth: 0, parent: null, via: at === 0 ? 'top' : 'unconnected' });
  });
  // What is left hangs on a cycle without a root, or doubts a node that does not exist.
  for (const id of index.byId.keys()) {
    if (!seen.has(id)) descend({ id, depth: 0, parent: null, via: 'unconnected' });
  }
  return rows;
}

/** Ids in reading order, each once. */
export function toReadingOrder(index: CaseIndex): string[] {
  return toOutline(index)
    .filter((row) => !row.isRepeat)
    .map((row) => row.id);
}
