/**
 * XML as files of other programs use it, read into one tree. SECURITY: no document type is allowed and no
 * entity but the five of XML itself, so that no small file grows into a large one or names another file;
 * depth and count are bounded, and nothing here recurses.
 */
import { SaxesParser } from 'saxes';
import { refuse } from '../trust/refuse.ts';
import { FORBIDDEN_KEYS, isWellFormed } from '../trust/strict-json.ts';
import { assertLength, FORMAT_LIMITS } from './limits.ts';

export interface XmlElement {
  /** As written, with its prefix: "sacm:Claim". */
  readonly name: string;
  /** Without its prefix: "Claim". */
  readonly local: string;
  /** By name as written, in the order of the file. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in the element, put together, not trimmed. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

interface Growing extends XmlElement {
  readonly attributes: Map<string, string>;
  readonly children: Growing[];
  text: string;
}

interface Reader {
  readonly file: string;
  readonly parser: SaxesParser;
  readonly open: Growing[];
  root: Growing | null;
  elements: number;
  at: { line: number; column: number };
}

function fail(reader: Reader, code: string, rule: string, what: string): never {
  const place = `line ${reader.parser.line}, column ${reader.parser.columnIndex + 1}`;
  return refuse({ code, file: reader.file, place, rule, message: `${reader.file}, ${place}: ${what}` }); // prettier-ignore
}

/** Part of a name behind its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The library gives attributes in an object without a prototype. */
function toMap(attributes: Readonly<Record<string, string>>): Map<string, string> {
  const map = new Map<string, string>();
  for (const name in attributes) map.set(name, attributes[name] ?? '');
  return map;
}

function openElement(reader: Reader, name: string, attributes: Readonly<Record<string, string>>): void {
  reader.elements += 1;
  if (reader.elements > FORMAT_LIMITS.xmlElements) fail(reader, 'too-many-elements', `at most ${FORMAT_LIMITS.xmlElements} elements`, `more than ${FORMAT_LIMITS.xmlElements} elements.`); // prettier-ignore
  if (reader.open.length >= FORMAT_LIMITS.xmlDepth) fail(reader, 'too-deep', `at most ${FORMAT_LIMITS.xmlDepth} levels`, `nested more than ${FORMAT_LIMITS.xmlDepth} levels deep.`); // prettier-ignore
  const element: Growing = {
    name,
    local: localName(name),
    attributes: toMap(attributes),
    children: [],
    text: '',
    ...reader.at,
  };
  if (element.attributes.size > FORMAT_LIMITS.xmlAttributes) fail(reader, 'too-many-attributes', `at most ${FORMAT_LIMITS.xmlAttributes} attributes`, `an element with ${element.attributes.size} attributes.`); // prettier-ignore
  for (const [key, value] of element.attributes) {
    if (FORBIDDEN_KEYS.includes(key)) fail(reader, 'forbidden-key', `none of the names ${FORBIDDEN_KEYS.join(', ')}`, `the attribute "${key}" is not allowed.`); // prettier-ignore
    if (!isWellFormed(value)) fail(reader, 'lone-surrogate', 'Unicode 3.9, D92', `half of a character in the attribute "${key}".`); // prettier-ignore
  }
  reader.open.at(-1)?.children.push(element);
  reader.root ??= element;
  reader.open.push(element);
} // prettier-ignore

/** The message of the library without its own place, as one sentence. */
function toSentence(message: string): string {
  const plain = message.replace(/^(?:[^:]*:)?\d+:\d+: /u, '').trim();
  return `not well-formed: ${plain.replace(/[.!]*$/u, '')}.`;
}

/**
 * Parses an XML text into its root element.
 * @param text Text of the file, decoded strictly; an encoding that it declares says nothing more.
 * @param file Name for messages.
 * @throws CountersignError 'input-refused' at the first thing that is not allowed, with its place.
 */
export function parseXml(text: string, file: string): XmlElement {
  assertLength(text, file);
  const parser = new SaxesParser({ xmlns: false, position: true, fragment: false });
  const reader: Reader = { file, parser, open: [], root: null, elements: 0, at: { line: 1, column: 1 } }; // prettier-ignore
  parser.on('error', (error) => fail(reader, 'invalid-xml', 'XML 1.0: well-formed', toSentence(error.message))); // prettier-ignore
  parser.on('doctype', () => fail(reader, 'xml-doctype', 'no document type, no entities of its own', 'a document type declaration is not allowed.')); // prettier-ignore
  parser.on('opentagstart', () => {
    reader.at = { line: parser.line, column: parser.columnIndex + 1 };
  });
  parser.on('opentag', (tag) => {
    openElement(reader, tag.name, tag.attributes);
  });
  const addText = (part: string): void => {
    const element = reader.open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = reader.open.pop();
    if (element !== undefined && !isWellFormed(element.text)) fail(reader, 'lone-surrogate', 'Unicode 3.9, D92', 'half of a character in the text.'); // prettier-ignore
  });
  parser.write(text).close();
  if (reader.root === null) fail(reader, 'invalid-xml', 'XML 1.0: well-formed', 'there is no element.'); // prettier-ignore
  return reader.root;
}

/** Elements in the order of the file, the root first. */
export function* allElements(root: XmlElement): Generator<XmlElement> {
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index -= 1) {
      const child = next.children[index];
      if (child !== undefined) pending.push(child);
    }
  }
}

/** First child of that name, prefix aside. */
export function childOf(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((child) => child.local === local);
}

/** Trimmed text of the first child of that name; null where there is none or it is empty. */
export function textOfChild(element: XmlElement, local: string): string | null {
  const text = childOf(element, local)?.text.trim() ?? '';
  return text === '' ? null : text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;',
}; // prettier-ignore

/** What XML 1.0 has no way to write: most control characters and two others (section 2.2). */
const FORBIDDEN = /(?![\t\n\r\u{7f}-\u{9f}])\p{Cc}|[\ufffe\uffff]/gu;

/** True where a text holds characters that XML cannot hold; they are written as U+FFFD. */
export function hasForbiddenCharacters(text: string): boolean {
  return text.search(FORBIDDEN) >= 0;
}

/** Text as it stands in an attribute: line breaks survive the normalisation of attribute values. */
export function toAttribute(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\t\n\r]/gu, (character) => ESCAPES[character] ?? ''); // prettier-ignore
}

/** Text as it stands between tags. */
export function toText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>\r]/gu, (character) => ESCAPES[character] ?? ''); // prettier-ignore
}
