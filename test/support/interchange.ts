/** Comparing arguments that were read from files, up to the order of what is a set. */
import type { Interchange, Loss } from '../../shared/formats/interchange.ts';
import type { JsonObject, JsonValue } from '../../shared/trust/strict-json.ts';

const SETS = new Set(['supportedBy', 'inContextOf', 'challenges']);

function plain(value: JsonValue | undefined, isSet: boolean): unknown {
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map((item) => plain(item, false));
    return isSet ? items.map((item) => JSON.stringify(item)).sort() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item, SETS.has(key))]));
}

/** Fields of a node, links sorted, without the keys named. */
export function comparableNode(fields: JsonObject, without: readonly string[] = []): unknown {
  const kept = Object.entries(fields).filter(([key, value]) => !without.includes(key) && !(Array.isArray(value) && value.length === 0)); // prettier-ignore
  return plain(Object.fromEntries(kept), false);
}

/** Whatever differs between two arguments: "G1.text", "G7". Order says nothing. */
export function differencesOf(a: Interchange, b: Interchange): string[] {
  const ids = new Set([...a.nodes.keys(), ...b.nodes.keys()]);
  return [...ids].flatMap((id) => {
    const [one, other] = [a.nodes.get(id), b.nodes.get(id)];
    if (one === undefined || other === undefined) return [id];
    const [left, right] = [comparableNode(one), comparableNode(other)] as [JsonObject, JsonObject];
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => differing(`${id}.${key}`, left[key], right[key]));
  });
}

/** One level into `x-…`, where fields of the other format stand. */
function differing(path: string, a: JsonValue | undefined, b: JsonValue | undefined): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  const isMap = (value: JsonValue | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value); // prettier-ignore
  if (!/\.x-[a-z]+$/u.test(path) || !isMap(a) || !isMap(b)) return [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key])).map((key) => `${path}.${key}`); // prettier-ignore
}

/** "dropped G1.owner", sorted. */
export function lossWords(losses: readonly Loss[]): string[] {
  return losses.map(({ what, where, field }) => `${what} ${where.node ?? ''}.${field}`).sort();
}
