/** Reading single fields of YAML maps, and what is said where a field is not what it should be. */
import type { JsonObject, JsonValue } from '../trust/strict-json.ts';
import type { Finding } from './model.ts';

export interface Place {
  readonly file: string;
  readonly node: string | null;
  readonly line: number | null;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Items of a list; none where the value is something else. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** Text of a scalar; a number as it is written. Null for anything else, and for an empty value. */
export function textOf(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** A string or a list of strings, as gsn2x allows both. Null where it is something else. */
export function textsOf(value: JsonValue | undefined): readonly string[] | null {
  if (value === undefined || value === null) return [];
  const single = textOf(value);
  if (single !== null) return [single];
  if (!Array.isArray(value)) return null;
  const texts = (value as readonly JsonValue[]).map((item) => textOf(item));
  return texts.every((text) => text !== null) ? texts : null;
}

export function toFinding(
  code: string,
  severity: Finding['severity'],
  where: Place,
  message: string,
  fix: string,
): Finding {
  return {
    code,
    severity,
    where: { file: where.file, node: where.node, line: where.line },
    message,
    fix,
  };
}

/** Edit distance of two short words, or more than `limit` once it is certain to be. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit + 1;
}

/**
 * The known key that an unknown one was probably meant to be, or null: same letters in another case or
 * with other dividers, or one or two letters off. Short words must match closely, since many are near.
 */
export function nearMissOf(key: string, known: readonly string[]): string | null {
  const plain = (text: string): string => text.toLowerCase().replace(/[-_ ]/gu, '');
  const same = known.find((item) => plain(item) === plain(key));
  if (same !== undefined) return same;
  if (key.length < 4 || key.length > 40) return null;
  const limit = key.length < 7 ? 1 : 2;
  return (
    known.find(
      (item) => item.length >= 4 && editDistance(plain(key), plain(item), limit) <= limit,
    ) ?? null
  );
}
