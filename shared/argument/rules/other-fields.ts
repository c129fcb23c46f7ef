/** Fields of a node that have no place of their own in the model: kept as JSON text under their keys. */
import type { ArgumentNode } from '../../case/model.ts';
import { isObject, textOf, textsOf } from '../../case/read-fields.ts';
import { parseStrictJson } from '../../trust/strict-json.ts';
import type { JsonValue } from '../../trust/strict-json.ts';

export function otherField(node: ArgumentNode, key: string): JsonValue | undefined {
  const text = Object.hasOwn(node.other, key) ? node.other[key] : undefined;
  return text === undefined ? undefined : parseStrictJson(text, node.id);
}

export function otherText(node: ArgumentNode, key: string): string | null {
  return textOf(otherField(node, key));
}

export function otherTexts(node: ArgumentNode, key: string): readonly string[] {
  return textsOf(otherField(node, key)) ?? [];
}

/** Assurance claim points of a node: name, and the ids that it stands on. */
export function acpsOf(node: ArgumentNode): (readonly [string, readonly string[]])[] {
  const acp = otherField(node, 'acp');
  return isObject(acp) ? Object.entries(acp).map(([name, ids]) => [name, textsOf(ids) ?? []]) : [];
}
