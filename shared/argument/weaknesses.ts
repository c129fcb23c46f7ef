/**
 * What is weak about an argument though nothing in it is wrong: places where a reviewer should ask. Stale and
 * unused evidence are findings of every case (evidence-findings.ts); these are told by `countersign check`.
 */
import type { ArgumentNode, Finding } from '../case/model.ts';
import { toCaseIndex } from './case-index.ts';
import type { CaseIndex } from './case-index.ts';
import { findContextClashes } from './context-clash.ts';
import { toFailureModel } from './failure-model.ts';
import { toList } from './findings.ts';
import { at } from './link-findings.ts';
import type { CaseForFindings, FindingContext } from './link-findings.ts';
import { toMembership } from './rules/membership.ts';
import { plainKind } from './rules/allowed-links.ts';
import { findBelow } from './shared-support.ts';

export interface WeaknessOptions {
  /** R16: universal words over small samples. Many claims are worded so; off by default. */
  readonly universalWords: boolean;
}

/** Steps taken below gates before the search ends; it is said when it does. */
const MAX_STEPS = 2_000_000;
/** Contexts that are compared with one another, and letters of two texts times each other: the work grows with the square. */
const MAX_CONTEXTS = 400;
const MAX_PAIRS_OF_LETTERS = 2_000_000_000;

interface Branches {
  /** What was met so far, with the branches in which it was. */
  readonly met: Map<string, Set<string>>;
}

function meet(branches: Branches, what: string, branch: string): void {
  const known = branches.met.get(what) ?? new Set();
  branches.met.set(what, known.add(branch));
}

/** R15: what stands below several branches of a claim that is said not to need them all. */
function redundancyFindings(context: FindingContext): Finding[] {
  const { safetyCase, index } = context;
  if (safetyCase.nodes.every((node) => node.supportMode === 'all_of')) return [];
  const model = toFailureModel(safetyCase.nodes, safetyCase.topNode);
  const items = new Map(safetyCase.evidence.map((item) => [item.id, item]));
  const names = new Map(safetyCase.people.map((person) => [person.id, person.name]));
  const findings: Finding[] = [];
  let steps = 0;
  for (const [gate, node] of safetyCase.nodes.entries()) {
    const children = model.children[gate] ?? [];
    if (children.length < 2 || model.needed[gate] === children.length) continue;
    if (steps > MAX_STEPS) {
      findings.push({ code: 'redundancy-not-searched', rule: 'R15', severity: 'info', where: at(context, node), message: `From ${node.id} on it was not searched what redundant branches share: the argument is too large.`, fix: 'Check a part of it.' }); // prettier-ignore
      break;
    }
    const branches: Branches = { met: new Map() };
    for (const child of children) {
      const branch = model.ids[child] ?? '';
      const below = findBelow(model, child, gate);
      steps += below.size;
      for (const at_ of below) {
        const id = model.ids[at_] ?? '';
        meet(branches, id, branch);
        for (const evidence of index.byId.get(id)?.evidence ?? []) {
          meet(branches, `the evidence ${evidence}`, branch);
          const person = items.get(evidence)?.preparedBy ?? null;
          if (person !== null)
            meet(branches, `evidence prepared by ${names.get(person) ?? person}`, branch);
        }
      }
    }
    for (const [what, own] of branches.met) {
      if (own.size < 2) continue;
      findings.push({ code: 'shared-under-redundancy', rule: 'R15', severity: 'warning', where: at(context, node), message: `${node.id} does not need all that supports it, but ${toList([...own])} share ${what}.`, fix: 'Ask what is left of the redundancy when that fails.' }); // prettier-ignore
    }
  }
  return findings;
}

/** Goals that rest on an item of evidence: those that cite it, and those right above what cites it. */
function claimsOn(item: string, { index }: FindingContext): ArgumentNode[] {
  const users = index.usersOfEvidence.get(item) ?? [];
  const ids = new Set([...users, ...users.flatMap((id) => index.parentsOf.get(id) ?? [])]);
  return [...ids].flatMap((id) => index.byId.get(id) ?? []).filter((node) => node.kind === 'goal'); // prettier-ignore
}

/** R5: who prepared evidence and has an interest, or owns the claim that rests on it. */
function preparerFindings(context: FindingContext): Finding[] {
  const { evidence, people } = context.safetyCase;
  return people.flatMap((person): Finding[] => {
    const prepared = evidence.filter((item) => item.preparedBy === person.id);
    const [first] = prepared;
    if (first === undefined) return [];
    const where = { file: `data/${first.path}`, node: null, line: null };
    const stated = person.interests.map((interest) => interest.detail || interest.kind);
    const own = prepared.flatMap((item) => claimsOn(item.id, context)).filter((node) => node.owner === person.id); // prettier-ignore
    const owned = [...new Set(own.map((node) => node.id))];
    const items = toList(prepared.map((item) => item.id));
    return [
      ...(stated.length === 0 ? [] : [{ code: 'preparer-interest', rule: 'R5', severity: 'info', where, message: `${items}: prepared by ${person.name}, who has an interest: ${stated.join('; ')}.`, fix: 'Ask whether somebody else can repeat it.' } as const]),
      ...(owned.length === 0 ? [] : [{ code: 'preparer-owns-claim', rule: 'R5', severity: 'info', where, message: `${person.name} owns ${toList(owned)} and prepared the evidence right below.`, fix: 'Ask who checked it.' } as const]),
    ]; // prettier-ignore
  });
}

/** Holders of a context and everything above them. */
function above(index: CaseIndex, id: string): ReadonlySet<string> {
  const found = new Set(index.inScopeOf.get(id) ?? []);
  const queue = [...found];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const parent of index.parentsOf.get(next) ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      queue.push(parent);
    }
  }
  return found;
}

/** R14: contexts that hold for one claim and say different things about the same. */
function contextFindings(context: FindingContext): Finding[] {
  const { safetyCase, index } = context;
  const isScope = (node: ArgumentNode): boolean => ['context', 'assumption'].includes(plainKind(node.kind)); // prettier-ignore
  const all = safetyCase.nodes.filter((node) => isScope(node) && index.inScopeOf.has(node.id));
  const compared = all.slice(0, MAX_CONTEXTS);
  const findings: Finding[] = [];
  const [first] = all.slice(MAX_CONTEXTS);
  if (first !== undefined) {
    findings.push({ code: 'contexts-not-compared', rule: 'R14', severity: 'info', where: at(context, first), message: `From ${first.id} on contexts were not compared: there are ${all.length}, and ${MAX_CONTEXTS} are.`, fix: 'Check a part of the argument.' }); // prettier-ignore
  }
  const upwards = compared.map((node) => above(index, node.id));
  let letters = 0;
  compared.forEach((lower, position) => {
    compared.slice(0, position).forEach((other, before) => {
      const holders = (id: string): readonly string[] => index.inScopeOf.get(id) ?? [];
      const isOnePath = holders(other.id).some((id) => upwards[position]?.has(id) === true) || holders(lower.id).some((id) => upwards[before]?.has(id) === true); // prettier-ignore
      if (!isOnePath || letters > MAX_PAIRS_OF_LETTERS) return;
      letters += other.text.length * lower.text.length;
      if (letters > MAX_PAIRS_OF_LETTERS) {
        findings.push({ code: 'contexts-not-compared', rule: 'R14', severity: 'info', where: at(context, lower), message: `From ${lower.id} on contexts were not compared: their texts are too long.`, fix: 'Check a part of the argument.' }); // prettier-ignore
        return;
      }
      for (const { phrases, about } of findContextClashes([other, lower])) {
        const [a, b] = phrases.map((parts) => parts.map((part) => part.text).join(''));
        findings.push({ code: 'contexts-differ', rule: 'R14', severity: 'warning', where: at(context, lower), message: `${other.id} and ${lower.id} hold for one claim and differ about "${about}": "${a ?? ''}" and "${b ?? ''}".`, fix: 'Ask which of the two holds.' }); // prettier-ignore
      }
    });
  });
  return findings;
}

/** Claims that no document argues, where the case has documents that argue others. */
function undocumentedFindings(context: FindingContext): Finding[] {
  const { nodes, documents } = context.safetyCase;
  if (documents.length === 0 || !nodes.some((node) => node.doc !== null)) return [];
  const bare = nodes.filter((node) => node.kind === 'goal' && node.doc === null && !node.undeveloped); // prettier-ignore
  const [first] = bare;
  if (first === undefined) return [];
  const ids = toList(bare.map((node) => node.id));
  return [{ code: 'claim-without-document', severity: 'info', where: at(context, first), message: `No document argues ${ids}.`, fix: 'Name in "doc" where they are argued, or ask for the prose.' }]; // prettier-ignore
}

const UNIVERSAL = /\b(?:all|always|any|cannot|completely|every|fully|guarantee[ds]?|impossible|never|no|none)\b/iu; // prettier-ignore
const INTERIM = /\b(?:interim|preliminary|pilot|partial|spot[- ]check)\b/iu;
const COUNTED = /\b(?:n ?= ?|samples? of )(\d{1,3}(?:,\d{3})*|\d+)\b|\b(\d+) (?:cases|items|prompts|runs|samples|trials|trajectories)\b/iu; // prettier-ignore
/** Fewer than this is few for a word such as "never". */
const FEW = 100;

/** The words that say how little a text rests on, or null. */
function smallness(text: string): string | null {
  const interim = INTERIM.exec(text)?.[0];
  if (interim !== undefined) return interim;
  const [words, counted, named] = COUNTED.exec(text) ?? [];
  const count = Number((counted ?? named ?? '').replaceAll(',', ''));
  return words !== undefined && count > 0 && count < FEW ? words : null;
}

/** R16: "never", "all" … in a claim whose support speaks of a small or interim sample. */
function universalFindings(context: FindingContext): Finding[] {
  const { safetyCase, index } = context;
  const items = new Map(safetyCase.evidence.map((item) => [item.id, item]));
  return safetyCase.nodes.flatMap((node): Finding[] => {
    const word = node.kind === 'goal' ? UNIVERSAL.exec(node.text)?.[0] : undefined;
    if (word === undefined) return [];
    const below = (index.childrenOf.get(node.id) ?? []).flatMap((id) => index.byId.get(id) ?? []);
    const texts = [node, ...below].flatMap((one) => [one.text, ...one.evidence.map((id) => items.get(id)?.title ?? '')]); // prettier-ignore
    const small = texts.map(smallness).find((words) => words !== null);
    if (small == null) return [];
    return [{ code: 'universal-over-sample', rule: 'R16', severity: 'warning', where: at(context, node), message: `${node.id} says "${word}", and what it rests on says "${small}".`, fix: 'Ask how far the sample carries.' }]; // prettier-ignore
  });
}

/**
 * All weaknesses of a case, by kind.
 * @param file Path of the argument in the bag, for `where`.
 */
export function findWeaknesses(
  safetyCase: CaseForFindings,
  file: string,
  options: WeaknessOptions,
): Finding[] {
  const context: FindingContext = {
    safetyCase,
    index: toCaseIndex(safetyCase),
    membership: toMembership(safetyCase.nodes),
    file,
  };
  return [
    ...redundancyFindings(context),
    ...preparerFindings(context),
    ...contextFindings(context),
    ...undocumentedFindings(context),
    ...(options.universalWords ? universalFindings(context) : []),
  ];
}
