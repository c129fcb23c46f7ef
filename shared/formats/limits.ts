/** What a file of another program may hold. One that holds more is refused with the limit named. */
import { refuse } from '../trust/refuse.ts';

export const FORMAT_LIMITS = {
  /** UTF-16 units of one file. */
  characters: 64 * 1024 * 1024,
  nodes: 100_000,
  /** Directives of one Markdown document, which a person is to read. */
  markdownNodes: 10_000,
  /** Levels of objects and lists in JSON; a TEA element takes two. */
  jsonDepth: 512,
  xmlDepth: 256,
  xmlElements: 250_000,
  xmlAttributes: 256,
} as const;

/** @throws CountersignError 'input-refused' where there are more than allowed. */
export function assertNodeCount(count: number, file: string): void {
  if (count <= FORMAT_LIMITS.nodes) return;
  const message = `${file} holds more than ${FORMAT_LIMITS.nodes} nodes.`;
  refuse({ code: 'too-many-nodes', file, place: null, rule: `at most ${FORMAT_LIMITS.nodes} nodes`, message }); // prettier-ignore
}

/** @throws CountersignError 'input-refused' where the text is longer than allowed. */
export function assertLength(text: string, file: string): void {
  if (text.length <= FORMAT_LIMITS.characters) return;
  const message = `${file} has ${text.length} characters; ${FORMAT_LIMITS.characters} are allowed.`;
  refuse({ code: 'file-too-large', file, place: null, rule: `at most ${FORMAT_LIMITS.characters} characters`, message }); // prettier-ignore
}
