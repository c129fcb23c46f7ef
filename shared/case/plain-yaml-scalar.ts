/** Single texts of plain YAML (plain-yaml.ts), with quotes and without. */
import { isWellFormed } from '../trust/strict-json.ts';
import type { JsonValue } from '../trust/strict-json.ts';

/** Thrown where the library must judge. */
export const NOT_PLAIN = new Error('The YAML is not plain.');

/** Without quotes a text begins with no sign that YAML gives a meaning to. */
const START = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=\w)/y;
const WORDS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', t: '\t', ' ': ' ' }; // prettier-ignore

export function startsPlain(line: string, from: number): boolean {
  START.lastIndex = from;
  return START.test(line);
}

/** What a text without quotes stands for in the core schema. Numbers are whole (parse-yaml.ts). */
export function toScalar(source: string): JsonValue {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (/^0[ox]/.test(source)) throw NOT_PLAIN;
  if (!/^[-+]?\d+$/.test(source)) return source;
  const number = Number(source);
  return Number.isSafeInteger(number) ? number + 0 : source;
}

/** Column behind the text that begins with a quote at `from`. */
export function endQuoted(line: string, from: number): number {
  const quote = line[from];
  let at = from + 1;
  for (; ; at += 1) {
    const sign = line[at];
    if (sign === undefined) throw NOT_PLAIN;
    if (sign === '\\' && quote === '"') at += 1;
    else if (sign === quote && line[at + 1] === quote && quote === "'") at += 1;
    else if (sign === quote) return at + 1;
  }
}

function unescape(escaped: string): string {
  const hex = /^\\u([0-9a-fA-F]{4})$/.exec(escaped)?.[1];
  const text = hex === undefined ? ESCAPES[escaped[1] ?? ''] : String.fromCharCode(parseInt(hex, 16)); // prettier-ignore
  if (text === undefined) throw NOT_PLAIN;
  return text;
}

/** The text between quotes. */
export function toQuoted(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith("'")) return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
  if (!inner.includes('\\')) return inner;
  const text = inner.replace(/\\(?:u[0-9a-fA-F]{4}|[^])/g, unescape);
  if (!isWellFormed(text)) throw NOT_PLAIN;
  return text;
}
