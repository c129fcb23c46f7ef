/**
 * The rules of gsn2x under its own numbers (V01 to V13 about single elements, C01 to C16 about the whole), as
 * its documentation and its results state them. Unlike gsn2x, everything is said at once; `toldByGsn2x` says
 * what gsn2x itself comes to say before it stops. C06, C07, C09 and C10 are found when modules are read.
 */
import type { ArgumentNode, Finding } from '../../case/model.ts';
import { kindOfPrefix } from '../../case/node-kind.ts';
import { toCaseIndex, targetsOf } from '../case-index.ts';
import type { CaseIndex } from '../case-index.ts';
import { findCycles } from '../cycles.ts';
import { isRelation } from '../link-findings.ts';
import { mayLink, plainKind } from './allowed-links.ts';
import type { Relation } from './allowed-links.ts';
import { acpsOf, otherText, otherTexts } from './other-fields.ts';

export interface Gsn2xOptions {
  /** V08, which gsn2x checks with --extended-check. */
  readonly extended: boolean;
  /** V11, which gsn2x checks with --warn-dialectic. */
  readonly warnDialectic: boolean;
}

interface Context {
  readonly index: CaseIndex;
  readonly file: string;
  readonly findings: Finding[];
}

type Severity = Finding['severity'];

function say(context: Context, node: ArgumentNode | null, rule: string, severity: Severity, message: string, fix: string, key = ''): void {
  const { file, findings } = context;
  const where = { file, node: node?.id ?? null, line: node?.line ?? null };
  const code = `gsn2x-${rule.toLowerCase()}${key === '' ? '' : key === 'supportedBy' ? '-support' : '-context'}`;
  findings.push({ code, rule, severity, where, message, fix });
} // prettier-ignore

const RELATIONS: readonly Relation[] = ['supportedBy', 'inContextOf'];
const isCounter = ({ kind }: ArgumentNode): boolean =>
  kind === 'defeater' || kind === 'counterEvidence';

/** V04, V05, V06, and what is not there: C03 and C11. */
function checkLinks(node: ArgumentNode, context: Context): void {
  for (const key of RELATIONS) {
    const seen = new Set<string>();
    const missing: string[] = [];
    for (const id of node[key]) {
      const target = context.index.byId.get(id);
      if (seen.has(id)) {
        say(context, node, 'V05', 'warning', `${node.id} names ${id} twice in ${key}.`, 'Take one of the two out.'); // prettier-ignore
        continue;
      }
      seen.add(id);
      if (id === node.id) say(context, node, 'V06', 'error', `${node.id} names itself in ${key}.`, 'Take it out.'); // prettier-ignore
      if (target === undefined) missing.push(id);
      else if (!mayLink('gsn2x', key, node.kind, target.kind)) {
        say(context, node, 'V04', 'error', `${node.id}, a ${node.kind}, names ${id}, a ${target.kind}, in ${key}.`, 'Name it where such an element may stand.'); // prettier-ignore
      }
    }
    // gsn2x sorts what an element names, and tells of the first of each kind (gsn2x-told.ts).
    for (const id of missing.sort()) {
      say(context, node, 'C03', 'error', `${node.id} names "${id}" in ${key}, which does not exist.`, 'Correct the id, or add the element.', key); // prettier-ignore
      if (id.includes(',')) say(context, node, 'C11', 'warning', `"${id}" in ${key} of ${node.id} looks like a list.`, `Write [${id}].`, key); // prettier-ignore
    }
  }
}

/** V02, V03, V08, V09, V10, V12, V13. */
function checkElement(node: ArgumentNode, context: Context, options: Gsn2xOptions): void {
  const { id, kind } = node;
  const isClaim = kind === 'goal' || kind === 'strategy';
  if (isClaim && !node.undeveloped && node.supportedBy.length === 0) {
    say(context, node, 'V02', 'warning', `${id} has no support and is not marked undeveloped.`, 'Add support, or mark it.'); // prettier-ignore
  }
  if (node.undeveloped && node.supportedBy.length > 0) {
    say(context, node, 'V03', 'error', `${id} is marked undeveloped and has support.`, 'Take the mark or the support away.'); // prettier-ignore
  }
  const suggested = kindOfPrefix(id);
  if (options.extended && suggested !== null && suggested !== plainKind(kind)) {
    say(context, node, 'V08', 'warning', `${id} is a ${kind}, but its id says ${suggested}.`, 'Change the id or the type.'); // prettier-ignore
  }
  const linked = new Set([id, ...node.supportedBy, ...node.inContextOf]);
  for (const [name, ids] of acpsOf(node)) {
    for (const target of ids) {
      if (!linked.has(target)) say(context, node, 'V09', 'error', `The claim point ${name} of ${id} stands on ${target}, to which ${id} has no link.`, 'Put it on the element or on one of its links.'); // prettier-ignore
    }
  }
  if (node.defeated && !isChallenged(node, context.index)) {
    say(context, node, 'V10', 'error', `${id} is marked defeated, but nothing challenges it.`, 'Name what defeats it.'); // prettier-ignore
  }
  if (node.challenges.length > 0 && !isCounter(node)) {
    say(context, node, 'V12', 'error', `${id}, a ${kind}, challenges; only counter goals and counter solutions do.`, 'Make it one of these.'); // prettier-ignore
  }
  const own = new Set([...node.supportedBy, ...node.inContextOf, ...node.challenges]);
  for (const target of otherTexts(node, 'defeatedRelation')) {
    if (!own.has(target)) say(context, node, 'V13', 'error', `The link from ${id} to ${target} is marked defeated, but ${id} has no such link.`, 'Name a link that the element has.'); // prettier-ignore
  }
}

/** Challenged itself, not only in one of its links. */
function isChallenged(node: ArgumentNode, index: CaseIndex): boolean {
  const challengers = index.challengersOf.get(node.id) ?? [];
  return challengers.some((id) => index.byId.get(id)?.challenges.includes(node.id) === true);
}

/** C12 to C16. */
function checkChallenges(node: ArgumentNode, context: Context): void {
  const { index } = context;
  for (const challenge of node.challenges) {
    const [from = '', to] = targetsOf(challenge);
    if (to === undefined) {
      if (from === node.id) say(context, node, 'C13', 'error', `${node.id} challenges itself.`, 'Name what it doubts.'); // prettier-ignore
      else if (!index.byId.has(from)) say(context, node, 'C14', 'error', `${node.id} challenges ${from}, which does not exist.`, 'Correct the id.'); // prettier-ignore
      continue;
    }
    const missing = [from, to].filter((id) => !index.byId.has(id));
    for (const id of missing) {
      say(context, node, 'C12', 'error', `${node.id} challenges a link of ${id}, which does not exist.`, 'Correct the id.'); // prettier-ignore
    }
    if (missing.length > 0) continue;
    if (from === to) say(context, node, 'C15', 'error', `${node.id} challenges a link whose ends are both ${from}.`, 'Name both ends.'); // prettier-ignore
    else if (!isRelation(index, from, to)) say(context, node, 'C16', 'error', `${node.id} challenges the link between ${from} and ${to}, which have none.`, 'Name two linked elements.'); // prettier-ignore
  }
}

/** What can be come to from the roots: support, context, and the doubts about what was come to. */
function reachable(index: CaseIndex): ReadonlySet<string> {
  const found = new Set(index.roots);
  const queue = [...index.roots];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const of of [index.childrenOf, index.contextsOf, index.challengersOf]) {
      for (const next of of.get(id) ?? []) {
        if (found.has(next)) continue;
        found.add(next);
        queue.push(next);
      }
    }
  }
  return found;
}

/** C01, C02, C04, C08. */
function checkWhole(nodes: readonly ArgumentNode[], context: Context): void {
  const { index } = context;
  const { roots } = index;
  if (nodes.length === 0) return;
  if (roots.length === 0) say(context, null, 'C01', 'error', 'Every element is named by another one; none is on top.', 'Break the circle.'); // prettier-ignore
  if (roots.length > 1) say(context, null, 'C01', 'warning', `More than one element is named by no other: ${[...roots].sort().join(', ')}.`, 'Connect them.'); // prettier-ignore
  for (const id of roots) {
    const node = index.byId.get(id);
    if (node !== undefined && plainKind(node.kind) !== 'goal') say(context, node, 'C02', 'error', `${id} stands on top and is a ${node.kind}, not a goal.`, 'Put a goal on top.'); // prettier-ignore
  }
  for (const ids of findCycles([...index.byId.keys()], (id) => index.childrenOf.get(id) ?? [])) {
    const first = index.byId.get(ids[0] ?? '');
    // An element that names itself is V06.
    if (first !== undefined && ids.length > 1) say(context, first, 'C04', 'error', `${ids.join(', ')} support each other in a circle.`, 'Break the circle.'); // prettier-ignore
  }
  if (roots.length === 0) return;
  const found = reachable(index);
  const lost = nodes.filter((node) => !found.has(node.id));
  if (lost.length > 0) say(context, lost[0] ?? null, 'C08', 'error', `Nothing leads from the top (${[...roots].sort().join(', ')}) to ${lost.map((node) => node.id).join(', ')}.`, 'Connect them.'); // prettier-ignore
}

/**
 * All findings by the rules of gsn2x, in the order in which gsn2x checks.
 * @param file Path for `where`.
 */
export function checkGsn2x(
  nodes: readonly ArgumentNode[],
  file: string,
  options: Gsn2xOptions,
): Finding[] {
  const context: Context = { index: toCaseIndex({ nodes, topNode: null }), file, findings: [] };
  for (const node of nodes) {
    if (node.kind === 'unknown') {
      say(context, node, 'V01', 'error', `${node.id} is of no known type.`, 'Begin its id with the letters of a type, or name its nodeType.'); // prettier-ignore
      continue;
    }
    checkElement(node, context, options);
    checkLinks(node, context);
    checkChallenges(node, context);
  }
  const dialectic = nodes.filter((node) => isCounter(node) || node.defeated || node.challenges.length > 0); // prettier-ignore
  if (options.warnDialectic && dialectic.length > 0) {
    say(context, null, 'V11', 'warning', `The dialectic extension is used by ${dialectic.map((node) => node.id).join(', ')}.`, 'Nothing is wrong with that.'); // prettier-ignore
  }
  checkWhole(nodes, context);
  return context.findings;
}

/** Name of the module that a node stands in; empty where there are none. */
export function moduleOf(node: ArgumentNode): string {
  return otherText(node, 'module') ?? '';
}
