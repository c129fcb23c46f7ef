/** ASCE networks (.axml), best effort: no schema is public (interop.md 3.4). In ASCE the source supports. */
import type { Finding, NodeKind } from '../../case/model.ts';
import { toFinding } from '../../case/read-fields.ts';
import { CountersignError } from '../../errors.ts';
import type { Problem } from '../../errors.ts';
import { refuse } from '../../trust/refuse.ts';
import type { JsonObject } from '../../trust/strict-json.ts';
import { claimId, isUsableId, toLoss } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { FormatReading, Loss } from '../interchange.ts';
import { assertNodeCount } from '../limits.ts';
import { childOf, parseXml, textOfChild } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import { htmlToText } from './html-text.ts';
import { isReversed, schemaOf } from './codes.ts';
import type { Schema } from './codes.ts';

interface Reader {
  readonly file: string;
  readonly schema: Schema;
  readonly problems: Problem[];
  readonly findings: Finding[];
  readonly nodes: Map<string, Fields>;
  readonly lines: Map<string, number>;
  readonly kinds: Map<string, NodeKind>;
  /** Our ids by references of the file. */
  readonly idOf: Map<string, string>;
  /** Links that were turned round; told together. */
  readonly turned: XmlElement[];
  readonly links: { readonly element: XmlElement; readonly source: string; readonly destination: string; readonly type: string }[]; // prettier-ignore
}

function problem(reader: Reader, element: XmlElement, code: string, rule: string, message: string): void {
  if (reader.problems.length >= 50) return;
  reader.problems.push({ code, file: reader.file, place: `line ${element.line}, column ${element.column}`, rule, message });
} // prettier-ignore

function say(reader: Reader, element: XmlElement, node: string | null, code: string, message: string, fix: string): void {
  reader.findings.push(toFinding(code, 'warning', { file: reader.file, node, line: element.line }, message, fix)); // prettier-ignore
} // prettier-ignore

/** Status fields by name, as they stand. */
function statusOf(element: XmlElement): Map<string, string> {
  const fields = childOf(element, 'status-fields')?.children ?? [];
  return new Map(fields.map((field) => [field.attributes.get('name') ?? '', field.text.trim()]));
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

/** What ASCE keeps and ours has no field for. */
function toKept(element: XmlElement, status: ReadonlyMap<string, string>): JsonObject {
  const layout = childOf(element, 'layout');
  const kept: Fields = {
    reference: element.attributes.get('reference') ?? '',
    type: textOfChild(element, 'type') ?? '',
  };
  if (layout !== undefined) kept['layout'] = Object.fromEntries(layout.attributes);
  const said = [...status].filter(([, value]) => value !== '');
  if (said.length > 0) kept['status'] = Object.fromEntries(said);
  return kept;
}

/** The user id where it is short and nobody else has it, else the reference of the file. */
function toIds(elements: readonly XmlElement[]): string[] {
  const count = new Map<string, number>();
  const names = elements.map((element) => textOfChild(element, 'user-id') ?? '');
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return elements.map((element, index) => {
    const name = names[index] ?? '';
    const reference = element.attributes.get('reference') ?? '';
    return claimId(isUsableId(name) && count.get(name) === 1 ? name : reference, taken);
  });
}

function readNode(reader: Reader, element: XmlElement, id: string): void {
  const reference = element.attributes.get('reference') ?? '';
  if (reference === '') problem(reader, element, 'reference-missing', 'each node has a reference', 'A node has no reference.'); // prettier-ignore
  if (reader.idOf.has(reference)) problem(reader, element, 'duplicate-id', 'references are unique', `The reference "${reference}" stands twice.`); // prettier-ignore
  const type = textOfChild(element, 'type') ?? '';
  const kind = reader.schema.kinds.get(type) ?? 'unknown';
  if (kind === 'unknown') say(reader, element, id, 'asce-unknown-type', `${id} has the type "${type}", which ${reader.schema.name} does not have as far as is known.`, 'Ask its author what it is.'); // prettier-ignore
  const status = statusOf(element);
  const title = textOfChild(element, 'user-title') ?? '';
  const note = htmlToText(childOf(element, 'html-annotation')?.text ?? '');
  const fields: Fields = { kind, text: title === '' ? note : title };
  if (isTrue(status.get('requiresdevelopment'))) fields['undeveloped'] = true;
  if (isTrue(status.get('addressed')) && kind === 'defeater') fields['status'] = 'resolved';
  const kept: Fields = { ...toKept(element, status) };
  if (note !== '' && title !== '') kept['annotation'] = note;
  if (isTrue(status.get('requiresinstantiation'))) kept['uninstantiated'] = true;
  fields['x-asce'] = kept;
  reader.idOf.set(reference, id);
  reader.nodes.set(id, fields);
  reader.lines.set(id, element.line);
  reader.kinds.set(id, kind);
}

function readLink(reader: Reader, element: XmlElement): void {
  const ends = ['source-reference', 'destination-reference'].map((name) => {
    const reference = textOfChild(element, name) ?? '';
    const id = reader.idOf.get(reference);
    if (id === undefined) problem(reader, element, 'link-not-found', 'a link joins nodes of the file', `The link "${element.attributes.get('reference') ?? ''}" names "${reference}", which is not there.`); // prettier-ignore
    return id;
  });
  const [source, destination] = ends;
  if (source === undefined || destination === undefined) return;
  reader.links.push({ element, source, destination, type: textOfChild(element, 'type') ?? '' });
}

function append(fields: Fields | undefined, key: string, id: string): void {
  if (fields === undefined) return;
  const list = fields[key];
  if (!Array.isArray(list)) fields[key] = [id];
  else list.push(id);
}

/** Reference, type and strength of a link, with the node that it starts from in the file. */
function keepLink(reader: Reader, element: XmlElement, source: string): void {
  const kept = reader.nodes.get(source)?.['x-asce'] as Fields | undefined;
  if (kept === undefined) return;
  const link: Fields = { reference: element.attributes.get('reference') ?? '', type: textOfChild(element, 'type') ?? '', to: textOfChild(element, 'destination-reference') ?? '' }; // prettier-ignore
  const strength = textOfChild(element, 'strength');
  if (strength !== null) link['strength'] = strength;
  const list = kept['links'];
  if (Array.isArray(list)) list.push(link);
  else kept['links'] = [link];
}

/** What of a network has no place in an argument. Passwords are never carried over. */
function findLosses(root: XmlElement): Loss[] {
  const parts = ['views', 'embedded-images', 'export-paths'].filter((name) => (childOf(root, name)?.children.length ?? 0) > 0); // prettier-ignore
  const general = childOf(root, 'general')?.children ?? [];
  const fields = general.filter(({ local, text }) => text.trim() !== '' && !['interpretation-schema', 'project-name', 'canvas-units', 'tool-version'].includes(local)); // prettier-ignore
  return [...parts, ...fields.map(({ local }) => local)].map((name) => toLoss('dropped', null, name, `An argument has no place for "${name}" of the network.`)); // prettier-ignore
}

function applyLinks(reader: Reader): void {
  const seen = new Set<string>();
  for (const { element, source, destination, type } of reader.links) {
    const [from, to] = [reader.kinds.get(source) ?? 'unknown', reader.kinds.get(destination) ?? 'unknown']; // prettier-ignore
    const meaning = reader.schema.links.get(type);
    if (meaning === undefined) say(reader, element, source, 'asce-unknown-link', `The link from ${source} to ${destination} has the type "${type}", which ${reader.schema.name} does not have as far as is known; it is read as support.`, 'Ask its author what it says.'); // prettier-ignore
    const turned = isReversed(reader.schema, type, from, to) === true;
    if (turned) reader.turned.push(element);
    const [lower, upper] = turned ? [destination, source] : [source, destination];
    const name = `${lower}\u0000${upper}`;
    keepLink(reader, element, source);
    if (seen.has(name)) continue;
    seen.add(name);
    if (meaning === 'challenge') append(reader.nodes.get(lower), 'challenges', upper);
    else append(reader.nodes.get(upper), meaning === 'context' ? 'inContextOf' : 'supportedBy', lower); // prettier-ignore
  }
}

function sayTurned(reader: Reader): void {
  const [first] = reader.turned;
  if (first === undefined) return;
  const names = reader.turned.slice(0, 8).map((element) => `"${element.attributes.get('reference') ?? ''}"`).join(', '); // prettier-ignore
  const more = reader.turned.length > 8 ? ' and others' : '';
  say(reader, first, null, 'asce-reversed-link', `${reader.turned.length} of ${reader.links.length} links run from what is supported to what supports it: ${names}${more}. They were read the other way round.`, 'Compare them with the drawing in ASCE.'); // prettier-ignore
}

function readSchema(root: XmlElement, file: string): { schema: Schema; title: string | null; element: XmlElement } {
  const general = childOf(root, 'general') ?? root;
  const name = textOfChild(general, 'interpretation-schema') ?? '';
  const schema = schemaOf(name);
  if (schema === null) {
    const message = `The interpretation schema "${name}" is not known, so that its types cannot be told.`;
    refuse({ code: 'asce-unknown-schema', file, place: `line ${general.line}, column ${general.column}`, rule: 'interpretation-schema: one of ASCAD or of GSN', message }); // prettier-ignore
  }
  return { schema, title: textOfChild(general, 'project-name'), element: general };
} // prettier-ignore

/**
 * Reads an ASCE network. Codes are told by its interpretation schema; links that run the other way are
 * turned round, with a finding. Annotations become plain text.
 * @throws CountersignError 'input-refused' with every problem: a reference that stands twice, a link to
 *   nothing, a schema that is not known, XML that is not allowed.
 */
export function readAsce(text: string, file: string): FormatReading {
  const root = parseXml(text, file);
  if (root.local !== 'asce-network') {
    refuse({ code: 'not-an-asce-file', file, place: `line ${root.line}, column ${root.column}`, rule: 'ASCE: the root element is asce-network', message: `The root element is "${root.name}".` }); // prettier-ignore
  }
  const { schema, title } = readSchema(root, file);
  const reader: Reader = { file, schema, problems: [], findings: [], nodes: new Map(), lines: new Map(), kinds: new Map(), idOf: new Map(), turned: [], links: [] }; // prettier-ignore
  const elements = (childOf(root, 'nodes')?.children ?? []).filter(({ local }) => local === 'node');
  assertNodeCount(elements.length, file);
  const ids = toIds(elements);
  elements.forEach((element, index) => {
    readNode(reader, element, ids[index] ?? '');
  });
  for (const element of childOf(root, 'links')?.children ?? []) if (element.local === 'link') readLink(reader, element); // prettier-ignore
  if (reader.problems.length > 0) throw new CountersignError('input-refused', `${file}: ${reader.problems[0]?.message ?? ''}`, reader.problems); // prettier-ignore
  applyLinks(reader);
  sayTurned(reader);
  const interchange = { title, top: null, modules: new Map<string, JsonObject>(), nodes: reader.nodes, lines: reader.lines }; // prettier-ignore
  return { interchange, findings: reader.findings, losses: findLosses(root) };
}
