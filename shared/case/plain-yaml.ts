/**
 * The form in which arguments are written: maps and lists one entry a line, texts on one line or in a block.
 * It is read line by line, a dozen times as fast as any YAML can be. The reader answers for what it
 * recognises as exactly what the library in parse-yaml.ts would answer, and for nothing else: anchors, tags,
 * texts that go on in the next line without a block, keys that stand twice, whatever is odd, is not plain.
 */
import { bareObject } from '../bare-object.ts';
import { FORBIDDEN_KEYS } from '../trust/strict-json.ts';
import type { JsonValue } from '../trust/strict-json.ts';
import { readFlow } from './plain-yaml-flow.ts';
import { endQuoted, NOT_PLAIN, startsPlain, toQuoted, toScalar } from './plain-yaml-scalar.ts';

export interface PlainYaml {
  readonly value: JsonValue;
  readonly lineOf: (...path: readonly (string | number)[]) => number | null;
}

/** So deep do we go down by recursion; deeper files are read by the library. */
const MAX_DEPTH = 16;
/** A line feed, and what is printed: neither tabs nor other breaks, and no half of a character. */
const ODD = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
const KEY = /([\w\xa0-\uffff][\w./\-\xa0-\uffff]{0,200}):(?: +|$)/y;
const [SPACE, HASH, DASH] = [0x20, 0x23, 0x2d];

interface Cursor {
  readonly lines: readonly string[];
  /** Line that is read next, and the column at which it begins; -1 at the end. */
  at: number;
  col: number;
  /** Levels of which the lines are kept, and 1-based lines by path, joined with U+0000. */
  readonly levels: number;
  readonly places: Map<string, number>;
}

function columnOf(line: string): number {
  let col = 0;
  while (line.charCodeAt(col) === SPACE) col += 1;
  return col;
}

/** Goes on to the next line that says something: neither blank nor a comment. */
function toNext(cursor: Cursor): void {
  const { lines } = cursor;
  for (cursor.at += 1; cursor.at < lines.length; cursor.at += 1) {
    const line = lines[cursor.at] ?? '';
    cursor.col = columnOf(line);
    if (cursor.col < line.length && line.charCodeAt(cursor.col) !== HASH) return;
  }
  cursor.col = -1;
}

function isItem({ lines, at, col }: Cursor): boolean {
  const line = lines[at] ?? '';
  return line.charCodeAt(col) === DASH && line.charCodeAt(col + 1) === SPACE;
}

/** Nothing but blanks, or a comment, may stand behind `end`. */
function assertEnd(line: string, end: number): void {
  let at = end;
  while (line.charCodeAt(at) === SPACE) at += 1;
  if (at < line.length && (line.charCodeAt(at) !== HASH || at === end)) throw NOT_PLAIN;
}

/** A text without quotes up to the end of the line or a comment. Lines indented deeper go on with it. */
function readPlain(cursor: Cursor, from: number, indent: number): JsonValue {
  const { lines } = cursor;
  const first = toPart(lines[cursor.at] ?? '', from);
  let source = first.text;
  for (let { isWhole } = first; isWhole && cursor.at + 1 < lines.length; cursor.at += 1) {
    const next = lines[cursor.at + 1] ?? '';
    const col = columnOf(next);
    if (col <= indent || col === next.length) break;
    if (next.charCodeAt(col) === HASH) break;
    const part = toPart(next, col);
    source += ` ${part.text}`;
    isWhole = part.isWhole;
  }
  return toScalar(source);
}

/** Text from a column to the end of the line or a comment; whole where there is no comment. */
function toPart(line: string, from: number): { text: string; isWhole: boolean } {
  const comment = line.indexOf(' #', from);
  let end = comment === -1 ? line.length : comment;
  while (line.charCodeAt(end - 1) === SPACE) end -= 1;
  const text = line.slice(from, end);
  if (text.includes(': ') || text.endsWith(':')) throw NOT_PLAIN;
  return { text, isWhole: comment === -1 };
}

/** Text in a block, "|" as it stands or ">" folded; lines of it are indented deeper than `indent`. */
function readText(cursor: Cursor, header: string, indent: number): string {
  const { lines } = cursor;
  const style = /^([|>])(-?) *$/.exec(header);
  if (style === null) throw NOT_PLAIN;
  let own = -1;
  let last = cursor.at;
  let at = cursor.at + 1;
  for (; at < lines.length - 1; at += 1) {
    const line = lines[at] ?? '';
    const col = columnOf(line);
    if (col === line.length) {
      if (own === -1 || col > own) throw NOT_PLAIN;
      continue;
    }
    if (own === -1) own = col;
    if (col < own || col <= indent) break;
    last = at;
  }
  // Without an end of line behind the last one it is not plain what the text ends with.
  if (last === cursor.at || (at === lines.length - 1 && lines[at] !== '')) throw NOT_PLAIN;
  const body = lines.slice(cursor.at + 1, last + 1).map((line) => line.slice(own));
  cursor.at = last;
  const text = style[1] === '|' ? body.join('\n') : fold(body);
  return style[2] === '' ? `${text}\n` : text;
}

/** Lines become one with a blank between them; each blank line becomes an end of line. */
function fold(body: readonly string[]): string {
  if (body.some((line) => line.startsWith(' '))) throw NOT_PLAIN;
  return body
    .map((line, at) => (line === '' ? '\n' : at === 0 || body[at - 1] === '' ? line : ` ${line}`))
    .join('');
}

/** What stands behind a key or a dash of the block at `indent`, from column `from` on. */
function readValue(cursor: Cursor, from: number, indent: number, path: string, depth: number): JsonValue {
  const line = cursor.lines[cursor.at] ?? '';
  const first = line[from] ?? '#';
  let value: JsonValue;
  if (first === '#') {
    toNext(cursor);
    if (cursor.col > indent) return readBlock(cursor, path, depth);
    // A list may stand right below its key.
    return cursor.col === indent && isItem(cursor) ? readList(cursor, path, depth) : null;
  } else if (first === '"' || first === "'") {
    const end = endQuoted(line, from);
    assertEnd(line, end);
    value = toQuoted(line.slice(from, end));
  } else if (first === '[' || first === '{') {
    const flow = readFlow(line, from, depth);
    assertEnd(line, flow.end);
    value = flow.value;
    noteItems(cursor, value, path, depth);
  } else if (first === '|' || first === '>') value = readText(cursor, line.slice(from), indent);
  else if (startsPlain(line, from)) value = readPlain(cursor, from, indent);
  else throw NOT_PLAIN;
  toNext(cursor);
  return value;
} // prettier-ignore

function note(cursor: Cursor, path: string, depth: number, key: string | number): void {
  if (depth <= cursor.levels) cursor.places.set(`${path}${key}`, cursor.at + 1);
}

/** Everything in brackets stands on one line. */
function noteItems(cursor: Cursor, value: JsonValue, path: string, depth: number): void {
  if (depth > cursor.levels || typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    note(cursor, path, depth, key);
    noteItems(cursor, item, `${path}${key}\u0000`, depth + 1);
  }
}

function readBlock(cursor: Cursor, path: string, depth: number): JsonValue {
  if (depth > MAX_DEPTH) throw NOT_PLAIN;
  return isItem(cursor) ? readList(cursor, path, depth) : readMap(cursor, path, depth);
}

function readList(cursor: Cursor, path: string, depth: number): JsonValue {
  const indent = cursor.col;
  const list: JsonValue[] = [];
  while (cursor.col === indent && isItem(cursor)) {
    const line = cursor.lines[cursor.at] ?? '';
    let from = indent + 1;
    while (line.charCodeAt(from) === SPACE) from += 1;
    if (from === line.length || line.charCodeAt(from) === HASH) throw NOT_PLAIN;
    note(cursor, path, depth, list.length);
    const below = depth < cursor.levels ? `${path}${list.length}\u0000` : '';
    KEY.lastIndex = from;
    if (KEY.test(line)) {
      cursor.col = from;
      list.push(readBlock(cursor, below, depth + 1));
    } else list.push(readValue(cursor, from, indent, below, depth + 1));
  }
  if (cursor.col > indent) throw NOT_PLAIN;
  return list;
}

function readEntry(cursor: Cursor, object: Record<string, JsonValue>, path: string, depth: number): void {
  const indent = cursor.col;
  KEY.lastIndex = indent;
  const name = KEY.exec(cursor.lines[cursor.at] ?? '')?.[1];
  if (name === undefined || name in object || FORBIDDEN_KEYS.includes(name)) throw NOT_PLAIN;
  note(cursor, path, depth, name);
  const below = depth < cursor.levels ? `${path}${name}\u0000` : '';
  object[name] = readValue(cursor, KEY.lastIndex, indent, below, depth + 1);
  // What is indented otherwise than what it belongs to is for the library to judge.
  if (cursor.col > indent) throw NOT_PLAIN;
} // prettier-ignore

function readMap(cursor: Cursor, path: string, depth: number): JsonValue {
  const object = bareObject<JsonValue>();
  const indent = cursor.col;
  while (cursor.col === indent) readEntry(cursor, object, path, depth);
  return object;
}

/** Lines are kept of the uppermost keys only; those below one of them are found when they are asked for. */
function toLineOf(lines: readonly string[], places: ReadonlyMap<string, number>, levels: number): PlainYaml['lineOf'] {
  let known = { name: '', places: new Map<string, number>() };
  return (...path) => {
    const name = String(path[0]);
    const line = places.get(name);
    if (line === undefined || path.length === 1) return line ?? null;
    if (known.name !== name) {
      known = { name, places: new Map() };
      readEntry({ lines, at: line - 1, col: 0, levels, places: known.places }, {}, '', 1);
    }
    return known.places.get(path.join('\u0000')) ?? null;
  };
} // prettier-ignore

/**
 * The map that a text holds, or null where it is not plain: then the library judges it.
 * @param levels To so many levels are lines known.
 */
export function readPlainYaml(text: string, levels: number): PlainYaml | null {
  if (ODD.test(text)) return null;
  const lines = text.split('\n');
  const cursor: Cursor = { lines, at: -1, col: 0, levels: 1, places: new Map() };
  toNext(cursor);
  if (cursor.col !== 0) return null;
  try {
    // At column 0 nothing is left behind but the end.
    const value = readMap(cursor, '', 1);
    return { value, lineOf: toLineOf(lines, cursor.places, levels) };
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
}
