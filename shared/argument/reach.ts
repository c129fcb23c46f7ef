/**
 * What falls with a node, for all nodes of an argument at once. In a chain of thousands the lists together
 * are as long as the square of it, so that they are counted, and listed only up to a limit.
 */
import type { Evaluation, FailureModel } from './failure-model.ts';
import { findFallen } from './single-points.ts';

export interface Reach {
  /** How many nodes fall with it, itself left out; null where the search was given up (`MOST_STEPS`). */
  readonly count: number | null;
  /** The first of them by what rests on what, the nearest first; at most as many as were asked for. */
  readonly first: readonly number[];
}

/** Nodes that may be looked at for all nodes with several parents together. */
export const MOST_STEPS = 5_000_000;
const NOTHING: Reach = { count: 0, first: [] };

/**
 * Asks for one node after the other. What falls with a node that has one parent is that parent and what falls
 * with it, so that trees and chains take time in proportion to their nodes; only nodes with several parents
 * are each searched from.
 * @param listed How many nodes are listed for each.
 */
export function toReach(model: FailureModel, evaluation: Evaluation, listed = 0): (index: number) => Reach {
  const { rank } = evaluation;
  const known = new Map<number, Reach>();
  let steps = 0;
  const search = (index: number): Reach => {
    if (steps > MOST_STEPS) return { count: null, first: [] };
    const fallen = findFallen(model, evaluation, [index]);
    steps += fallen.length;
    const others = listed === 0 ? [] : fallen.filter((other) => other !== index);
    others.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0));
    return { count: Math.max(0, fallen.length - 1), first: others.slice(0, listed) };
  };
  const join = (parent: number, above: Reach): Reach => ({
    count: above.count === null ? null : above.count + 1,
    first: listed === 0 ? [] : [parent, ...above.first].slice(0, listed),
  });
  return (index) => {
    // Up the only way there is, then back with what was found at its end.
    const way: number[] = [];
    let at = index;
    let parent = onlyParent(model, evaluation, at);
    while (parent !== null && parent !== -1 && !known.has(at)) {
      way.push(at);
      at = parent;
      parent = onlyParent(model, evaluation, at);
    }
    let reach = known.get(at) ?? (parent === null ? search(at) : NOTHING);
    known.set(at, reach);
    for (let below = way.pop(); below !== undefined; below = way.pop()) {
      reach = join(at, reach);
      known.set(below, reach);
      at = below;
    }
    return reach;
  };
} // prettier-ignore

/** The parent that falls with a node; -1 where none does; null where it must be searched. */
function onlyParent(
  model: FailureModel,
  { holds, room }: Evaluation,
  index: number,
): number | null {
  if (holds[index] !== 1) return -1;
  if (model.cycleOf[index] !== -1) return null;
  const supports = (model.supports[index] ?? []).filter((above) => holds[above] === 1);
  const scopes = (model.scopes[index] ?? []).filter((above) => holds[above] === 1);
  const [parent, second] = new Set([...supports, ...scopes]);
  if (parent === undefined) return -1;
  if (second !== undefined || model.cycleOf[parent] !== -1) return null;
  return scopes.length > 0 || room[parent] === 0 ? parent : -1;
}
