/** Modules that are closed: all of their nodes become one box, with the relations that leave it. */
import type { ArgumentNode } from '../../case/model.ts';
import { targetsOf, toCaseIndex, type CaseIndex } from '../case-index.ts';
import { otherText } from '../rules/other-fields.ts';
import { isReference } from '../rules/allowed-links.ts';
import { templateOf, toMembership } from '../rules/membership.ts';
import { isAway, type Shape } from './shapes.ts';

export interface Module {
  readonly name: string;
  /** Ids of its nodes, in the order of the file. */
  readonly members: readonly string[];
}

/**
 * The module that a node stands in; null for none. What an away element or a reference names under `module`
 * is the module of another one.
 */
export function moduleOf(node: ArgumentNode): string | null {
  const own = otherText(node, 'contractModule') ?? templateOf(node);
  if (own !== null) return own;
  return isAway(node.kind) || isReference(node.kind) ? null : otherText(node, 'module');
}

/** A contract module has another shape than a module. */
export function shapeOfModule(members: readonly ArgumentNode[]): Shape {
  const { contractOf } = toMembership(members);
  return members.some((node) => contractOf(node) !== null) ? 'binder' : 'folder';
}

/** Modules of a case in the order of their first nodes. */
export function toModules(nodes: Iterable<ArgumentNode>): readonly Module[] {
  const members = new Map<string, string[]>();
  for (const node of nodes) {
    const name = moduleOf(node);
    if (name === null) continue;
    const known = members.get(name);
    if (known === undefined) members.set(name, [node.id]);
    else known.push(node.id);
  }
  return [...members].map(([name, ids]) => ({ name, members: ids }));
}

export interface Closed {
  /** The argument in which each closed module is one node. */
  readonly index: CaseIndex;
  /** Closed modules by the ids of their boxes. */
  readonly boxes: ReadonlyMap<string, Module>;
}

/** Id of the box of a module: no id of a node, however nodes are called. */
export function toBoxId(name: string, { byId }: Pick<CaseIndex, 'byId'>): string {
  let id = `Module ${name}`;
  while (byId.has(id)) id += '′';
  return id;
}

/**
 * Closes modules by name; names that no node has are passed over. A relation that leaves or enters a module
 * is one of its box, once for each end; what lies between nodes of one module is hidden with them.
 */
export function closeModules(index: CaseIndex, names: readonly string[]): Closed {
  const wanted = new Set(names);
  const closed = wanted.size === 0 ? [] : toModules(index.byId.values()).filter(({ name }) => wanted.has(name)); // prettier-ignore
  if (closed.length === 0) return { index, boxes: new Map() };
  const boxes = new Map(closed.map((module) => [toBoxId(module.name, index), module]));
  const boxOf = new Map([...boxes].flatMap(([box, { members }]) => members.map((id) => [id, box] as const))); // prettier-ignore
  const lift = (id: string): string => boxOf.get(id) ?? id;
  const liftAll = (ids: readonly string[], own: string): string[] =>
    [...new Set(ids.map(lift))].filter((id) => id !== own);
  const liftDoubt = (doubt: string): string =>
    [...new Set(targetsOf(doubt).map(lift))].join(' -> ');
  const toLifted = (node: ArgumentNode, own: string): Partial<ArgumentNode> => ({
    supportedBy: liftAll(node.supportedBy, own),
    inContextOf: liftAll(node.inContextOf, own),
    challenges: [...new Set(node.challenges.map(liftDoubt))].filter((doubt) => doubt !== own),
  });
  const nodes: ArgumentNode[] = [];
  const done = new Set<string>();
  for (const node of index.byId.values()) {
    const box = boxOf.get(node.id);
    if (box === undefined) nodes.push({ ...node, ...toLifted(node, node.id) });
    else if (!done.has(box)) {
      done.add(box);
      const members = (boxes.get(box)?.members ?? []).flatMap((id) => index.byId.get(id) ?? []);
      nodes.push({ ...toBoxNode(node, box, members), ...toLifted(join(node, members), box) });
    }
  }
  const top = index.roots[0];
  return { index: toCaseIndex({ nodes, topNode: top === undefined ? null : lift(top) }), boxes };
}

/** All relations of the members, as if one node had them. */
function join(first: ArgumentNode, members: readonly ArgumentNode[]): ArgumentNode {
  return {
    ...first,
    supportedBy: members.flatMap((one) => one.supportedBy),
    inContextOf: members.flatMap((one) => one.inContextOf),
    challenges: members.flatMap((one) => one.challenges),
  };
}

function toBoxNode(first: ArgumentNode, id: string, members: readonly ArgumentNode[]): ArgumentNode {
  const kinds = members.length === 1 ? '1 node' : `${String(members.length)} nodes`;
  return {
    ...first, id, kind: 'unknown', text: `${kinds}, closed`, supportMode: 'all_of', k: null, evidence: [],
    undeveloped: false, defeated: false, declaredLoadBearing: false, other: {},
  };
} // prettier-ignore
