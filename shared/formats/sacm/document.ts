/** A SACM file as the elements that this program understands, with ids and references resolved. */
import { refuse } from '../../trust/refuse.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import type { Fields } from '../fields.ts';
import { allElements, localName } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

/** Canonical names of what is read, by the lower-case names of the dialects (interop.md 3.3). */
const TYPES: ReadonlyMap<string, string> = new Map(Object.entries({
  claim: 'Claim', argumentreasoning: 'ArgumentReasoning', artifactreference: 'ArtifactReference',
  informationelement: 'ArtifactReference', assertedinference: 'AssertedInference', assertedevidence: 'AssertedEvidence',
  assertedcontext: 'AssertedContext', assertedartifactsupport: 'AssertedArtifactSupport',
  assertedartifactcontext: 'AssertedArtifactContext', assertedchallenge: 'AssertedChallenge',
  assertedcounterevidence: 'AssertedCounterEvidence', assurancecasepackage: 'AssuranceCasePackage', assurancecase: 'AssuranceCasePackage',
  argumentpackage: 'ArgumentPackage', argumentpackageinterface: 'ArgumentPackageInterface',
  argumentpackagebinding: 'ArgumentPackageBinding', argumentation: 'ArgumentPackage', argument: 'ArgumentPackage',
})); // prettier-ignore
export const PACKAGES = new Set(['AssuranceCasePackage', 'ArgumentPackage', 'ArgumentPackageInterface', 'ArgumentPackageBinding']); // prettier-ignore
export const NODES = new Set(['Claim', 'ArgumentReasoning', 'ArtifactReference']);

export interface SacmDocument {
  readonly file: string;
  readonly root: XmlElement;
  readonly byId: ReadonlyMap<string, XmlElement>;
  /** Children of one name below an element, for EMF paths. */
  readonly features: Map<XmlElement, Map<string, XmlElement[]>>;
}

/** Type of an element: `xsi:type` where there is one, else its name. Null for what is kept as it stands. */
export function typeOf({ name, attributes }: XmlElement): string | null {
  const written = attributes.get('xsi:type') ?? attributes.get('xmi:type') ?? name;
  return KNOWN_NAMES.get(written) ?? TYPES.get(localName(written).toLowerCase()) ?? null;
}

/** Names as they are met most, so that no text is cut for each element of a large file. */
const KNOWN_NAMES: ReadonlyMap<string, string> = new Map(
  [...TYPES.values()].flatMap((type) => [
    [type, type],
    [type.charAt(0).toLowerCase() + type.slice(1), type],
  ]),
);

/** Id by which the file refers to an element. */
export function idOf(element: XmlElement): string | null {
  const { attributes } = element;
  return attributes.get('xmi:id') ?? attributes.get('id') ?? attributes.get('gid') ?? attributes.get('identifier') ?? null; // prettier-ignore
}

/** @throws CountersignError 'input-refused' where two elements have one id: references would be ambiguous. */
export function toDocument(root: XmlElement, file: string): SacmDocument {
  const byId = new Map<string, XmlElement>();
  for (const element of allElements(root)) {
    const id = idOf(element);
    if (id === null || id === '') continue;
    const first = byId.get(id);
    if (first !== undefined) {
      const place = `line ${element.line}, column ${element.column}`;
      refuse({ code: 'duplicate-id', file, place, rule: 'ids are unique', message: `The id "${id}" stands twice. The first one is in line ${first.line}.` }); // prettier-ignore
    }
    byId.set(id, element);
  }
  return { file, root, byId, features: new Map() };
}

/** Children of one name; those of an element with many are sorted out once. */
function childrenOf(
  document: SacmDocument,
  element: XmlElement,
  feature: string,
): readonly XmlElement[] {
  if (element.children.length < 16) return element.children.filter(({ local }) => local === feature); // prettier-ignore
  let byName = document.features.get(element);
  if (byName === undefined) {
    byName = new Map();
    for (const child of element.children) {
      const list = byName.get(child.local);
      if (list === undefined) byName.set(child.local, [child]);
      else list.push(child);
    }
    document.features.set(element, byName);
  }
  return byName.get(feature) ?? [];
}

/** An element by its path in EMF: "//@argumentPackage.0/@argumentationElement.3". */
function followPath(document: SacmDocument, path: string): XmlElement | null {
  let at: XmlElement | null = document.root;
  for (const step of path.split('/').filter((part) => part.startsWith('@'))) {
    const [feature = '', index = '0'] = step.slice(1).split('.');
    at = at === null ? null : (childrenOf(document, at, feature)[Number(index)] ?? null);
  }
  return at;
}

/** What one reference names: the element, or the text where it names nothing in this file. */
export interface Reference {
  readonly element: XmlElement | null;
  readonly text: string;
}

function resolve(document: SacmDocument, written: string): Reference {
  const text = written.startsWith('#') ? written.slice(1) : written;
  const element = document.byId.get(text) ?? (/^\/\d*\/?@|^\/\/@/u.test(text) ? followPath(document, text) : null); // prettier-ignore
  return { element, text };
}

/** References of an element under a name: an attribute with one or several, or a child element for each. */
export function referencesOf(
  document: SacmDocument,
  element: XmlElement,
  role: string,
): Reference[] {
  const attribute = element.attributes.get(role);
  const listed = attribute === undefined ? [] : document.byId.has(attribute) ? [attribute] : attribute.split(/\s+/u); // prettier-ignore
  const children = childrenOf(document, element, role).map((child) => {
    for (const key of ['href', 'ref', 'idref', 'xmi:idref', 'xlink:href']) {
      const value = child.attributes.get(key);
      if (value !== undefined) return value;
    }
    return child.text.trim();
  });
  return [...listed, ...children].filter((text) => text !== '').map((text) => resolve(document, text)); // prettier-ignore
}

/** A truth value as XML Schema writes it. */
export function flagOf(element: XmlElement, name: string): boolean {
  const value = element.attributes.get(name);
  return value === 'true' || value === '1';
}

export interface Words {
  readonly lang: string | null;
  readonly content: string;
}

/** Texts of LangStrings, in every form that the dialects have: attributes, children, plain text. */
function langStrings(element: XmlElement): Words[] {
  const found: Words[] = [];
  const pending = [element];
  // A MultiLangString holds LangStrings one or two levels down.
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const lang = next.attributes.get('lang') ?? next.attributes.get('xml:lang') ?? null;
    const attribute = next.attributes.get('content');
    const inner = next.children.filter((child) => ['content', 'value', 'langString'].includes(child.local)); // prettier-ignore
    const text = next.text.trim();
    if (attribute !== undefined) found.push({ lang, content: attribute });
    else if (text !== '') found.push({ lang, content: text });
    for (const child of inner.reverse()) pending.push(child);
  }
  return found;
}

/** Texts below the children of that name, or in the attribute. */
export function wordsOf(element: XmlElement, name: string): Words[] {
  const attribute = element.attributes.get(name);
  const own = attribute === undefined ? [] : [{ lang: null, content: attribute }];
  return [...own, ...element.children.filter((child) => child.local === name).flatMap(langStrings)];
}

export function wordsToJson(words: readonly Words[]): JsonValue {
  return words.map(({ lang, content }) => (lang === null ? { content } : { lang, content }));
}

/** Attributes but for those named, as they stand. */
export function otherAttributes(element: XmlElement, used: ReadonlySet<string>): JsonObject | null {
  const kept: Fields = {};
  for (const [key, value] of element.attributes) if (!used.has(key)) kept[key] = value;
  return Object.keys(kept).length === 0 ? null : kept;
}

/** An element with all below it as JSON. Its depth is bounded by the reader for XML. */
export function toJson(element: XmlElement): JsonObject {
  const json: Fields = { name: element.name };
  if (element.attributes.size > 0) json['attributes'] = Object.fromEntries(element.attributes);
  if (element.text.trim() !== '') json['text'] = element.text.trim();
  if (element.children.length > 0) json['children'] = element.children.map(toJson);
  return json;
}
