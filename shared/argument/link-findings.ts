/** Links between nodes that lead nowhere or cannot be (GSN v3, table 1:2-2 and 1:2.2). */
import type { ArgumentNode, Finding, SafetyCase } from '../case/model.ts';
import { targetsOf } from './case-index.ts';
import type { CaseIndex } from './case-index.ts';

/** The parts of a case that findings are made from. */
export type CaseForFindings = Pick<
  SafetyCase,
  'nodes' | 'topNode' | 'evidence' | 'documents' | 'people' | 'subject' | 'files'
>;

const SCOPE_KINDS = new Set<ArgumentNode['kind']>([
  'context', 'assumption', 'justification', 'awayContext', 'awayAssumption', 'awayJustification',
]); // prettier-ignore
/** What all findings about nodes are made from. */
export interface FindingContext {
  readonly safetyCase: CaseForFindings;
  readonly index: CaseIndex;
  readonly file: string;
}

/** Place of a node, for `where`. */
export function at({ file }: FindingContext, node: ArgumentNode): Finding['where'] {
  return { file, node: node.id, line: node.line };
}

/** Findings about the links of one node: where they lead, and whether such a link can be. */
export function linkFindings(node: ArgumentNode, context: FindingContext): Finding[] {
  const { index } = context;
  const findings: Finding[] = [];
  const links = [
    ['supportedBy', node.supportedBy],
    ['inContextOf', node.inContextOf],
    ['challenges', node.challenges.flatMap(targetsOf)],
  ] as const;
  for (const [key, ids] of links) {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) {
        findings.push({ code: 'link-twice', severity: 'info', where: at(context, node), message: `${node.id} names ${id} twice in ${key}.`, fix: 'Take one of the two out.' }); // prettier-ignore
        continue;
      }
      seen.add(id);
      if (!index.byId.has(id)) {
        findings.push({ code: 'dangling-id', severity: 'error', where: at(context, node), message: `${node.id} names "${id}" in ${key}, which does not exist.`, fix: 'Correct the id, or add the node.' }); // prettier-ignore
      }
    }
  }
  for (const id of index.childrenOf.get(node.id) ?? []) {
    const child = index.byId.get(id);
    if (child === undefined || !SCOPE_KINDS.has(child.kind)) continue;
    findings.push({ code: 'wrong-kind-of-link', severity: 'warning', where: at(context, node), message: `${node.id} is supported by ${id}, a ${child.kind}, which supports nothing.`, fix: 'Name it in inContextOf.' }); // prettier-ignore
  }
  for (const id of index.contextsOf.get(node.id) ?? []) {
    const scope = index.byId.get(id);
    if (scope === undefined || SCOPE_KINDS.has(scope.kind) || scope.kind === 'unknown') continue;
    findings.push({ code: 'wrong-kind-of-link', severity: 'warning', where: at(context, node), message: `${node.id} is in the context of ${id}, a ${scope.kind}.`, fix: 'Name it in supportedBy, or make it a context.' }); // prettier-ignore
  }
  const supports = SCOPE_KINDS.has(node.kind) || node.kind === 'solution';
  if (supports && node.supportedBy.length > 0) {
    findings.push({ code: 'wrong-kind-of-link', severity: 'warning', where: at(context, node), message: `${node.id} is a ${node.kind} and names support; only claims and steps are supported.`, fix: 'Take supportedBy out, or correct the kind.' }); // prettier-ignore
  }
  return [...findings, ...challengeFindings(node, context)];
}

function challengeFindings(node: ArgumentNode, context: FindingContext): Finding[] {
  const { index } = context;
  const where = at(context, node);
  return node.challenges.flatMap((challenge): Finding[] => {
    const [from = '', to] = targetsOf(challenge);
    if (from === node.id || to === node.id) {
      return [{ code: 'challenges-itself', severity: 'error', where, message: `${node.id} challenges itself.`, fix: 'Name what it doubts.' }]; // prettier-ignore
    }
    if (to === undefined || !index.byId.has(from) || !index.byId.has(to)) return [];
    // A relation may be named from either end.
    const links = [index.childrenOf, index.contextsOf, index.challengersOf];
    const isThere = links.some((of) => of.get(from)?.includes(to) === true || of.get(to)?.includes(from) === true); // prettier-ignore
    return isThere && from !== to
      ? []
      : [{ code: 'relation-not-found', severity: 'error', where, message: `${node.id} challenges the step from ${from} to ${to}, which does not exist.`, fix: 'Name two nodes of which one names the other.' }]; // prettier-ignore
  });
}
