/** What is known of the objects of a case for `is:` and `order:`, besides their words. */
import type { State } from './operators.ts';

export interface Fact {
  readonly is: ReadonlySet<State>;
  /** Size of the smallest minimal cut set that holds the node; null beyond order 3, or for no node. */
  readonly order: number | null;
}

export interface Facts {
  /** By subject of an item. */
  readonly of: ReadonlyMap<string, Fact>;
  /** False while the structure is being looked at: `order:` and `is:shared` have no answer yet. */
  readonly hasOrders: boolean;
}

export const NO_FACTS: Facts = { of: new Map(), hasOrders: false };
