/** Puts marks, margin marks and find hits into the tree of a block before it is drawn. */
import type { Element, ElementContent } from 'hast';
import { type Leaf, toLeaves, toSeenRange } from '../../../shared/document/leaves.ts';
import type { DocumentBlock } from '../../../shared/document/model.ts';
import type { Hit } from './find.ts';
import { type Mark, type Piece, type SeenHit, type SeenMark, toPieces } from './marks.ts';

export interface Overlay {
  readonly marks: readonly Mark[];
  /** Hits in this block with their number in the document. */
  readonly hits: readonly (Hit & { readonly number: number })[];
  readonly currentHit: number;
}

/** Blocks in which a margin mark inside the text would be cut off by the block's own scrolling. */
const SCROLLING = new Set(['code', 'table', 'html']);

export function hasMarginInside(block: DocumentBlock): boolean {
  return !SCROLLING.has(block.kind);
}

/** Marks that lie in a block. */
export function marksIn(block: DocumentBlock, marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((one) => one.start < block.end && one.end > block.start);
}

export function markContent(block: DocumentBlock, source: string, overlay: Overlay): Element {
  const leaves = toLeaves(block.content, source);
  const seen = overlay.marks.flatMap((mark): SeenMark[] => {
    const range = toSeenRange(leaves, mark.start, mark.end);
    return range === null ? [] : [{ from: range[0], to: range[1], mark }];
  });
  const hits = overlay.hits.map(({ from, to, number }): SeenHit => ({ from, to, hit: number }));
  const started = new Set<string>();
  let next = 0;
  const visit = (node: ElementContent): ElementContent[] => {
    if (node.type === 'element') return [{ ...node, children: node.children.flatMap(visit) }];
    if (node.type !== 'text') return [];
    const leaf = leaves[next];
    next += 1;
    if (leaf === undefined) return [node];
    return toPieces(leaf.at, leaf.at + leaf.value.length, seen, hits).flatMap((piece) =>
      drawPiece(piece, leaf, overlay.currentHit, started, hasMarginInside(block)),
    );
  };
  return { ...block.content, children: block.content.children.flatMap(visit) };
}

function drawPiece(
  piece: Piece,
  leaf: Leaf,
  currentHit: number,
  started: Set<string>,
  hasMargin: boolean,
): ElementContent[] {
  const text: ElementContent = { type: 'text', value: leaf.value.slice(piece.from - leaf.at, piece.to - leaf.at) };
  const className = toClassName(piece, currentHit);
  const place = { dataSeen: String(piece.from) };
  if (className === null) return [{ type: 'element', tagName: 'span', properties: place, children: [text] }];
  const beginning = piece.marks.filter((one) => !started.has(one.id));
  for (const one of beginning) started.add(one.id);
  const details = piece.marks.map((one) => `mn-${one.id}`).join(' ');
  return [
    ...(hasMargin ? beginning.map(toMarginMark) : []),
    {
      type: 'element',
      tagName: 'mark',
      properties: {
        ...place,
        className: [...className],
        ...(details === '' ? {} : { ariaDetails: details, dataMarks: piece.marks.map((one) => one.id).join(' ') }),
        ...(piece.hit === null ? {} : { dataHit: String(piece.hit) }),
      },
      children: [text],
    },
  ];
} // prettier-ignore

export function toMarginMark(mark: Mark): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: { dataMargin: mark.id, dataMarkKind: mark.kind, id: `mn-${mark.id}`, title: mark.hasMoved ? `${mark.label}, moved` : mark.label },
    children: [{ type: 'text', value: mark.label }],
  };
} // prettier-ignore

function toClassName({ marks, hit }: Piece, currentHit: number): readonly string[] | null {
  const isDoubted = marks.some((one) => one.kind === 'doubt');
  const isNoted = marks.some((one) => one.kind !== 'doubt');
  const names = [
    ...(isDoubted && isNoted ? ['both'] : isDoubted ? ['doubt'] : isNoted ? ['noted'] : []),
    ...(marks.length > 0 && marks.every((one) => one.kind === 'draft') ? ['ofdraft'] : []),
    ...(hit === null ? [] : hit === currentHit ? ['find', 'current'] : ['find']),
  ];
  return names.length === 0 ? null : names;
}
