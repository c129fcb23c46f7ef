/**
 * What carries the top claim, order 1: the nodes whose failure alone makes it fall.
 *
 * Truth is the least fixed point: start with all claims false and add only what is derivable, so that
 * support which only comes round a cycle counts for nothing. What can be wrong by itself: evidence,
 * assumptions, contexts, justifications, and claims left bare. Undeveloped and defeated nodes do not
 * hold. Structure cannot tell whether an inference is good; it only tells what rests on what.
 */
import type { ArgumentNode, SafetyCase } from '../case/model.ts';
import type { StructureView } from '../review/view.ts';

const SUPPORT_KINDS = new Set([
  'goal',
  'strategy',
  'solution',
  'awayGoal',
  'awaySolution',
  'unknown',
]);

interface Wired {
  readonly node: ArgumentNode;
  readonly children: readonly number[];
  readonly scope: readonly number[];
  /** How many children must hold. */
  readonly needed: number;
  /** Nodes that look at this one when it becomes true. */
  readonly watchers: number[];
}

function wire(nodes: readonly ArgumentNode[]): Wired[] {
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const resolve = (ids: readonly string[]): number[] =>
    [...new Set(ids)].map((id) => indexOf.get(id)).filter((index) => index !== undefined);
  const wired = nodes.map((node): Wired => {
    const children = SUPPORT_KINDS.has(node.kind) ? resolve(node.supportedBy) : [];
    const total = children.length;
    const needed =
      total === 0
        ? 0
        : node.supportMode === 'any_of'
          ? 1
          : node.supportMode === 'k_of_n'
            ? Math.min(Math.max(node.k ?? total, 1), total)
            : total;
    return { node, children, scope: resolve(node.inContextOf), needed, watchers: [] };
  });
  wired.forEach((item, index) => {
    // A node may be child and scope at once; it must be heard only once.
    for (const dependency of new Set([...item.children, ...item.scope])) {
      wired[dependency]?.watchers.push(index);
    }
  });
  return wired;
}

/** A dangling support id can never hold: an all-of over it fails, and is reported as a finding. */
function danglingSupport(item: Wired): number {
  return new Set(item.node.supportedBy).size - item.children.length;
}

/** The set of nodes that hold when `failed` does not; linear in nodes and edges. */
function holding(wired: readonly Wired[], failed: number | null): Uint8Array {
  const holds = new Uint8Array(wired.length);
  const supported = new Int32Array(wired.length);
  const scoped = new Int32Array(wired.length);
  const queue: number[] = [];
  const settle = (index: number): void => {
    const item = wired[index];
    if (item === undefined || holds[index] === 1 || index === failed) return;
    if (item.node.undeveloped || item.node.defeated) return;
    const dangling = item.node.supportMode === 'all_of' ? danglingSupport(item) : 0;
    if (dangling > 0) return;
    if ((supported[index] ?? 0) < item.needed || (scoped[index] ?? 0) < item.scope.length) return;
    holds[index] = 1;
    queue.push(index);
  };
  for (let index = 0; index < wired.length; index += 1) settle(index);
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    for (const watcher of wired[index]?.watchers ?? []) {
      const item = wired[watcher];
      if (item === undefined) continue;
      if (item.children.includes(index)) supported[watcher] = (supported[watcher] ?? 0) + 1;
      if (item.scope.includes(index)) scoped[watcher] = (scoped[watcher] ?? 0) + 1;
      settle(watcher);
    }
  }
  return holds;
}

/** Strongly connected groups of more than one node, or a node that supports itself (Tarjan, iterative). */
function findCycles(wired: readonly Wired[]): number[][] {
  const order = new Int32Array(wired.length).fill(-1);
  const low = new Int32Array(wired.length);
  const onStack = new Uint8Array(wired.length);
  const stack: number[] = [];
  const cycles: number[][] = [];
  let counter = 0;
  for (let root = 0; root < wired.length; root += 1) {
    if (order[root] !== -1) continue;
    const work: { index: number; next: number }[] = [{ index: root, next: 0 }];
    while (work.length > 0) {
      const frame = work[work.length - 1];
      if (frame === undefined) break;
      const { index } = frame;
      if (frame.next === 0) {
        order[index] = counter;
        low[index] = counter;
        counter += 1;
        stack.push(index);
        onStack[index] = 1;
      }
      const child = wired[index]?.children[frame.next];
      if (child !== undefined) {
        frame.next += 1;
        if (order[child] === -1) work.push({ index: child, next: 0 });
        else if (onStack[child] === 1) low[index] = Math.min(low[index] ?? 0, order[child] ?? 0);
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent !== undefined) {
        low[parent.index] = Math.min(low[parent.index] ?? 0, low[index] ?? 0);
      }
      if (low[index] !== order[index]) continue;
      const group: number[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack[member] = 0;
        group.push(member);
        if (member === index) break;
      }
      if (group.length > 1 || wired[index]?.children.includes(index) === true) cycles.push(group);
    }
  }
  return cycles;
}

/** Computes the structure that reviewing needs from the nodes of a case and its top node. */
export function analyseStructure(safetyCase: Pick<SafetyCase, 'nodes' | 'topNode'>): StructureView {
  const wired = wire(safetyCase.nodes);
  const idOf = (index: number): string => wired[index]?.node.id ?? '';
  const topIndex = wired.findIndex((item) => item.node.id === safetyCase.topNode);
  const intact = holding(wired, null);
  const topHolds = topIndex >= 0 && intact[topIndex] === 1;
  const loadBearing: Record<string, string[]> = {};
  if (topHolds) {
    for (let index = 0; index < wired.length; index += 1) {
      if (intact[index] !== 1) continue;
      const after = holding(wired, index);
      if (after[topIndex] === 1) continue;
      loadBearing[idOf(index)] = wired
        .map((_, other) => other)
        .filter((other) => other !== index && intact[other] === 1 && after[other] !== 1)
        .map(idOf)
        .sort();
    }
  }
  return {
    top: safetyCase.topNode,
    topHolds,
    loadBearing,
    unsupported: wired
      .filter((item, index) => item.node.kind === 'goal' && intact[index] !== 1)
      .map((item) => item.node.id)
      .sort(),
    cycles: findCycles(wired)
      .map((group) => group.map(idOf).sort())
      .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
  };
}

/** Ids of the claims (goals) among the load-bearing nodes, in the order of the argument. */
export function loadBearingClaims(
  safetyCase: Pick<SafetyCase, 'nodes'>,
  structure: StructureView,
): string[] {
  return safetyCase.nodes
    .filter((node) => node.kind === 'goal' && Object.hasOwn(structure.loadBearing, node.id))
    .map((node) => node.id);
}
