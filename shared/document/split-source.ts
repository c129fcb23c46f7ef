/**
 * Parsing time grows faster than the text, so a long source is parsed in chunks that begin at headings.
 * Link and footnote definitions are collected from the whole source and given to every chunk.
 */

export interface SourceChunk {
  /** UTF-16 index of the chunk in the whole source. */
  readonly start: number;
  readonly text: string;
}

export interface SplitSource {
  readonly chunks: readonly SourceChunk[];
  /** Lines to append to a chunk so that references in it resolve. What they make is thrown away. */
  readonly definitions: readonly Definition[];
}

export interface Definition {
  readonly label: string;
  readonly isFootnote: boolean;
  readonly line: string;
}

const ATX_HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const LINK_DEFINITION = /^ {0,3}\[(?!\^)([^\]\\]{1,999})\]:[ \t]*\S/;
const FOOTNOTE_DEFINITION = /^ {0,3}\[\^([^\]\\\s]{1,999})\]:/;

/** Splits at ATX headings outside fenced code once a chunk is longer than `longerThan` UTF-16 units. */
export function splitSource(source: string, longerThan = 24_000): SplitSource {
  const chunks: SourceChunk[] = [];
  const definitions: Definition[] = [];
  let chunkStart = 0;
  let fence: string | null = null;
  let isAfterBlank = true;
  let lineStart = 0;
  while (lineStart < source.length) {
    const newline = source.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? source.length : newline;
    const line = source.slice(lineStart, lineEnd);
    const opened = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (opened !== undefined && closes(opened, fence, line)) fence = null;
    } else if (opened !== undefined) {
      fence = opened;
    } else {
      const definition = toDefinition(line);
      if (definition !== null) definitions.push(definition);
      // A heading right below a paragraph may belong to a container; after a blank line it cannot.
      if (isAfterBlank && lineStart - chunkStart > longerThan && ATX_HEADING.test(line)) {
        chunks.push({ start: chunkStart, text: source.slice(chunkStart, lineStart) });
        chunkStart = lineStart;
      }
    }
    isAfterBlank = line.trim() === '';
    lineStart = lineEnd + 1;
  }
  chunks.push({ start: chunkStart, text: source.slice(chunkStart) });
  return { chunks, definitions };
}

function closes(opened: string, fence: string, line: string): boolean {
  return opened[0] === fence[0] && opened.length >= fence.length && line.trim() === opened;
}

function toDefinition(line: string): Definition | null {
  const footnote = FOOTNOTE_DEFINITION.exec(line)?.[1];
  if (footnote !== undefined)
    return { label: footnote, isFootnote: true, line: `[^${footnote}]: -` };
  const link = LINK_DEFINITION.exec(line)?.[1];
  return link === undefined ? null : { label: link, isFootnote: false, line: line.trim() };
}
