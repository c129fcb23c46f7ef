/** Canonical JSON (JCS, RFC 8785): one text for one value, so that a digest of it means something. */
import { refuse } from './refuse.ts';
import {
  FORBIDDEN_KEYS,
  MAX_DEPTH,
  isWellFormed,
  type JsonObject,
  type JsonRules,
  type JsonValue,
} from './strict-json.ts';

/**
 * Writes a value in canonical form. Accepts what `parseStrictJson` accepts under the same rules, and
 * nothing else: `undefined`, functions, dates, holes and lone surrogates are refused rather than dropped
 * or replaced, so that parsing the text gives the value back.
 * @throws CountersignError 'input-refused'; the place is the path of the value, like "/case/id".
 */
export function toCanonicalJson(
  value: JsonValue,
  rules: JsonRules = { numbers: 'integers' },
): string {
  return write(value, '', 0, rules);
}

function write(value: unknown, place: string, depth: number, rules: JsonRules): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, place);
  if (typeof value === 'number') return writeNumber(value, place, rules);
  if (typeof value !== 'object') fail(place, `a value of type ${typeof value}`);
  if (depth === MAX_DEPTH) fail(place, `nesting deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    // Array.from visits holes too, which map() would skip.
    const items = Array.from(value, (item, index) =>
      write(item, `${place}/${index}`, depth + 1, rules),
    );
    return `[${items.join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    fail(place, 'an object that is no plain object');
  // RFC 8785, 3.2.3: keys sort by UTF-16 code units, which is what sort() does.
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      if (FORBIDDEN_KEYS.includes(key)) fail(place, `the key "${key}"`);
      return `${writeString(key, place)}:${write(member, `${place}/${key}`, depth + 1, rules)}`;
    });
  return `{${members.join(',')}}`;
}

function writeString(text: string, place: string): string {
  if (!isWellFormed(text)) fail(place, 'half of a character');
  return JSON.stringify(text);
}

function writeNumber(value: number, place: string, rules: JsonRules): string {
  const isAllowed =
    rules.numbers === 'integers' ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (!isAllowed) fail(place, `the number ${value}`);
  // RFC 8785, 3.2.2.3 is what ECMAScript writes, "-0" as "0" included.
  return String(value);
}

function fail(place: string, what: string): never {
  return refuse({
    code: 'not-canonical-json',
    file: null,
    place: place === '' ? null : place,
    rule: 'formats.md 3: strings, booleans, null, arrays, objects and integers up to 2^53-1',
    message: `Canonical JSON cannot hold ${what} at "${place === '' ? '/' : place}".`,
  });
}

/**
 * Reads canonical JSON with the parser of the runtime, several times as fast as `parseStrictJson`. What
 * the runtime writes back unchanged has no second key of one name, no white space and one form of each
 * string and number; the rest of the rules is checked on the value.
 * @returns null for any text of which that cannot be said: `parseStrictJson` and `toCanonicalJson` judge it
 */
export function readCanonicalJson(text: string): JsonValue | null {
  // An escaped half of a character would be written back as it was.
  if (text.includes('\\u')) return null;
  try {
    const value = JSON.parse(text) as JsonValue;
    return isSorted(value, 0) && JSON.stringify(value) === text ? value : null;
  } catch {
    return null;
  }
}

/** True if every object has its keys in order and none that is forbidden, and every number may be signed. */
function isSorted(value: JsonValue, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === MAX_DEPTH) return false;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).every((item) => isSorted(item, depth + 1)); // prettier-ignore
  let before = '';
  for (const [key, member] of Object.entries(value as JsonObject)) {
    // The empty key could only stand first; the full reader takes it.
    if (key <= before || FORBIDDEN_KEYS.includes(key) || !isSorted(member, depth + 1)) return false;
    before = key;
  }
  return true;
}
