/** The order in which load-bearing nodes are offered for reading: as the argument names them, from the top. */
import type { ArgumentNode } from '../../shared/case/model.ts';
import type { StructureView } from '../../shared/review/view.ts';

/** Ids of nodes that are load-bearing by structure or by the author's word, depth first from the top. */
export function toQueue(
  nodes: readonly ArgumentNode[],
  structure: StructureView,
): readonly string[] {
  const byId = new Map(nodes.map((one) => [one.id, one]));
  const seen = new Set<string>();
  const queue: string[] = [];
  // A stack of our own: an argument may be deeper than the call stack.
  const stack = [...nodes.map((one) => one.id).reverse()];
  if (structure.top !== null) stack.push(structure.top);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = byId.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    if (node.declaredLoadBearing || Object.hasOwn(structure.loadBearing, id)) queue.push(id);
    stack.push(...node.supportedBy.toReversed());
  }
  return queue;
}
