/** Support that is shared under claimed redundancy: the hidden kind of load-bearing (product 3f). */
import type { FailureModel } from './failure-model.ts';

export interface SharedSupport {
  readonly shared: ReadonlySet<number>;
  /** False where the search was given up: there may be more. */
  readonly isComplete: boolean;
}

/** Nodes that are looked at below all gates together. */
export const MOST_SHARED_STEPS = 5_000_000;

/**
 * Nodes that stand below two or more children of a gate that does not need all of its children. Time in
 * proportion to what lies below such gates.
 */
export function findShared(model: FailureModel): SharedSupport {
  const shared = new Set<number>();
  let steps = 0;
  for (let gate = 0; gate < model.ids.length; gate += 1) {
    const children = model.children[gate] ?? [];
    if (children.length < 2 || model.needed[gate] === children.length) continue;
    if (steps > MOST_SHARED_STEPS) return { shared, isComplete: false };
    const seen = new Set<number>();
    for (const child of children) {
      const below = findBelow(model, child, gate);
      steps += below.size;
      for (const index of below) {
        if (seen.has(index)) shared.add(index);
        seen.add(index);
      }
    }
  }
  return { shared, isComplete: true };
}

/** A node and everything that it rests on, `except` and what only it leads to left out. */
export function findBelow(model: FailureModel, start: number, except: number): ReadonlySet<number> {
  const found = new Set([start]);
  const queue = [start];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    for (const below of [...(model.children[index] ?? []), ...(model.scope[index] ?? [])]) {
      if (below === except || found.has(below)) continue;
      found.add(below);
      queue.push(below);
    }
  }
  return found;
}
