/**
 * What reviewing needs of the structure: what carries the top claim (order 1) and what falls with it, what
 * is unsupported, what goes round in a circle. Structure cannot tell whether an inference is good; it only
 * tells what rests on what.
 */
import type { SafetyCase } from '../case/model.ts';
import type { StructureView } from '../review/view.ts';
import { toFailureModel, toSupportCycles } from './failure-model.ts';
import { findFallen, findSinglePoints } from './single-points.ts';

/** Computes the structure that reviewing needs from the nodes of a case and its top node. */
export function analyseStructure(safetyCase: Pick<SafetyCase, 'nodes' | 'topNode'>): StructureView {
  const { nodes, topNode } = safetyCase;
  const model = toFailureModel(nodes, topNode);
  const { topHolds, isPoint, evaluation } = findSinglePoints(model);
  const idOf = (index: number): string => model.ids[index] ?? '';
  const loadBearing = model.ids.flatMap((id, index) =>
    isPoint[index] === 1 ? [[id, findFallen(model, evaluation, [index]).filter((other) => other !== index).map(idOf).sort()] as const] : [],
  ); // prettier-ignore
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
