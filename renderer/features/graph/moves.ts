/** Where a key leads in the graph, along relations (ux.md 3.3). Pure: a move is answered, not made. */
import type { Drawing, DrawnNode } from '../../../shared/argument/drawing/drawing.ts';

export interface GraphLinks {
  readonly nodes: ReadonlyMap<string, DrawnNode>;
  /** Support, then doubts, from left to right. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  readonly above: ReadonlyMap<string, readonly string[]>;
  /** Contexts, assumptions and justifications of a node, and the nodes that they bound. */
  readonly aside: ReadonlyMap<string, readonly string[]>;
  readonly asideOf: ReadonlyMap<string, readonly string[]>;
  readonly roots: readonly string[];
}

export interface Place {
  /** Place among the siblings, from 1. */
  readonly at: number;
  readonly of: number;
}

export type GraphMove =
  | ({ readonly kind: 'go'; readonly id: string; readonly words: string } & Place)
  | { readonly kind: 'choose'; readonly ids: readonly string[] }
  | { readonly kind: 'unfold'; readonly id: string }
  | { readonly kind: 'none'; readonly words: string };

export function toGraphLinks(drawing: Drawing): GraphLinks {
  const below = new Map<string, string[]>();
  const above = new Map<string, string[]>();
  const aside = new Map<string, string[]>();
  const asideOf = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, key: string, value: string): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else if (!list.includes(value)) list.push(value);
  };
  for (const { from, to, kind } of drawing.lines) {
    if (from === to) continue;
    if (kind === 'context') {
      push(aside, from, to);
      push(asideOf, to, from);
      continue;
    }
    const [upper, lower] = kind === 'challenge' ? [to, from] : [from, to];
    push(below, upper, lower);
    push(above, lower, upper);
  }
  return {
    nodes: new Map(drawing.nodes.map((node) => [node.id, node])),
    below,
    above,
    aside,
    asideOf,
    roots: drawing.roots,
  };
}

const NONE: readonly string[] = [];

/** Answers null when the key means nothing here. */
export function toGraphMove(key: string, isShifted: boolean, id: string, links: GraphLinks): GraphMove | null {
  const below = links.below.get(id) ?? NONE;
  const above = links.above.get(id) ?? NONE;
  const owners = links.asideOf.get(id) ?? NONE;
  switch (key) {
    case 'ArrowDown':
      if (isShifted) return toEvidence(id, links);
      if (hides(links.nodes.get(id)) && (below.length === 0 || (links.nodes.get(id)?.members.length ?? 0) === 0)) return { kind: 'unfold', id };
      return below.length === 0 ? none(`Nothing is drawn below ${id}.`) : go('Down to', below, 0);
    case 'ArrowUp':
      return toUp(id, [...above, ...owners]);
    case 'ArrowRight':
    case 'ArrowLeft': {
      const step = key === 'ArrowRight' ? 1 : -1;
      if (isShifted) {
        const beside = links.aside.get(id) ?? NONE;
        if (step === -1 || beside.length === 0) return owners.length > 0 ? toUp(id, owners) : none(`${id} has no context.`);
        return go('To context', beside, 0);
      }
      const siblings = toSiblings(id, links);
      const next = siblings.indexOf(id) + step;
      if (siblings[next] !== undefined) return go(step === 1 ? 'Right to' : 'Left to', siblings, next);
      return none(step === 1 ? `${id} is the last of ${String(siblings.length)}.` : `${id} is the first of ${String(siblings.length)}.`);
    }
    case 'Home':
      return links.roots.length === 0 ? null : go('To the top,', links.roots, 0);
    default:
      return null;
  }
} // prettier-ignore

function hides(node: DrawnNode | undefined): boolean {
  return node !== undefined && node.hidden !== null;
}

function toUp(id: string, above: readonly string[]): GraphMove {
  if (above.length === 0) return none(`${id} is at the top.`);
  return above.length === 1 ? go('Up to', above, 0) : { kind: 'choose', ids: above };
}

function toSiblings(id: string, { above, below, aside, asideOf, roots }: GraphLinks): readonly string[] {
  const parent = above.get(id)?.[0];
  if (parent !== undefined) return below.get(parent) ?? NONE;
  const owner = asideOf.get(id)?.[0];
  if (owner !== undefined) return aside.get(owner) ?? NONE;
  return roots.includes(id) ? roots : [id];
} // prettier-ignore

/** The next evidence in reading order: below the node first, then onwards, round the end. */
function toEvidence(id: string, links: GraphLinks): GraphMove {
  const order = toReadingOrder(links);
  const isEvidence = (one: string): boolean => /^(solution|awaySolution|counterEvidence)$/.test(links.nodes.get(one)?.kind ?? ''); // prettier-ignore
  const start = order.indexOf(id);
  const found = [...order.slice(start + 1), ...order.slice(0, Math.max(0, start))].find(isEvidence);
  if (found === undefined) return none('No evidence is drawn.');
  const all = order.filter(isEvidence);
  return go('To evidence', all, all.indexOf(found));
}

/** Depth first from the roots, each node once. */
export function toReadingOrder({ below, roots }: Pick<GraphLinks, 'below' | 'roots'>): string[] {
  const seen = new Set<string>();
  const stack = roots.toReversed();
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const child of (below.get(id) ?? NONE).toReversed()) stack.push(child);
  }
  return [...seen];
}

function go(words: string, list: readonly string[], index: number): GraphMove {
  return { kind: 'go', id: list[index] ?? '', words, at: index + 1, of: list.length };
}

function none(words: string): GraphMove {
  return { kind: 'none', words };
}
