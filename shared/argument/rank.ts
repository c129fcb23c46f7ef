/** What structure says of each node in three columns: order, reach, shared support. */
import type { SafetyCase } from '../case/model.ts';
import { findCutSets, toEvents } from './cut-sets.ts';
import { evaluate, toFailureModel } from './failure-model.ts';
import { findShared } from './shared-support.ts';
import { toReach } from './reach.ts';

export interface NodeRank {
  readonly id: string;
  /** Size of the smallest minimal cut set that holds the node; null beyond order 3 or without one. */
  readonly order: number | null;
  /** How many nodes fall with it, itself left out; null where it takes too long to count. */
  readonly reach: number | null;
  /** Stands below two or more children of a gate with room. */
  readonly shared: boolean;
}

/** Like the nodes of `analyseArgument`, with counts in place of lists, so that deep cases stay small. */
export function rankNodes({ nodes, topNode }: Pick<SafetyCase, 'nodes' | 'topNode'>): NodeRank[] {
  const model = toFailureModel(nodes, topNode);
  const intact = evaluate(model);
  const { byOrder } = findCutSets(
    model,
    toEvents(model, () => true),
  );
  const orders = new Map<string, number>();
  byOrder.forEach((sets, at) => {
    for (const id of sets.flat()) if (!orders.has(id)) orders.set(id, at + 1);
  });
  const { shared } = findShared(model);
  const reachOf = toReach(model, intact);
  return nodes.map(({ id }, index) => ({
    id,
    order: orders.get(id) ?? null,
    reach: reachOf(index).count,
    shared: shared.has(index),
  }));
}
