/**
 * Find over the document as it was parsed, not over what happens to be drawn. Case and kinds of blanks do
 * not count.
 */
import type { DocumentBlock } from '../../../shared/document/model.ts';
import { toLeaves } from '../../../shared/document/leaves.ts';

export interface Hit {
  readonly block: string;
  /** UTF-16 indexes in the seen text of the block. */
  readonly from: number;
  readonly to: number;
}

const LIMIT = 5_000;

export function findAll(blocks: readonly DocumentBlock[], query: string): readonly Hit[] {
  const wanted = fold(query.trim());
  if (wanted === '') return [];
  const hits: Hit[] = [];
  for (const block of blocks) {
    const text = fold(toLeaves(block.content, '').map((one) => one.value).join(''));
    for (let at = text.indexOf(wanted); at >= 0 && hits.length < LIMIT; at = text.indexOf(wanted, at + wanted.length))
      hits.push({ block: block.id, from: at, to: at + wanted.length });
  }
  return hits;
} // prettier-ignore

/** Folds case one unit at a time, so that places in the folded text are places in the text. */
function fold(text: string): string {
  let folded = '';
  for (const unit of text) {
    const lower = unit.toLowerCase();
    folded += lower.length === unit.length ? lower : unit;
  }
  return folded.replace(/[\s\u00a0]/g, ' ');
}
