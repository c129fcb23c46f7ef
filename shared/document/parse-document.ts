/**
 * Markdown to blocks. CommonMark and GFM through remark, cleaned by rehype-sanitize; raw HTML becomes
 * visible text, and what could act is counted. Nothing in a document can run, load or leave.
 */
import type { Element, ElementContent, Root as HastRoot } from 'hast';
import type { FootnoteDefinition, FootnoteReference, Html } from 'mdast';
import type { Handlers } from 'mdast-util-to-hast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { resolveLink } from './links.ts';
import type { DocumentModel, InertContent } from './model.ts';
import { numberBlocks, type RawBlock, toRawBlocks } from './to-blocks.ts';
import { toLfSource } from './source.ts';
import { type Definition, splitSource } from './split-source.ts';

/** Marks raw HTML that is shown as text, and footnote blocks; the only class and data names let through. */
export const INERT_CLASS = 'inert-html';

const SCHEMA: typeof defaultSchema = {
  ...defaultSchema,
  clobberPrefix: '',
  // Ids are never written to the page from a document, so nothing there can be clobbered.
  clobber: [],
  attributes: {
    ...defaultSchema.attributes,
    '*': ['align', 'title'],
    a: ['href'],
    code: [['className', INERT_CLASS, /^language-./]],
    img: ['src', 'alt', 'title'],
    section: [],
    aside: ['dataFootnote'],
    sup: ['dataFootnoteRef'],
    ol: ['start'],
    input: ['checked', ['disabled', true], ['type', 'checkbox']],
  },
  tagNames: [...(defaultSchema.tagNames ?? []), 'aside'],
  // Addresses are judged by resolveLink, not here: an inert link must stay visible to be counted.
  protocols: {},
};

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { handlers: toHandlers() })
  .use(rehypeSanitize, SCHEMA)
  .freeze();

/**
 * Parses one document of a bundle. Total: any text is a document. Places are UTF-16 indexes into the
 * LF-normalised source. `path` is the bundle path below data/, against which links are resolved.
 */
export function parseDocument(path: string, text: string): DocumentModel {
  const source = toLfSource(text);
  const { chunks, definitions } = splitSource(source);
  const raw = chunks.flatMap((chunk) =>
    toRawBlocks(toTree(chunk.text, chunks.length > 1 ? definitions : []), source, chunk.start, chunk.text.length),
  );
  const blocks = numberBlocks(raw);
  return {
    path,
    source,
    title: blocks.find((one) => one.kind === 'title' || one.kind === 'heading')?.text ?? null,
    blocks,
    inert: countInert(raw, path),
  };
} // prettier-ignore

function toTree(text: string, definitions: readonly Definition[]): HastRoot {
  const missing = definitions.filter((one) => !text.includes(one.line.slice(0, one.line.indexOf(':') + 1)));
  const whole = missing.length === 0 ? text : `${text}\n\n${missing.map((one) => one.line).join('\n\n')}\n`;
  return processor.runSync(processor.parse(whole));
} // prettier-ignore

/** Handlers for what remark-rehype would drop or move: raw HTML, and footnotes, which stay in place. */
function toHandlers(): Handlers {
  return {
    html(state, node: Html): Element {
      const code: Element = {
        type: 'element',
        tagName: 'code',
        properties: { className: [INERT_CLASS] },
        children: [withPosition({ type: 'text', value: node.value }, node)],
      };
      state.patch(node, code);
      return code;
    },
    footnoteReference(state, node: FootnoteReference): Element {
      const label = withPosition({ type: 'text', value: node.label ?? node.identifier }, node);
      const link: Element = {
        type: 'element',
        tagName: 'a',
        properties: { href: `#fn-${node.identifier}` },
        children: [label],
      };
      const sup: Element = {
        type: 'element',
        tagName: 'sup',
        properties: { dataFootnoteRef: '' },
        children: [link],
      };
      state.patch(node, sup);
      return sup;
    },
    footnoteDefinition(state, node: FootnoteDefinition): Element {
      const aside: Element = {
        type: 'element',
        tagName: 'aside',
        properties: { dataFootnote: node.identifier },
        children: state.all(node),
      };
      state.patch(node, aside);
      return aside;
    },
  };
}

function withPosition(text: ElementContent, from: Html | FootnoteReference): ElementContent {
  return from.position === undefined ? text : { ...text, position: from.position };
}

function countInert(blocks: readonly RawBlock[], path: string): InertContent {
  const counts = { html: 0, links: 0, images: 0 };
  const visit = (node: ElementContent): void => {
    if (node.type !== 'element') return;
    if (node.tagName === 'code' && isInertHtml(node)) counts.html += 1;
    if (node.tagName === 'a' && resolveLink(toText(node.properties['href']), path).kind === 'inert')
      counts.links += 1;
    if (node.tagName === 'img' && resolveLink(toText(node.properties['src']), path).kind !== 'file')
      counts.images += 1;
    node.children.forEach(visit);
  };
  for (const block of blocks) visit(block.content);
  return counts;
}

/** True for raw HTML of the source that is shown as text. */
export function isInertHtml(node: Element): boolean {
  const names = node.properties['className'];
  return Array.isArray(names) && names.includes(INERT_CLASS);
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
