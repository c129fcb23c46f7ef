/** SACM XML in the dialects that are met in the wild (interop.md 3.3). */
import type { Finding } from '../../case/model.ts';
import { isObject, textOf, toFinding } from '../../case/read-fields.ts';
import { CountersignError } from '../../errors.ts';
import { refuse } from '../../trust/refuse.ts';
import { FORBIDDEN_KEYS, parseStrictJson } from '../../trust/strict-json.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import { claimId, isUsableId, rootsOf, toLoss } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { FormatReading, Interchange, Loss } from '../interchange.ts';
import { assertNodeCount } from '../limits.ts';
import { parseXml } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import { findSacmIssues } from './constraints.ts';
import { flagOf, idOf, NODES, otherAttributes, PACKAGES, referencesOf, toDocument, toJson, typeOf, wordsOf, wordsToJson } from './document.ts'; // prettier-ignore
import type { Reference, SacmDocument } from './document.ts';
import { isContextType, linksOf, RELATION_TYPES } from './relation.ts';
import type { End, Link, Relation } from './relation.ts';

/** Key of a TaggedValue that holds a field of ours: the namespace, then the name of the field. */
export const TAG = 'countersign:';
const IDS = ['xmi:id', 'id', 'gid', 'identifier'];
const NODE_ATTRIBUTES = new Set([...IDS, 'name', 'content', 'statement', 'description', 'assertionDeclaration', 'isCitation', 'xsi:type', 'xmi:type', 'metaClaim', 'assumed', 'toBeSupported']); // prettier-ignore
const RELATION_ATTRIBUTES = new Set([...IDS, 'xsi:type', 'xmi:type', 'source', 'target', 'reasoning', 'isCounter', 'metaClaim']); // prettier-ignore

interface Package {
  readonly element: XmlElement;
  readonly above: number | null;
}

interface Reader {
  readonly document: SacmDocument;
  readonly packages: Package[];
  /** Elements that become nodes, with our ids, in the order of the file. */
  readonly idOfNode: Map<XmlElement, string>;
  readonly packageOf: Map<XmlElement, number>;
  readonly linked: Set<string>;
  readonly nodes: Map<string, Fields>;
  readonly lines: Map<string, number>;
  readonly taken: Set<string>;
  readonly findings: Finding[];
  readonly losses: Loss[];
}

function idFor(element: XmlElement, reader: Reader): string {
  const id = idOf(element);
  if (id !== null && id !== '') return claimId(id, reader.taken);
  const name = wordsOf(element, 'name')[0]?.content ?? '';
  const letter = { Claim: 'G', ArgumentReasoning: 'S', ArtifactReference: 'Sn' }[typeOf(element) ?? ''] ?? 'R'; // prettier-ignore
  return claimId(isUsableId(name) ? name : `${letter}-${element.line}`, reader.taken);
}

function isPlaceholder(element: XmlElement): boolean {
  return element.children.some((child) => child.local === 'taggedValue' && child.attributes.get('key') === `${TAG}placeholder`); // prettier-ignore
}

/** Packages, nodes and relationships of the file, without recursion. */
function collect(reader: Reader): XmlElement[] {
  const relations: XmlElement[] = [];
  const pending: { element: XmlElement; above: number | null }[] = [{ element: reader.document.root, above: null }]; // prettier-ignore
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const index = reader.packages.length;
    reader.packages.push(next);
    for (const child of next.element.children) {
      const type = typeOf(child);
      if (type === null) continue;
      reader.packageOf.set(child, index);
      if (NODES.has(type)) {
        if (isPlaceholder(child)) continue;
        const id = idFor(child, reader);
        reader.idOfNode.set(child, id);
        reader.lines.set(id, child.line);
        assertNodeCount(reader.idOfNode.size, reader.document.file);
      } else if (!PACKAGES.has(type)) relations.push(child);
    }
    const below = next.element.children.filter((child) => PACKAGES.has(typeOf(child) ?? ''));
    for (const child of below.reverse()) pending.push({ element: child, above: index });
  }
  return relations;
}

function toEnd(reader: Reader, reference: Reference): End {
  const { element, text } = reference;
  const node = element === null ? undefined : reader.idOfNode.get(element);
  if (node !== undefined) return { what: 'node', id: node };
  const isRelation = element !== null && isRelationElement(element);
  return isRelation ? { what: 'relation', id: idOf(element) ?? text } : { what: 'missing', id: text };
} // prettier-ignore

function isRelationElement(element: XmlElement): boolean {
  const type = typeOf(element);
  return type !== null && !NODES.has(type) && !PACKAGES.has(type);
}

/** The two counter types of SACM 1 are today's with `isCounter`. */
const COUNTER_TYPES: Readonly<Record<string, string>> = { AssertedChallenge: 'AssertedInference', AssertedCounterEvidence: 'AssertedEvidence' }; // prettier-ignore

function toRelation(reader: Reader, element: XmlElement): Relation {
  const written = typeOf(element) ?? '';
  const reasoning = referencesOf(reader.document, element, 'reasoning')[0];
  const node = reasoning?.element === null || reasoning === undefined ? undefined : reader.idOfNode.get(reasoning.element); // prettier-ignore
  const id = idOf(element);
  return {
    id: id === null || id === '' ? idFor(element, reader) : id,
    type: COUNTER_TYPES[written] ?? written,
    isCounter: flagOf(element, 'isCounter') || Object.hasOwn(COUNTER_TYPES, written),
    sources: referencesOf(reader.document, element, 'source').map((one) => toEnd(reader, one)),
    targets: referencesOf(reader.document, element, 'target').map((one) => toEnd(reader, one)),
    reasoning: node ?? reasoning?.text ?? null,
  };
}

/** A reasoning under two conclusions would lend each the support of the other: it is read once for each. */
function splitReasoning(reader: Reader, relations: Map<XmlElement, Relation>): void {
  const conclusionOf = new Map<string, string>();
  const copies = new Map<string, string>();
  for (const [element, relation] of relations) {
    const [target] = relation.targets;
    const { reasoning } = relation;
    const fields = reasoning === null ? undefined : reader.nodes.get(reasoning);
    if (reasoning === null || target === undefined || fields === undefined) continue;
    const first = conclusionOf.get(reasoning) ?? target.id;
    conclusionOf.set(reasoning, first);
    if (first === target.id) continue;
    const key = `${reasoning}\u0000${target.id}`;
    let copy = copies.get(key);
    if (copy === undefined) {
      copy = claimId(`${reasoning}-2`, reader.taken);
      copies.set(key, copy);
      const { package: inPackage } = fields['x-sacm'] as { package: JsonValue };
      reader.nodes.set(copy, { kind: 'strategy', text: fields['text'] ?? '', 'x-sacm': { type: 'ArgumentReasoning', package: inPackage, copyOf: reasoning } }); // prettier-ignore
      reader.findings.push(toFinding('sacm-reasoning-shared', 'info', { file: reader.document.file, node: copy, line: element.line }, `The reasoning ${reasoning} stands under ${first} and ${target.id}; for the second it is shown as ${copy}.`, 'None is needed.')); // prettier-ignore
    }
    relations.set(element, { ...relation, reasoning: copy });
  }
}

interface Roles {
  readonly supports: Set<string>;
  readonly contexts: Set<string>;
  readonly counters: Set<string>;
  readonly supported: Set<string>;
}

function toRoles(relations: Iterable<Relation>): Roles {
  const roles: Roles = { supports: new Set(), contexts: new Set(), counters: new Set(), supported: new Set() }; // prettier-ignore
  for (const relation of relations) {
    const own = relation.isCounter ? roles.counters : isContextType(relation.type) ? roles.contexts : roles.supports; // prettier-ignore
    for (const { id } of relation.sources) own.add(id);
    if (relation.isCounter || isContextType(relation.type)) continue;
    for (const { id } of relation.targets) roles.supported.add(id);
  }
  return roles;
}

/** Kind in GSN that type, declaration and the roles of an element tell. */
function kindFor(element: XmlElement, id: string, roles: Roles): string {
  const type = typeOf(element);
  const declaration = element.attributes.get('assertionDeclaration');
  const isCited = flagOf(element, 'isCitation') || declaration === 'asCited';
  const isOnly = (role: Set<string>): boolean => role.has(id) && !roles.supports.has(id) && (role === roles.counters || !roles.counters.has(id)); // prettier-ignore
  if (type === 'ArgumentReasoning') return 'strategy';
  if (type === 'ArtifactReference') {
    if (isOnly(roles.counters)) return 'counterEvidence';
    if (isOnly(roles.contexts)) return isCited ? 'awayContext' : 'context';
    return isCited ? 'awaySolution' : 'solution';
  }
  if (isOnly(roles.counters)) return 'defeater';
  if (isCited) return 'awayGoal';
  if (roles.supported.has(id)) return 'goal';
  if (declaration === 'assumed' || flagOf(element, 'assumed')) return 'assumption';
  if (!isOnly(roles.contexts)) return 'goal';
  return declaration === 'axiomatic' ? 'justification' : 'context';
}

/** Fields of ours that a TaggedValue holds as JSON. */
function readTags(element: XmlElement, reader: Reader): Fields {
  const fields: Fields = {};
  for (const child of element.children) {
    const key = child.local === 'taggedValue' ? (child.attributes.get('key') ?? '') : '';
    if (!key.startsWith(TAG)) continue;
    const text = wordsOf(child, 'content')[0]?.content ?? child.text.trim();
    const field = key.slice(TAG.length);
    if (FORBIDDEN_KEYS.includes(field)) continue;
    try {
      fields[field] = parseStrictJson(text, reader.document.file, { numbers: 'integers' });
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      const place = `line ${child.line}, column ${child.column}`;
      refuse({ code: 'tagged-value', file: reader.document.file, place, rule: `a value under "${TAG}" is JSON`, message: `The tagged value "${key}" is not JSON.` }); // prettier-ignore
    }
  }
  return fields;
}

const READ_CHILDREN = new Set(['name', 'content', 'statement', 'description', 'metaClaim']);
const RELATION_CHILDREN = new Set(['source', 'target', 'reasoning', 'metaClaim']);

function otherChildren(element: XmlElement, used: ReadonlySet<string>): JsonValue[] {
  return element.children.filter((child) => !used.has(child.local) && !(child.local === 'taggedValue' && (child.attributes.get('key') ?? '').startsWith(TAG))).map(toJson); // prettier-ignore
}

function toNode(reader: Reader, element: XmlElement, id: string): Fields {
  const name = wordsOf(element, 'name');
  const content = [...wordsOf(element, 'content'), ...wordsOf(element, 'statement')];
  const description = wordsOf(element, 'description');
  const declaration = element.attributes.get('assertionDeclaration') ?? null;
  const sacm: Fields = { type: typeOf(element), package: reader.packageOf.get(element) ?? 0 };
  // A name that only repeats the id says nothing.
  const fallback = name.filter((one) => one.content !== id);
  const [shown] = content.length > 0 ? content : description.length > 0 ? description : fallback;
  if (name.length > 0 && (name.length > 1 || name[0]?.content !== id)) sacm['name'] = name.length === 1 && name[0]?.lang === null ? name[0].content : wordsToJson(name); // prettier-ignore
  if (content.length > 0) sacm['content'] = wordsToJson(content);
  if (content.length > 0 ? description.length > 0 : description.length > 1 || description.some(({ lang }) => lang !== null)) sacm['description'] = wordsToJson(description); // prettier-ignore
  if (content.length === 0 && description.length === 0 && shown !== undefined) sacm['textIs'] = 'name'; // prettier-ignore
  if (declaration !== null) sacm['declaration'] = declaration;
  const attributes = otherAttributes(element, NODE_ATTRIBUTES);
  if (attributes !== null) sacm['attributes'] = attributes;
  const children = otherChildren(element, READ_CHILDREN);
  if (children.length > 0) sacm['children'] = children;
  return { kind: 'unknown', text: shown?.content ?? '', 'x-sacm': sacm };
}

/** What is kept of a relationship, so that it can be written as it was. */
function toKept(reader: Reader, element: XmlElement, relation: Relation): JsonObject {
  const kept: Fields = { id: relation.id, type: relation.type, source: relation.sources.map(({ id }) => id) }; // prettier-ignore
  const relations = relation.targets.filter(({ what }) => what === 'relation').map(({ id }) => id);
  const targets = relation.targets.filter(({ what }) => what !== 'relation').map(({ id }) => id);
  if (targets.length > 0) kept['target'] = targets;
  if (relations.length > 0) kept['targetRelation'] = relations;
  if (relation.reasoning !== null) kept['reasoning'] = relation.reasoning;
  if (relation.isCounter) kept['isCounter'] = true;
  kept['package'] = reader.packageOf.get(element) ?? 0;
  const attributes = otherAttributes(element, RELATION_ATTRIBUTES);
  if (attributes !== null) kept['attributes'] = attributes;
  const children = otherChildren(element, RELATION_CHILDREN);
  if (children.length > 0) kept['children'] = children;
  const meta = referencesOf(reader.document, element, 'metaClaim').map(({ text }) => text);
  if (meta.length > 0) kept['metaClaim'] = meta;
  return kept;
}

/** Adds a link once: several relationships may stand for the same one. */
function addLink(reader: Reader, { from, key, to }: Link): void {
  const fields = reader.nodes.get(from);
  const name = `${from}\u0000${key}\u0000${to}`;
  if (fields === undefined || reader.linked.has(name)) return;
  reader.linked.add(name);
  append(fields, key, to);
}

function append(fields: Fields, key: string, value: JsonValue): void {
  const list = fields[key];
  if (Array.isArray(list)) list.push(value);
  else fields[key] = [value];
}

/** Confidence arguments that an assertion or relationship names: the ACP of GSN. */
function addPoints(reader: Reader, element: XmlElement, owner: string, ends: readonly string[]): void {
  const fields = reader.nodes.get(owner);
  if (fields === undefined) return;
  for (const { element: claim, text } of referencesOf(reader.document, element, 'metaClaim')) {
    const id = claim === null ? text : (reader.idOfNode.get(claim) ?? text);
    const points = isObject(fields['acp']) ? fields['acp'] : {};
    fields['acp'] = { ...points, [id]: ends.length === 1 ? (ends[0] ?? owner) : [...ends] };
  }
} // prettier-ignore

function keepRelation(reader: Reader, element: XmlElement, relation: Relation): void {
  const holder = [...relation.targets, ...relation.sources].find(({ what }) => what === 'node');
  const fields = holder === undefined ? undefined : reader.nodes.get(holder.id);
  if (fields === undefined) {
    reader.losses.push(toLoss('dropped', null, 'relationship', `${relation.id} (line ${element.line}) names no element of the argument.`)); // prettier-ignore
    return;
  }
  append(fields['x-sacm'] as Fields, 'relations', toKept(reader, element, relation));
}

function applyLinks(reader: Reader, relations: ReadonlyMap<XmlElement, Relation>): void {
  const byId = new Map([...relations.values()].map((relation) => [relation.id, relation]));
  const isContextual = (id: string): boolean => ['assumption', 'justification', 'context'].includes(textOf(reader.nodes.get(id)?.['kind']) ?? ''); // prettier-ignore
  for (const [element, relation] of relations) {
    for (const link of linksOf(relation, isContextual, (id) => byId.get(id))) addLink(reader, link);
    const [target] = relation.targets;
    if (target?.what === 'node') addPoints(reader, element, target.id, relation.sources.map(({ id }) => id)); // prettier-ignore
    if (target?.what === 'relation' && !relation.isCounter) reader.findings.push(toFinding('sacm-support-of-relation', 'warning', { file: reader.document.file, node: null, line: element.line }, `${relation.id} supports the relationship ${target.id}; GSN has no such link, so it is kept and not shown.`, 'State the support as a confidence argument.')); // prettier-ignore
    keepRelation(reader, element, relation);
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Packages and whatever is no part of the argument, kept with the first node. */
function keepDocument(reader: Reader): void {
  const [first] = reader.nodes.values();
  const packages = reader.packages.map(({ element, above }): JsonObject => {
    const rest = element.children.filter((child) => typeOf(child) === null).map(toJson);
    const json: Fields = { name: lowerFirst(typeOf(element) ?? ''), above };
    if (element.attributes.size > 0) json['attributes'] = Object.fromEntries(element.attributes);
    if (rest.length > 0) json['children'] = rest;
    return json;
  });
  if (first === undefined)
    reader.losses.push(toLoss('dropped', null, 'packages', 'The file has no claim that could hold its packages.')); // prettier-ignore
  else first['x-sacm'] = { ...(first['x-sacm'] as Fields), packages };
}

/** Fields that the declaration of an assertion stands for. */
function applyDeclaration(element: XmlElement, fields: Fields, isSupported: boolean): void {
  const declaration = element.attributes.get('assertionDeclaration');
  if (declaration === 'defeated') fields['defeated'] = true;
  const needsSupport = declaration === 'needsSupport' || flagOf(element, 'toBeSupported');
  if (needsSupport && !isSupported && typeOf(element) === 'Claim') fields['undeveloped'] = true;
}

function titleOf(root: XmlElement): string | null {
  return wordsOf(root, 'name')[0]?.content ?? null;
}

/**
 * Reads a SACM file. Attributes and elements that ours does not know are kept under `x-sacm`; the
 * constraints S1 to S12 of SACM 2.3 are findings.
 * @param text Text of the file, decoded strictly.
 * @param file Name for messages.
 * @throws CountersignError 'input-refused': XML that is not allowed, an id that stands twice, no package.
 */
export function readSacm(text: string, file: string): FormatReading {
  const root = parseXml(text, file);
  if (!PACKAGES.has(typeOf(root) ?? '')) {
    const message = `The root element "${root.name}" is no package of SACM.`;
    refuse({ code: 'not-a-sacm-file', file, place: `line ${root.line}, column ${root.column}`, rule: 'SACM: an assurance case or argument package', message }); // prettier-ignore
  }
  const document = toDocument(root, file);
  const reader: Reader = { document, packages: [], idOfNode: new Map(), packageOf: new Map(), linked: new Set(), nodes: new Map(), lines: new Map(), taken: new Set(), findings: [], losses: [] }; // prettier-ignore
  const found = collect(reader);
  for (const [element, id] of reader.idOfNode) reader.nodes.set(id, toNode(reader, element, id));
  const relations = new Map(found.filter((element) => RELATION_TYPES.has(COUNTER_TYPES[typeOf(element) ?? ''] ?? typeOf(element) ?? '')).map((element) => [element, toRelation(reader, element)])); // prettier-ignore
  splitReasoning(reader, relations);
  const roles = toRoles(relations.values());
  for (const [element, id] of reader.idOfNode) {
    const fields = reader.nodes.get(id) ?? {};
    fields['kind'] = kindFor(element, id, roles);
    applyDeclaration(element, fields, roles.supported.has(id));
    addPoints(reader, element, id, [id]);
  }
  applyLinks(reader, relations);
  keepDocument(reader);
  for (const [element, id] of reader.idOfNode) Object.assign(reader.nodes.get(id) ?? {}, readTags(element, reader)); // prettier-ignore
  const read: Interchange = { title: titleOf(root), top: null, modules: new Map(), nodes: reader.nodes, lines: reader.lines }; // prettier-ignore
  const goals = rootsOf(read).filter((id) => reader.nodes.get(id)?.['kind'] === 'goal');
  const top = goals.length === 1 ? (goals[0] ?? null) : null;
  const findings = [...reader.findings, ...findSacmIssues(document, (element) => reader.idOfNode.get(element) ?? null)]; // prettier-ignore
  return { interchange: { ...read, top }, findings, losses: reader.losses };
}
