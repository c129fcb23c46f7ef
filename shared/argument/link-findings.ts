/** Links between nodes that lead nowhere or cannot be (GSN v3, table 1:2-2 and 1:2.2). */
import type { ArgumentNode, Finding, NodeKind, SafetyCase } from '../case/model.ts';
import { targetsOf } from './case-index.ts';
import type { CaseIndex } from './case-index.ts';
import { isReference, mayHave, mayLink, mayLinkInContract } from './rules/allowed-links.ts';
import type { Membership } from './rules/membership.ts';

/** The parts of a case that findings are made from. */
export type CaseForFindings = Pick<
  SafetyCase,
  'nodes' | 'topNode' | 'evidence' | 'documents' | 'people' | 'subject' | 'files'
>;

/** What all findings about nodes are made from. */
export interface FindingContext {
  readonly safetyCase: CaseForFindings;
  readonly index: CaseIndex;
  readonly membership: Membership;
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
    if (ids.length === 0) continue;
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
  const others = [...kindFindings(node, context), ...challengeFindings(node, context)];
  return others.length === 0 ? findings : [...findings, ...others];
}

/** True for kinds of the modular extension, whose links are table 1:4-2. */
function isModular(kind: NodeKind): boolean {
  return kind.startsWith('away') || isReference(kind);
}

/** Links of an away goal in a contract module (M7): only there it is argued. */
function contractFindings(node: ArgumentNode, { index, file }: FindingContext): Finding[] {
  const where = { file, node: node.id, line: node.line };
  const links = [['supportedBy', index.childrenOf], ['inContextOf', index.contextsOf]] as const;
  return links.flatMap(([relation, idsOf]) =>
    (idsOf.get(node.id) ?? []).flatMap((id): Finding[] => {
      const kind = index.byId.get(id)?.kind ?? 'unknown';
      if (mayLinkInContract(relation, kind)) return [];
      const allowed = relation === 'supportedBy' ? 'goals, strategies and away goals support it there' : 'away contexts, away assumptions and away justifications are its context there'; // prettier-ignore
      return [{ code: 'wrong-kind-of-link', rule: 'M7', severity: 'error', where, message: `${node.id} is an away goal of a contract module and names ${id}, a ${kind}, in ${relation}; ${allowed}.`, fix: 'Name such an element, or an away element that stands for it.' }]; // prettier-ignore
    }),
  );
} // prettier-ignore

/** Links between kinds that the standard does not allow (G3 to G5, M4, M5). */
function kindFindings(node: ArgumentNode, context: FindingContext): Finding[] {
  const { index, file } = context;
  if (node.kind === 'awayGoal' && context.membership.contractOf(node) !== null)
    return contractFindings(node, context);
  const where = { file, node: node.id, line: node.line };
  const findings: Finding[] = [];
  const say = (rule: string, message: string, fix: string): void => {
    findings.push({ code: 'wrong-kind-of-link', rule, severity: 'error', where, message, fix });
  };
  const kindOf = (id: string): NodeKind => index.byId.get(id)?.kind ?? 'unknown';
  // That an away goal is not developed here is a rule of its own (M6).
  const isHolder = mayHave('gsn', 'supportedBy', node.kind) || node.kind === 'awayGoal';
  if (!isHolder && node.supportedBy.length > 0) {
    say('G4', `${node.id} is a ${node.kind} and names support; only claims and steps are supported.`, 'Take supportedBy out, or correct the kind.'); // prettier-ignore
  }
  for (const id of isHolder && node.kind !== 'awayGoal'
    ? (index.childrenOf.get(node.id) ?? [])
    : []) {
    const kind = kindOf(id);
    if (mayLink('gsn', 'supportedBy', node.kind, kind)) continue;
    if (!isReference(kind) && mayLink('gsn', 'inContextOf', node.kind, kind)) say(isModular(kind) ? 'M4' : 'G4', `${node.id} is supported by ${id}, a ${kind}, which supports nothing.`, 'Name it in inContextOf.'); // prettier-ignore
    else if (kind === 'defeater' || kind === 'counterEvidence') say('D1', `${node.id} is supported by ${id}, a doubt.`, 'Name in "challenges" of the doubt what it is about.'); // prettier-ignore
    else say(isModular(kind) ? 'M4' : 'G3', `${node.id} is a ${node.kind} and is supported by ${id}, a ${kind}.`, 'Put a goal between the two.'); // prettier-ignore
  }
  for (const id of index.contextsOf.get(node.id) ?? []) {
    const kind = kindOf(id);
    if (mayLink('gsn', 'inContextOf', node.kind, kind)) continue;
    if (mayHave('gsn', 'inContextOf', node.kind)) say(isModular(kind) ? 'M5' : 'G5', `${node.id} is in the context of ${id}, a ${kind}.`, 'Name it in supportedBy, or make it a context.'); // prettier-ignore
    else say(isModular(node.kind) ? 'M5' : 'G5', `${node.id} is a ${node.kind} and names ${id} as its context; goals and strategies have contexts.`, 'Name the context where the claim is made.'); // prettier-ignore
  }
  return findings;
}

/** Looks in the shorter of two lists that say the same from both ends: a node may have 100,000 links. */
function isAmong(below: readonly string[] = [], id: string, above: readonly string[] = [], of: string): boolean {
  return below.length < above.length ? below.includes(id) : above.includes(of);
} // prettier-ignore

/** True where one of the two names the other. A relation may be named from either end. */
export function isRelation(index: CaseIndex, from: string, to: string): boolean {
  const names = (a: string, b: string): boolean =>
    isAmong(index.childrenOf.get(a), b, index.parentsOf.get(b), a) ||
    isAmong(index.contextsOf.get(a), b, index.inScopeOf.get(b), a) ||
    (index.challengersOf.get(a) ?? []).includes(b);
  return names(from, to) || names(to, from);
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
    const isThere = isRelation(index, from, to);
    return isThere && from !== to
      ? []
      : [{ code: 'relation-not-found', severity: 'error', where, message: `${node.id} challenges the step from ${from} to ${to}, which does not exist.`, fix: 'Name two nodes of which one names the other.' }]; // prettier-ignore
  });
}
