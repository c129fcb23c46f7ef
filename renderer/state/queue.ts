/** The order in which load-bearing claims are offered for reading: as the argument names them, from the top. */
import type { ArgumentNode } from '../../shared/case/model.ts';
import type { StructureView } from '../../shared/review/view.ts';

/**
 * Ids of claims that are load-bearing by structure, depth first from the top: the same claims that the
 * gate of a sign-off counts. Where structure names none, those that the author declares.
 */
export function toQueue(
  nodes: readonly ArgumentNode[],
  structure: StructureView,
): readonly string[] {
  const byId = new Map(nodes.map((one) => [one.id, one]));
  const byStructure = nodes.filter(
    (one) => one.kind === 'goal' && Object.hasOwn(structure.loadBearing, one.id),
  );
  const wanted = new Set(
    (byStructure.length > 0 ? byStructure : nodes.filter((one) => one.declaredLoadBearing)).map(
      (one) => one.id,
    ),
  );
  const seen = new Set<string>();
  const queue: string[] = [];
  // A stack of our own: an argument may be deeper than the call stack.
  const stack = [...nodes.map((one) => one.id).reverse()];
  if (structure.top !== null) stack.push(structure.top);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = byId.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    if (wanted.has(id)) queue.push(id);
    stack.push(...node.supportedBy.toReversed());
  }
  return queue;
}
