/** Small readers for parsed JSON whose members must be exactly those of a format. */
import { refuse } from './refuse.ts';
import type { JsonObject, JsonValue } from './strict-json.ts';

/** Where a value stands, for messages: the file, and the rule that fixes its shape. */
export interface ShapeContext {
  readonly file: string;
  readonly rule: string;
}

export function refuseShape(context: ShapeContext, place: string, expected: string): never {
  return refuse({
    code: 'wrong-shape',
    file: context.file,
    place,
    rule: context.rule,
    message: `${context.file}: ${place} must be ${expected}.`,
  });
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function toObject(
  value: JsonValue | undefined,
  place: string,
  context: ShapeContext,
): JsonObject {
  return isJsonObject(value) ? value : refuseShape(context, place, 'an object');
}

export function toText(value: JsonValue | undefined, place: string, context: ShapeContext): string {
  return typeof value === 'string' ? value : refuseShape(context, place, 'a text');
}

/** The one element of an array of one. */
export function toOnly(
  value: JsonValue | undefined,
  place: string,
  context: ShapeContext,
): JsonValue {
  const [only, ...others] = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  if (only === undefined || others.length > 0) refuseShape(context, place, 'a list of exactly one');
  return only;
}

/** Refuses an object that lacks one of the keys or has another one. */
export function assertKeys(
  object: JsonObject,
  keys: readonly string[],
  place: string,
  context: ShapeContext,
): void {
  const found = Object.keys(object);
  if (found.length !== keys.length || !keys.every((key) => found.includes(key))) {
    refuseShape(context, place, `an object with exactly the keys ${keys.join(', ')}`);
  }
}

export function toSha256Hex(
  value: JsonValue | undefined,
  place: string,
  context: ShapeContext,
): string {
  const text = toText(value, place, context);
  return isSha256Hex(text)
    ? text
    : refuseShape(context, place, 'a SHA-256 in lowercase hexadecimal');
}

export function isSha256Hex(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
