/** Nodes of our argument.yaml as gsn2x YAML: one file, or one for each module. */
import { targetsOf } from '../../argument/case-index.ts';
import { isReference } from '../../argument/rules/allowed-links.ts';
import type { NodeKind } from '../../case/model.ts';
import { kindOfPrefix } from '../../case/node-kind.ts';
import { isObject, textOf, textsOf } from '../../case/read-fields.ts';
import { toYaml } from '../../case/write-yaml.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import { contextsOf, idsOf, kindOf, rootsOf } from '../fields.ts';
import type { FormatWriting, Interchange, Loss } from '../interchange.ts';

export interface Gsn2xFile {
  readonly path: string;
  readonly text: string;
}

/** Types of gsn2x by our kinds. What it has no type for becomes the next best one. */
const TYPE_OF: Readonly<Record<Exclude<NodeKind, 'unknown'>, string>> = {
  goal: 'Goal',
  strategy: 'Strategy',
  solution: 'Solution',
  context: 'Context',
  assumption: 'Assumption',
  justification: 'Justification',
  defeater: 'CounterGoal',
  counterEvidence: 'CounterSolution',
  awayGoal: 'Goal',
  awaySolution: 'Solution',
  awayContext: 'Context',
  awayAssumption: 'Assumption',
  awayJustification: 'Justification',
  moduleReference: 'Solution',
  contractReference: 'Solution',
};
/** Kinds that challenge here and need another type for it there (V12). */
const COUNTER: Readonly<Record<string, string>> = {
  Goal: 'CounterGoal',
  Solution: 'CounterSolution',
};
/** Keys that are one id or a list; written as they came, once they are text. */
const LINKS = ['supportedBy', 'inContextOf', 'defeatedRelation'];
/** Keys that have their own place or are rebuilt. */
const REBUILT = ['kind', 'nodeType', 'text', 'challenges', 'module', ...LINKS];

interface Writer {
  readonly losses: Loss[];
  readonly kinds: ReadonlyMap<string, NodeKind>;
  readonly lines: ReadonlyMap<string, number>;
  /** Nodes that are a context of others and support none. */
  readonly contexts: ReadonlySet<string>;
}

function lose(writer: Writer, what: Loss['what'], id: string | null, field: string, message: string): void {
  const line = id === null ? null : (writer.lines.get(id) ?? null);
  writer.losses.push({ what, where: { file: null, node: id, line }, field, message });
} // prettier-ignore

/** What stands as `nodeType`; null where the id says the same or there is no such type. */
function toNodeType(id: string, fields: JsonObject, writer: Writer): string | null {
  const kind = kindOf(id, fields);
  const written = textOf(fields['nodeType']);
  if (kind === 'unknown') {
    const word = textOf(fields['kind']) ?? written;
    if (word !== null) lose(writer, 'dropped', id, 'kind', `${id}: gsn2x has no type for the kind "${word}".`); // prettier-ignore
    return null;
  }
  let type = isReference(kind) && writer.contexts.has(id) ? 'Context' : TYPE_OF[kind];
  if (kind.startsWith('away') || isReference(kind)) lose(writer, 'changed', id, 'kind', `${id}: gsn2x has no ${kind}; written as ${type}.`); // prettier-ignore
  const counter = COUNTER[type];
  if (counter !== undefined && idsOf(fields, 'challenges').length > 0) {
    lose(writer, 'changed', id, 'kind', `${id}: only a CounterGoal or CounterSolution challenges in gsn2x; the ${kind} is written as ${counter}.`); // prettier-ignore
    type = counter;
  }
  const inferred = kindOfPrefix(id);
  const isSaid = inferred !== null && inferred !== 'unknown' && TYPE_OF[inferred] === type;
  return isSaid && written === null ? null : type;
}

/** One id or a list of ids, as they came; null where there is nothing to write. */
function toLink(value: JsonValue | undefined): JsonValue | null {
  if (value === undefined || value === null) return null;
  return Array.isArray(value) ? [...(textsOf(value) ?? [])] : textOf(value);
}

function toChallenge(id: string, fields: JsonObject, writer: Writer): string | null {
  const [first, ...rest] = idsOf(fields, 'challenges');
  for (const target of rest) {
    lose(writer, 'dropped', id, 'challenges', `${id} challenges ${target} as well; gsn2x knows one target.`); // prettier-ignore
  }
  return first === undefined ? null : targetsOf(first).join(' -> ');
}

/** What gsn2x keeps as a layer without understanding it, and what it would say of the links. */
function reportMeaning(id: string, fields: JsonObject, writer: Writer): void {
  const mode = textOf(fields['supportMode']);
  if (mode !== null && mode !== 'all_of') {
    lose(writer, 'changed', id, 'supportMode', `${id}: "${mode}" stays as a layer; to gsn2x all support is needed.`); // prettier-ignore
  }
  if (kindOf(id, fields) !== 'defeater') return;
  const counters: readonly (NodeKind | undefined)[] = ['defeater', 'counterEvidence', undefined];
  for (const child of idsOf(fields, 'supportedBy')) {
    const kind = writer.kinds.get(child);
    if (!counters.includes(kind)) lose(writer, 'changed', id, 'supportedBy', `${id} rests on ${child}, a ${kind ?? ''}; a CounterGoal rests on counter elements only (V04).`); // prettier-ignore
  }
  if (idsOf(fields, 'inContextOf').length > 0) {
    lose(
      writer,
      'changed',
      id,
      'inContextOf',
      `${id} has a context; a CounterGoal has none (V04).`,
    );
  }
}

/** Types that gsn2x asks for; what is none of them cannot be written. */
function typed(key: string, value: JsonValue): JsonValue | null {
  if (key === 'undeveloped' || key === 'defeated') return typeof value === 'boolean' ? value : null;
  if (key === 'url') return textOf(value);
  return value;
}

function toElement(id: string, fields: JsonObject, writer: Writer): JsonObject {
  const element: Record<string, JsonValue> = {};
  const put = (key: string, value: JsonValue | null): void => {
    if (value !== null) element[key] = value;
  };
  put('nodeType', toNodeType(id, fields, writer));
  put('text', textOf(fields['text']));
  for (const key of LINKS) put(key, toLink(fields[key]));
  put('challenges', toChallenge(id, fields, writer));
  for (const [key, value] of Object.entries(fields)) {
    if (REBUILT.includes(key) || value === null) continue;
    const fitting = typed(key, value);
    if (fitting === null)
      lose(writer, 'dropped', id, key, `${id}: "${key}" is nothing that gsn2x reads there.`); // prettier-ignore
    else element[key] = fitting;
  }
  reportMeaning(id, fields, writer);
  return element;
}

function toWriter(argument: Interchange): Writer {
  const kinds = new Map([...argument.nodes].map(([id, fields]) => [id, kindOf(id, fields)]));
  return { losses: [], kinds, lines: argument.lines, contexts: contextsOf(argument) };
}

/** Said of the argument as a whole: its title, and a top that gsn2x would not find by itself. */
function reportHead(argument: Interchange, writer: Writer): void {
  const { title, top } = argument;
  if (title !== null) lose(writer, 'dropped', null, 'title', `gsn2x has no place for the title "${title}".`); // prettier-ignore
  if (top === null) return;
  const roots = rootsOf(argument);
  if (roots.length === 1 && roots[0] === top) return;
  lose(writer, 'dropped', null, 'top', `gsn2x cannot be told that ${top} stands on top.`);
}

/** Settings of a module as gsn2x has them. */
function toHeader(name: string, settings: JsonObject): JsonObject {
  const { 'x-gsn2x': _, ...rest } = settings;
  return { name, ...rest };
}

/**
 * Writes an argument as one gsn2x file. With one module its settings stand on top; with several the nodes
 * keep the name of theirs as a layer, and the settings are lost.
 */
export function writeGsn2x(argument: Interchange): FormatWriting {
  const writer = toWriter(argument);
  const [only, second] = [...argument.modules];
  const isOne = only !== undefined && second === undefined;
  const file: Record<string, JsonValue> = isOne ? { module: toHeader(only[0], only[1]) } : {};
  for (const [id, fields] of argument.nodes) {
    const element = toElement(id, fields, writer);
    const module = fields['module'];
    const keeps = module !== undefined && !(isOne && module === only[0]);
    file[id] = keeps ? { ...element, module } : element;
  }
  if (second !== undefined) {
    for (const [name, settings] of argument.modules) {
      for (const key of Object.keys(toHeader(name, settings))) {
        if (key !== 'name') lose(writer, 'dropped', null, `module.${key}`, `One file holds one module; "${key}" of ${name} is left out.`); // prettier-ignore
      }
    }
  }
  reportHead(argument, writer);
  return { text: toYaml(Object.entries(file)), losses: writer.losses };
}

/** Name of a file for a module that never had one. */
function toPath(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/u, '') || 'module';
  let path = `${plain}.gsn.yaml`;
  for (let count = 2; taken.has(path.toLowerCase()); count += 1)
    path = `${plain}-${count}.gsn.yaml`;
  return path;
}

/** Node as it stood before another module developed it. */
function undeveloped(fields: JsonObject): JsonObject {
  const own = fields['x-gsn2x'];
  if (!isObject(own) || own['developedBy'] === undefined) return fields;
  const { 'x-gsn2x': _own, supportedBy: _support, ...rest } = fields;
  return { ...rest, undeveloped: true };
}

/**
 * Writes an argument as one file for each module, under the paths that the modules were read from. Nodes
 * without a module go to a file of their own.
 */
export function writeGsn2xModules(argument: Interchange): {
  readonly files: readonly Gsn2xFile[];
  readonly losses: readonly Loss[];
} {
  const writer = toWriter(argument);
  const elements = new Map<string, Record<string, JsonValue>>();
  for (const name of argument.modules.keys()) elements.set(name, {});
  for (const [id, fields] of argument.nodes) {
    const name = textOf(fields['module']) ?? '';
    const file = elements.get(name) ?? {};
    elements.set(name, file);
    file[id] = toElement(id, undeveloped(fields), writer);
    if (name !== '' && id.startsWith(`${name}/`)) {
      lose(writer, 'changed', id, 'id', `${id} was ${id.slice(name.length + 1)} in its module; gsn2x wants ids that no other module has.`); // prettier-ignore
    }
  }
  reportHead(argument, writer);
  const taken = new Set<string>();
  const files = [...elements].map(([name, nodes]): Gsn2xFile => {
    const settings = argument.modules.get(name) ?? {};
    const own = isObject(settings['x-gsn2x']) ? settings['x-gsn2x'] : {};
    const path = textOf(own['path']) ?? toPath(name, taken);
    taken.add(path.toLowerCase());
    const isNamed = own['isNamed'] !== false && name !== '';
    return {
      path,
      text: toYaml(
        Object.entries(isNamed ? { module: toHeader(name, settings), ...nodes } : nodes),
      ),
    };
  });
  return { files, losses: writer.losses };
}
