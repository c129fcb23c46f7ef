/** Small steps that readers and writers of several formats share. */
import { isObject, textOf, textsOf } from '../case/read-fields.ts';
import { parseKind, kindOfPrefix } from '../case/node-kind.ts';
import type { NodeKind } from '../case/model.ts';
import type { JsonObject, JsonValue } from '../trust/strict-json.ts';
import type { Interchange, Loss } from './interchange.ts';

/** Fields of a node while it is put together. */
export type Fields = Record<string, JsonValue>;

export function toLoss(
  what: Loss['what'],
  node: string | null,
  field: string,
  message: string,
): Loss {
  return { what, where: { file: null, node, line: null }, field, message };
}

/** Kind of a node as `parseArgument` will read it; 'unknown' where nothing tells it. */
export function kindOf(id: string, fields: JsonObject): NodeKind {
  const written = textOf(fields['kind']) ?? textOf(fields['nodeType']);
  return written === null ? (kindOfPrefix(id) ?? 'unknown') : parseKind(written);
}

/** Ids that a node names under `key`; none where the value is something else. */
export function idsOf(fields: JsonObject, key: string): readonly string[] {
  return textsOf(fields[key]) ?? [];
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A name that may stand as an id: letters, digits and `._-`, no spaces, at most 64 characters. */
export function isUsableId(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,63}$/u.test(name) && !RESERVED.has(name);
}

/** "module" is the head of a gsn2x file; the others reach the prototype of an object in careless readers. */
const RESERVED = new Set(['module', '__proto__', 'constructor', 'prototype']);

/** `wanted`, or with a number behind it where that is taken. Adds the answer to `taken`. */
export function claimId(wanted: string, taken: Set<string>): string {
  let id = RESERVED.has(wanted) || wanted === '' ? `${wanted}_` : wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
  taken.add(id);
  return id;
}

/**
 * A value as it may stand in argument.yaml, where numbers are whole: others become the text of the number.
 * The value comes from a reader that bounds its depth.
 */
export function withoutFractions(value: JsonValue): JsonValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : String(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutFractions);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutFractions(item)])); // prettier-ignore
}

/** Nodes that others name as their context and none as its support. */
export function contextsOf(argument: Interchange): ReadonlySet<string> {
  const [contexts, support] = [new Set<string>(), new Set<string>()];
  for (const fields of argument.nodes.values()) {
    for (const id of idsOf(fields, 'inContextOf')) contexts.add(id);
    for (const id of idsOf(fields, 'supportedBy')) support.add(id);
  }
  for (const id of support) contexts.delete(id);
  return contexts;
}

/** Nodes that no other node names as support or context, and that challenge nothing, in file order. */
export function rootsOf(argument: Interchange): string[] {
  const named = new Set<string>();
  for (const fields of argument.nodes.values()) {
    for (const key of ['supportedBy', 'inContextOf']) {
      for (const id of idsOf(fields, key)) named.add(id);
    }
  }
  return [...argument.nodes].flatMap(([id, fields]) =>
    named.has(id) || idsOf(fields, 'challenges').length > 0 ? [] : [id],
  );
}

/** The node on top: the one that the argument names, or the first root that is a goal, or any first. */
export function topOf(argument: Interchange): string | null {
  if (argument.top !== null && argument.nodes.has(argument.top)) return argument.top;
  const roots = rootsOf(argument);
  const goal = roots.find((id) => kindOf(id, argument.nodes.get(id) ?? {}) === 'goal');
  return goal ?? roots[0] ?? [...argument.nodes.keys()][0] ?? null;
}

/** One loss for each field of a node that a format has no place for. */
export function toFieldLosses(
  id: string,
  fields: JsonObject,
  handled: ReadonlySet<string>,
  format: string,
): Loss[] {
  return Object.entries(fields).flatMap(([key, value]) =>
    handled.has(key) || value === null || isDefault(key, value)
      ? []
      : [toLoss('dropped', id, key, `${format} has no place for "${key}" of ${id}.`)],
  );
}

/** What a reader of ours takes for granted where nothing is written says nothing. */
function isDefault(key: string, value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === false || value === '' || (key === 'supportMode' && value === 'all_of');
}
