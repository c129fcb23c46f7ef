/**
 * What a note or challenge would be about right now: the selected words, the focused block, cell or value,
 * or the object as a whole.
 */
import { toSelectors } from '../../../shared/annotation/anchor.ts';
import { toLeaves, toSourceRange } from '../../../shared/document/leaves.ts';
import type { DocumentBlock, DocumentModel } from '../../../shared/document/model.ts';
import { toCodePointIndex } from '../../../shared/document/source.ts';
import type { Target } from '../../../shared/review/records.ts';
import { useCase } from '../../state/case.ts';
import type { Selection } from '../../state/reading.ts';
import { documentAtHand } from './load-file.ts';

export interface PointedAt {
  readonly target: Target;
  readonly quote: string;
}

/** `withFocus`: also takes the focused block, not only selected words. */
export function toPointedAt(selection: Selection, withFocus: boolean): PointedAt | null {
  const object = toWholeObject(selection);
  const passage = fromSelectedWords() ?? (withFocus ? fromFocus() : null);
  return passage === null ? object : toClaimOn(passage, selection, object);
}

/** Words of a document, read as the prose of a claim, are about that claim: its challenges list them. */
function toClaimOn(
  { target, quote }: PointedAt,
  selection: Selection,
  object: PointedAt | null,
): PointedAt {
  if (selection.kind !== 'node' || object === null || target.kind !== 'document')
    return { target, quote };
  const { id: path, sha256, selector, block } = target;
  return {
    target: {
      ...object.target,
      source: { path, sha256 },
      ...(selector === undefined ? {} : { selector }),
      ...(block === undefined ? {} : { block }),
    },
    quote,
  };
}

/** An object itself, without a place in it; null where the case does not have it. */
export function toWholeObject({ kind, id }: Selection): PointedAt | null {
  const sha256 = digestOf(kind, id);
  if (sha256 === null) return null;
  const quote = kind === 'node' ? (useCase.getState().index.nodes.get(id)?.text ?? '') : '';
  return { target: { kind, id, sha256 }, quote };
}

function fromSelectedWords(): PointedAt | null {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const from = toPoint(range.startContainer, range.startOffset);
  const to = toPoint(range.endContainer, range.endOffset);
  if (from === null || to === null || from.source.path !== to.source.path) return null;
  const start = toSourceIndex(from, 'start');
  const end = toSourceIndex(to, 'end');
  return start === null || end === null || end <= start
    ? null
    : toPassage(from.source, from.block.id, start, end);
}

function fromFocus(): PointedAt | null {
  const focused = document.activeElement;
  const cell = focused?.closest<HTMLElement>('[data-cell-row]');
  if (cell != null) return fromCell(cell);
  const value = focused?.closest<HTMLElement>('[data-pointer]');
  if (value != null) return fromPointer(value);
  const block = focused?.closest<HTMLElement>('[data-block]');
  const found = block == null ? null : toBlock(block);
  return found === null
    ? null
    : toPassage(found.source, found.block.id, found.block.start, found.block.end);
}

function fromCell(cell: HTMLElement): PointedAt | null {
  const { evidence: id, cellRow, cellColumn } = cell.dataset;
  const sha256 = id === undefined ? null : digestOf('evidence', id);
  if (id === undefined || sha256 === null || cellRow === undefined || cellColumn === undefined)
    return null;
  const selector = [{ type: 'CellSelector', row: Number(cellRow), column: cellColumn }] as const;
  return { target: { kind: 'evidence', id, sha256, selector }, quote: cell.textContent };
}

function fromPointer(element: HTMLElement): PointedAt | null {
  const { evidence: id, pointer } = element.dataset;
  const sha256 = id === undefined ? null : digestOf('evidence', id);
  if (id === undefined || sha256 === null || pointer === undefined) return null;
  const selector = [{ type: 'JsonPointerSelector', value: pointer }] as const;
  return {
    target: { kind: 'evidence', id, sha256, selector },
    quote: element.dataset['quote'] ?? '',
  };
}

interface Source {
  readonly kind: 'document' | 'evidence';
  readonly id: string;
  readonly path: string;
  readonly model: DocumentModel;
}

interface Point {
  readonly source: Source;
  readonly block: DocumentBlock;
  /** Seen index in the block; null when the point lies on no word. */
  readonly seen: number | null;
}

function toPoint(node: Node, offset: number): Point | null {
  const element = node instanceof Element ? node : node.parentElement;
  const found = toBlock(element?.closest<HTMLElement>('[data-block]') ?? null);
  if (found === null) return null;
  const leaf = element?.closest<HTMLElement>('[data-seen]');
  const seen =
    leaf == null || node instanceof Element ? null : Number(leaf.dataset['seen']) + offset;
  return { ...found, seen };
}

function toSourceIndex({ source, block, seen }: Point, side: 'start' | 'end'): number | null {
  if (seen === null) return side === 'start' ? block.start : block.end;
  const leaves = toLeaves(block.content, source.model.source);
  if (side === 'start') return toSourceRange(leaves, seen, seen + 1)?.[0] ?? null;
  // A selection that ends before the first word of a block ends with the block before it.
  if (seen === 0) return block.start;
  return toSourceRange(leaves, seen - 1, seen)?.[1] ?? null;
}

function toBlock(
  element: HTMLElement | null,
): { readonly source: Source; readonly block: DocumentBlock } | null {
  const article = element?.closest<HTMLElement>('[data-source-path]');
  const path = article?.dataset['sourcePath'];
  const kind = article?.dataset['sourceKind'];
  const id = article?.dataset['sourceId'];
  if (path === undefined || id === undefined || (kind !== 'document' && kind !== 'evidence'))
    return null;
  const model = documentAtHand(path);
  const block = model?.blocks.find((one) => one.id === element?.dataset['block']);
  return model === null || block === undefined
    ? null
    : { source: { kind, id, path, model }, block };
}

function toPassage(source: Source, block: string, start: number, end: number): PointedAt | null {
  const sha256 = digestOf(source.kind, source.id);
  if (sha256 === null) return null;
  const text = source.model.source;
  const index = toCodePointIndex(text);
  const selector = toSelectors(text, index.toCodePoint(start), index.toCodePoint(end));
  return {
    target: { kind: source.kind, id: source.id, sha256, selector, block },
    quote: selector[0].exact,
  };
}

function digestOf(kind: Selection['kind'], id: string): string | null {
  const { index } = useCase.getState();
  if (kind === 'node') return index.nodes.get(id)?.sha256 ?? null;
  if (kind === 'document') return index.documents.get(id)?.sha256 ?? null;
  return index.evidence.get(id)?.sha256 ?? null;
}
