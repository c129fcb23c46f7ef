/** The order in which N goes through the case (product 3f), found by the worker once a case. */
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { RankedItem } from '../../../shared/argument/reading-order.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { StructureView } from '../../../shared/review/view.ts';
import { toQueue } from '../../state/queue.ts';
import { groups, useReview } from '../../state/review.ts';
import { toMade } from '../analysis/groups.ts';
import { ask } from '../graph/work.ts';

interface KnownOrder {
  readonly of: SafetyCase | null;
  readonly items: readonly RankedItem[];
}

/** A place in the queue; `why` is empty where only the argument gives the order. */
export type QueueItem = Pick<RankedItem, 'id' | 'why'>;

export const useReadingOrder = create<KnownOrder>()(() => ({ of: null, items: [] }));

/**
 * The queue of a case. Until the worker has answered, and where it names nothing, the load-bearing claims
 * as the argument names them.
 */
export function toReadingQueueOf(
  safetyCase: SafetyCase,
  structure: StructureView,
  { of, items }: KnownOrder,
): readonly QueueItem[] {
  if (of === safetyCase && items.length > 0) return items;
  return toQueue(safetyCase.nodes, structure).map((id) => ({ id, why: '' }));
}

let asked: Promise<void> = Promise.resolve();

/** Resolves when the order is known, or is not to be had: whoever goes on before that would go another way. */
export function whenOrdered(): Promise<void> {
  return asked;
}

/** Asks for the order, again when a group was made or changed. A failure leaves the plain order. */
export function useLoadReadingOrder(safetyCase: SafetyCase | null): void {
  const drafts = useReview(groups);
  const made = useMemo(() => drafts.map(toMade), [drafts]);
  useEffect(() => {
    if (safetyCase === null) return;
    let isLeft = false;
    asked = ask(safetyCase, 'order', made)
      .then((items) => {
        if (!isLeft) useReadingOrder.setState({ of: safetyCase, items });
      })
      .catch(() => undefined);
    return () => {
      isLeft = true;
    };
  }, [safetyCase, made]);
}
