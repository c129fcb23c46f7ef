/**
 * What gsn2x itself says of an argument: it checks in steps and stops after the first step with an error, so
 * that a person who compares both programs finds the same there.
 */
import type { ArgumentNode, Finding } from '../../case/model.ts';
import { toCaseIndex } from '../case-index.ts';
import type { CaseIndex } from '../case-index.ts';
import { moduleOf } from './gsn2x.ts';

/** Steps in order; after each, an error ends the run. */
const STEPS: readonly ((rule: string) => boolean)[] = [
  (rule) => rule === 'C06',
  (rule) => rule === 'C07' || rule === 'empty',
  (rule) => rule.startsWith('V'),
  (rule) => rule === 'C09' || rule === 'C10',
  (rule) => rule === 'C03' || /^C1[1-6]$/u.test(rule),
  (rule) => rule === 'C01' || rule === 'C02',
  (rule) => rule === 'C04',
  (rule) => rule === 'C08',
];
const isError = (finding: Finding): boolean => finding.severity === 'error';

/** Checks of single elements end with the first module that has an error. */
function byModule(findings: readonly Finding[], nodes: readonly ArgumentNode[], index: CaseIndex): readonly Finding[] {
  const order = [...new Set(nodes.map(moduleOf))];
  const at = (finding: Finding): number => {
    const node = index.byId.get(finding.where.node ?? '');
    return node === undefined ? 0 : order.indexOf(moduleOf(node));
  };
  const last = Math.min(...findings.filter(isError).map(at));
  return findings.filter((finding) => at(finding) <= last);
} // prettier-ignore

/** Of elements with links that lead nowhere only the first by id is told, and of each kind of link the first. */
function firstElement(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings.filter(isError).map((finding) => finding.where.node ?? '').sort();
  if (first === undefined) return findings;
  const seen = new Set<string>();
  return findings.filter(({ where, rule, code }) => {
    if (where.node !== first || seen.has(code)) return false;
    if (rule === 'C03' || rule === 'C11') seen.add(code);
    return true;
  });
} // prettier-ignore

/** True where support leads from a root to the element. */
function supportedFrom(index: CaseIndex): ReadonlySet<string> {
  const found = new Set(index.roots);
  const queue = [...index.roots];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const child of index.childrenOf.get(id) ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      queue.push(child);
    }
  }
  return found;
}

/** Findings of `checkGsn2x` and of reading that gsn2x itself comes to tell. */
export function toldByGsn2x(
  findings: readonly Finding[],
  nodes: readonly ArgumentNode[],
): ReadonlySet<Finding> {
  const index = toCaseIndex({ nodes, topNode: null });
  const told = new Set<Finding>();
  for (const [step, isOf] of STEPS.entries()) {
    let own: readonly Finding[] = findings.filter(({ rule }) => rule !== undefined && isOf(rule));
    if (step === 2) own = byModule(own, nodes, index);
    if (step === 4) own = firstElement(own);
    // With several roots their kinds are not looked at.
    if (step === 5 && index.roots.length > 1) own = own.filter(({ rule }) => rule !== 'C02');
    if (step === 6) {
      const reached = supportedFrom(index);
      own = own.filter(({ where }) => reached.has(where.node ?? ''));
    }
    for (const finding of own) told.add(finding);
    // Circles and what is out of reach are told together.
    if (step !== 6 && own.some(isError)) break;
  }
  return told;
}
