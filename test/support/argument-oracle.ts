/** Small random arguments, and what holds in them, computed slowly by the definition (product 3f). */
import fc from 'fast-check';
import type { ArgumentNode } from '../../shared/case/model.ts';
import { buildNode } from './builders.ts';

/** Adds what is derivable until nothing changes. */
export function holdsByDefinition(nodes: readonly ArgumentNode[], failed: ReadonlySet<string>): Set<string> {
  const holds = new Set<string>();
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const node of nodes) {
      if (holds.has(node.id) || failed.has(node.id) || node.undeveloped) continue;
      const children = [...new Set(node.supportedBy)];
      const count = children.filter((id) => holds.has(id)).length;
      const needed =
        children.length === 0 ? 0
        : node.supportMode === 'any_of' ? 1
        : node.supportMode === 'k_of_n' ? (node.k ?? children.length)
        : children.length;
      if (count < needed || !node.inContextOf.every((id) => holds.has(id))) continue;
      holds.add(node.id);
      isChanged = true;
    }
  }
  return holds;
} // prettier-ignore

/** Up to 12 claims with cycles, contexts and every gate. The first, G0, is the top. */
export const randomNodes = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, index) => `G${String(index)}`);
  const node = fc.record({
    supportedBy: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 4 }),
    inContextOf: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 1 }),
    hasScope: fc.integer({ min: 0, max: 3 }),
    mode: fc.constantFrom('all_of' as const, 'any_of' as const, 'any_of' as const, 'k_of_n' as const),
    k: fc.integer({ min: 1, max: 4 }),
    undeveloped: fc.integer({ min: 0, max: 9 }).map((value) => value === 0 && size > 3),
  });
  return fc.array(node, { minLength: size, maxLength: size }).map((shapes) =>
    shapes.map((shape, index) =>
      buildNode(ids[index] ?? '', {
        supportedBy: shape.supportedBy,
        inContextOf: shape.hasScope === 0 ? shape.inContextOf : [],
        supportMode: shape.mode,
        k: shape.mode === 'k_of_n' ? Math.max(1, Math.min(shape.k, shape.supportedBy.length)) : null,
        undeveloped: shape.undeveloped,
      }),
    ),
  );
}); // prettier-ignore
