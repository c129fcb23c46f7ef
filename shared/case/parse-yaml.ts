/**
 * YAML as a bundle may use it: the 1.2 core schema without aliases, custom tags or merge keys, so that
 * it stands for one JSON value and no small file grows into a large one (docs/formats.md).
 */
import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, Document, Scalar } from 'yaml';
import { CountersignError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { LIMITS } from '../bundle/name-policy.ts';
import { utf8Decode } from '../trust/bytes.ts';
import { FORBIDDEN_KEYS, isWellFormed } from '../trust/strict-json.ts';
import type { JsonValue } from '../trust/strict-json.ts';
import { readPlainYaml } from './plain-yaml.ts';

export interface YamlFile {
  /** Objects have no prototype. A number with a fraction or an exponent is the text that stands in the file. */
  readonly value: JsonValue;
  /** 1-based line of the key or list item at `path`, up to three levels deep: lineOf('G1', 'supportedBy'). */
  readonly lineOf: (...path: readonly (string | number)[]) => number | null;
}

/** So many problems are listed for one file; a file with more is not repaired line by line. */
const MAX_PROBLEMS = 50;
const LINES_KEPT_TO_DEPTH = 3;
const RULE = 'YAML 1.2, core schema';

interface Walk {
  readonly file: string;
  readonly lines: LineCounter;
  readonly problems: Problem[];
  readonly lineOf: Map<string, number>;
}

function pathKey(path: readonly (string | number)[]): string {
  return path.join('\u0000');
}

function note(
  walk: Walk,
  offset: number | undefined,
  code: string,
  rule: string,
  message: string,
): void {
  if (walk.problems.length >= MAX_PROBLEMS) return;
  const at = offset === undefined ? null : walk.lines.linePos(offset);
  const place = at === null ? null : `line ${at.line}, column ${at.col}`;
  walk.problems.push({ code, file: walk.file, place, rule, message });
}

/** Text of a key. Numbers and words like `true` are the text that stands in the file. */
function keyText(key: unknown): string | null {
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function scalarValue(scalar: Scalar): JsonValue {
  const { value } = scalar;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  const source = scalar.source ?? (typeof value === 'number' ? String(value) : '');
  // What is signed holds no floats (docs/formats.md): such a number stays the text that it is written as.
  const isInteger = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/u.test(source);
  return typeof value === 'number' && isInteger && Number.isSafeInteger(value) ? value + 0 : source;
}

function walkNode(node: unknown, path: readonly (string | number)[], walk: Walk): JsonValue {
  if (isAlias(node)) {
    note(
      walk,
      node.range?.[0],
      'yaml-alias',
      'no aliases',
      `The alias "*${node.source}" is not allowed.`,
    );
    return null;
  }
  if (isScalar(node)) {
    const value = scalarValue(node);
    if (typeof value !== 'string' || isWellFormed(value)) return value;
    note(
      walk,
      node.range?.[0],
      'lone-surrogate',
      'Unicode 3.9, D92',
      'The text holds half of a character.',
    );
    return null;
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => {
      const offset = isMap(item) || isSeq(item) || isScalar(item) ? item.range?.[0] : undefined;
      remember(walk, [...path, index], offset);
      return walkNode(item, [...path, index], walk);
    });
  }
  if (!isMap(node)) return null;
  const object = Object.create(null) as Record<string, JsonValue>;
  for (const { key, value } of node.items) {
    const offset = isScalar(key) ? key.range?.[0] : node.range?.[0];
    const name = keyText(key);
    if (name === null) {
      note(
        walk,
        offset,
        'yaml-key',
        'keys are text',
        'A key must be text, not a list, a map or an alias.',
      );
      continue;
    }
    if (!isWellFormed(name)) {
      note(
        walk,
        offset,
        'lone-surrogate',
        'Unicode 3.9, D92',
        'The key holds half of a character.',
      );
      continue;
    }
    if (FORBIDDEN_KEYS.includes(name)) {
      note(walk, offset, 'forbidden-key', `none of the keys ${FORBIDDEN_KEYS.join(', ')}`, `The key "${name}" is not allowed.`); // prettier-ignore
      continue;
    }
    if (name in object) {
      const first = walk.lineOf.get(pathKey([...path, name]));
      const where = first === undefined ? '' : ` The first one is in line ${first}.`;
      note(walk, offset, 'duplicate-key', 'YAML 1.2, 3.2.1.1: keys are unique', `"${name}" stands twice.${where}`); // prettier-ignore
      continue;
    }
    remember(walk, [...path, name], offset);
    object[name] = walkNode(value, [...path, name], walk);
  }
  return object;
}

function remember(
  walk: Walk,
  path: readonly (string | number)[],
  offset: number | undefined,
): void {
  if (offset === undefined || path.length > LINES_KEPT_TO_DEPTH) return;
  walk.lineOf.set(pathKey(path), walk.lines.linePos(offset).line);
}

/** The tokens of a text. @throws CountersignError where there are more than the library reads in time. */
function parseTokens(text: string, walk: Walk): CST.Token[] {
  const parser = new Parser(walk.lines.addNewLine);
  const tokens: CST.Token[] = [];
  let count = 0;
  walk.lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > LIMITS.yamlTokens) {
      const rule = `at most ${LIMITS.yamlTokens} words and signs in YAML that is not in plain form`;
      const message = `The file is too large to be read in the form that it is written in: ${rule}. In plain form (docs/formats.md) it may have ${LIMITS.yamlBytes} bytes.`; // prettier-ignore
      throw refused([{ code: 'yaml-too-large', file: walk.file, place: `line ${walk.lines.lineStarts.length}`, rule, message }]); // prettier-ignore
    }
    tokens.push(...parser.next(lexeme));
  }
  tokens.push(...parser.end());
  return tokens;
}

/** Where something is nested deeper than allowed, or null. `pending` is walked without recursion. */
function findTooDeep(tokens: readonly CST.Token[]): number | null {
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > LIMITS.yamlDepth) return token.offset;
    if (token.type === 'document') {
      if (token.value !== undefined) pending.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (const item of token.items) {
        for (const below of [item.key, item.value]) {
          if (below !== undefined && below !== null)
            pending.push({ token: below, depth: depth + 1 });
        }
      }
    }
  }
  return null;
}

/**
 * SECURITY: said before a tree is built. The library builds it by recursion, and an engine that runs out
 * of stack while it compiles a regular expression ends the whole process.
 */
function noteTooDeep(walk: Walk, offset: number): void {
  note(walk, offset, 'yaml-too-deep', `at most ${LIMITS.yamlDepth} levels`, `The file is nested more than ${LIMITS.yamlDepth} levels deep.`); // prettier-ignore
}

/** Rules of the document as a whole: what the library found, its directives and its tags. */
function checkDocument(document: Document.Parsed, walk: Walk): void {
  for (const error of document.errors) {
    note(walk, error.pos[0], 'yaml-invalid', RULE, error.message);
  }
  for (const warning of document.warnings) {
    if (warning.code !== 'TAG_RESOLVE_FAILED') continue;
    note(walk, warning.pos[0], 'yaml-tag', 'no custom tags', warning.message.replace(/^Unresolved tag: /u, 'This tag is not allowed: ')); // prettier-ignore
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.2') {
    note(walk, 0, 'yaml-version', RULE, `The file asks for YAML ${version}; 1.2 is read.`);
  }
}

/**
 * Parses one YAML file. All problems are collected, each with line and column.
 * @param file Name for messages only.
 * @throws CountersignError 'input-refused'
 */
export function parseYaml(bytes: Uint8Array, file: string): YamlFile {
  if (bytes.length > LIMITS.yamlBytes) throw tooLarge(bytes.length, 'bytes', file);
  return parseYamlText(utf8Decode(bytes, file), file);
}

/** Like `parseYaml`, for a text that was decoded already and is at most as long as bytes may be. */
export function parseYamlText(text: string, file: string): YamlFile {
  if (text.length > LIMITS.yamlBytes) throw tooLarge(text.length, 'characters', file);
  return readPlainYaml(text, LINES_KEPT_TO_DEPTH) ?? parseAnyYaml(text, file);
}

/** Like `parseYaml`, for text in any form of YAML: what it answers, plain-yaml.ts answers as well. */
export function parseAnyYaml(text: string, file: string): YamlFile {
  const walk: Walk = { file, lines: new LineCounter(), problems: [], lineOf: new Map() };
  const tokens = parseTokens(text, walk);
  const tooDeep = findTooDeep(tokens);
  if (tooDeep !== null) {
    noteTooDeep(walk, tooDeep);
    throw refused(walk.problems);
  }
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    // Duplicates are found below, against a map: the library compares every pair, which is quadratic.
    uniqueKeys: false,
    resolveKnownTags: false,
    lineCounter: walk.lines,
  });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return { value: null, lineOf: () => null };
  if (second !== undefined)
    note(walk, second.range[0], 'yaml-invalid', RULE, 'The file holds more than one document.');
  checkDocument(document, walk);
  const value = document.errors.length > 0 ? null : walkNode(document.contents, [], walk);
  if (walk.problems.length > 0) throw refused(walk.problems);
  return { value, lineOf: (...path) => walk.lineOf.get(pathKey(path)) ?? null };
}

function tooLarge(size: number, what: string, file: string): CountersignError {
  const message = `The file has ${size} ${what}; ${LIMITS.yamlBytes} are allowed.`;
  return refused([{ code: 'file-too-large', file, place: null, rule: 'size of a YAML file', message }]); // prettier-ignore
}

function refused(problems: readonly Problem[]): CountersignError {
  return new CountersignError(
    'input-refused',
    problems[0]?.message ?? 'The file is not valid.',
    problems,
  );
}
