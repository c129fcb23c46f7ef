/** Drafts are what a person typed and has not signed; some of what is kept with them is never to be signed. */
import type { Draft } from './view.ts';

const KEPT: ReadonlySet<Draft['kind']> = new Set(['scenario', 'group', 'search']);

/** True for words that wait for a signature; false for a named scenario, group or search. */
export function isTyped({ kind }: Pick<Draft, 'kind'>): boolean {
  return !KEPT.has(kind);
}
