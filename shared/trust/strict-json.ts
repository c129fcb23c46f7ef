/**
 * JSON as records allow it (formats.md 3): what two readers could understand differently is refused
 * before anything is built from it. Duplicate keys are compared after decoding, because "decision" and
 * "d\u0065cision" are one key to every reader that follows.
 */
import { bareObject } from '../bare-object.ts';
import { refuse } from './refuse.ts';
import { utf8Decode } from './bytes.ts';

export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonRules {
  /** 'integers': within ±(2^53-1), as in everything Countersign signs. 'finite': as RFC 8259 has it. */
  readonly numbers: 'integers' | 'finite';
  /** Deepest nesting; `MAX_DEPTH` where it is not given. For trees of other programs, nothing that is signed. */
  readonly maxDepth?: number;
}

/** Deepest nesting of arrays and objects. */
export const MAX_DEPTH = 64;

/** Keys that reach the prototype of an object in careless readers. */
export const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

interface Reader {
  readonly text: string;
  readonly file: string;
  readonly rules: JsonRules;
  at: number;
  depth: number;
}

/** Like `parseStrictJson`, and refuses bytes that are not UTF-8. */
export function parseStrictJsonBytes(
  bytes: Uint8Array,
  file: string,
  rules?: JsonRules,
): JsonValue {
  return parseStrictJson(utf8Decode(bytes, file), file, rules);
}

/**
 * Parses JSON (RFC 8259) under the rules of records. Objects have no prototype.
 * @param file Name for messages only.
 * @throws CountersignError 'input-refused'; the problem names file, line and column.
 */
export function parseStrictJson(
  text: string,
  file: string,
  rules: JsonRules = { numbers: 'integers' },
): JsonValue {
  const reader: Reader = { text, file, rules, at: 0, depth: 0 };
  if (text.startsWith('\uFEFF')) {
    fail(
      reader,
      'byte-order-mark',
      'RFC 8259, 8.1: no byte order mark',
      'starts with a byte order mark',
    );
  }
  skipSpace(reader);
  const value = readValue(reader);
  skipSpace(reader);
  if (reader.at < text.length) syntax(reader, 'goes on after the end of its value');
  return value;
}

function readValue(reader: Reader): JsonValue {
  switch (reader.text[reader.at]) {
    case '{': return nested(reader, readObject);
    case '[': return nested(reader, readArray);
    case '"': return readString(reader);
    case 't': return readWord(reader, 'true', true);
    case 'f': return readWord(reader, 'false', false);
    case 'n': return readWord(reader, 'null', null);
    default: return readNumber(reader);
  } // prettier-ignore
}

function nested<T>(reader: Reader, read: (reader: Reader) => T): T {
  reader.depth++;
  const maxDepth = reader.rules.maxDepth ?? MAX_DEPTH;
  if (reader.depth > maxDepth) {
    fail(reader, 'too-deep', `at most ${maxDepth} levels`, `nests deeper than ${maxDepth} levels`);
  }
  reader.at++;
  skipSpace(reader);
  const value = read(reader);
  reader.depth--;
  return value;
}

function readObject(reader: Reader): JsonObject {
  const object = bareObject<JsonValue>();
  if (accept(reader, '}')) return object;
  for (;;) {
    const start = reader.at;
    if (reader.text[start] !== '"') syntax(reader, 'has something other than a key in quotes here');
    const key = readString(reader);
    if (FORBIDDEN_KEYS.includes(key)) {
      reader.at = start;
      fail(
        reader,
        'forbidden-key',
        `none of the keys ${FORBIDDEN_KEYS.join(', ')}`,
        `has the key "${key}"`,
      );
    }
    if (key in object) {
      reader.at = start;
      fail(
        reader,
        'duplicate-key',
        'RFC 8259, 4: keys are unique',
        `has the key ${JSON.stringify(key)} twice`,
      );
    }
    skipSpace(reader);
    if (!accept(reader, ':')) syntax(reader, 'lacks a colon after a key');
    object[key] = readValue(reader);
    skipSpace(reader);
    if (accept(reader, '}')) return object;
    if (!accept(reader, ',')) syntax(reader, 'lacks a comma or a closing brace');
  }
}

function readArray(reader: Reader): readonly JsonValue[] {
  const array: JsonValue[] = [];
  if (accept(reader, ']')) return array;
  for (;;) {
    array.push(readValue(reader));
    skipSpace(reader);
    if (accept(reader, ']')) return array;
    if (!accept(reader, ',')) syntax(reader, 'lacks a comma or a closing bracket');
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
}; // prettier-ignore

function readString(reader: Reader): string {
  const start = reader.at;
  let value = '';
  for (reader.at++; ;) {
    const plain = reader.at;
    while (isPlain(reader.text.charCodeAt(reader.at))) reader.at++;
    value += reader.text.slice(plain, reader.at);
    const character = reader.text[reader.at];
    if (character === '"') break;
    if (character === '\\') value += readEscape(reader);
    else if (character === undefined) syntax(reader, 'ends inside a string');
    else syntax(reader, 'has a control character inside a string');
  }
  reader.at++;
  if (!isWellFormed(value)) {
    reader.at = start;
    fail(
      reader,
      'lone-surrogate',
      'RFC 7493, 2.1: no lone surrogates',
      'has half of a character in a string',
    );
  }
  return value;
}

/** True for what stands for itself inside a string. False for NaN, the code past the end. */
function isPlain(code: number): boolean {
  return code >= 0x20 && code !== 0x22 && code !== 0x5c;
}

function readEscape(reader: Reader): string {
  const letter = reader.text[reader.at + 1] ?? '';
  if (letter === 'u') {
    const digits = reader.text.slice(reader.at + 2, reader.at + 6);
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) syntax(reader, 'has an incomplete \\u escape');
    reader.at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  const value = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (value === undefined) syntax(reader, 'has an unknown escape in a string');
  reader.at += 2;
  return value;
}

/** True if every surrogate has its other half. */
export function isWellFormed(text: string): boolean {
  if (!/[\uD800-\uDFFF]/.test(text)) return true;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) return false;
    if (point > 0xffff) index++;
  }
  return true;
}

function readNumber(reader: Reader): number {
  const form = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
  form.lastIndex = reader.at;
  const match = form.exec(reader.text);
  if (match === null)
    syntax(reader, reader.at < reader.text.length ? 'has no value here' : 'ends too early');
  const value = Number(match[0]);
  if (reader.rules.numbers === 'integers') {
    // "-0" would not survive canonical form, which writes 0 (RFC 8785, 3.2.2.3).
    const isInteger = match[1] === undefined && match[2] === undefined && match[0] !== '-0';
    if (!isInteger || !Number.isSafeInteger(value)) {
      fail(
        reader,
        'not-an-integer',
        'formats.md 3: integers within ±(2^53-1), no floats',
        `has the number ${match[0].slice(0, 40)}`,
      );
    }
  } else if (!Number.isFinite(value)) {
    fail(
      reader,
      'not-finite',
      'RFC 8259, 6: numbers a double can hold',
      `has the number ${match[0].slice(0, 40)}`,
    );
  }
  reader.at += match[0].length;
  return value;
}

function readWord<T>(reader: Reader, word: string, value: T): T {
  if (!reader.text.startsWith(word, reader.at)) syntax(reader, 'has no value here');
  reader.at += word.length;
  return value;
}

/** Takes the character and the space after it, if it is next. */
function accept(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  if (character === ',' || character === ':') skipSpace(reader);
  return true;
}

function skipSpace(reader: Reader): void {
  while (' \t\n\r'.includes(reader.text[reader.at] ?? 'end')) reader.at++;
}

function syntax(reader: Reader, what: string): never {
  return fail(reader, 'invalid-json', 'RFC 8259: JSON grammar', what);
}

function fail(reader: Reader, code: string, rule: string, what: string): never {
  const before = reader.text.slice(0, reader.at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return refuse({
    code,
    file: reader.file,
    place,
    rule,
    message: `${reader.file}, ${place}: ${what}.`,
  });
}
