/** From the elements of a TEA case to nodes of argument.yaml. */
import type { JsonObject } from '../../trust/strict-json.ts';
import { toFinding } from '../../case/read-fields.ts';
import { claimId, isUsableId, toLoss } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { Interchange } from '../interchange.ts';
import { problem } from './element.ts';
import type { TeaContext, TeaElement, TeaRead } from './element.ts';
import { isTeaId } from './tea-id.ts';

const LETTERS: Readonly<Record<string, string>> = { STRATEGY: 'S', EVIDENCE: 'E', PROPERTY_CLAIM: 'P', CONTEXT: 'C' }; // prettier-ignore
const CONTEXT_KINDS = new Set(['context', 'assumption', 'justification']);

interface Merged {
  /** Elements that are one: the first place of each. */
  readonly elements: readonly TeaElement[];
  /** Position in `elements` for each position in the file. */
  readonly positionOf: readonly number[];
}

function saysTheSame(a: TeaElement, b: TeaElement): boolean {
  return a.type === b.type && a.name === b.name && a.text === b.text && a.url === b.url;
}

/** An element that several others name stands once below each of them in the file, with one id. */
function mergeRepeated(all: readonly TeaElement[], context: TeaContext): Merged {
  const positionById = new Map<string, number>();
  const elements: TeaElement[] = [];
  const positionOf = all.map((element) => {
    const known = element.id === null ? undefined : positionById.get(element.id);
    const first = known === undefined ? undefined : elements[known];
    if (known === undefined || first === undefined) {
      if (element.id !== null) positionById.set(element.id, elements.length);
      elements.push(element);
      return elements.length - 1;
    }
    if (!saysTheSame(first, element)) {
      problem(context, 'duplicate-id', element.place, 'ids are unique; only what is repeated word for word is one element', `The id "${element.id ?? ''}" stands at ${first.place} with other words.`); // prettier-ignore
    } else if (JSON.stringify(first.kept) !== JSON.stringify(element.kept)) {
      context.losses.push(toLoss('dropped', element.name ?? element.id, 'repeated element', `The element at ${element.place} repeats ${first.place} with other attributes; those of the first are kept.`)); // prettier-ignore
    }
    first.parents.push(...element.parents);
    return known;
  });
  return { elements, positionOf };
}

/** Our ids: the name where it is short and unique ("G1"), else the id of the file, else letter and number. */
function toIds(elements: readonly TeaElement[]): string[] {
  const count = new Map<string, number>();
  for (const { name } of elements) if (name !== null) count.set(name, (count.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  const named = elements.map(({ name, id }) => {
    if (name !== null && isUsableId(name) && count.get(name) === 1) return claimId(name, taken);
    return id === null ? null : claimId(id, taken);
  });
  return named.map((id, index) => id ?? claimId(`${LETTERS[elements[index]?.type ?? ''] ?? 'G'}-${index + 1}`, taken)); // prettier-ignore
}

function toNode(element: TeaElement, id: string, head: JsonObject | null): Fields {
  const tea: Fields = { ...element.kept, type: element.type };
  if (element.id !== null) tea['id'] = element.id;
  if (element.name !== id) tea['name'] = element.name;
  if (head !== null && Object.keys(head).length > 0) tea['case'] = head;
  const fields: Fields = { kind: element.kind, text: element.text };
  if (element.url !== null) fields['url'] = element.url;
  return { ...fields, 'x-tea': tea };
}

function addTo(fields: Fields, key: string, id: string): void {
  const list = fields[key];
  if (Array.isArray(list)) list.push(id);
  else fields[key] = [id];
}

interface Graph {
  readonly context: TeaContext;
  readonly merged: Merged;
  readonly ids: readonly string[];
  readonly idOf: ReadonlyMap<string, string>;
  readonly nodes: Map<string, Fields>;
}

/** Our ids of what an element stands below; a parent that does not exist is a problem of the file. */
function parentsOf(graph: Graph, element: TeaElement): string[] {
  const parents = element.parents.flatMap((parent) => {
    if (typeof parent === 'number') return [graph.ids[graph.merged.positionOf[parent] ?? -1] ?? ''];
    const known = graph.idOf.get(parent);
    if (known === undefined) problem(graph.context, 'parent-not-found', element.place, 'an element stands below one of the file', `The element names "${parent}" as the one above, which is not there.`); // prettier-ignore
    return known === undefined ? [] : [known];
  });
  return parents.length < 2 ? parents : [...new Set(parents)];
}

function link(graph: Graph, element: TeaElement, id: string): void {
  const fields = graph.nodes.get(id);
  if (fields === undefined) return;
  const parents = parentsOf(graph, element);
  if (element.isDefeater) {
    const named = element.defeats === null ? null : (graph.idOf.get(element.defeats) ?? element.defeats); // prettier-ignore
    const doubted = named ?? parents[0];
    if (doubted !== undefined) fields['challenges'] = [doubted];
    const above = parents[0];
    if (above !== undefined && above !== doubted) {
      fields['x-tea'] = { ...(fields['x-tea'] as JsonObject), below: above };
    }
    return;
  }
  const key = CONTEXT_KINDS.has(element.kind) ? 'inContextOf' : 'supportedBy';
  for (const parent of parents) addTo(graph.nodes.get(parent) ?? {}, key, id);
}

/** Texts that TEA keeps as attributes become nodes of their own: "C1-G1", "A1-G1", "J1-G1". */
function addAttributes(
  element: TeaElement,
  id: string,
  nodes: Map<string, Fields>,
  taken: Set<string>,
): void {
  const attributes = [
    ...element.context.map((text) => ({ text, kind: 'context', letter: 'C' })),
    ...(element.assumption ? [{ text: element.assumption, kind: 'assumption', letter: 'A' }] : []),
    ...(element.justification ? [{ text: element.justification, kind: 'justification', letter: 'J' }] : []), // prettier-ignore
  ];
  attributes.forEach(({ text, kind, letter }, index) => {
    const number = letter === 'C' ? index + 1 : 1;
    const own = claimId(`${letter}${number}-${id}`, taken);
    nodes.set(own, { kind, text, 'x-tea': { attribute: kind } });
    addTo(nodes.get(id) ?? {}, 'inContextOf', own);
  });
}

function checkIds(elements: readonly TeaElement[], context: TeaContext): void {
  const odd = elements.filter(({ id }) => id === null || !isTeaId(id)).length;
  if (odd === 0) return;
  const where = { file: context.file, node: null, line: null };
  context.findings.push(toFinding('tea-ids', 'info', where, `${odd} of ${elements.length} elements have no id that the import of TEA itself would take (RFC 9562).`, 'They are read as they are. Written to TEA, they get new ids.')); // prettier-ignore
}

/** Elements without one above, in the order of the file. */
function topOf(merged: Merged, ids: readonly string[]): string | null {
  const roots = merged.elements.flatMap((element, index) => element.parents.length === 0 && !element.isDefeater ? [{ element, id: ids[index] ?? '' }] : []); // prettier-ignore
  const marked = roots.filter(({ element }) => element.kept['role'] === 'TOP_LEVEL');
  const chosen = marked.length > 0 ? marked : roots;
  return chosen.length === 1 ? (chosen[0]?.id ?? null) : null;
}

/** Nodes of the argument, in the order of the file. */
export function toInterchange(read: TeaRead, context: TeaContext): Interchange {
  const merged = mergeRepeated(read.elements, context);
  const ids = toIds(merged.elements);
  const taken = new Set(ids);
  const nodes = new Map<string, Fields>();
  const idOf = new Map<string, string>();
  merged.elements.forEach((element, index) => {
    const id = ids[index] ?? '';
    nodes.set(id, toNode(element, id, index === 0 ? read.head : null));
    if (element.id !== null) idOf.set(element.id, id);
    addAttributes(element, id, nodes, taken);
  });
  const graph: Graph = { context, merged, ids, idOf, nodes };
  merged.elements.forEach((element, index) => {
    link(graph, element, ids[index] ?? '');
  });
  if (merged.elements.length === 0 && Object.keys(read.head).length > 0) {
    for (const key of Object.keys(read.head)) context.losses.push(toLoss('dropped', null, key, `The case has no element that could hold "${key}".`)); // prettier-ignore
  }
  checkIds(merged.elements, context);
  return { title: read.title, top: topOf(merged, ids), modules: new Map(), nodes, lines: new Map() };
} // prettier-ignore
