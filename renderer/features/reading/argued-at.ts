/** Where a node is argued: its own prose, or that of the nearest node above it. */
import type { ArgumentNode } from '../../../shared/case/model.ts';
import type { CaseIndex } from '../../state/case.ts';

/** The node whose prose is shown; null when no node on the way up has any. */
export function toArguedAt(
  node: ArgumentNode,
  { supports, boundsOf, nodes }: Pick<CaseIndex, 'supports' | 'boundsOf' | 'nodes'>,
): ArgumentNode | null {
  const seen = new Set<string>();
  const queue = [node.id];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const at = nodes.get(id);
    if (at?.doc != null) return at;
    queue.push(...(supports.get(id) ?? []), ...(boundsOf.get(id) ?? []), ...(at?.challenges ?? []));
  }
  return null;
}
