/** The readers of all formats, by name. */
import type { FormatId, FormatReading } from './interchange.ts';
import { readAsce } from './asce/read.ts';
import { readGsn2x } from './gsn2x/read.ts';
import { readLtac } from './ltac/read.ts';
import { readMarkdown } from './markdown/read.ts';
import { readSacm } from './sacm/read.ts';
import { readTea } from './tea/read.ts';

/** A file that is to be read as an argument. */
export interface FormatSource {
  /** Path from the folder of the file; for messages, and as the start of what it names. */
  readonly path: string;
  readonly text: string;
  /** Text of another file by its path from that folder; null where there is none. */
  readonly textOf: (path: string) => string | null;
}

/** Null where a text of the format may hold no argument: a document without directives. */
const READERS: Readonly<Record<FormatId, (source: FormatSource) => FormatReading | null>> = {
  gsn2x: ({ path, text, textOf }) => readGsn2x([{ path, text }], textOf),
  ltac: ({ path, text }) => readLtac(text, path),
  tea: ({ path, text }) => readTea(text, path),
  markdown: ({ path, text }) => readMarkdown(text, path),
  sacm: ({ path, text }) => readSacm(text, path),
  asce: ({ path, text }) => readAsce(text, path),
};

/** What people call the formats. */
export const FORMAT_NAMES: Readonly<Record<FormatId, string>> = {
  gsn2x: 'gsn2x YAML',
  tea: 'TEA JSON',
  sacm: 'SACM XML',
  ltac: 'LTAC',
  asce: 'ASCE',
  markdown: 'Markdown',
};

/**
 * Reads a text in a known format; null where it holds no argument.
 * @throws CountersignError 'input-refused' with file, place and rule.
 */
export function readFormat(format: FormatId, source: FormatSource): FormatReading | null {
  return READERS[format](source);
}
