/** Lists and maps in brackets, on one line, of plain YAML (plain-yaml.ts). */
import { bareObject } from '../bare-object.ts';
import { FORBIDDEN_KEYS } from '../trust/strict-json.ts';
import type { JsonValue } from '../trust/strict-json.ts';
import { endQuoted, NOT_PLAIN, startsPlain, toQuoted, toScalar } from './plain-yaml-scalar.ts';

interface Found {
  readonly value: JsonValue;
  /** Column behind it. */
  readonly end: number;
}

const MAX_DEPTH = 16;
const KEY = /([\w\xa0-\uffff][\w./\-\xa0-\uffff]{0,200}): +/y;
/** In brackets a text without quotes ends at the signs of the brackets as well. */
const TEXT = /[^,[\]{}:#"'&*!|%@`]*/y;

function skip(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ') at += 1;
  return at;
}

function readItem(line: string, from: number, depth: number): Found {
  const first = line[from];
  if (first === '[' || first === '{') return readFlow(line, from, depth + 1);
  if (first === '"' || first === "'") {
    const end = endQuoted(line, from);
    return { value: toQuoted(line.slice(from, end)), end };
  }
  if (!startsPlain(line, from)) throw NOT_PLAIN;
  TEXT.lastIndex = from;
  const [text = ''] = TEXT.exec(line) ?? [];
  let end = from + text.length;
  while (line[end - 1] === ' ') end -= 1;
  return { value: toScalar(line.slice(from, end)), end };
}

/** Where the next item begins; the column behind the bracket where there is none. */
function toNextItem(line: string, end: number, closing: string): { at: number; isLast: boolean } {
  const at = skip(line, end);
  if (line[at] === closing) return { at: at + 1, isLast: true };
  if (line[at] !== ',') throw NOT_PLAIN;
  return { at: skip(line, at + 1), isLast: false };
}

/** The list or map that begins at `from`. */
export function readFlow(line: string, from: number, depth: number): Found {
  if (depth > MAX_DEPTH) throw NOT_PLAIN;
  const isList = line[from] === '[';
  const closing = isList ? ']' : '}';
  const list: JsonValue[] = [];
  const map = bareObject<JsonValue>();
  let next = { at: skip(line, from + 1), isLast: false };
  if (line[next.at] === closing) next = { at: next.at + 1, isLast: true };
  while (!next.isLast) {
    KEY.lastIndex = next.at;
    const name = isList ? undefined : KEY.exec(line)?.[1];
    if (!isList && (name === undefined || name in map || FORBIDDEN_KEYS.includes(name))) throw NOT_PLAIN; // prettier-ignore
    const item = readItem(line, name === undefined ? next.at : KEY.lastIndex, depth);
    if (name === undefined) list.push(item.value);
    else map[name] = item.value;
    next = toNextItem(line, item.end, closing);
  }
  return { value: isList ? list : map, end: next.at };
}
