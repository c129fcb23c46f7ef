/** Rules of GSN v3 about doubts: who may challenge, what a challenge of one link of several means (D1 to D9). */
import type { ArgumentNode, Finding } from '../../case/model.ts';
import { targetsOf } from '../case-index.ts';
import { at } from '../link-findings.ts';
import type { FindingContext } from '../link-findings.ts';
import { isReference, plainKind } from './allowed-links.ts';

const MAY_CHALLENGE: readonly ArgumentNode['kind'][] = [
  'goal', 'solution', 'defeater', 'counterEvidence', 'unknown',
]; // prettier-ignore

/** The parent of the link that a doubt is about, where that parent has several; null otherwise. */
function sharedStep(challenge: string, { index }: FindingContext): string | null {
  const [from = '', to] = targetsOf(challenge);
  if (to === undefined) return null;
  for (const [parent, child] of [[from, to], [to, from]] as const) {
    const children = index.childrenOf.get(parent) ?? [];
    if (children.length > 1 && children.includes(child)) return parent;
  }
  return null;
} // prettier-ignore

export function dialecticFindings(node: ArgumentNode, context: FindingContext): Finding[] {
  if (node.challenges.length === 0) return [];
  const where = at(context, node);
  const findings: Finding[] = [];
  const kind = plainKind(node.kind);
  if (!MAY_CHALLENGE.includes(kind) || isReference(node.kind)) {
    findings.push({ code: 'challenger-kind', rule: 'D1', severity: 'error', where, message: `${node.id} is a ${node.kind} and challenges; goals and solutions do.`, fix: 'Make it a defeater or counter-evidence.' }); // prettier-ignore
  }
  for (const challenge of node.challenges) {
    const parent = sharedStep(challenge, context);
    if (parent !== null) {
      findings.push({ code: 'challenges-one-link', rule: 'D4', severity: 'warning', where, message: `${node.id} challenges one of several links below ${parent}; together they are one inference.`, fix: `Put a strategy below ${parent} and challenge that.` }); // prettier-ignore
    }
  }
  const defeated = [...new Set(node.challenges.flatMap(targetsOf))].filter((id) => context.index.byId.get(id)?.defeated === true); // prettier-ignore
  const isArgued = node.supportedBy.length > 0 || node.evidence.length > 0;
  if ((kind === 'defeater' || kind === 'goal') && !isArgued && defeated.length > 0) {
    findings.push({ code: 'challenge-not-argued', rule: 'D5', severity: 'warning', where, message: `${node.id} defeats ${defeated.join(', ')}, but nothing argues for it.`, fix: 'Argue and evidence the doubt.' }); // prettier-ignore
  }
  for (const target of node.defeated ? defeated : []) {
    findings.push({ code: 'defeat-of-challenge', rule: 'D9', severity: 'warning', where, message: `${node.id} is defeated, and ${target}, which it challenges, is still marked defeated.`, fix: `Judge ${target} again.` }); // prettier-ignore
  }
  return findings;
}
