/** Plain text as a document: paragraphs are blocks, so that notes and find work as they do in Markdown. */
import type { Element } from 'hast';
import type { DocumentBlock, DocumentModel } from './model.ts';
import { toLfSource } from './source.ts';

/** A paragraph of more lines than this is cut, so that a log file does not become one block. */
const LINES_PER_BLOCK = 60;

/** Cuts a text at blank lines. Total: any text is a document. Places are UTF-16 indexes of the LF text. */
export function parsePlainText(path: string, text: string): DocumentModel {
  const source = toLfSource(text);
  const blocks: DocumentBlock[] = [];
  let start = -1;
  let end = 0;
  let lines = 0;
  const close = (): void => {
    if (start >= 0) blocks.push(toBlock(source, start, end, blocks.length + 1));
    start = -1;
    lines = 0;
  };
  for (let lineStart = 0; lineStart <= source.length;) {
    const newline = source.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? source.length : newline;
    if (source.slice(lineStart, lineEnd).trim() === '') close();
    else {
      if (start < 0) start = lineStart;
      end = lineEnd;
      lines += 1;
      if (lines === LINES_PER_BLOCK) close();
    }
    lineStart = lineEnd + 1;
  }
  close();
  return { path, source, title: null, blocks, inert: { html: 0, links: 0, images: 0 } };
}

function toBlock(source: string, start: number, end: number, count: number): DocumentBlock {
  const text = source.slice(start, end);
  const point = (offset: number): { line: number; column: number; offset: number } => ({ line: 1, column: 1, offset });
  const position = { start: point(start), end: point(end) };
  const content: Element = {
    type: 'element',
    tagName: 'div',
    properties: {},
    children: [{ type: 'text', value: text, position }],
    position,
  };
  const id = String(count);
  return { id, label: id, kind: 'paragraph', depth: 0, anchor: null, start, end, content, text };
} // prettier-ignore
