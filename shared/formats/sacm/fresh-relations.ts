/** Relationships for the links of an argument that no relationship of the file it came from stands for. */
import type { JsonObject } from '../../trust/strict-json.ts';
import { isObject, textOf } from '../../case/read-fields.ts';
import type { JsonValue } from '../../trust/strict-json.ts';
import { claimId, idsOf, kindOf, objectOf } from '../fields.ts';
import type { Interchange } from '../interchange.ts';
import { fromKept, linksOf } from './relation.ts';
import type { End, Link, Relation } from './relation.ts';

export interface PlannedRelation {
  readonly relation: Relation;
  /** As it was read; null for one that is made here. */
  readonly kept: JsonObject | null;
  /** Node whose package it stands in. */
  readonly owner: string;
}

/** Type of a SACM element for a kind of node. */
export function elementTypeOf(id: string, fields: JsonObject): 'Claim' | 'ArgumentReasoning' | 'ArtifactReference' {
  const read = textOf(objectOf(fields['x-sacm'])['type']);
  const kind = kindOf(id, fields);
  if (kind === 'strategy') return 'ArgumentReasoning';
  if (['solution', 'counterEvidence', 'awaySolution', 'moduleReference', 'contractReference'].includes(kind)) return 'ArtifactReference';
  if (kind === 'context' || kind === 'awayContext') return read === 'Claim' ? 'Claim' : 'ArtifactReference';
  return 'Claim';
} // prettier-ignore

interface Plan {
  readonly argument: Interchange;
  readonly planned: PlannedRelation[];
  readonly byId: Map<string, Relation>;
  /** Links that a planned relationship stands for: "from, key, to" -> its id. */
  readonly done: Map<string, string>;
  readonly taken: Set<string>;
}

function nameOf({ from, key, to }: Link): string {
  return `${from}\u0000${key}\u0000${to}`;
}

function isContextual(plan: Plan, id: string): boolean {
  return ['assumption', 'justification', 'context'].includes(kindOf(id, plan.argument.nodes.get(id) ?? {})); // prettier-ignore
}

function linksFor(plan: Plan, relation: Relation): Link[] {
  return linksOf(relation, (id) => isContextual(plan, id), (id) => plan.byId.get(id)); // prettier-ignore
}

function add(plan: Plan, relation: Relation, owner: string, kept: JsonObject | null): void {
  plan.planned.push({ relation, kept, owner });
  plan.byId.set(relation.id, relation);
  for (const link of linksFor(plan, relation)) plan.done.set(nameOf(link), relation.id);
}

/** Relationships as they were read, where the argument still says what they say. */
function keepRead(plan: Plan): void {
  const all: { kept: JsonObject; owner: string }[] = [];
  const links = new Set<string>();
  for (const [id, fields] of plan.argument.nodes) {
    for (const key of ['supportedBy', 'inContextOf', 'challenges'] as const) {
      for (const to of idsOf(fields, key)) links.add(nameOf({ from: id, key, to }));
    }
    const relations = objectOf(fields['x-sacm'])['relations'];
    const list = Array.isArray(relations) ? (relations as readonly JsonValue[]) : [];
    for (const kept of list) if (isObject(kept)) all.push({ kept, owner: id });
  }
  for (const { kept } of all) plan.byId.set(textOf(kept['id']) ?? '', fromKept(kept));
  for (const { kept, owner } of all) {
    const relation = fromKept(kept);
    const stands = linksFor(plan, relation).every((link) => links.has(nameOf(link)));
    if (stands && !plan.taken.has(relation.id)) {
      plan.taken.add(relation.id);
      add(plan, relation, owner, kept);
    } else plan.byId.delete(relation.id);
  }
}

function fresh(plan: Plan, type: string, owner: string, sources: readonly string[], target: End, reasoning: string | null, isCounter = false): void {
  if (sources.length === 0) return;
  const id = claimId(`R${plan.planned.length + 1}`, plan.taken);
  const ends = sources.map((source): End => ({ what: 'node', id: source }));
  add(plan, { id, type, isCounter, sources: ends, targets: [target], reasoning }, owner, null);
} // prettier-ignore

function open(plan: Plan, from: string, key: Link['key']): string[] {
  const named = [...new Set(idsOf(plan.argument.nodes.get(from) ?? {}, key))];
  return named.filter((to) => plan.argument.nodes.has(to) && !plan.done.has(nameOf({ from, key, to }))); // prettier-ignore
}

/** Inference from claims and evidence from artifacts; S9 and S11 allow nothing else. */
function addSupport(plan: Plan, id: string, below: readonly string[], reasoning: string | null): void {
  const typed = (type: string): string[] => below.filter((one) => elementTypeOf(one, plan.argument.nodes.get(one) ?? {}) === type && !isContextual(plan, one)); // prettier-ignore
  const target: End = { what: 'node', id };
  if (elementTypeOf(id, plan.argument.nodes.get(id) ?? {}) === 'ArtifactReference') {
    fresh(plan, 'AssertedArtifactSupport', id, typed('ArtifactReference'), target, reasoning);
    return;
  }
  fresh(plan, 'AssertedInference', id, typed('Claim'), target, reasoning);
  fresh(plan, 'AssertedEvidence', id, typed('ArtifactReference'), target, reasoning);
} // prettier-ignore

function addSupportOf(plan: Plan, id: string, fields: JsonObject, conclusions: Map<string, string>): void {
  if (elementTypeOf(id, fields) === 'ArgumentReasoning') return;
  const below = open(plan, id, 'supportedBy');
  const isStrategy = (one: string): boolean => elementTypeOf(one, plan.argument.nodes.get(one) ?? {}) === 'ArgumentReasoning'; // prettier-ignore
  for (const strategy of below.filter(isStrategy)) {
    // One reasoning has one conclusion here; a second one is told by a tagged value.
    if (conclusions.has(strategy)) continue;
    conclusions.set(strategy, id);
    addSupport(plan, id, open(plan, strategy, 'supportedBy'), strategy);
  }
  addSupport(plan, id, below.filter((one) => !isStrategy(one)), null); // prettier-ignore
} // prettier-ignore

function addContext(plan: Plan, id: string, fields: JsonObject): void {
  const below = open(plan, id, 'inContextOf');
  const isArtifact = (one: string): boolean => elementTypeOf(one, plan.argument.nodes.get(one) ?? {}) === 'ArtifactReference'; // prettier-ignore
  const target: End = { what: 'node', id };
  if (elementTypeOf(id, fields) !== 'ArtifactReference') {
    fresh(plan, 'AssertedContext', id, below, target, null);
    return;
  }
  fresh(plan, 'AssertedArtifactContext', id, below.filter(isArtifact), target, null); // prettier-ignore
  fresh(plan, 'AssertedContext', id, below.filter((one) => !isArtifact(one)), target, null); // prettier-ignore
}

/** The relationship that stands for a step "X -> Y", named from either end. */
function findStep(plan: Plan, [from, to]: readonly [string, string]): string | null {
  for (const key of ['supportedBy', 'inContextOf', 'challenges'] as const) {
    const id = plan.done.get(nameOf({ from, key, to })) ?? plan.done.get(nameOf({ from: to, key, to: from })); // prettier-ignore
    if (id !== undefined) return id;
  }
  return null;
}

function addChallenges(plan: Plan, id: string, fields: JsonObject): void {
  const own = elementTypeOf(id, fields);
  // An inference ends at assertions only and evidence starts at artifacts (S9, S11); other doubts are context.
  const plain = { Claim: 'AssertedInference', ArtifactReference: 'AssertedEvidence', ArgumentReasoning: 'AssertedContext' }[own]; // prettier-ignore
  for (const doubted of new Set(idsOf(fields, 'challenges'))) {
    if (plan.done.has(nameOf({ from: id, key: 'challenges', to: doubted }))) continue;
    const [from, to] = doubted.split(/\s*->\s*/u);
    if (from !== undefined && to !== undefined) {
      const step = findStep(plan, [from, to]);
      if (step !== null) fresh(plan, plain, id, [id], { what: 'relation', id: step }, null, true);
      continue;
    }
    const target = plan.argument.nodes.get(doubted);
    if (target === undefined) continue;
    const type = elementTypeOf(doubted, target);
    const areArtifacts = own === 'ArtifactReference' && type === 'ArtifactReference';
    const used = type === 'Claim' ? plain : areArtifacts ? 'AssertedArtifactSupport' : 'AssertedContext'; // prettier-ignore
    fresh(plan, used, id, [id], { what: 'node', id: doubted }, null, true);
  }
}

/**
 * All relationships of the written file. Links that SACM cannot say are left out; the writer finds them
 * by reading what it wrote.
 * @param taken Ids that are in use.
 */
export function planRelations(argument: Interchange, taken: Set<string>): PlannedRelation[] {
  const plan: Plan = { argument, planned: [], byId: new Map(), done: new Map(), taken };
  keepRead(plan);
  const conclusions = new Map<string, string>();
  for (const { relation } of plan.planned) {
    const [target] = relation.targets;
    if (relation.reasoning !== null && target !== undefined) conclusions.set(relation.reasoning, target.id); // prettier-ignore
  }
  for (const [id, fields] of argument.nodes) addSupportOf(plan, id, fields, conclusions);
  for (const [id, fields] of argument.nodes) addContext(plan, id, fields);
  for (const [id, fields] of argument.nodes) addChallenges(plan, id, fields);
  return plan.planned;
}
