/**
 * What is odd about the structure of an argument and its evidence. Findings only: they tell a reviewer
 * where to look and never keep a bundle shut.
 */
import type { ArgumentNode, Finding } from '../case/model.ts';
import { toCaseIndex } from './case-index.ts';
import { findCycles } from './cycles.ts';
import { findEvidenceIssues } from './evidence-findings.ts';
import { idFindings } from './id-findings.ts';
import { at, linkFindings } from './link-findings.ts';
import type { CaseForFindings, FindingContext } from './link-findings.ts';
import { confidenceFindings } from './rules/gsn-confidence.ts';
import { dialecticFindings } from './rules/gsn-dialectic.ts';
import { elementFindings } from './rules/gsn-elements.ts';
import { compositionRules, moduleFindings } from './rules/gsn-modules.ts';
import { toMembership } from './rules/membership.ts';
import { otherField, otherText } from './rules/other-fields.ts';

const CLAIM_KINDS = new Set<ArgumentNode['kind']>(['goal', 'strategy']);
/** Words for a doubt that its author holds to be settled: refuted, mended, or kept as residual (Assurance 2.0). */
const SETTLED = new Set([
  'rebutted',
  'refuted',
  'resolved',
  'accepted_residual',
  'withdrawn',
  'closed',
]);

/** True for a doubt of the author's own that nobody has settled. */
export function isOpenDefeater(node: ArgumentNode): boolean {
  if (node.kind !== 'defeater' || node.defeated) return false;
  return !SETTLED.has((node.status ?? 'open').trim().toLowerCase().replace(/[- ]/gu, '_'));
}

/**
 * Doubts of the author's own that were not refuted, a residual doubt that the author accepted among
 * them: what a signed text and the report count as standing.
 */
export function standingDefeaters(nodes: readonly ArgumentNode[]): ArgumentNode[] {
  return nodes.filter(
    (node) =>
      node.kind === 'defeater' &&
      !node.defeated &&
      !['rebutted', 'refuted', 'resolved'].includes(node.status?.trim().toLowerCase() ?? 'open'),
  );
}

/** "G1", "G1 and G2", "G1, G2 and G3". */
export function toList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`;
}

/** So many ids are listed where there may be thousands. */
const LISTED = 40;

/** Like `toList`, cut short where there are very many. */
export function toShortList(items: readonly string[]): string {
  if (items.length <= LISTED) return toList(items);
  return `${items.slice(0, LISTED).join(', ')} and ${items.length - LISTED} more`;
}

function supportFindings(node: ArgumentNode, context: FindingContext): Finding[] {
  const children = context.index.childrenOf.get(node.id) ?? [];
  const where = at(context, node);
  const findings: Finding[] = [];
  const isClaim = CLAIM_KINDS.has(node.kind);
  if (node.undeveloped) {
    findings.push({ code: 'undeveloped', severity: 'info', where, message: `${node.id} is marked undeveloped. It counts as not supported.`, fix: 'Develop it, or rest nothing on it.' }); // prettier-ignore
    if (node.supportedBy.length > 0) {
      findings.push({ code: 'undeveloped-with-support', rule: 'G10', severity: 'error', where, message: `${node.id} is marked undeveloped and has support.`, fix: 'Take the mark or the support away.' }); // prettier-ignore
    }
  } else if (isClaim && node.supportedBy.length === 0 && node.evidence.length === 0) {
    if (otherField(node, 'toBeSupportedByContract') === true) return findings;
    findings.push({ code: 'bare-claim', rule: 'G9', severity: 'warning', where, message: `${node.id} has no support and is not marked undeveloped.`, fix: 'Add support, or mark it undeveloped.' }); // prettier-ignore
  } else if (isClaim && children.length === 0 && node.evidence.length === 0) {
    findings.push({ code: 'unsupported-claim', severity: 'error', where, message: `None of what ${node.id} names as support exists.`, fix: 'Correct the ids in supportedBy.' }); // prettier-ignore
  }
  if (node.kind === 'solution' && node.evidence.length === 0 && node.url === null) {
    findings.push({ code: 'solution-without-evidence', severity: 'warning', where, message: `${node.id} is a solution that cites no evidence.`, fix: 'Name the evidence, or remove the solution.' }); // prettier-ignore
  }
  const total = new Set(node.supportedBy).size;
  if (node.supportMode === 'k_of_n' && (node.k === null || node.k < 1 || node.k > total)) {
    findings.push({ code: 'k-out-of-range', severity: 'error', where, message: `${node.id} needs ${node.k ?? 'an unstated number'} of ${total}.`, fix: `Set k to a number from 1 to ${total}.` }); // prettier-ignore
  }
  return findings;
}

function referenceFindings(
  node: ArgumentNode,
  context: FindingContext,
  names: ReadonlySet<string>,
): Finding[] {
  const { safetyCase } = context;
  const where = at(context, node);
  const findings: Finding[] = [];
  if (isOpenDefeater(node)) {
    const doubted = toList([...new Set(node.challenges)]);
    const status =
      node.status === null || node.status === 'open'
        ? 'is open'
        : `has the status "${node.status}"`;
    findings.push({ code: 'open-defeater', rule: 'D8', severity: 'warning', where, message: `The author's own doubt ${node.id}${doubted === '' ? '' : ` about ${doubted}`} ${status}.`, fix: 'Read it before what it doubts.' }); // prettier-ignore
  }
  if (node.defeated && !context.index.challengersOf.has(node.id)) {
    findings.push({ code: 'defeated-unchallenged', severity: 'warning', where, message: `${node.id} is marked defeated, but nothing challenges it.`, fix: 'Name the doubt that defeats it.' }); // prettier-ignore
  }
  if (
    node.doc !== null &&
    safetyCase.documents.length > 0 &&
    !safetyCase.files.some((file) => file.path === `data/${node.doc?.path ?? ''}`)
  ) {
    findings.push({ code: 'document-not-found', severity: 'warning', where, message: `The document "${node.doc.path}" that ${node.id} names is not in the bundle.`, fix: 'Correct the path, or add the document.' }); // prettier-ignore
  }
  if (node.owner !== null && names.size > 0 && !names.has(node.owner)) {
    findings.push({ code: 'owner-not-found', severity: 'info', where, message: `The owner "${node.owner}" of ${node.id} is not among the people.`, fix: 'Add the person, or correct the id.' }); // prettier-ignore
  }
  return findings;
}

/** Circles of one kind of link. Most nodes have no context, and most cases no circle of contexts. */
function circlesOf({ index }: FindingContext, linksOf: (id: string) => readonly string[]): string[][] {
  const linked = [...index.byId.keys()].filter((id) => linksOf(id).length > 0);
  return findCycles(linked, linksOf);
} // prettier-ignore

function cycleFindings(context: FindingContext): Finding[] {
  const { index } = context;
  const groups = [
    ...circlesOf(context, (id) => index.childrenOf.get(id) ?? []).map((ids) => ({ ids, how: 'support', rule: 'G6' })),
    ...circlesOf(context, (id) => index.contextsOf.get(id) ?? []).map((ids) => ({ ids, how: 'are the context of', rule: 'G7' })),
  ]; // prettier-ignore
  return groups.flatMap(({ ids, how, rule }) => {
    const first = index.byId.get(ids[0] ?? '');
    if (first === undefined) return [];
    const message =
      ids.length === 1
        ? `${first.id} rests on itself.`
        : `${toShortList(ids)} ${how} each other in a circle.`;
    return [{ code: 'cycle', rule, severity: 'error', where: at(context, first), message, fix: 'What only comes round the circle counts for nothing. Look for what holds from outside.' } as const]; // prettier-ignore
  });
}

/** What stands on top is what the decision rests on: a claim, not a step or a piece of evidence. */
function rootKindFindings(context: FindingContext, id: string): Finding[] {
  const node = context.index.byId.get(id);
  if (node === undefined || node.kind === 'goal' || node.kind === 'unknown') return [];
  return [{ code: 'top-not-a-goal', severity: 'warning', where: at(context, node), message: `${id} stands on top and is a ${node.kind}, not a goal.`, fix: 'Put the claim that the decision is about on top.' }]; // prettier-ignore
}

/** Roots that belong to the case without a link: what away elements refer to, and what contracts argue. */
function toJoined({ index, membership }: FindingContext): ReadonlySet<string> {
  const referred = new Set([...index.byId.values()].flatMap((node) => (node.kind.startsWith('away') ? (otherText(node, 'refersTo') ?? []) : []))); // prettier-ignore
  return new Set(index.roots.filter((id) => {
    const node = index.byId.get(id);
    return referred.has(id) || (node !== undefined && membership.contractOf(node) !== null);
  }));
} // prettier-ignore

function topFindings(context: FindingContext): Finding[] {
  const { safetyCase, index, file } = context;
  const where = { file, node: null, line: null };
  const { topNode } = safetyCase;
  if (topNode !== null && !index.byId.has(topNode)) {
    return [{ code: 'top-not-found', severity: 'error', where: { ...where, file: 'data/case.yaml' }, message: `The top node "${topNode}" does not exist.`, fix: 'Correct topNode in case.yaml.' }]; // prettier-ignore
  }
  if (safetyCase.nodes.length === 0) return [];
  if (index.roots.length === 1) return rootKindFindings(context, index.roots[0] ?? '');
  if (index.roots.length === 0) {
    return [{ code: 'no-root', rule: 'G6', severity: 'error', where, message: 'No node stands on top: each one supports another.', fix: 'Name topNode in case.yaml, and break the circle.' }]; // prettier-ignore
  }
  const joined = toJoined(context);
  const loners = index.roots.filter((id) => !joined.has(id));
  if (topNode === null && loners.length > 1) {
    return [{ code: 'several-roots', rule: 'G18', severity: 'warning', where, message: `${toList(loners.slice(0, 8))} stand on top, and none is named as topNode.`, fix: 'Name topNode in case.yaml, and connect the rest.' }]; // prettier-ignore
  }
  const top = topNode ?? loners[0] ?? index.roots[0] ?? '';
  const loose = loners.flatMap((id): Finding[] => {
    if (id === top) return [];
    const node = index.byId.get(id);
    return node === undefined ? [] : [{ code: 'not-connected', rule: 'G18', severity: 'warning', where: at(context, node), message: `${id} supports nothing and is not the top.`, fix: 'Connect it, or take it out.' }]; // prettier-ignore
  });
  return [...rootKindFindings(context, top), ...loose];
}

/** A node may have more findings than a call may have arguments. */
function add(all: Finding[], more: readonly Finding[]): void {
  for (const finding of more) all.push(finding);
}

/**
 * All findings about structure, evidence and references, in the order of the file. Linear in nodes, links
 * and evidence.
 * @param file Path of the argument in the bundle, for `where`.
 */
export function findStructure(safetyCase: CaseForFindings, file: string): Finding[] {
  const context: FindingContext = {
    safetyCase,
    index: toCaseIndex(safetyCase),
    membership: toMembership(safetyCase.nodes),
    file,
  };
  const names = new Set(safetyCase.people.map((person) => person.id));
  const found = [...topFindings(context), ...idFindings(context)];
  for (const node of safetyCase.nodes) {
    add(found, linkFindings(node, context));
    add(found, supportFindings(node, context));
    add(found, referenceFindings(node, context, names));
    add(found, elementFindings(node, context));
    add(found, moduleFindings(node, context));
    add(found, dialecticFindings(node, context));
  }
  return [...found, ...cycleFindings(context), ...compositionRules(context), ...confidenceFindings(context), ...findEvidenceIssues(safetyCase, context.index, file)]; // prettier-ignore
}
