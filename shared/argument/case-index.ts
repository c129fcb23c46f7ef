/** Who points at whom in a case: built once, linear in nodes and links. */
import type { ArgumentNode, SafetyCase } from '../case/model.ts';

export interface CaseIndex {
  readonly byId: ReadonlyMap<string, ArgumentNode>;
  /** Ids that exist, without repeats, in the order in which the node names them; of nodes that name any. */
  readonly childrenOf: ReadonlyMap<string, readonly string[]>;
  readonly contextsOf: ReadonlyMap<string, readonly string[]>;
  /** The other way round, in the order of the file. */
  readonly parentsOf: ReadonlyMap<string, readonly string[]>;
  readonly inScopeOf: ReadonlyMap<string, readonly string[]>;
  /** Defeaters of a node, and of each relation that begins or ends at it. */
  readonly challengersOf: ReadonlyMap<string, readonly string[]>;
  /** Nodes that cite an item of evidence, by its id. */
  readonly usersOfEvidence: ReadonlyMap<string, readonly string[]>;
  /** Nodes that nothing points at and that doubt nothing: the top first, then in the order of the file. */
  readonly roots: readonly string[];
}

/** Ends of what a defeater doubts: one id, or two for a relation "X -> Y". */
export function targetsOf(challenge: string): readonly string[] {
  return challenge.split(/\s*->\s*/u).map((id) => id.trim());
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}

/** Ids without repeats, in the order of their first place. Lists of ids are short. */
export function withoutRepeats(ids: readonly string[]): readonly string[] {
  if (ids.length < 2) return ids;
  if (ids.length > 16) return [...new Set(ids)];
  const isFirst = (id: string, at: number): boolean => ids.indexOf(id) === at;
  return ids.every(isFirst) ? ids : ids.filter(isFirst);
}

/** An index is asked for by rules, weaknesses and analysis in turn; nodes that were read never change. */
const built = new WeakMap<readonly ArgumentNode[], { topNode: string | null; index: CaseIndex }>();

/** The same index for the same nodes and top. */
export function toCaseIndex(safetyCase: Pick<SafetyCase, 'nodes' | 'topNode'>): CaseIndex {
  const { nodes, topNode } = safetyCase;
  const known = built.get(nodes);
  if (known?.topNode === topNode) return known.index;
  const index = buildIndex(nodes, topNode);
  built.set(nodes, { topNode, index });
  return index;
}

function buildIndex(nodes: readonly ArgumentNode[], topNode: string | null): CaseIndex {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const isThere = (id: string): boolean => byId.has(id);
  const existing = (ids: readonly string[]): readonly string[] =>
    ids.every(isThere) ? withoutRepeats(ids) : withoutRepeats(ids.filter(isThere));
  const childrenOf = new Map<string, readonly string[]>();
  const contextsOf = new Map<string, readonly string[]>();
  const [parentsOf, inScopeOf] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const [challengersOf, usersOfEvidence] = [
    new Map<string, string[]>(),
    new Map<string, string[]>(),
  ];
  for (const node of nodes) {
    const [children, contexts] = [existing(node.supportedBy), existing(node.inContextOf)];
    if (children.length > 0) childrenOf.set(node.id, children);
    if (contexts.length > 0) contextsOf.set(node.id, contexts);
    for (const child of children) push(parentsOf, child, node.id);
    for (const context of contexts) push(inScopeOf, context, node.id);
    if (node.challenges.length > 0)
      for (const target of node.challenges.flatMap(targetsOf)) push(challengersOf, target, node.id);
    for (const evidence of withoutRepeats(node.evidence)) push(usersOfEvidence, evidence, node.id);
  }
  const isRoot = (node: ArgumentNode): boolean =>
    !parentsOf.has(node.id) && !inScopeOf.has(node.id) && node.challenges.length === 0;
  const roots = nodes.filter(isRoot).map((node) => node.id);
  const top = topNode !== null && byId.has(topNode) ? [topNode] : [];
  return {
    byId,
    childrenOf,
    contextsOf,
    parentsOf,
    inScopeOf,
    challengersOf,
    usersOfEvidence,
    roots: [...new Set([...top, ...roots])],
  };
}
