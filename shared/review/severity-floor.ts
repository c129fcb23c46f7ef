import type { SafetyCase } from '../case/model.ts';
import type { Severity, Target } from './records.ts';
import type { StructureView } from './view.ts';

/** The severity that a challenge has by structure alone, if it is sustained (product 3b). */
export function severityFloor(
  safetyCase: Pick<SafetyCase, 'nodes'>,
  structure: StructureView,
  target: Target,
): Severity | null {
  const carriers =
    target.kind === 'node'
      ? [target.id]
      : target.kind === 'evidence'
        ? safetyCase.nodes.filter((node) => node.evidence.includes(target.id)).map((node) => node.id)
        : []; // prettier-ignore
  return carriers.some((id) => Object.hasOwn(structure.loadBearing, id)) ? 'blocking' : null;
}
