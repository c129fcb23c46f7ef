/** Where notes, challenges and drafts sit in a document. */
import { anchor } from '../../../shared/annotation/anchor.ts';
import type { DocumentModel } from '../../../shared/document/model.ts';
import { toCodePointIndex } from '../../../shared/document/source.ts';
import type { Target } from '../../../shared/review/records.ts';
import type { ReviewView } from '../../../shared/review/view.ts';

export interface Mark {
  /** Digest of the record or id of the draft: what the margin mark leads to. */
  readonly id: string;
  readonly kind: 'note' | 'doubt' | 'settled' | 'draft';
  /** "CH-03", "note 11", "draft". */
  readonly label: string;
  /** UTF-16 indexes in the source. */
  readonly start: number;
  readonly end: number;
  readonly hasMoved: boolean;
}

export interface PlacedMarks {
  readonly marks: readonly Mark[];
  /** Things about this document whose words are not in it any more. */
  readonly orphaned: readonly {
    readonly id: string;
    readonly label: string;
    readonly why: string;
  }[];
  /** About the document as a whole. */
  readonly whole: readonly { readonly id: string; readonly label: string }[];
}

interface Item {
  readonly id: string;
  readonly kind: Mark['kind'];
  readonly label: string;
  readonly target: Target;
}

/** Everything that was written about one file, placed in its text. `id` is a document path or evidence id. */
export function placeMarks(
  model: DocumentModel,
  kind: 'document' | 'evidence',
  id: string,
  view: ReviewView | null,
): PlacedMarks {
  const marks: Mark[] = [];
  const orphaned: { id: string; label: string; why: string }[] = [];
  const whole: { id: string; label: string }[] = [];
  const index = toCodePointIndex(model.source);
  for (const item of toItems(view)) {
    if (!isIn(item.target, kind, id)) continue;
    const { selector = [], block } = item.target;
    // Cells and values are marked in their own views.
    if (selector.length > 0 && !selector.some((one) => one.type === 'TextQuoteSelector')) continue;
    const found = selector.length === 0 ? null : anchor(model.source, selector);
    if (found?.start != null && found.end != null) {
      const [start, end] = [index.toIndex(found.start), index.toIndex(found.end)];
      marks.push({ ...toMark(item), start, end, hasMoved: found.state === 'moved' });
    } else if (found !== null) {
      orphaned.push({ id: item.id, label: item.label, why: found.why });
    } else {
      const place = block === undefined ? undefined : model.blocks.find((one) => one.id === block);
      if (place === undefined) whole.push({ id: item.id, label: item.label });
      else marks.push({ ...toMark(item), start: place.start, end: place.end, hasMoved: false });
    }
  }
  return { marks: marks.sort((left, right) => left.start - right.start), orphaned, whole };
}

function isIn(target: Target, kind: 'document' | 'evidence', id: string): boolean {
  if (target.source !== undefined) return kind === 'document' && target.source.path === id;
  return target.kind === kind && target.id === id;
}

function toMark({ id, kind, label }: Item): Pick<Mark, 'id' | 'kind' | 'label'> {
  return { id, kind, label };
}

function toItems(view: ReviewView | null): readonly Item[] {
  if (view === null) return [];
  return [
    ...view.challenges.map((one): Item => ({
      id: one.record.digest,
      kind: one.isOpen ? 'doubt' : 'settled',
      label: one.label,
      target: one.target,
    })),
    ...view.notes.map((one): Item => ({
      id: one.record.digest,
      kind: 'note',
      label: `note ${String(one.record.number)}`,
      target: one.target,
    })),
    ...view.drafts.flatMap((one): Item[] =>
      one.target === null
        ? []
        : [{ id: one.id, kind: 'draft', label: 'draft', target: one.target }],
    ),
  ];
}

export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly Mark[];
  /** Number of the find hit that covers the piece; null where there is none. */
  readonly hit: number | null;
}

export interface SeenMark {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
}

export interface SeenHit {
  readonly from: number;
  readonly to: number;
  readonly hit: number;
}

/** Cuts a seen stretch wherever a mark or a hit begins or ends. */
export function toPieces(from: number, to: number, marks: readonly SeenMark[], hits: readonly SeenHit[]): readonly Piece[] {
  const cuts = new Set([from, to]);
  for (const { from: begin, to: end } of [...marks, ...hits]) {
    if (begin > from && begin < to) cuts.add(begin);
    if (end > from && end < to) cuts.add(end);
  }
  const places = [...cuts].sort((left, right) => left - right);
  return places.slice(0, -1).map((begin, at) => {
    const end = places[at + 1] ?? to;
    return {
      from: begin,
      to: end,
      marks: marks.filter((one) => one.from < end && one.to > begin).map((one) => one.mark),
      hit: hits.find((one) => one.from < end && one.to > begin)?.hit ?? null,
    };
  });
} // prettier-ignore
