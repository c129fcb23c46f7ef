/**
 * What reviewing needs of the structure: what carries the top claim (order 1) and what falls with it, what
 * is unsupported, what goes round in a circle. Structure cannot tell whether an inference is good; it only
 * tells what rests on what.
 */
import type { SafetyCase } from '../case/model.ts';
import type { StructureView } from '../review/view.ts';
import { toFailureModel, toSupportCycles } from './failure-model.ts';
import { toReach } from './reach.ts';
import { findSinglePoints } from './single-points.ts';

/** Computes the structure that reviewing needs from the nodes of a case and its top node. */
export function analyseStructure(safetyCase: Pick<SafetyCase, 'nodes' | 'topNode'>): StructureView {
  const { nodes, topNode } = safetyCase;
  const model = toFailureModel(nodes, topNode);
  const { topHolds, isPoint, evaluation } = findSinglePoints(model);
  const reachOf = toReach(model, evaluation);
  const loadBearing = model.ids.flatMap((id, index) =>
    isPoint[index] === 1 ? [[id, reachOf(index).count] as const] : [],
  );
  return {
    top: topNode,
    topHolds,
    loadBearing: Object.fromEntries(loadBearing),
    unsupported: nodes
      .filter((node, index) => node.kind === 'goal' && evaluation.holds[index] !== 1)
      .map((node) => node.id)
      .sort(),
    cycles: toSupportCycles(model),
  };
}

/** For each load-bearing node the ids of what falls with it, sorted, at most `most`; the nearest if there are more. */
export function toFallenWith({ nodes, topNode }: Pick<SafetyCase, 'nodes' | 'topNode'>, most: number): (id: string) => readonly string[] {
  const model = toFailureModel(nodes, topNode);
  const { isPoint, evaluation } = findSinglePoints(model);
  const reachOf = toReach(model, evaluation, most);
  return (id) => {
    const index = model.indexOf.get(id) ?? -1;
    return isPoint[index] === 1 ? reachOf(index).first.map((other) => model.ids[other] ?? '').sort() : [];
  };
} // prettier-ignore

/** Ids of the claims (goals) among the load-bearing nodes, in the order of the argument. */
export function loadBearingClaims(
  safetyCase: Pick<SafetyCase, 'nodes'>,
  structure: StructureView,
): string[] {
  return safetyCase.nodes
    .filter((node) => node.kind === 'goal' && Object.hasOwn(structure.loadBearing, node.id))
    .map((node) => node.id);
}
