/** What falls when some nodes fail, and what stands because something else carries it. */
import type { SafetyCase } from '../case/model.ts';
import { evaluate, toFailureModel } from './failure-model.ts';
import { findFallen } from './single-points.ts';

export interface WhatIf {
  readonly failed: readonly string[];
  /** Set as failing, but by structure they did not hold before either. */
  readonly heldNothing: readonly string[];
  /** What held and does not any more, the failed ones left out, in the order of the file. */
  readonly fallen: readonly string[];
  /** Nodes with a support that failed or fell which still hold, and how much of their support is left. */
  readonly standing: readonly { readonly id: string; readonly left: number; readonly of: number }[];
  readonly topHeld: boolean;
  readonly topHolds: boolean;
}

/** Linear in nodes and links. Ids that the case does not have are left out. */
export function toWhatIf(
  { nodes, topNode }: Pick<SafetyCase, 'nodes' | 'topNode'>,
  failedIds: readonly string[],
): WhatIf {
  const model = toFailureModel(nodes, topNode);
  const before = evaluate(model);
  const failed = failedIds.flatMap((id) => model.indexOf.get(id) ?? []);
  const isFailed = new Set(failed);
  const after = new Set(findFallen(model, before, failed));
  const idOf = (index: number): string => model.ids[index] ?? '';
  const gone = (index: number): boolean => after.has(index) || isFailed.has(index);
  const standing = model.ids.flatMap((id, index) => {
    const children = model.children[index] ?? [];
    if (before.holds[index] !== 1 || gone(index) || !children.some(gone)) return [];
    const left = children.filter((child) => before.holds[child] === 1 && !gone(child)).length;
    return [{ id, left, of: children.length }];
  });
  const topHeld = model.top !== -1 && before.holds[model.top] === 1;
  return {
    failed: failed.map(idOf),
    heldNothing: failed.filter((index) => before.holds[index] !== 1).map(idOf),
    fallen: model.ids.filter((_, index) => after.has(index) && !isFailed.has(index)),
    standing,
    topHeld,
    topHolds: topHeld && !after.has(model.top),
  };
}
