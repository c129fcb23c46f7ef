/** The order in which load-bearing claims are offered for reading: as the argument names them, from the top. */
import type { ArgumentNode } from '../../shared/case/model.ts';
import type { StructureView } from '../../shared/review/view.ts';

const made = new WeakMap<readonly ArgumentNode[], { structure: StructureView; queue: readonly string[] }>(); // prettier-ignore

/** The same list for the same nodes and structure: several parts of the window ask for it. */
export function toQueue(
  nodes: readonly ArgumentNode[],
  structure: StructureView,
): readonly string[] {
  const known = made.get(nodes);
  if (known?.structure === structure) return known.queue;
  const queue = makeQueue(nodes, structure);
  made.set(nodes, { structure, queue });
  return queue;
}

/**
 * Ids of claims that are load-bearing by structure, depth first from the top: the same claims that the
 * gate of a sign-off counts. Where structure names none, those that the author declares.
 */
function makeQueue(nodes: readonly ArgumentNode[], structure: StructureView): readonly string[] {
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
    // A node may name more than a call may have arguments.
    for (const child of node.supportedBy.toReversed()) stack.push(child);
  }
  return queue;
}
