/** Markdown documents whose directives are the nodes of an argument (docs/formats.md). */
import type { Finding } from '../../case/model.ts';
import { findTitle } from '../../case/document-title.ts';
import { toFinding } from '../../case/read-fields.ts';
import { CountersignError } from '../../errors.ts';
import type { Problem } from '../../errors.ts';
import { refuse } from '../../trust/refuse.ts';
import { FORBIDDEN_KEYS, parseStrictJson } from '../../trust/strict-json.ts';
import type { JsonValue } from '../../trust/strict-json.ts';
import { toLoss } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { FormatReading, Loss } from '../interchange.ts';
import { assertLength, FORMAT_LIMITS } from '../limits.ts';
import { FLAGS, kindOfDirective, LISTS, TEXTS } from './names.ts';
import { countHeads, scanDirectives } from './scan.ts';
import type { Directive } from './scan.ts';

interface Reader {
  readonly file: string;
  readonly problems: Problem[];
  readonly findings: Finding[];
  readonly losses: Loss[];
}

function problem(reader: Reader, { line }: Directive, code: string, rule: string, message: string): void {
  if (reader.problems.length < 50) reader.problems.push({ code, file: reader.file, place: `line ${line}`, rule, message });
} // prettier-ignore

/** Ids divided by spaces or commas; "X -> Y" is one. A list in JSON where ids hold spaces. */
function toIds(value: string): string[] | null {
  if (value.startsWith('[')) {
    try {
      const list = parseStrictJson(value, '');
      return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : null;
    } catch (error) {
      if (error instanceof CountersignError) return null;
      throw error;
    }
  }
  const joined = value.replace(/\s*->\s*/gu, '->').split(/[\s,]+/u);
  return joined.filter((id) => id !== '').map((id) => id.replace('->', ' -> '));
}

/** A value of another key: JSON where it is valid JSON that is no plain word, else text. */
function toValue(value: string): JsonValue {
  if (!/^[[{"\d-]|^(?:true|false|null)$/u.test(value)) return value;
  try {
    return parseStrictJson(value, '', { numbers: 'integers', maxDepth: FORMAT_LIMITS.jsonDepth });
  } catch (error) {
    if (error instanceof CountersignError) return value;
    throw error;
  }
}

function addField(reader: Reader, directive: Directive, fields: Fields, key: string, value: string): void {
  if (FORBIDDEN_KEYS.includes(key)) problem(reader, directive, 'forbidden-key', `none of the keys ${FORBIDDEN_KEYS.join(', ')}`, `The attribute "${key}" is not allowed.`); // prettier-ignore
  else if (LISTS.includes(key)) {
    const ids = toIds(value);
    if (ids === null) problem(reader, directive, 'wrong-type', `"${key}" is a list of ids`, `"${key}" is neither ids divided by spaces nor a list in JSON.`); // prettier-ignore
    else fields[key] = ids;
  } else if (FLAGS.includes(key)) {
    if (!['', 'true', 'false'].includes(value)) problem(reader, directive, 'wrong-type', `"${key}" is true or false`, `"${key}" is "${value}".`); // prettier-ignore
    fields[key] = value !== 'false';
  } else if (TEXTS.includes(key)) fields[key] = value;
  else fields[key] = toValue(value);
} // prettier-ignore

function toNode(reader: Reader, directive: Directive, id: string): Fields {
  const { text, id: _id, top: _top, ...attributes } = directive.attributes ?? {};
  const body = directive.body.trim();
  const words = text ?? (body === '' ? directive.label : body);
  if (directive.label !== '' && words !== directive.label) reader.losses.push(toLoss('dropped', id, 'label', `${id} has a label and a text; the label "${directive.label}" is left out.`)); // prettier-ignore
  const fields: Fields = { kind: kindOfDirective(directive.name), text: words };
  for (const [key, value] of Object.entries(attributes)) addField(reader, directive, fields, key, value); // prettier-ignore
  return fields;
}

function checkDirective(reader: Reader, directive: Directive): void {
  const { name, attributes, isClosed } = directive;
  if (attributes === null) problem(reader, directive, 'directive-syntax', 'a directive is ":::name{#id key=\\"value\\"}" on one line', `The head of ":::${name}" cannot be read.`); // prettier-ignore
  else if (!isClosed) problem(reader, directive, 'directive-not-closed', 'a directive ends with as many colons as it begins with', `":::${name}" is not closed.`); // prettier-ignore
}

/**
 * Reads the nodes of a Markdown text; null where no directive of ours has an id, so that the text is a
 * document and nothing else. Prose between the nodes stays in the document.
 * @throws CountersignError 'input-refused' with every problem: a head that cannot be read, a directive
 *   that is not closed, an id that stands twice.
 */
export function readMarkdown(text: string, file: string): FormatReading | null {
  assertLength(text, file);
  const source = text.replace(/^\u{feff}/u, '').replace(/\r\n?/gu, '\n');
  const count = countHeads(source);
  if (count === 0) return null;
  if (count > FORMAT_LIMITS.markdownNodes) {
    const message = `${file} holds more than ${FORMAT_LIMITS.markdownNodes} directives.`;
    refuse({ code: 'too-many-nodes', file, place: null, rule: `at most ${FORMAT_LIMITS.markdownNodes} directives in a document`, message }); // prettier-ignore
  }
  const directives = scanDirectives(source, (name) => kindOfDirective(name) !== null);
  const isMeant = directives.some(({ attributes }) => (attributes?.['id'] ?? '') !== '');
  if (!isMeant) return null;
  const reader: Reader = { file, problems: [], findings: [], losses: [] };
  const nodes = new Map<string, Fields>();
  const lines = new Map<string, number>();
  let top: string | null = null;
  for (const directive of directives) {
    checkDirective(reader, directive);
    const id = directive.attributes?.['id'] ?? '';
    if (directive.attributes === null) continue;
    if (id === '') {
      const where = { file, node: null, line: directive.line };
      reader.findings.push(toFinding('directive-without-id', 'warning', where, `":::${directive.name}" in line ${directive.line} has no id, so that it is read as text.`, 'Write "#id" in its braces if it is a node.')); // prettier-ignore
      continue;
    }
    const first = lines.get(id);
    if (first !== undefined) problem(reader, directive, 'duplicate-id', 'ids are unique', `The id "${id}" stands twice. The first one is in line ${first}.`); // prettier-ignore
    if (id === 'module' || FORBIDDEN_KEYS.includes(id)) problem(reader, directive, 'reserved-id', 'an id is not "module"', `The id "${id}" is not allowed.`); // prettier-ignore
    if ('top' in directive.attributes) top = id;
    lines.set(id, directive.line);
    nodes.set(id, toNode(reader, directive, id));
  }
  if (reader.problems.length > 0) throw new CountersignError('input-refused', `${file}: ${reader.problems[0]?.message ?? ''}`, reader.problems); // prettier-ignore
  const interchange = {
    title: findTitle(source),
    top,
    modules: new Map<string, never>(),
    nodes,
    lines,
  };
  return { interchange, findings: reader.findings, losses: reader.losses };
}
