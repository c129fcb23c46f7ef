/**
 * The open case as it is sent to the page: a case of a hundred thousand nodes in one answer would hold up
 * main process and window for seconds while it is checked and copied, so that it goes in parts.
 */
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { CallRequest, CallResponse } from '../../../shared/ipc/contract.ts';

/** Nodes, and findings, that are checked and copied without holding anything up. */
export const MOST_AT_ONCE = 2_000;

export interface CaseParts {
  /** The case with its first nodes and findings; what is left is to be asked for with `more`. */
  first(safetyCase: SafetyCase | null): CallResponse<'case.get'>;
  /** What comes next; null where another case was opened since. */
  more(safetyCase: SafetyCase | null, request: CallRequest<'case.more'>): CallResponse<'case.more'>;
}

export function createCaseParts(): CaseParts {
  const numbers = new WeakMap<SafetyCase, number>();
  let last = 0;
  const numberOf = (safetyCase: SafetyCase): number => {
    const known = numbers.get(safetyCase);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(safetyCase, last);
    return last;
  };
  return {
    first(safetyCase) {
      if (safetyCase === null) return null;
      const { nodes, findings } = safetyCase;
      if (nodes.length <= MOST_AT_ONCE && findings.length <= MOST_AT_ONCE) return safetyCase;
      return {
        ...safetyCase,
        nodes: nodes.slice(0, MOST_AT_ONCE),
        findings: findings.slice(0, MOST_AT_ONCE),
        whole: { number: numberOf(safetyCase), nodes: nodes.length, findings: findings.length },
      };
    },
    more(safetyCase, { number, nodes, findings }) {
      if (safetyCase === null || numbers.get(safetyCase) !== number) return null;
      return {
        nodes: safetyCase.nodes.slice(nodes, nodes + MOST_AT_ONCE),
        findings: safetyCase.findings.slice(findings, findings + MOST_AT_ONCE),
      };
    },
  };
}
