/**
 * Writes SACM 2.3 in one dialect (docs/formats.md): elements as features in lower case, ids in `id`,
 * references as `href="#id"`, texts as `description/content`. What SACM does not say is a TaggedValue with
 * a key of ours; what it says otherwise is found by reading the text back, and is a loss.
 */
import { isObject, listOf, textOf } from '../../case/read-fields.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import { claimId, idsOf, kindOf, objectOf, toLoss } from '../fields.ts';
import type { FormatWriting, Interchange, Loss } from '../interchange.ts';
import { hasForbiddenCharacters } from '../xml.ts';
import { elementTypeOf, planRelations } from './fresh-relations.ts';
import type { PlannedRelation } from './fresh-relations.ts';
import { readSacm, TAG } from './read.ts';
import { attributesOf, elementsOf, toXml } from './xml-out.ts';
import type { OutElement } from './xml-out.ts';

export const SACM_NAMESPACE = 'http://www.omg.org/spec/SACM/2.3';
/** Fields that elements and relationships of SACM say. */
const STRUCTURE = ['kind', 'text', 'supportedBy', 'inContextOf', 'challenges', 'undeveloped', 'defeated'] as const; // prettier-ignore
const SAID = new Set<string>([...STRUCTURE, 'nodeType', 'x-sacm']);

type Tags = ReadonlyMap<string, readonly string[]>;

interface Writer {
  readonly argument: Interchange;
  readonly tags: Tags;
  readonly taken: Set<string>;
  readonly relations: readonly PlannedRelation[];
}

function lower(type: string): string {
  return type.charAt(0).toLowerCase() + type.slice(1);
}

function reference(name: string, id: string): OutElement {
  return { name, attributes: { href: `#${id}` } };
}

function tagged(field: string, value: JsonValue): OutElement {
  return { name: 'taggedValue', attributes: { key: `${TAG}${field}` }, text: JSON.stringify(value) }; // prettier-ignore
}

/** Texts in languages, the first one being the text as it is now. */
function languages(list: JsonValue | undefined, first: string | null): OutElement[] {
  return listOf(list).flatMap((item, index): OutElement[] => {
    const words = objectOf(item);
    const content = index === 0 && first !== null ? first : textOf(words['content']);
    return content === null ? [] : [{ name: 'content', attributes: { lang: textOf(words['lang']) }, text: content }]; // prettier-ignore
  });
}

/** Text that survives reading, where white space around the text of an element is dropped. */
function needsAttribute(text: string): boolean {
  return text !== text.trim();
}

function textElements(fields: JsonObject): { attributes: Record<string, string>; children: OutElement[] } {
  const sacm = objectOf(fields['x-sacm']);
  const text = textOf(fields['text']) ?? '';
  const description = { name: 'description', children: languages(sacm['description'], null) };
  if ('content' in sacm || (needsAttribute(text) && !('description' in sacm))) {
    const all = languages(sacm['content'], text);
    const below = description.children.length > 0 ? [description] : [];
    const isPlain = all.length < 2 && (all[0]?.attributes?.['lang'] ?? null) === null;
    return isPlain ? { attributes: { content: text }, children: below } : { attributes: {}, children: [...all, ...below] }; // prettier-ignore
  }
  if (sacm['textIs'] === 'name') return { attributes: {}, children: [] };
  const own = languages(sacm['description'], text);
  const plain: OutElement[] = text === '' ? [] : [{ name: 'content', text }];
  const children = own.length > 0 ? own : plain;
  return { attributes: {}, children: children.length === 0 ? [] : [{ name: 'description', children }] }; // prettier-ignore
} // prettier-ignore

function declarationOf(id: string, fields: JsonObject): string | null {
  const read = textOf(objectOf(fields['x-sacm'])['declaration']);
  const kind = kindOf(id, fields);
  if (fields['defeated'] === true) return 'defeated';
  if (fields['undeveloped'] === true) return 'needsSupport';
  if (read !== null && read !== 'defeated') return read;
  if (kind === 'assumption') return 'assumed';
  if (kind === 'justification') return 'axiomatic';
  return null;
}

/** Fields that are no part of SACM, and those that a first reading showed to be read otherwise. */
function tagsOf(writer: Writer, id: string, fields: JsonObject): OutElement[] {
  const own = Object.entries(fields).filter(([key, value]) => !SAID.has(key) && value !== null).map(([key, value]) => tagged(key, value)); // prettier-ignore
  const needed = (writer.tags.get(id) ?? []).map((key) => tagged(key, valueOf(id, fields, key)));
  return [...own, ...needed];
}

function valueOf(id: string, fields: JsonObject, key: string): JsonValue {
  if (key === 'kind') return kindOf(id, fields);
  if (key === 'text') return textOf(fields['text']) ?? '';
  if (key === 'undeveloped' || key === 'defeated') return fields[key] === true;
  return [...idsOf(fields, key)];
}

function toElement(writer: Writer, id: string, fields: JsonObject): OutElement {
  const sacm = objectOf(fields['x-sacm']);
  const type = elementTypeOf(id, fields);
  const words = textElements(fields);
  const name = textOf(sacm['name']);
  const names = name === null ? languages(sacm['name'], null) : [];
  const isAway = kindOf(id, fields).startsWith('away');
  return {
    name: lower(type),
    attributes: {
      id,
      name: name ?? (names.length === 0 ? id : null),
      assertionDeclaration: declarationOf(id, fields),
      isCitation: isAway || objectOf(sacm['attributes'])['isCitation'] === 'true' ? 'true' : null,
      ...words.attributes,
      ...attributesOf(sacm),
    },
    children: [
      ...(names.length === 0 ? [] : [{ name: 'name', children: names }]),
      ...words.children,
      ...ownPoints(writer, id, fields),
      ...elementsOf(sacm['children']),
      ...tagsOf(writer, id, fields),
    ],
  };
}

/** Confidence arguments on a node itself that are nodes of the argument. */
function ownPoints(writer: Writer, id: string, fields: JsonObject): OutElement[] {
  return pointsOf(fields).flatMap(({ name, ends }) => ends.includes(id) && writer.argument.nodes.has(name) ? [reference('metaClaim', name)] : []); // prettier-ignore
}

function pointsOf(fields: JsonObject): { name: string; ends: readonly string[] }[] {
  const acp = fields['acp'];
  return isObject(acp) ? Object.keys(acp).map((name) => ({ name, ends: idsOf(acp, name) })) : [];
}

/** Confidence arguments on a relationship: those it was read with, and those of its target. */
function relationPoints(writer: Writer, planned: PlannedRelation): string[] {
  const [target] = planned.relation.targets;
  const fields = target?.what === 'node' ? writer.argument.nodes.get(target.id) : undefined;
  if (fields === undefined) return [...idsOf(planned.kept ?? {}, 'metaClaim')];
  const sources = new Set(planned.relation.sources.map(({ id }) => id));
  const { reasoning } = planned.relation;
  return pointsOf(fields).flatMap(({ name, ends }) => writer.argument.nodes.has(name) && ends.some((end) => sources.has(end) || end === reasoning) ? [name] : []); // prettier-ignore
}

function toRelationElement(writer: Writer, planned: PlannedRelation): OutElement {
  const { relation, kept } = planned;
  const reasoning = relation.reasoning === null ? null : (copyOf(writer, relation.reasoning) ?? relation.reasoning); // prettier-ignore
  return {
    name: lower(relation.type),
    attributes: { id: relation.id, isCounter: relation.isCounter ? 'true' : null, ...attributesOf(kept ?? {}) }, // prettier-ignore
    children: [
      ...relation.sources.map(({ id }) => reference('source', id)),
      ...relation.targets.map(({ id }) => reference('target', id)),
      ...(reasoning === null ? [] : [reference('reasoning', reasoning)]),
      ...relationPoints(writer, planned).map((id) => reference('metaClaim', id)),
      ...elementsOf(kept?.['children']),
    ],
  };
}

/** Reasoning that a node is shown for a second time, where that one is still there. */
function copyOf(writer: Writer, id: string): string | null {
  const original = textOf(objectOf(writer.argument.nodes.get(id)?.['x-sacm'])['copyOf']);
  return original !== null && writer.argument.nodes.has(original) ? original : null;
}

interface OutPackage {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: OutElement[];
  readonly above: number | null;
}

/** Packages of the file that was read, or one of each kind. */
function toPackages(writer: Writer): OutPackage[] {
  const [first] = writer.argument.nodes.values();
  const kept = listOf(objectOf(first?.['x-sacm'])['packages']);
  if (kept.length > 0 && kept.every(isObject)) {
    return kept.map((item, index): OutPackage => {
      const above = item['above'];
      const name = textOf(item['name']) ?? '';
      return {
        name: index === 0 ? 'sacm:AssuranceCasePackage' : /^(?:argumentPackage(?:Interface|Binding)?|assuranceCasePackage)$/u.test(name) ? name : 'argumentPackage', // prettier-ignore
        attributes: attributesOf(item),
        children: elementsOf(item['children']),
        above: typeof above === 'number' && above < index ? above : index === 0 ? null : 0,
      };
    });
  }
  const title = writer.argument.title ?? '';
  return [
    { name: 'sacm:AssuranceCasePackage', attributes: { id: claimId('case', writer.taken), name: title }, children: [], above: null },
    { name: 'argumentPackage', attributes: { id: claimId('argument', writer.taken), name: title }, children: [], above: 0 },
  ]; // prettier-ignore
}

function toRoot(writer: Writer): OutElement {
  const packages = toPackages(writer);
  const fallback = packages.length === 1 ? 0 : 1;
  const packageOf = (json: JsonObject): OutPackage | undefined => {
    const index = json['package'];
    return packages[typeof index === 'number' ? index : fallback] ?? packages[fallback];
  };
  for (const [id, fields] of writer.argument.nodes) {
    if (copyOf(writer, id) === null) packageOf(objectOf(fields['x-sacm']))?.children.push(toElement(writer, id, fields)); // prettier-ignore
  }
  for (const planned of writer.relations) {
    const owner = objectOf(writer.argument.nodes.get(planned.owner)?.['x-sacm']);
    packageOf(planned.kept ?? owner)?.children.push(toRelationElement(writer, planned));
  }
  for (const one of packages.slice(1)) {
    const { name, attributes, children } = one;
    packages[one.above ?? 0]?.children.push({ name, attributes, children });
  }
  const [root] = packages;
  const kept = Object.entries(root?.attributes ?? {}).filter(([name]) => name !== 'xmlns' && name !== 'xsi:type'); // prettier-ignore
  const attributes = { 'xmlns:sacm': SACM_NAMESPACE, ...Object.fromEntries(kept) };
  return { name: 'sacm:AssuranceCasePackage', attributes: { ...attributes, 'xmlns:sacm': SACM_NAMESPACE }, children: root?.children ?? [] }; // prettier-ignore
}

/** The dialect that is written has one namespace; that of another is not kept. */
function namespaceLosses(argument: Interchange): Loss[] {
  const [first] = argument.nodes.values();
  const [root] = listOf(objectOf(first?.['x-sacm'])['packages']);
  return Object.entries(attributesOf(objectOf(root))).flatMap(([name, value]) =>
    /^xmlns(?::|$)/u.test(name) && /sacm/iu.test(value) && value !== SACM_NAMESPACE
      ? [toLoss('changed', null, name, `The namespace "${value}" became "${SACM_NAMESPACE}".`)]
      : [],
  );
}

/** Ids of whatever is kept from the file that was read: artifacts, terms, packages. */
function keptIds(argument: Interchange): string[] {
  const ids: string[] = [];
  const pending: JsonValue[] = [...argument.nodes.values()].flatMap((fields) => {
    const sacm = objectOf(fields['x-sacm']);
    return [...listOf(sacm['packages']), ...listOf(sacm['children'])];
  });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isObject(next)) continue;
    const id = textOf(objectOf(next['attributes'])['id']);
    if (id !== null) ids.push(id);
    for (const child of listOf(next['children'])) pending.push(child);
  }
  return ids;
}

function isSame(key: string, id: string, before: JsonObject, after: JsonObject): boolean {
  const plain = (fields: JsonObject): string => {
    const value = valueOf(id, fields, key);
    return JSON.stringify(Array.isArray(value) ? [...new Set(value as readonly string[])].sort() : value); // prettier-ignore
  };
  return plain(before) === plain(after);
}

/** Fields that another reading of the text gives otherwise, by node. */
function findChanged(argument: Interchange, text: string): Map<string, string[]> {
  const back = readSacm(text, '').interchange.nodes;
  const changed = new Map<string, string[]>();
  for (const [id, fields] of argument.nodes) {
    const read = back.get(id);
    const keys = read === undefined ? ['node'] : STRUCTURE.filter((key) => !isSame(key, id, fields, read)); // prettier-ignore
    if (keys.length > 0) changed.set(id, [...keys]);
  }
  return changed;
}

function toWords(id: string, key: string): string {
  if (key === 'node') return `${id} is no element of the written file.`;
  return `SACM does not say "${key}" of ${id} as it stands; other programs find it only in a tagged value.`; // prettier-ignore
}

function textLosses(argument: Interchange): Loss[] {
  return [...argument.nodes].flatMap(([id, fields]) => hasForbiddenCharacters(JSON.stringify(fields).replace(/\\u00/gu, '\u0000')) || hasForbiddenCharacters(id) ? [toLoss('changed', id, 'text', `${id} holds characters that XML does not have; they became U+FFFD.`)] : []); // prettier-ignore
}

/**
 * Writes the argument as SACM 2.3, clean by the constraints S1 to S12. Relationships, packages and
 * attributes of a SACM file that was read are written as they were while the argument still says the same.
 */
export function writeSacm(argument: Interchange): FormatWriting {
  const losses = textLosses(argument);
  for (const name of argument.modules.keys()) {
    if (name !== '') losses.push(toLoss('dropped', null, 'module', `SACM has no place for the settings of the module "${name}".`)); // prettier-ignore
  }
  losses.push(...namespaceLosses(argument));
  const write = (tags: Tags): string => {
    const taken = new Set([...argument.nodes.keys(), ...keptIds(argument)]);
    return toXml(toRoot({ argument, tags, taken, relations: planRelations(argument, taken) }));
  };
  const first = write(new Map());
  const changed = findChanged(argument, first);
  for (const [id, keys] of changed) for (const key of keys) losses.push(toLoss(key === 'node' ? 'dropped' : 'changed', id, key, toWords(id, key))); // prettier-ignore
  return { text: changed.size === 0 ? first : write(changed), losses };
}
