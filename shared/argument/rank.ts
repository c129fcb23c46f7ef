/** What structure says of each node in three columns: order, reach, shared support. */
import type { SafetyCase } from '../case/model.ts';
import { findCutSets, toEvents } from './cut-sets.ts';
import { evaluate, toFailureModel, toSupportCycles } from './failure-model.ts';
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

/** What structure says of a case, with counts in place of lists, so that deep cases stay small. */
export interface Ranking {
  readonly ranks: readonly NodeRank[];
  /** Minimal cut sets of order 2. */
  readonly pairs: readonly (readonly string[])[];
  readonly cycles: readonly (readonly string[])[];
}

type Ranked = Pick<SafetyCase, 'nodes' | 'topNode'>;

/** The ranks alone, in the order of the file. */
export function rankNodes(safetyCase: Ranked): NodeRank[] {
  return [...toRanking(safetyCase).ranks];
}

export function toRanking({ nodes, topNode }: Ranked): Ranking {
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
  const ranks = nodes.map(({ id }, index) => ({
    id,
    order: orders.get(id) ?? null,
    reach: reachOf(index).count,
    shared: shared.has(index),
  }));
  return { ranks, pairs: byOrder[1] ?? [], cycles: toSupportCycles(model) };
}
