/** The nodes of argument.yaml: keys of gsn2x plus ours (docs/formats.md). */
import { CountersignError } from '../errors.ts';
import { assertNodeCount } from '../formats/limits.ts';
import type { JsonObject, JsonValue } from '../trust/strict-json.ts';
import type { ArgumentNode, Finding } from './model.ts';
import { kindOfNumberedId, kindOfPrefix, parseKind } from './node-kind.ts';
import { isObject, nearMissOf, textOf, textsOf, toFinding } from './read-fields.ts';
import type { Place } from './read-fields.ts';
import type { YamlFile } from './parse-yaml.ts';

/** Keys that have a field of their own in the model. The rest is kept in `other`. */
const MODEL_KEYS = new Set([
  'kind', 'nodeType', 'text', 'supportedBy', 'inContextOf', 'challenges', 'supportMode', 'k', 'evidence',
  'doc', 'owner', 'declaredLoadBearing', 'undeveloped', 'defeated', 'defeaterType', 'status', 'response',
  'url',
]); // prettier-ignore
/** Keys that are known and kept as they are. */
const KEPT_KEYS = [
  'acp', 'module', 'defeatedRelation', 'classes', 'rankIncrement', 'horizontalIndex', 'charWrap',
  'answeredBy', 'refersTo', 'public', 'uninstantiated', 'toBeSupportedByContract', 'contractModule',
  'templateModule',
]; // prettier-ignore
const KNOWN_KEYS = [...MODEL_KEYS, ...KEPT_KEYS];

const SUPPORT_MODES = ['all_of', 'any_of', 'k_of_n'] as const;
const DEFEATER_TYPES = ['rebutting', 'undercutting', 'undermining'] as const;

export interface NodePorts {
  /** SHA-256 in hex of the canonical JSON (RFC 8785) of a value. */
  readonly digestOf: (value: JsonValue) => string;
  /** False where ids come from a format in which they say nothing about kinds. Default true. */
  readonly idsTellKinds?: boolean;
}

interface Reader {
  readonly fields: JsonObject;
  readonly place: (key?: string) => Place;
  readonly findings: Finding[];
  /** Keys whose values could not be used; they are kept in `other` as they stand. */
  readonly unusable: string[];
}

function unusable(reader: Reader, key: string, expected: string): void {
  reader.unusable.push(key);
  reader.findings.push(
    toFinding('wrong-type', 'error', reader.place(key), `"${key}" must be ${expected}.`, `Write ${expected} as the value of "${key}".`), // prettier-ignore
  );
}

function readText(reader: Reader, key: string): string | null {
  const value = reader.fields[key];
  if (value === undefined || value === null) return null;
  const text = textOf(value);
  if (text === null) unusable(reader, key, 'text');
  return text;
}

function readTexts(reader: Reader, key: string): readonly string[] {
  const texts = textsOf(reader.fields[key]);
  if (texts === null) unusable(reader, key, 'an id or a list of ids');
  return texts ?? [];
}

function readFlag(reader: Reader, key: string): boolean {
  const value = reader.fields[key];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') unusable(reader, key, 'true or false');
  return value === true;
}

function readChoice<T extends string>(
  reader: Reader,
  key: string,
  choices: readonly T[],
): T | null {
  const text = readText(reader, key);
  const choice = choices.find((item) => item === text);
  if (text !== null && choice === undefined) unusable(reader, key, `one of ${choices.join(', ')}`);
  return choice ?? null;
}

function readDoc(reader: Reader): ArgumentNode['doc'] {
  const text = readText(reader, 'doc');
  if (text === null || text === '') return null;
  const hash = text.indexOf('#');
  if (hash < 0) return { path: text, heading: null };
  return { path: text.slice(0, hash), heading: text.slice(hash + 1) || null };
}

function readKind(reader: Reader, id: string, idsTellKinds: boolean): ArgumentNode['kind'] {
  const [own, gsn2x] = [readText(reader, 'kind'), readText(reader, 'nodeType')];
  const written = own ?? gsn2x;
  if (own !== null && gsn2x !== null && parseKind(own) !== parseKind(gsn2x)) {
    reader.findings.push(
      toFinding('kind-contradicts', 'warning', reader.place('nodeType'), `${id} has kind "${own}" and nodeType "${gsn2x}".`, 'Keep one of the two.'), // prettier-ignore
    );
  }
  const suggested = idsTellKinds ? kindOfNumberedId(id) : null;
  if (written === null) {
    const inferred = kindOfPrefix(id);
    if (inferred === null) {
      reader.findings.push(
        { ...toFinding('unknown-kind', 'error', reader.place(), `${id} has no kind, and its id does not tell one.`, 'Add "kind", for example "kind: goal".'), rule: 'G1' }, // prettier-ignore
      );
    } else if (suggested === null) {
      reader.findings.push(
        toFinding('kind-inferred', 'warning', reader.place(), `${id} has no kind; from its first letters it was read as ${inferred}.`, 'Add "kind" to say what it is.'), // prettier-ignore
      );
    }
    return inferred ?? 'unknown';
  }
  const kind = parseKind(written);
  if (kind === 'unknown') {
    const isAwayStrategy = /^away[-_ ]?strategy$/iu.test(written);
    const fix = isAwayStrategy ? 'Refer to the goal above or below the strategy: away elements are goals, solutions, contexts, assumptions and justifications.' : 'Use a kind such as goal, strategy, solution, context, assumption, justification or defeater.'; // prettier-ignore
    reader.findings.push(
      { ...toFinding('unknown-kind', 'error', reader.place(own === null ? 'nodeType' : 'kind'), `${id} has the kind "${written}", which is not known.`, fix), rule: isAwayStrategy ? 'M1' : 'G1' }, // prettier-ignore
    );
  } else if (suggested !== null && suggested !== kind && !kind.toLowerCase().endsWith(suggested)) {
    reader.findings.push(
      toFinding('kind-contradicts', 'warning', reader.place('kind'), `${id} is a ${kind}, but its id looks like that of a ${suggested}.`, 'Change the id or the kind, so that both say the same.'), // prettier-ignore
    );
  }
  return kind;
}

function readK(reader: Reader): number | null {
  const value = reader.fields['k'];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return value;
  unusable(reader, 'k', 'a whole number');
  return null;
}

function readOther(reader: Reader, id: string): Record<string, string> {
  const other: Record<string, string> = {};
  for (const [key, value] of Object.entries(reader.fields)) {
    if (MODEL_KEYS.has(key) && !reader.unusable.includes(key)) continue;
    other[key] = JSON.stringify(value);
    const isKnown = KNOWN_KEYS.includes(key) || key.startsWith('x-');
    const meant = isKnown ? null : nearMissOf(key, KNOWN_KEYS);
    if (meant === null) continue;
    reader.findings.push(
      toFinding('near-miss-key', 'warning', reader.place(key), `${id} has the key "${key}", which is not known. "${meant}" is.`, `If "${meant}" is meant, correct the key; as it stands it has no effect.`), // prettier-ignore
    );
  }
  return other;
}

function parseNode(
  id: string,
  fields: JsonObject,
  file: string,
  yaml: YamlFile,
  ports: NodePorts,
  findings: Finding[],
): ArgumentNode {
  const line = yaml.lineOf(id);
  const reader: Reader = {
    fields,
    findings,
    unusable: [],
    place: (key) => ({
      file,
      node: id,
      line: (key === undefined ? null : yaml.lineOf(id, key)) ?? line,
    }),
  };
  const node = {
    id,
    kind: readKind(reader, id, ports.idsTellKinds ?? true),
    text: readText(reader, 'text') ?? '',
    supportedBy: readTexts(reader, 'supportedBy'),
    inContextOf: readTexts(reader, 'inContextOf'),
    challenges: readTexts(reader, 'challenges'),
    supportMode: readChoice(reader, 'supportMode', SUPPORT_MODES) ?? 'all_of',
    k: readK(reader),
    evidence: readTexts(reader, 'evidence'),
    doc: readDoc(reader),
    owner: readText(reader, 'owner'),
    declaredLoadBearing: readFlag(reader, 'declaredLoadBearing'),
    undeveloped: readFlag(reader, 'undeveloped'),
    defeated: readFlag(reader, 'defeated'),
    defeaterType: readChoice(reader, 'defeaterType', DEFEATER_TYPES),
    status: readText(reader, 'status'),
    response: readText(reader, 'response'),
    url: readText(reader, 'url'),
  } satisfies Partial<ArgumentNode>;
  return { ...node, other: readOther(reader, id), line, sha256: ports.digestOf(fields) };
}

/**
 * Nodes in the order of the file, with findings about single nodes.
 * @throws CountersignError 'input-refused' where the file is not a map of nodes, or has too many.
 */
export function parseArgument(
  yaml: YamlFile,
  file: string,
  ports: NodePorts,
): { nodes: ArgumentNode[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const nodes: ArgumentNode[] = [];
  if (yaml.value === null) return { nodes, findings };
  if (!isObject(yaml.value)) {
    const message = 'The argument must be a map from ids to nodes.';
    throw new CountersignError('input-refused', message, [{ code: 'not-a-map', file, place: 'line 1', rule: 'an argument is a map of nodes', message }]); // prettier-ignore
  }
  const entries = Object.entries(yaml.value);
  assertNodeCount(entries.length, file);
  for (const [id, value] of entries) {
    // The settings of a gsn2x module stand between its nodes.
    if (id === 'module') continue;
    if (value === null || isObject(value)) {
      nodes.push(parseNode(id, value ?? {}, file, yaml, ports, findings));
      continue;
    }
    const where = { file, node: null, line: yaml.lineOf(id) };
    findings.push(toFinding('not-a-node', 'warning', where, `"${id}" is not a node: its value is no map.`, 'Write its text as "text:" below the id, or leave it out.')); // prettier-ignore
  }
  return { nodes, findings };
}
