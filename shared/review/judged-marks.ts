/**
 * The third mark of load-bearing (product 3f): what a reviewer judges, who alone sees meaning. It is a note
 * on a node with the field `judged`; its body is the reason. A change of mind is a later note of the same
 * person, which names the one that it takes the place of.
 */
import type { Signer } from './records.ts';
import type { RecordOf } from './checked-record.ts';
import type { NoteView, RecordSummary } from './view.ts';

type Note = RecordOf<'note'>;
type IsSamePerson = (a: Signer, b: Signer) => boolean;

/** True when `later` says something else of the same node, or the same again, by the same person. */
function replaces(later: Note, earlier: Note, isSamePerson: IsSamePerson): boolean {
  return (
    later.predicate.judged !== undefined &&
    later.subject.sha256 === earlier.subject.sha256 &&
    later.predicate.target?.id === earlier.predicate.target?.id &&
    isSamePerson(later.predicate.signer, earlier.predicate.signer)
  );
}

/** The last mark of a person on a node of a bundle, which a new one takes the place of. */
export function lastMark(
  notes: readonly Note[],
  of: { readonly signer: Signer; readonly node: string; readonly bundle: string | null },
  isSamePerson: IsSamePerson,
): Note | undefined {
  return notes.findLast(
    ({ predicate, subject }) =>
      predicate.judged !== undefined &&
      predicate.target?.id === of.node &&
      subject.sha256 === of.bundle &&
      isSamePerson(predicate.signer, of.signer),
  );
}

/**
 * Notes as they are shown, in order. A mark is current on the bundle that it was made on, while the roster
 * lets it count, until the same person marks the node again.
 */
export function toNoteViews(
  notes: readonly Note[],
  summaryOf: (record: Note) => RecordSummary,
  isSamePerson: IsSamePerson,
): NoteView[] {
  const summaries = new Map(notes.map((note) => [note, summaryOf(note)]));
  const counts = (note: Note): boolean => summaries.get(note)?.void === null;
  const marks = notes.filter(({ predicate }) => predicate.judged !== undefined);
  return notes.flatMap((note): NoteView[] => {
    const { target, body, judged } = note.predicate;
    const record = summaries.get(note);
    if (target === undefined || record === undefined) return [];
    if (judged === undefined) return [{ record, target, body }];
    const after = marks.slice(marks.indexOf(note) + 1);
    const isReplaced = after.some((later) => counts(later) && replaces(later, note, isSamePerson));
    const isCurrent = record.aboutOpenBundle && record.void === null && !isReplaced;
    return [{ record, target, body, judged: { mark: judged, isCurrent } }];
  });
}
