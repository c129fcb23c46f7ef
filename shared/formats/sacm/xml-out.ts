/** Writing XML elements with indentation, without recursion. */
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import { isObject, listOf, textOf } from '../../case/read-fields.ts';
import { toAttribute, toText } from '../xml.ts';

export interface OutElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | null>>;
  readonly text?: string;
  readonly children?: readonly OutElement[];
}

/** Characters that XML allows in names, as far as this program writes or keeps them. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{M}\p{N}_.-]*)?$/u;

/** An element that was kept as JSON (`toJson`); null where it is none, so that no text becomes markup. */
export function fromJson(json: JsonValue): OutElement | null {
  if (!isObject(json)) return null;
  const name = textOf(json['name']) ?? '';
  if (!NAME.test(name)) return null;
  return {
    name,
    attributes: attributesOf(json),
    text: textOf(json['text']) ?? '',
    children: elementsOf(json['children']),
  };
}

/** Elements of a list that was kept. Depth is that of the file which was read, or of checked YAML. */
export function elementsOf(list: JsonValue | undefined): OutElement[] {
  return listOf(list).flatMap((item) => fromJson(item) ?? []);
}

/** Attributes that were kept with an element, those with a name that XML allows. */
export function attributesOf(json: JsonObject): Record<string, string> {
  const attributes = isObject(json['attributes']) ? json['attributes'] : {};
  return Object.fromEntries(Object.entries(attributes).flatMap(([key, value]) => NAME.test(key) && typeof value === 'string' ? [[key, value]] : [])); // prettier-ignore
}

function openTag({ name, attributes = {} }: OutElement): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => value === null ? [] : [` ${key}="${toAttribute(value)}"`]); // prettier-ignore
  return `<${name}${written.join('')}`;
}

/** The element and all below it, two spaces a level, a line feed at the end. */
export function toXml(root: OutElement): string {
  const parts = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  const pending: { element: OutElement | null; depth: number; close: string }[] = [{ element: root, depth: 0, close: '' }]; // prettier-ignore
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const indent = '  '.repeat(next.depth);
    if (next.element === null) {
      parts.push(`${indent}</${next.close}>\n`);
      continue;
    }
    const { name, text = '', children = [] } = next.element;
    const open = `${indent}${openTag(next.element)}`;
    if (children.length === 0) {
      parts.push(text === '' ? `${open}/>\n` : `${open}>${toText(text)}</${name}>\n`);
      continue;
    }
    parts.push(`${open}>${toText(text)}\n`);
    pending.push({ element: null, depth: next.depth, close: name });
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined) pending.push({ element: child, depth: next.depth + 1, close: '' });
    }
  }
  return parts.join('');
}
