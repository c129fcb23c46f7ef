/** Writes TEA JSON, nested version 1.0: the only form that TEA exports, held to its published schema. */
import { refuse } from '../../trust/refuse.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import { textOf } from '../../case/read-fields.ts';
import { idsOf, kindOf, objectOf, toFieldLosses, topOf, toLoss } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { FormatWriting, Interchange, Loss } from '../interchange.ts';
import { FORMAT_LIMITS } from '../limits.ts';
import { isTeaId } from './tea-id.ts';

export interface TeaWriteOptions {
  /** A fresh UUID of version 4 at each call. */
  readonly mintId: () => string;
  /** Time of the export, RFC 3339. */
  readonly exportedAt: string;
}

export interface TeaWriting extends FormatWriting {
  /** Ids in the written file by ids of nodes. */
  readonly ids: ReadonlyMap<string, string>;
}

const ATTRIBUTE_KINDS: Readonly<Record<string, 'context' | 'assumption' | 'justification'>> = {
  context: 'context', awayContext: 'context', assumption: 'assumption', awayAssumption: 'assumption',
  justification: 'justification', awayJustification: 'justification',
}; // prettier-ignore
const TYPES: Readonly<Record<string, string>> = {
  goal: 'PROPERTY_CLAIM', strategy: 'STRATEGY', solution: 'EVIDENCE', defeater: 'PROPERTY_CLAIM',
  counterEvidence: 'EVIDENCE', awayGoal: 'PROPERTY_CLAIM', awaySolution: 'EVIDENCE', moduleReference: 'EVIDENCE',
  contractReference: 'EVIDENCE', unknown: 'PROPERTY_CLAIM',
}; // prettier-ignore
const ALLOWED_TYPES: Readonly<Record<string, readonly string[]>> = {
  goal: ['GOAL', 'PROPERTY_CLAIM'], defeater: ['GOAL', 'PROPERTY_CLAIM', 'STRATEGY'], awayGoal: ['MODULE', 'CONTRACT'],
}; // prettier-ignore
const HANDLED = new Set(['kind', 'nodeType', 'text', 'supportedBy', 'inContextOf', 'challenges', 'url', 'x-tea']); // prettier-ignore
/** Keys of `x-tea` that are written in their own way or belong to the reading alone. */
const OWN_KEYS = new Set(['id', 'type', 'name', 'role', 'level', 'inSandbox', 'case', 'attribute', 'below']); // prettier-ignore
const MAX_LEVELS = Math.floor(FORMAT_LIMITS.jsonDepth / 2) - 2;

interface Writer {
  readonly argument: Interchange;
  readonly options: TeaWriteOptions;
  readonly losses: Loss[];
  readonly ids: Map<string, string>;
  /** Nodes that stand in the tree, as elements or attributes. */
  readonly written: Set<string>;
  /** Nodes that the tree holds as elements. */
  readonly elements: Set<string>;
  readonly doubts: { readonly id: string; readonly target: string; readonly written: Fields }[];
  readonly doubtsBelow: ReadonlyMap<string, readonly string[]>;
}

interface TreeNode {
  readonly fields: Fields;
  readonly children: JsonValue[];
}

interface Frame {
  readonly id: string;
  readonly above: TreeNode | null;
  readonly claimLevel: number;
  readonly depth: number;
}

function fieldsOf(writer: Writer, id: string): JsonObject {
  return writer.argument.nodes.get(id) ?? {};
}

function lose(writer: Writer, what: Loss['what'], id: string | null, field: string, message: string): void {
  writer.losses.push(toLoss(what, id, field, message));
} // prettier-ignore

/** The id of an element: the one that it was read with where TEA takes it, else a fresh one. */
function teaIdOf(writer: Writer, id: string): string {
  const known = writer.ids.get(id);
  if (known !== undefined) return known;
  const tea = objectOf(fieldsOf(writer, id)['x-tea']);
  const read = textOf(tea['id']);
  const own = read !== null && isTeaId(read) ? read : writer.options.mintId();
  if (read !== null && read !== own) lose(writer, 'changed', id, 'id', `The id "${read}" became ${own}, since TEA takes UUIDs only.`); // prettier-ignore
  if (read === null && 'name' in tea) lose(writer, 'changed', id, 'id', `${id} had no id in the file that was read; it became ${own}.`); // prettier-ignore
  writer.ids.set(id, own);
  return own;
}

/** Element that a challenge names: a relation is doubted at the end that is supported. */
function doubtedBy(writer: Writer, id: string): string | null {
  const all = idsOf(fieldsOf(writer, id), 'challenges');
  const [first] = all;
  for (const other of all.slice(1)) lose(writer, 'dropped', id, 'challenges', `An element of TEA defeats one other; that ${id} challenges ${other} is not written.`); // prettier-ignore
  if (first === undefined) return null;
  const [from, to] = first.split(/\s*->\s*/u);
  if (from === id) {
    lose(writer, 'dropped', id, 'challenges', `${id} challenges ${to === undefined ? 'itself' : `the step "${first}" of its own`}; no element of TEA defeats itself.`); // prettier-ignore
    return null;
  }
  if (to === undefined || from === undefined) return first;
  lose(writer, 'changed', id, 'challenges', `${id} challenges the step "${first}"; TEA knows elements only, so it defeats ${from}.`); // prettier-ignore
  return from;
}

/** Doubts by the node below which they are written: where they were read, else what they doubt. */
function findDoubts(argument: Interchange): Map<string, string[]> {
  const below = new Map<string, string[]>();
  for (const [id, fields] of argument.nodes) {
    const target = idsOf(fields, 'challenges')[0]?.split(/\s*->\s*/u)[0];
    if (target === undefined || target === id) continue;
    const place = textOf(objectOf(fields['x-tea'])['below']);
    const above = place !== null && argument.nodes.has(place) ? place : target;
    const list = below.get(above);
    if (list === undefined) below.set(above, [id]);
    else list.push(id);
  }
  return below;
}

function typeOf(writer: Writer, id: string, isTop: boolean): string {
  const fields = fieldsOf(writer, id);
  const kind = kindOf(id, fields);
  const read = textOf(objectOf(fields['x-tea'])['type']);
  const fresh = isTop && kind === 'goal' ? 'GOAL' : (TYPES[kind] ?? 'PROPERTY_CLAIM');
  const type = read !== null && (ALLOWED_TYPES[kind] ?? [TYPES[kind] ?? '']).includes(read) ? read : fresh; // prettier-ignore
  const isPlain =
    type !== fresh ||
    !['awayGoal', 'awaySolution', 'moduleReference', 'contractReference', 'unknown'].includes(kind);
  if (!isPlain) lose(writer, 'changed', id, 'kind', `TEA has no ${kind}; ${id} is written as ${type}.`); // prettier-ignore
  return type;
}

/** Context, assumption and justification of an element, as the texts that TEA keeps. */
function toAttributes(writer: Writer, id: string, type: string): Fields {
  const texts = { context: [] as string[], assumption: [] as string[], justification: [] as string[] };
  for (const named of idsOf(fieldsOf(writer, id), 'inContextOf')) {
    const fields = writer.argument.nodes.get(named);
    const attribute = fields === undefined ? undefined : ATTRIBUTE_KINDS[kindOf(named, fields)];
    if (fields === undefined || attribute === undefined || type === 'EVIDENCE' || type === 'MODULE' || type === 'CONTRACT') {
      const why = fields === undefined ? 'which does not exist' : attribute === undefined ? 'which is no context, assumption or justification' : `and an element of type ${type} has no context`; // prettier-ignore
      lose(writer, 'dropped', id, 'inContextOf', `${id} is in the context of ${named}, ${why}.`);
      continue;
    }
    texts[attribute].push(textOf(fields['text']) ?? '');
    noteAttribute(writer, named, fields, id);
  }
  const written: Fields = {};
  if (texts.context.length > 0) written['context'] = texts.context;
  for (const key of ['assumption', 'justification'] as const) {
    if (texts[key].length > 1) lose(writer, 'changed', id, key, `TEA keeps one ${key}; the ${texts[key].length} of ${id} are written as one text.`); // prettier-ignore
    if (texts[key].length > 0) written[key] = texts[key].join('\n\n');
  }
  return written;
} // prettier-ignore

/** A node that becomes a text loses its id and whatever else it has. */
function noteAttribute(writer: Writer, id: string, fields: JsonObject, owner: string): void {
  if (writer.written.has(id)) {
    lose(writer, 'changed', id, 'inContextOf', `The text of ${id} is repeated at ${owner}.`);
    return;
  }
  writer.written.add(id);
  const tea = objectOf(fields['x-tea']);
  if (tea['attribute'] === undefined) lose(writer, 'changed', id, 'kind', `${id} is written as a text of ${owner}, without an id of its own.`); // prettier-ignore
  const others = Object.keys(tea).filter((key) => !['attribute', 'type', 'id', 'name', 'inSandbox'].includes(key)); // prettier-ignore
  for (const key of others) lose(writer, 'dropped', id, `x-tea.${key}`, `A text of TEA has no "${key}", which ${id} has.`); // prettier-ignore
  for (const key of ['supportedBy', 'inContextOf', 'url'] as const) {
    if (idsOf(fields, key).length > 0) lose(writer, 'dropped', id, key, `A text of TEA has no "${key}", which ${id} has.`); // prettier-ignore
  }
  writer.losses.push(...toFieldLosses(id, fields, HANDLED, 'TEA'));
}

function isDefeaterKind(writer: Writer, id: string): boolean {
  return ['defeater', 'counterEvidence'].includes(kindOf(id, fieldsOf(writer, id)));
}

/** Marks a doubt; what it defeats is filled in once it is known which nodes the tree holds as elements. */
function noteDoubt(writer: Writer, id: string, written: Fields): void {
  const isKind = isDefeaterKind(writer, id);
  const target = doubtedBy(writer, id);
  if (!isKind && target === null) return;
  written['isDefeater'] = true;
  if (!isKind) lose(writer, 'changed', id, 'kind', `${id} is a ${kindOf(id, fieldsOf(writer, id))} that challenges ${target ?? ''}; TEA knows that as a defeater.`); // prettier-ignore
  if (target !== null) writer.doubts.push({ id, target, written });
}

/** An element defeats one that the tree holds. */
function fillDoubts(writer: Writer): void {
  for (const { id, target, written } of writer.doubts) {
    if (writer.elements.has(target)) written['defeatsElementId'] = teaIdOf(writer, target);
    else {
      lose(writer, 'dropped', id, 'challenges', `${id} challenges ${target}, which is no element of the tree.`); // prettier-ignore
      // As a defeater of nothing it would be read as one of what it stands below.
      if (!isDefeaterKind(writer, id)) delete written['isDefeater'];
    }
  }
}

/** What a module refers to: the schema asks for the id of a case and how it is embedded. */
function toModule(writer: Writer, id: string, tea: JsonObject): Fields {
  const named = textOf(tea['moduleReferenceId']);
  const isTaken = named !== null && isTeaId(named);
  if (!isTaken) lose(writer, 'changed', id, 'moduleReferenceId', `The case that ${id} refers to has no id that TEA takes; it got a new one.`); // prettier-ignore
  return {
    moduleReferenceId: isTaken ? named : writer.options.mintId(),
    moduleEmbedType: tea['moduleEmbedType'] === 'COPY' ? 'COPY' : 'REFERENCE',
  };
}

/** Fields of the schema by type, and what the file that was read had beside them. */
function toTreeNode(writer: Writer, frame: Frame): TreeNode {
  const { id } = frame;
  const fields = fieldsOf(writer, id);
  const tea = objectOf(fields['x-tea']);
  const type = typeOf(writer, id, frame.above === null);
  const written: Fields = {
    id: teaIdOf(writer, id),
    type,
    name: 'name' in tea ? (tea['name'] ?? null) : id,
    description: textOf(fields['text']) ?? '',
    inSandbox: tea['inSandbox'] === true,
  };
  if (type === 'GOAL') {
    const role = textOf(tea['role']);
    const fresh = frame.above === null ? 'TOP_LEVEL' : 'SUPPORTING';
    written['role'] = role === 'TOP_LEVEL' || role === 'SUPPORTING' ? role : fresh;
  }
  if (type === 'PROPERTY_CLAIM') {
    const level = tea['level'];
    written['level'] = typeof level === 'number' && level >= 1 ? level : frame.claimLevel;
  }
  if (type === 'EVIDENCE') written['url'] = textOf(fields['url']);
  else if (textOf(fields['url']) !== null) lose(writer, 'dropped', id, 'url', `An element of type ${type} has no url, which ${id} has.`); // prettier-ignore
  if (type === 'MODULE') Object.assign(written, toModule(writer, id, tea));
  Object.assign(written, toAttributes(writer, id, type));
  noteDoubt(writer, id, written);
  for (const [key, value] of Object.entries(tea)) {
    if (!OWN_KEYS.has(key) && !(key in written)) written[key] = value;
  }
  writer.losses.push(...toFieldLosses(id, fields, HANDLED, 'TEA'));
  return { fields: written, children: [] };
} // prettier-ignore

/** Ids that stand below a node in the tree. */
function childrenOf(writer: Writer, id: string): string[] {
  const named = [...new Set(idsOf(fieldsOf(writer, id), 'supportedBy'))];
  const below = named.filter((child) => {
    const fields = writer.argument.nodes.get(child);
    const isElement = fields !== undefined && ATTRIBUTE_KINDS[kindOf(child, fields)] === undefined;
    if (!isElement) lose(writer, 'dropped', id, 'supportedBy', `${id} names ${child} as support, which ${fields === undefined ? 'does not exist' : 'is context'}.`); // prettier-ignore
    return isElement;
  });
  return [...below, ...(writer.doubtsBelow.get(id) ?? [])];
}

/** The tree from `top`, without recursion. Evidence is repeated below each claim, as TEA itself does. */
function toTree(writer: Writer, top: string): JsonObject {
  const pending: Frame[] = [{ id: top, above: null, claimLevel: 1, depth: 1 }];
  let root: Fields = {};
  for (let frame = pending.pop(); frame !== undefined; frame = pending.pop()) {
    const { id, above, depth } = frame;
    const isAgain = writer.written.has(id);
    const type = above === null ? '' : kindOf(id, fieldsOf(writer, id));
    // Where a doubt stands says what it is about: it stands once.
    const isDoubt = idsOf(fieldsOf(writer, id), 'challenges').length > 0;
    if (isAgain && (isDoubt || (type !== 'solution' && type !== 'awaySolution'))) {
      const parent = textOf(above?.fields['name'] ?? null) ?? '';
      lose(writer, 'dropped', id, 'supportedBy', `${id} also stands below ${parent}; TEA repeats nothing but evidence, so it is written where it stands first.`); // prettier-ignore
      continue;
    }
    if (depth > MAX_LEVELS) {
      const message = `The argument is more than ${MAX_LEVELS} levels deep at ${id}.`;
      refuse({ code: 'too-deep', file: '', place: id, rule: `at most ${MAX_LEVELS} levels in a TEA tree`, message }); // prettier-ignore
    }
    const losses = writer.losses.length;
    const node = toTreeNode(writer, frame);
    // What is said of an element is said once, however often it is repeated.
    if (isAgain) writer.losses.length = losses;
    writer.written.add(id);
    writer.elements.add(id);
    const object: Fields = node.fields;
    object['children'] = node.children;
    if (above === null) root = object;
    else above.children.push(object);
    if (isAgain) continue;
    const claimLevel = node.fields['type'] === 'PROPERTY_CLAIM' ? Number(node.fields['level']) + 1 : 1; // prettier-ignore
    for (const child of childrenOf(writer, id).reverse()) pending.push({ id: child, above: node, claimLevel, depth: depth + 1 }); // prettier-ignore
  }
  fillDoubts(writer);
  return root;
}

function noteHead(writer: Writer, head: JsonObject): void {
  for (const key of Object.keys(head)) {
    if (!['description', 'exportedAt', 'version'].includes(key)) lose(writer, 'dropped', null, key, `A case of TEA 1.0 has no place for "${key}".`); // prettier-ignore
  }
}

/**
 * Writes the argument as one tree from its top. What does not stand below the top is a loss, as is
 * everything that TEA has no place for.
 * @throws CountersignError 'input-refused' where there is no node, or the tree is deeper than the limit.
 */
export function writeTea(argument: Interchange, options: TeaWriteOptions): TeaWriting {
  const top = topOf(argument);
  if (top === null) {
    refuse({ code: 'no-nodes', file: '', place: null, rule: 'a TEA case has one element on top', message: 'There is no node to write.' }); // prettier-ignore
  }
  const writer: Writer = { argument, options, losses: [], ids: new Map(), written: new Set(), elements: new Set(), doubts: [], doubtsBelow: findDoubts(argument) }; // prettier-ignore
  const [first] = argument.nodes.values();
  const head = objectOf(objectOf(first?.['x-tea'])['case']);
  noteHead(writer, head);
  const tree = toTree(writer, top);
  for (const id of argument.nodes.keys()) {
    if (!writer.written.has(id)) lose(writer, 'dropped', id, 'node', `${id} does not stand below ${top}, so that a tree has no place for it.`); // prettier-ignore
  }
  for (const name of argument.modules.keys()) {
    if (name !== '') lose(writer, 'dropped', null, 'module', `TEA has no place for the settings of the module "${name}".`); // prettier-ignore
  }
  const about = { name: argument.title ?? top, description: textOf(head['description']) ?? '' };
  const file = { version: '1.0', exportedAt: options.exportedAt, case: { name: about.name === '' ? top : about.name, description: about.description }, tree }; // prettier-ignore
  return { text: `${JSON.stringify(file, null, 2)}\n`, losses: writer.losses, ids: writer.ids };
}
