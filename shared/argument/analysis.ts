/**
 * Everything that structure says of an argument, for the screen and for `countersign loadbearing`: what
 * carries the top, what is shared under claimed redundancy, what falls together, in which order to read.
 * There is no number for the top: structure cannot tell whether an inference is good.
 */
import type { ArgumentNode, SafetyCase } from '../case/model.ts';
import { toCommonCauses, type CommonCause } from './common-cause.ts';
import { findCutSets, toEvents, MAX_ORDER } from './cut-sets.ts';
import { plainKind } from './rules/allowed-links.ts';
import { evaluate, toFailureModel, toSupportCycles, type FailureModel } from './failure-model.ts';
import { toReadingOrder, type ReadingItem } from './reading-order.ts';
import { findShared } from './shared-support.ts';
import { toReach } from './reach.ts';
import { findFallen } from './single-points.ts';

export interface AnalysisOptions {
  /** Nodes or evidence items that fail in the what-if. */
  readonly failed?: readonly string[];
  /** Groups that a person made: their members fail together, as one event. Nodes or evidence items. */
  readonly groups?: readonly { readonly name: string; readonly members: readonly string[] }[];
  /** "evidence": only solutions and bare claims can fail by themselves. */
  readonly basic?: 'all' | 'evidence';
}

export interface AnalysedNode {
  readonly id: string;
  /** Said by the author. */
  readonly declared: boolean;
  /** Size of the smallest minimal cut set that holds the node; null beyond order 3 or without one. */
  readonly order: number | null;
  /** What falls with it, itself left out, sorted; at most `MOST_LISTED`, the nearest if there are more. */
  readonly reach: readonly string[];
  /** How many fall with it; null where the search was given up. */
  readonly reaches: number | null;
  /** Stands below two or more children of a gate with room: the redundancy there is smaller than it looks. */
  readonly shared: boolean;
}

export interface LoadBearingReport {
  readonly top: string | null;
  readonly topHolds: boolean;
  /** Groups of nodes that support each other in a circle. */
  readonly cycles: readonly (readonly string[])[];
  /** Claims that do not hold. */
  readonly unsupported: readonly string[];
  /** By order, "1" to "3". */
  readonly cutSets: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Orders whose search was cut short, and "reach" and "shared" where they were: there may be more than is listed. */
  readonly incomplete: readonly string[];
  readonly nodes: readonly AnalysedNode[];
  readonly commonCause: readonly CommonCause[];
  readonly whatIf: {
    readonly failed: readonly string[];
    readonly topHolds: boolean;
    /** What held and does not any more, the failed ones left out. */
    readonly fallen: readonly string[];
  };
  readonly readingOrder: readonly ReadingItem[];
}

/** Nodes that are listed under `reach`: in a chain of thousands all lists together would be its square. */
export const MOST_LISTED = 1_000;

type Analysed = Pick<SafetyCase, 'nodes' | 'topNode' | 'evidence' | 'subject' | 'people'>;

/** Ids of nodes for ids of nodes or evidence: evidence fails every node that cites it. */
export function toNodeIds(nodes: readonly ArgumentNode[], ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const known = new Set(nodes.map((node) => node.id));
  return ids.flatMap((id) =>
    known.has(id)
      ? [id]
      : nodes.filter((node) => node.evidence.includes(id)).map((node) => node.id),
  );
}

/** True for what has no support of its own: evidence, claims that are left bare, and what is argued in another module. */
function isEvidence({ kind, supportedBy }: ArgumentNode): boolean {
  if (plainKind(kind) === 'solution') return true;
  return plainKind(kind) === 'goal' && supportedBy.length === 0;
}

export function analyseArgument(
  safetyCase: Analysed,
  options: AnalysisOptions = {},
): LoadBearingReport {
  const { nodes } = safetyCase;
  const model = toFailureModel(nodes, safetyCase.topNode);
  const intact = evaluate(model);
  const groups = (options.groups ?? []).map(({ name, members }) => ({
    name,
    members: toNodeIds(nodes, members),
  }));
  const canFail = (index: number): boolean => {
    const node = nodes[index];
    return options.basic !== 'evidence' || (node !== undefined && isEvidence(node));
  };
  const cutSets = findCutSets(model, toEvents(model, canFail, groups));
  const orderOf = toOrders(cutSets.byOrder, groups);
  const { shared, isComplete } = findShared(model);
  const reachOf = toReach(model, intact, MOST_LISTED);
  const idOf = (index: number): string => model.ids[index] ?? '';
  const analysed = nodes.map((node, index): AnalysedNode => {
    const { count, first } = reachOf(index);
    const order = orderOf.get(node.id) ?? null;
    return { id: node.id, declared: node.declaredLoadBearing, order, reach: first.map(idOf).sort(), reaches: count, shared: shared.has(index) };
  }); // prettier-ignore
  const orders = Array.from({ length: MAX_ORDER }, (_, at) => String(at + 1));
  const failed = toNodeIds(nodes, options.failed ?? []);
  const failedIndices = failed.map((id) => model.indexOf.get(id) ?? -1);
  const commonCause = [...groups.map((group) => ({ ...group, why: 'Grouped by hand.' })), ...toCommonCauses(safetyCase)]; // prettier-ignore
  const cycles = toSupportCycles(model);
  const isCounted = analysed.every(({ reach, reaches }) => reach.length === reaches);
  const isFailed = new Set(failedIndices);
  return {
    top: safetyCase.topNode,
    topHolds: isTopHeld(model, intact.holds),
    cycles,
    unsupported: nodes.filter((node, index) => node.kind === 'goal' && intact.holds[index] !== 1).map((node) => node.id).sort(), // prettier-ignore
    cutSets: Object.fromEntries(orders.map((order, at) => [order, cutSets.byOrder[at] ?? []])),
    incomplete: [...orders.filter((_, at) => cutSets.isComplete[at] === false), ...(isCounted ? [] : ['reach']), ...(isComplete ? [] : ['shared'])], // prettier-ignore
    nodes: analysed.sort((a, b) => (a.id < b.id ? -1 : 1)),
    commonCause: commonCause.sort((a, b) => (a.name < b.name ? -1 : 1)),
    whatIf: {
      failed: [...failed].sort(),
      topHolds: isTopHeld(model, evaluate(model, failedIndices).holds),
      fallen: findFallen(model, intact, failedIndices).filter((index) => !isFailed.has(index)).map(idOf).sort(), // prettier-ignore
    },
    readingOrder: toReadingOrder(safetyCase, { ranks: analysed.map((one) => ({ ...one, reach: one.reaches })), cycles, pairs: cutSets.byOrder[1] ?? [], causes: commonCause }), // prettier-ignore
  };
}

function isTopHeld(model: FailureModel, holds: Uint8Array): boolean {
  return model.top !== -1 && holds[model.top] === 1;
}

/** Smallest order by node; members of a group have the order of the group. */
function toOrders(
  byOrder: readonly (readonly (readonly string[])[])[],
  groups: readonly { readonly name: string; readonly members: readonly string[] }[],
): ReadonlyMap<string, number> {
  const orders = new Map<string, number>();
  byOrder.forEach((sets, at) => {
    for (const id of sets.flat()) if (!orders.has(id)) orders.set(id, at + 1);
  });
  for (const { name, members } of groups) {
    const order = orders.get(name);
    orders.delete(name);
    for (const id of members) if (order !== undefined) orders.set(id, Math.min(order, orders.get(id) ?? order)); // prettier-ignore
  }
  return orders;
}
