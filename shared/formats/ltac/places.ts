/** Where each element of an argument stands in an LTAC file: a graph as packages of lines. */
import { targetsOf } from '../../argument/case-index.ts';
import { listOf, isObject, textOf } from '../../case/read-fields.ts';
import { LTAC_TYPES } from './parse-line.ts';
import type { LtacType } from './parse-line.ts';
import { isCounter } from './out-node.ts';
import type { Lose, OutNode } from './out-node.ts';

export type WrittenPlace =
  | { readonly how: 'element'; readonly depth: number; readonly id: string; readonly node: OutNode }
  | { readonly how: 'link' | 'citation'; readonly depth: number; readonly id: string; readonly type: LtacType; readonly options: readonly string[] }; // prettier-ignore

/** What stands below an element, and how it is named there. */
interface Below {
  readonly child: string;
  /** Type for a citation of something that is not there. */
  readonly type: LtacType;
}

type Nodes = ReadonlyMap<string, OutNode>;

const SCOPE: readonly LtacType[] = ['Context', 'Assumption', 'Justification', 'Relation'];

/** True where a reader of LTAC puts the child among what supports. */
function isReadAsSupport(child: OutNode): boolean {
  return !isCounter(child) && !SCOPE.includes(child.type);
}

function underOf(node: OutNode): string | null | undefined {
  const { under } = node.foreign;
  return under === null ? null : (textOf(under) ?? undefined);
}

/** The element above a relation; the node itself where it is none. */
function aboveRelations(id: string, nodes: Nodes): string | null {
  let at: string | null = id;
  const seen = new Set<string>();
  while (at !== null && nodes.get(at)?.type === 'Relation' && !seen.has(at)) {
    seen.add(at);
    const node = nodes.get(at);
    at = node === undefined ? null : (underOf(node) ?? null);
  }
  return at;
}

/** Children that a relation holds in the place of the element above it. */
function heldByRelations(nodes: Nodes): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const node of nodes.values()) {
    const under = underOf(node);
    if (typeof under === 'string' && nodes.get(under)?.type === 'Relation') {
      held.set(`${aboveRelations(under, nodes) ?? ''}\n${node.id}`, under);
    }
    if (node.type !== 'Relation') continue;
    for (const place of listOf(node.foreign['places'])) {
      const child = isObject(place) ? textOf(place['child']) : null;
      if (child !== null) held.set(`${aboveRelations(node.id, nodes) ?? ''}\n${child}`, node.id);
    }
  }
  return held;
}

/** All links as lines below lines, in the order of the nodes; those that read otherwise are reported. */
function toBelow(nodes: Nodes, lose: Lose): Map<string, Below[]> {
  const below = new Map<string, Below[]>();
  const held = heldByRelations(nodes);
  const put = (parent: string, child: string, type: LtacType): void => {
    const at = held.get(`${parent}\n${child}`) ?? parent;
    const list = below.get(at) ?? [];
    list.push({ child, type });
    below.set(at, list);
  };
  for (const node of nodes.values()) {
    for (const key of ['supportedBy', 'inContextOf'] as const) {
      for (const id of node[key]) {
        const child = nodes.get(id);
        put(node.id, id, child?.type ?? (key === 'supportedBy' ? 'Claim' : 'Context'));
        if (child === undefined) continue;
        const isKept = !isCounter(child) && isReadAsSupport(child) === (key === 'supportedBy');
        if (!isKept) lose('changed', node.id, key, `${id}, a ${child.type}, stands below ${node.id}; LTAC does not tell that it is named in ${key}.`); // prettier-ignore
      }
    }
    for (const target of node.challenges.map((challenge) => targetsOf(challenge)[0] ?? '')) {
      if (!nodes.has(target))
        lose('dropped', node.id, 'challenges', `${node.id} challenges ${target}, which is not there.`); // prettier-ignore
      else put(target, node.id, node.type);
      if (!isCounter(node)) lose('changed', node.id, 'challenges', `${node.id}, a ${node.type}, cannot challenge in LTAC.`); // prettier-ignore
    }
  }
  return below;
}

/** The line below which each element is written out; null for the top of a package. */
function toHomes(nodes: Nodes, below: ReadonlyMap<string, readonly Below[]>): Map<string, string | null> {
  const parents = new Map<string, Set<string>>();
  for (const [parent, list] of below) {
    for (const { child } of list) {
      const known = parents.get(child) ?? new Set();
      parents.set(child, known.add(parent));
    }
  }
  return new Map(
    [...nodes.values()].map((node) => {
      const own = parents.get(node.id) ?? new Set<string>();
      const under = underOf(node);
      if (under === null) return [node.id, null];
      if (under !== undefined && own.has(under)) return [node.id, under];
      return [node.id, [...own][0] ?? null];
    }),
  );
} // prettier-ignore

/** Breaks circles of homes: the first element of each circle starts a package. */
function breakCircles(homes: Map<string, string | null>): void {
  const settled = new Set<string>();
  for (const start of homes.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let at: string | null = start;
    while (at !== null && !settled.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = homes.get(at) ?? null;
    }
    if (at !== null && onPath.has(at)) homes.set(at, null);
    for (const id of path) settled.add(id);
  }
}

/** Package of each element, by the id on its top. */
function toPackages(homes: ReadonlyMap<string, string | null>): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  for (const start of homes.keys()) {
    const path: string[] = [];
    let at = start;
    for (let home = homes.get(at); home != null && !packages.has(at); home = homes.get(at)) {
      path.push(at);
      at = home;
    }
    const top = packages.get(at) ?? at;
    for (const id of [...path, at]) packages.set(id, top);
  }
  return packages;
}

/** How the file that was read named a child that stands elsewhere as well. */
function readPlace(node: OutNode, child: string): { how: 'link' | 'citation' | null; options: string[]; type: LtacType | null } {
  for (const place of listOf(node.foreign['places'])) {
    if (!isObject(place) || place['child'] !== child) continue;
    const how = place['how'] === 'link' || place['how'] === 'citation' ? place['how'] : null;
    const type = LTAC_TYPES.find((item) => item === place['type']) ?? null;
    return { how, type, options: listOf(place['options']).flatMap((option) => textOf(option) ?? []) };
  }
  return { how: null, options: [], type: null };
} // prettier-ignore

/**
 * The lines of the file in order, without recursion: a case may be thousands of levels deep.
 * @param top Id whose package comes first.
 */
export function toPlaces(
  nodes: Nodes,
  top: string | null,
  lose: Lose,
): { readonly places: readonly WrittenPlace[]; readonly dangling: readonly string[] } {
  const below = toBelow(nodes, lose);
  const homes = toHomes(nodes, below);
  breakCircles(homes);
  const packages = toPackages(homes);
  const first = top === null ? undefined : packages.get(top);
  const tops = [...homes].filter(([, home]) => home === null).map(([id]) => id);
  const ordered = first === undefined ? tops : [first, ...tops.filter((id) => id !== first)];
  const places: WrittenPlace[] = [];
  const dangling = new Set<string>();
  const written = new Set<string>();
  /** One line below a node: the child itself where it is at home there, or its name. */
  const toPlace = (node: OutNode, { child, type }: Below, depth: number): WrittenPlace => {
    const target = nodes.get(child);
    if (target === undefined) dangling.add(child);
    else if (homes.get(child) === node.id && !written.has(child)) {
      written.add(child);
      return { how: 'element', depth, id: child, node: target };
    }
    const read = readPlace(node, child);
    const isNear = target !== undefined && packages.get(child) === packages.get(node.id);
    const how = read.how ?? (isNear ? 'link' : 'citation');
    return {
      how,
      depth,
      id: child,
      type: target?.type ?? read.type ?? type,
      options: read.options,
    };
  };
  for (const id of ordered) {
    const node = nodes.get(id);
    const stack: WrittenPlace[] =
      node === undefined ? [] : [{ how: 'element', depth: 0, id, node }];
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      places.push(place);
      if (place.how !== 'element') continue;
      const { node: at, depth } = place;
      const lines = (below.get(place.id) ?? []).map((item) => toPlace(at, item, depth + 1));
      stack.push(...lines.reverse());
    }
  }
  return { places, dangling: [...dangling] };
}
