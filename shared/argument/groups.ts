/**
 * Common-cause groups as one event each: what falls when all members fail together, whether that alone
 * makes the top claim fall (order 1), and what makes it fall together with the group (order 2).
 */
import type { SafetyCase } from '../case/model.ts';
import { toNodeIds } from './analysis.ts';
import { toCommonCauses } from './common-cause.ts';
import { evaluate, toFailureModel } from './failure-model.ts';
import { findFallen, findSinglePoints } from './single-points.ts';

export interface MadeGroup {
  readonly name: string;
  /** Ids of nodes or evidence. */
  readonly members: readonly string[];
}

export interface GroupEffect {
  readonly name: string;
  readonly why: string;
  readonly isMade: boolean;
  /** Ids of nodes, each once. */
  readonly members: readonly string[];
  /** Ids that a group made by hand names and the case does not have. */
  readonly absent: readonly string[];
  /** What falls with the group, members left out, in the order of the file. */
  readonly fallen: readonly string[];
  /** 1: the group alone makes the top claim fall. 2: with one other node. Null: neither, or it does not hold. */
  readonly order: 1 | 2 | null;
  /** For order 2: the nodes that do it with the group and not alone. */
  readonly with: readonly string[];
}

type Analysed = Pick<SafetyCase, 'nodes' | 'topNode' | 'evidence' | 'subject'> & Partial<Pick<SafetyCase, 'people'>>; // prettier-ignore

/**
 * Groups made by hand first, then those found by rule, the ones that make the top claim fall before the
 * others and then by what falls. One evaluation and one search for single points a group.
 */
export function analyseGroups(safetyCase: Analysed, made: readonly MadeGroup[]): GroupEffect[] {
  const { nodes, topNode } = safetyCase;
  const model = toFailureModel(nodes, topNode);
  const intact = evaluate(model);
  const alone = findSinglePoints(model).isPoint;
  const known = new Set([...nodes, ...safetyCase.evidence].map(({ id }) => id));
  const toEffect = (name: string, why: string, isMade: boolean, ids: readonly string[]): GroupEffect => {
    const members = [...new Set(toNodeIds(nodes, ids))];
    const failed = members.flatMap((id) => model.indexOf.get(id) ?? []);
    const isMember = new Set(failed);
    const gone = new Set(findFallen(model, intact, failed));
    const fallen = model.ids.filter((_, index) => gone.has(index) && !isMember.has(index));
    const absent = ids.filter((id) => !known.has(id));
    const held = model.top !== -1 && intact.holds[model.top] === 1;
    if (held && gone.has(model.top)) return { name, why, isMade, members, absent, fallen, order: 1, with: [] };
    const points = held ? findSinglePoints(model, failed).isPoint : new Uint8Array();
    const pairs = model.ids.filter((_, index) => points[index] === 1 && alone[index] !== 1 && !isMember.has(index));
    return { name, why, isMade, members, absent, fallen, order: pairs.length > 0 ? 2 : null, with: pairs };
  };
  const effects = [
    ...made.map(({ name, members }) => toEffect(name, 'Grouped by hand.', true, members)),
    ...toCommonCauses(safetyCase).map(({ name, members, why }) => toEffect(name, why, false, members)),
  ];
  return effects.sort((a, b) => Number(b.isMade) - Number(a.isMade) || (a.order ?? 3) - (b.order ?? 3) || b.fallen.length - a.fallen.length);
} // prettier-ignore
