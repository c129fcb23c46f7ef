/** Support that is shared under claimed redundancy: the hidden kind of load-bearing (product 3f). */
import type { FailureModel } from './failure-model.ts';

/**
 * Nodes that stand below two or more children of a gate that does not need all of its children. Time in
 * proportion to what lies below such gates.
 */
export function findShared(model: FailureModel): ReadonlySet<number> {
  const shared = new Set<number>();
  for (let gate = 0; gate < model.ids.length; gate += 1) {
    const children = model.children[gate] ?? [];
    if (children.length < 2 || model.needed[gate] === children.length) continue;
    const seen = new Set<number>();
    for (const child of children) {
      const below = findBelow(model, child, gate);
      for (const index of below) {
        if (seen.has(index)) shared.add(index);
        seen.add(index);
      }
    }
  }
  return shared;
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
