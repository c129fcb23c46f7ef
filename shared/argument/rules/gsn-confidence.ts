/** Rules of GSN v3 about assurance claim points (A1 to A3). */
import type { ArgumentNode, Finding } from '../../case/model.ts';
import { at } from '../link-findings.ts';
import type { FindingContext } from '../link-findings.ts';
import { isReference, plainKind } from './allowed-links.ts';
import { acpsOf } from './other-fields.ts';

/** Links of a node that an assurance claim point may stand on. */
function isLinked(node: ArgumentNode, id: string): boolean {
  return node.supportedBy.includes(id) || node.inContextOf.includes(id);
}

function pointFindings(
  node: ArgumentNode,
  name: string,
  ids: readonly string[],
  context: FindingContext,
): Finding[] {
  const where = at(context, node);
  const isArtefact =
    !isReference(node.kind) &&
    ['solution', 'context', 'counterEvidence'].includes(plainKind(node.kind));
  const findings: Finding[] = [];
  for (const id of ids) {
    if (id === node.id ? isArtefact : isLinked(node, id)) continue;
    const message =
      id === node.id
        ? `The claim point ${name} stands on ${id} itself, a ${node.kind}; that is for solutions and contexts.`
        : `The claim point ${name} of ${node.id} stands on ${id}, to which ${node.id} has no link.`;
    findings.push({ code: 'acp-place', rule: 'A1', severity: 'error', where, message, fix: 'Put it on a link of the element, or on a solution or context.' }); // prettier-ignore
  }
  const supported = ids.filter((id) => node.supportedBy.includes(id));
  if (node.kind === 'strategy' && supported.length === 1 && new Set(node.supportedBy).size > 1) {
    findings.push({ code: 'acp-ambiguous', rule: 'A3', severity: 'warning', where, message: `The claim point ${name} stands on one of several links below the strategy ${node.id}; it cannot be told what it is about.`, fix: 'Put it on all links below the strategy, or on the link above it.' }); // prettier-ignore
  }
  return findings;
}

/** "ACP1[Module]" names the module that the confidence argument stands in. */
function plainName(name: string): string {
  return name.replace(/\[.*\]$/u, '');
}

/** True where some element is, or speaks of, the confidence argument for a claim point. */
function toNames(nodes: readonly ArgumentNode[], wanted: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of nodes) {
    for (const [word] of `${node.id} ${node.text}`.matchAll(/[\p{L}\p{N}_.-]*[\p{L}\p{N}_]/gu)) {
      if (wanted.has(word)) found.add(word);
    }
  }
  return found;
}

/** All claim points of an argument. Time in proportion to nodes, links and words. */
export function confidenceFindings(context: FindingContext): Finding[] {
  const { nodes } = context.safetyCase;
  const points = nodes.flatMap((node) => acpsOf(node).map(([name, ids]) => ({ node, name, ids })));
  if (points.length === 0) return [];
  const argued = toNames(nodes, new Set(points.map(({ name }) => plainName(name))));
  const first = new Map<string, string>();
  return points.flatMap(({ node, name, ids }) => {
    const where = at(context, node);
    const findings = pointFindings(node, name, ids, context);
    const known = first.get(name);
    if (known === undefined) first.set(name, node.id);
    else findings.push({ code: 'acp-twice', rule: 'A2', severity: 'warning', where, message: `The claim point ${name} stands at ${known} and at ${node.id}.`, fix: 'Give each a name of its own.' }); // prettier-ignore
    if (known === undefined && !argued.has(plainName(name)) && !name.endsWith(']')) {
      findings.push({ code: 'acp-not-argued', rule: 'A2', severity: 'info', where, message: `No element argues the confidence at the claim point ${name}.`, fix: 'Add the argument, or say where it stands.' }); // prettier-ignore
    }
    return findings;
  });
}
