/** Writes an argument as a Markdown document: a heading, and a directive for each node. */
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import { textOf } from '../../case/read-fields.ts';
import { idsOf, kindOf, toLoss } from '../fields.ts';
import type { FormatWriting, Interchange, Loss } from '../interchange.ts';
import { directiveOf, FLAGS, LISTS, TEXTS } from './names.ts';

/** A value in quotes; what would end it or the line, or be trimmed, is written as character references. */
function quoted(value: string): string {
  const escaped = value.replace(
    /[&"]|[^\S ]|^ | $/gu,
    (character) => `&#${character.charCodeAt(0)};`,
  );
  return `"${escaped}"`;
}

function toList(ids: readonly string[]): string {
  const isPlain = ids.every((id) => !/[\s,]|^\[|->/u.test(id.replace(/^(\S+) -> (\S+)$/u, '$1$2')) && id !== ''); // prettier-ignore
  return isPlain ? ids.join(' ') : JSON.stringify(ids);
}

/** A value of another key: text as it is where it cannot be taken for JSON. */
function toOther(value: JsonValue): string {
  const isPlain = typeof value === 'string' && !/^[[{"\d-]|^(?:true|false|null)$/u.test(value);
  return isPlain ? value : JSON.stringify(value);
}

/** Attributes as they stand between the braces. Null where the name or value of a key cannot be written. */
function toAttribute(key: string, value: JsonValue, fields: JsonObject): string | null {
  if (!/^[A-Za-z][\w-]*$/u.test(key) || ['id', 'class', 'text', 'top'].includes(key)) return null;
  if (FLAGS.includes(key) && typeof value === 'boolean') return value ? key : `${key}="false"`;
  if (LISTS.includes(key)) return `${key}=${quoted(toList(idsOf(fields, key)))}`;
  if (TEXTS.includes(key)) {
    const text = textOf(value);
    return text === null ? null : `${key}=${quoted(text)}`;
  }
  return FLAGS.includes(key) ? null : `${key}=${quoted(toOther(value))}`;
}

/** Text that stands between the fences as it is; other text goes into an attribute. */
function standsAsBody(text: string): boolean {
  return text !== '' && text === text.trim() && !/[\r\0\u{2028}\u{2029}]/u.test(text);
}

/** Colons that no line of the text closes. */
function fenceFor(text: string): string {
  const runs = [...text.matchAll(/^ {0,3}(:{3,})\s*$/gmu)].map(([, colons = '']) => colons.length);
  return ':'.repeat(Math.max(2, ...runs) + 1);
}

function toDirective(id: string, fields: JsonObject, isTop: boolean, losses: Loss[]): string {
  const text = textOf(fields['text']) ?? '';
  const kind = kindOf(id, fields);
  const attributes = [/^[A-Za-z][\w-]*$/u.test(id) ? `#${id}` : `id=${quoted(id)}`];
  if (isTop) attributes.push('top');
  for (const [key, value] of Object.entries(fields)) {
    if (['kind', 'nodeType', 'text'].includes(key) || value === null) continue;
    const attribute = toAttribute(key, value, fields);
    if (attribute === null)
      losses.push(toLoss('dropped', id, key, `A directive has no way to write "${key}" of ${id}.`)); // prettier-ignore
    else attributes.push(attribute);
  }
  const isBody = standsAsBody(text);
  if (!isBody && text !== '') attributes.push(`text=${quoted(text)}`);
  const fence = fenceFor(isBody ? text : '');
  const head = `${fence}${directiveOf(kind)}{${attributes.join(' ')}}`;
  return isBody ? `${head}\n${text}\n${fence}\n` : `${head}\n${fence}\n`;
}

/** A title on one line that no mark of Markdown changes. */
function toTitle(title: string): string {
  return title.replace(/\s+/gu, ' ').trim().replace(/[\\`*_[\]<>#&!~|]/gu, (character) => `\\${character}`); // prettier-ignore
}

/**
 * Writes every node as a directive. What a file of ours holds survives; settings of modules do not.
 */
export function writeMarkdown(argument: Interchange): FormatWriting {
  const losses: Loss[] = [];
  for (const name of argument.modules.keys()) {
    if (name !== '') losses.push(toLoss('dropped', null, 'module', `A document has no place for the settings of the module "${name}".`)); // prettier-ignore
  }
  const nodes = [...argument.nodes].map(([id, fields]) => toDirective(id, fields, id === argument.top, losses)); // prettier-ignore
  const title = toTitle(argument.title ?? '');
  return { text: [...(title === '' ? [] : [`# ${title}\n`]), ...nodes].join('\n'), losses };
}
