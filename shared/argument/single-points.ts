/**
 * Order 1, exactly: the nodes whose failure alone makes the top claim fall, and what falls with a node.
 * One evaluation, then one pass from the top over a proof of it; only nodes with several parents below a
 * gate with room are tried one by one. Trees and all-of graphs take time linear in nodes and links.
 */
import { evaluate, type Evaluation, type FailureModel } from './failure-model.ts';

export interface SinglePoints {
  readonly topHolds: boolean;
  /** 1 for each node whose failure alone makes the top fall. All 0 where the top does not hold. */
  readonly isPoint: Uint8Array;
  /**
   * Nodes of one proof of the top: whatever makes it fall must hit one of them. From the top down, each
   * after at least one node that it supports.
   */
  readonly proof: readonly number[];
  readonly evaluation: Evaluation;
}

function findProof(model: FailureModel, evaluation: Evaluation): number[] {
  const { rank } = evaluation;
  const isIn = new Uint8Array(model.ids.length);
  const found = [model.top];
  isIn[model.top] = 1;
  for (let at = 0; at < found.length; at += 1) {
    const index = found[at] ?? 0;
    const before = (model.children[index] ?? []).filter(
      (child) => (rank[child] ?? -1) !== -1 && (rank[child] ?? 0) < (rank[index] ?? 0),
    );
    // Earliest first: these held when the node became true, whatever cycles there are.
    const chosen = before.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0)).slice(0, model.needed[index]); // prettier-ignore
    for (const below of [...chosen, ...(model.scope[index] ?? [])]) {
      if (isIn[below] === 1) continue;
      isIn[below] = 1;
      found.push(below);
    }
  }
  return found.sort((a, b) => (rank[b] ?? 0) - (rank[a] ?? 0));
}

/** Single points when the nodes in `failed` have failed already. */
export function findSinglePoints(model: FailureModel, failed: Iterable<number> = []): SinglePoints {
  const evaluation = evaluate(model, failed);
  const { holds } = evaluation;
  const isPoint = new Uint8Array(model.ids.length);
  if (model.top === -1 || holds[model.top] !== 1) {
    return { topHolds: false, isPoint, proof: [], evaluation };
  }
  const proof = findProof(model, evaluation);
  isPoint[model.top] = 1;
  for (const index of proof) {
    if (index === model.top) continue;
    const supports = (model.supports[index] ?? []).filter((parent) => holds[parent] === 1);
    const scopes = (model.scopes[index] ?? []).filter((parent) => holds[parent] === 1);
    const isCarried =
      scopes.some((parent) => isPoint[parent] === 1) ||
      supports.some((parent) => isPoint[parent] === 1 && evaluation.room[parent] === 0);
    if (isCarried) {
      isPoint[index] = 1;
      continue;
    }
    // With one way up, the node falls for the top only through that parent, which did not carry it.
    const above = new Set([...supports, ...scopes]);
    const [only] = above;
    if (above.size === 1 && only !== undefined && model.cycleOf[only] === -1) continue;
    if (findFallen(model, evaluation, [index], model.top).includes(model.top)) isPoint[index] = 1;
  }
  return { topHolds: true, isPoint, proof, evaluation };
}

/**
 * What falls when the nodes in `failed` fail besides, themselves included, of what holds in `evaluation`.
 * Takes time in proportion to what falls and, where a cycle is touched, to that cycle.
 * @param until Stops as soon as this node falls; what was found so far is returned.
 */
export function findFallen(
  model: FailureModel,
  { holds, room: before }: Evaluation,
  failed: Iterable<number>,
  until = -1,
): number[] {
  const fallen = new Set<number>();
  const room = new Map<number, number>();
  const touched = new Set<number>();
  const queue: number[] = [];
  const fall = (index: number): void => {
    if (holds[index] !== 1 || fallen.has(index)) return;
    fallen.add(index);
    queue.push(index);
  };
  for (const index of failed) fall(index);
  while (queue.length > 0 || touched.size > 0) {
    if (fallen.has(until)) break;
    const index = queue.pop();
    if (index === undefined) {
      // Only now, when nothing falls by count any more: what in a cycle is held up by the cycle alone?
      const [group] = touched;
      if (group === undefined) break;
      touched.delete(group);
      for (const member of findBaseless(model, holds, fallen, group)) fall(member);
      continue;
    }
    const cycle = model.cycleOf[index] ?? -1;
    if (cycle !== -1) touched.add(cycle);
    for (const parent of model.scopes[index] ?? []) fall(parent);
    for (const parent of model.supports[index] ?? []) {
      if (holds[parent] !== 1 || fallen.has(parent)) continue;
      const left = (room.get(parent) ?? before[parent] ?? 0) - 1;
      room.set(parent, left);
      const cycleAbove = model.cycleOf[parent] ?? -1;
      if (cycleAbove !== -1) touched.add(cycleAbove);
      if (left < 0) fall(parent);
    }
  }
  return [...fallen];
}

/** Members of a cycle that still count as holding and cannot be derived from outside it. */
function findBaseless(
  model: FailureModel,
  holds: Uint8Array,
  fallen: ReadonlySet<number>,
  group: number,
): ReadonlySet<number> {
  const baseless = new Set(
    (model.cycles[group] ?? []).filter((index) => holds[index] === 1 && !fallen.has(index)),
  );
  const isHeld = (index: number): boolean =>
    holds[index] === 1 && !fallen.has(index) && !baseless.has(index);
  const queue = [...baseless];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    if (!baseless.has(index)) continue;
    const held = (model.children[index] ?? []).filter(isHeld).length;
    if (held < (model.needed[index] ?? 0) || !(model.scope[index] ?? []).every(isHeld)) continue;
    baseless.delete(index);
    for (const parent of model.supports[index] ?? []) queue.push(parent);
    for (const parent of model.scopes[index] ?? []) queue.push(parent);
  }
  return baseless;
}
