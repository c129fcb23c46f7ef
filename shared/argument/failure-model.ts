/**
 * The argument as a monotone Boolean function (fault-tree mathematics on GSN): every node is an event
 * that can fail by itself. A failed goal with support, or a failed strategy, is a failed inference; a
 * failed solution is failed evidence; a failed bare goal is the bare claim.
 *
 * Truth is the least fixed point: all nodes start false and only what is derivable is added, so that
 * support which only comes round a cycle counts for nothing. Undeveloped and defeated nodes never hold.
 */
import type { ArgumentNode, NodeKind } from '../case/model.ts';
import { withoutRepeats } from './case-index.ts';
import { findCircles } from './cycles.ts';

/** Kinds that are held up by what supports them; the others are leaves whatever they name. */
const SUPPORTED_KINDS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'goal', 'strategy', 'solution', 'awayGoal', 'awaySolution', 'moduleReference',
  'contractReference', 'unknown',
]); // prettier-ignore

/** Nodes by index, in the order of the file. Lists of indices are without repeats. */
export interface FailureModel {
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Index of the top claim; -1 where there is none. */
  readonly top: number;
  readonly children: readonly (readonly number[])[];
  readonly scope: readonly (readonly number[])[];
  /** The other way round: nodes that this one supports, and nodes of which it is a context. */
  readonly supports: readonly (readonly number[])[];
  readonly scopes: readonly (readonly number[])[];
  /** How many children must hold. */
  readonly needed: Int32Array;
  /** 1 for nodes that hold under no circumstances: undeveloped, defeated, support that is not there. */
  readonly never: Uint8Array;
  /** Number of the strongly connected group, or -1 for a node that is in no cycle. */
  readonly cycleOf: Int32Array;
  /** Members of each such group. */
  readonly cycles: readonly (readonly number[])[];
}

/** What holds, and in which order it became known: each node after enough of what supports it. */
export interface Evaluation {
  readonly holds: Uint8Array;
  readonly rank: Int32Array;
  /** How many of the children that hold may fall before the node does; below 0 where too few hold. */
  readonly room: Int32Array;
}

function neededOf(node: ArgumentNode, children: number): number {
  if (children === 0) return 0;
  if (node.supportMode === 'any_of') return 1;
  if (node.supportMode === 'k_of_n') return Math.min(Math.max(node.k ?? children, 1), children);
  return children;
}

/** A model is asked for by weaknesses, analysis and ranks in turn; nodes that were read never change. */
const built = new WeakMap<
  readonly ArgumentNode[],
  { topNode: string | null; model: FailureModel }
>();

/** The same model for the same nodes and top. */
export function toFailureModel(
  nodes: readonly ArgumentNode[],
  topNode: string | null,
): FailureModel {
  const known = built.get(nodes);
  if (known?.topNode === topNode) return known.model;
  const model = buildModel(nodes, topNode);
  built.set(nodes, { topNode, model });
  return model;
}

function buildModel(nodes: readonly ArgumentNode[], topNode: string | null): FailureModel {
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const resolve = (ids: readonly string[]): number[] =>
    withoutRepeats(ids).flatMap((id) => indexOf.get(id) ?? []);
  const children = nodes.map((node) =>
    SUPPORTED_KINDS.has(node.kind) ? resolve(node.supportedBy) : [],
  );
  const scope = nodes.map((node) => resolve(node.inContextOf));
  const needed = new Int32Array(nodes.length);
  const never = new Uint8Array(nodes.length);
  nodes.forEach((node, index) => {
    const count = children[index]?.length ?? 0;
    needed[index] = neededOf(node, count);
    // All-of over something that is not there fails; any-of and k-of-n may hold without it.
    const isDangling = node.supportMode === 'all_of' && node.supportedBy.length > count && withoutRepeats(node.supportedBy).length > count; // prettier-ignore
    if (node.undeveloped || node.defeated || isDangling) never[index] = 1;
  });
  const linksOf = (index: number): readonly number[] => {
    const [below = [], around = []] = [children[index], scope[index]];
    return around.length === 0 ? below : [...below, ...around];
  };
  const cycles = findCircles(nodes.length, linksOf);
  const cycleOf = new Int32Array(nodes.length).fill(-1);
  cycles.forEach((group, number) => {
    for (const member of group) cycleOf[member] = number;
  });
  const top = topNode === null ? -1 : (indexOf.get(topNode) ?? -1);
  return { ids: nodes.map((node) => node.id), indexOf, top, children, scope, supports: invert(children), scopes: invert(scope), needed, never, cycleOf, cycles }; // prettier-ignore
}

function invert(links: readonly (readonly number[])[]): number[][] {
  const inverse = links.map((): number[] => []);
  links.forEach((below, index) => {
    for (const other of below) inverse[other]?.push(index);
  });
  return inverse;
}

/** The least fixed point when the nodes in `failed` fail. Linear in nodes and links. */
export function evaluate(model: FailureModel, failed: Iterable<number> = []): Evaluation {
  const size = model.ids.length;
  const holds = new Uint8Array(size);
  const rank = new Int32Array(size).fill(-1);
  const supported = new Int32Array(size);
  const scoped = new Int32Array(size);
  const out = Uint8Array.from(model.never);
  for (const index of failed) out[index] = 1;
  const queue: number[] = [];
  const settle = (index: number): void => {
    if (holds[index] === 1 || out[index] === 1) return;
    if ((supported[index] ?? 0) < (model.needed[index] ?? 0)) return;
    if ((scoped[index] ?? 0) < (model.scope[index]?.length ?? 0)) return;
    holds[index] = 1;
    rank[index] = queue.length;
    queue.push(index);
  };
  for (let index = 0; index < size; index += 1) settle(index);
  for (let at = 0; at < queue.length; at += 1) {
    const index = queue[at] ?? 0;
    for (const parent of model.supports[index] ?? []) {
      supported[parent] = (supported[parent] ?? 0) + 1;
      settle(parent);
    }
    for (const parent of model.scopes[index] ?? []) {
      scoped[parent] = (scoped[parent] ?? 0) + 1;
      settle(parent);
    }
  }
  const room = supported.map((held, index) => held - (model.needed[index] ?? 0));
  return { holds, rank, room };
}

/** Groups of nodes that support each other in a circle, sorted. Circles of contexts are not among them. */
export function toSupportCycles(model: FailureModel): string[][] {
  // A circle of support is part of a circle of any links.
  if (model.cycles.length === 0) return [];
  return findCircles(model.ids.length, (index) => model.children[index] ?? [])
    .map((group) => group.map((index) => model.ids[index] ?? '').sort())
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}
