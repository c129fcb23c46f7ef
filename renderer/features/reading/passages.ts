/** Which blocks of a document a claim points to. */
import type { DocumentBlock } from '../../../shared/document/model.ts';

/** The section under a heading, with the heading; null when there is no such heading. */
export function toSection(
  blocks: readonly DocumentBlock[],
  heading: string,
): readonly DocumentBlock[] | null {
  const wanted = heading.toLowerCase();
  const at = blocks.findIndex((one) => one.depth > 0 && one.anchor === wanted);
  const first = blocks[at];
  if (first === undefined) return null;
  const after = blocks.findIndex(
    (one, index) => index > at && one.depth > 0 && one.depth <= first.depth,
  );
  return blocks.slice(at, after < 0 ? undefined : after);
}

/** Anchor of the heading that a block stands under; null before the first one. */
export function toEnclosing(blocks: readonly DocumentBlock[], id: string): readonly string[] {
  const at = blocks.findIndex((one) => one.id === id);
  const anchors: string[] = [];
  let depth = 7;
  for (let index = at; index >= 0; index -= 1) {
    const block = blocks[index];
    if (block === undefined || block.depth === 0 || block.depth >= depth) continue;
    depth = block.depth;
    if (block.anchor !== null) anchors.push(block.anchor);
  }
  return anchors;
}
