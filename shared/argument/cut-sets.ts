/**
 * Minimal cut sets: the smallest sets of events whose failure together makes the top claim fall. Exact up
 * to the order asked for, also with cycles, k-of-n and groups of common cause.
 *
 * Every cut set must hit every proof of the top, so the events of one proof are tried, one after the
 * other, and the rest is asked again (hitting-set search, Reiter 1987). Nodes that reach the top through
 * one all-of parent only stand for that parent, which keeps the search as small as the argument's choices.
 */
import type { FailureModel } from './failure-model.ts';
import { findFallen, findSinglePoints, type SinglePoints } from './single-points.ts';

export const MAX_ORDER = 3;
/** Work after which an order is given up, in nodes looked at: about two seconds. */
const MOST_WORK = 100_000_000;
/** Sets of one order that are listed. */
const MOST_SETS = 20_000;

/** Something that can fail: one node, or several at once. */
export interface FailureEvent {
  readonly id: string;
  readonly nodes: readonly number[];
}

export interface CutSets {
  /** By order, from 1; each set sorted, and the sets sorted. */
  readonly byOrder: readonly (readonly (readonly string[])[])[];
  /** False for an order whose search was given up or whose list was cut: there may be more. */
  readonly isComplete: readonly boolean[];
}

/** Events that no search can tell apart: any one of them does what the others do. */
interface EventClass {
  readonly ids: readonly string[];
  readonly nodes: readonly number[];
}

/**
 * Events for the nodes that `isBasic` names, except members of a group, and one event for each group.
 * Ids that no node has are left out of a group.
 */
export function toEvents(
  model: FailureModel,
  isBasic: (index: number) => boolean,
  groups: readonly { readonly name: string; readonly members: readonly string[] }[] = [],
): FailureEvent[] {
  const grouped = groups.map(({ name, members }) => ({
    id: name,
    nodes: [...new Set(members)].map((id) => model.indexOf.get(id)).filter((index) => index !== undefined),
  })); // prettier-ignore
  const isGrouped = new Set(grouped.flatMap((event) => event.nodes));
  const single = model.ids.flatMap((id, index) =>
    isBasic(index) && !isGrouped.has(index) ? [{ id, nodes: [index] }] : [],
  );
  return [...single, ...grouped.filter((event) => event.nodes.length > 0)];
}

/**
 * Searches up to `maxOrder`.
 * @param events What can fail. A node outside every event never fails by itself.
 */
export function findCutSets(
  model: FailureModel,
  events: readonly FailureEvent[],
  maxOrder: number = MAX_ORDER,
): CutSets {
  const classes = toClasses(model, events);
  const found = new Map<string, readonly number[]>();
  const byOrder: (readonly (readonly string[])[])[] = [];
  const isComplete: boolean[] = [];
  for (let order = 1; order <= maxOrder; order += 1) {
    const { sets, isWhole } = searchOrder(model, classes, order, found);
    for (const set of sets) found.set(toKey(set), set);
    const listed = expand(classes, sets);
    byOrder.push(listed.slice(0, MOST_SETS));
    isComplete.push(isWhole && listed.length <= MOST_SETS);
  }
  return { byOrder, isComplete };
}

/** Cut sets of classes with exactly `order` members; `smaller` holds those of all lower orders. */
function searchOrder(
  model: FailureModel,
  classes: readonly EventClass[],
  order: number,
  smaller: ReadonlyMap<string, readonly number[]>,
): { sets: readonly (readonly number[])[]; isWhole: boolean } {
  const classesAt = new Map<number, number[]>();
  classes.forEach(({ nodes }, number) => {
    for (const node of nodes) classesAt.set(node, [...(classesAt.get(node) ?? []), number]);
  });
  const sets = new Map<string, readonly number[]>();
  let work = 0;

  function fells(points: SinglePoints, nodes: readonly number[]): boolean {
    if (nodes.some((node) => points.isPoint[node] === 1)) return true;
    if (nodes.length === 1) return false;
    return findFallen(model, points.evaluation, nodes, model.top).includes(model.top);
  }

  /** False when the work became too much. */
  function extend(failed: readonly number[]): boolean {
    if (work > MOST_WORK) return false;
    work += model.ids.length;
    const points = findSinglePoints(model, failed.flatMap((number) => classes[number]?.nodes ?? [])); // prettier-ignore
    const hit = new Set(points.proof.flatMap((node) => classesAt.get(node) ?? []));
    for (const number of hit) {
      const set = [...failed, number];
      if (failed.includes(number) || isCovered(set, smaller)) continue;
      if (set.length < order) {
        if (!extend(set)) return false;
      } else if (fells(points, classes[number]?.nodes ?? [])) sets.set(toKey(set), set);
    }
    return true;
  }

  const isWhole = extend([]);
  return { sets: [...sets.values()], isWhole };
}

/** True when some of its members already are a cut set. */
function isCovered(
  set: readonly number[],
  smaller: ReadonlyMap<string, readonly number[]>,
): boolean {
  const subsets = 2 ** set.length;
  for (let mask = 1; mask < subsets; mask += 1) {
    if (smaller.has(toKey(set.filter((_, at) => (mask >> at) % 2 === 1)))) return true;
  }
  return false;
}

function toKey(set: readonly number[]): string {
  return [...set].sort((a, b) => a - b).join(' ');
}

/** Sets of classes as sets of events: one for each choice of a member, at most one more than are listed. */
function expand(
  classes: readonly EventClass[],
  sets: readonly (readonly number[])[],
): readonly (readonly string[])[] {
  const expanded: (readonly string[])[] = [];
  for (const set of sets) {
    let partial: (readonly string[])[] = [[]];
    for (const number of set) {
      const ids = classes[number]?.ids ?? [];
      partial = partial.flatMap((chosen) => ids.map((id) => [...chosen, id])).slice(0, MOST_SETS + 1); // prettier-ignore
    }
    expanded.push(...partial.map((chosen) => [...chosen].sort()));
    if (expanded.length > MOST_SETS) break;
  }
  return expanded.sort((a, b) => compareText(a.join('\n'), b.join('\n')));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toClasses(model: FailureModel, events: readonly FailureEvent[]): EventClass[] {
  const standsFor = findRepresentatives(model);
  const classes = new Map<string, { ids: string[]; nodes: readonly number[] }>();
  events.forEach((event, number) => {
    const [only] = event.nodes;
    const isSingle = event.nodes.length === 1 && only !== undefined;
    const key = isSingle ? `node ${String(standsFor[only])}` : `group ${String(number)}`;
    const known = classes.get(key);
    if (known === undefined)
      classes.set(key, { ids: [event.id], nodes: isSingle ? [standsFor[only] ?? only] : event.nodes }); // prettier-ignore
    else known.ids.push(event.id);
  });
  return [...classes.values()];
}

/** The topmost node that falls exactly when this one does, as far as the top claim can tell. */
function findRepresentatives(model: FailureModel): Int32Array {
  const standsFor = Int32Array.from(model.ids, (_, index) => index);
  const above = (index: number): number => {
    if (index === model.top) return -1;
    const parents = new Set([...(model.supports[index] ?? []), ...(model.scopes[index] ?? [])]);
    const [parent] = parents;
    if (parents.size !== 1 || parent === undefined || parent === index) return -1;
    // A node that never holds would drag what hangs on it into its class; a cycle has no topmost node.
    if (model.never[parent] === 1 || model.cycleOf[parent] !== -1) return -1;
    const isNeeded =
      model.needed[parent] === (model.children[parent]?.length ?? 0) ||
      (model.scope[parent] ?? []).includes(index);
    return isNeeded ? parent : -1;
  };
  const isDone = new Uint8Array(model.ids.length);
  for (let start = 0; start < model.ids.length; start += 1) {
    const path: number[] = [];
    let index = start;
    for (;;) {
      path.push(index);
      if (isDone[index] === 1) break;
      const next = above(index);
      if (next === -1) break;
      index = next;
    }
    const representative = standsFor[index] ?? index;
    for (const member of path) {
      standsFor[member] = representative;
      isDone[member] = 1;
    }
  }
  return standsFor;
}
