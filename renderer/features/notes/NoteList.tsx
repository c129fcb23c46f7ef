import type { ReactNode } from 'react';
import { JUDGED_WORDS } from '../../../shared/review/words.ts';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { drafts, notesOn, useReview } from '../../state/review.ts';
import { Uncounted, Who } from '../challenges/ChallengeCard.tsx';
import { DraftCards } from './DraftCards.tsx';
import { toQuote } from './quote.ts';

interface NoteListProps {
  /** Node or evidence id, or document path. */
  readonly targetId: string;
}

/** The notes on one object: drafts first, then what was shared, newest first. */
export default function NoteList({ targetId }: NoteListProps): ReactNode {
  const view = useReview((state) => state.view);
  const allDrafts = useReview(drafts);
  const mine = allDrafts.filter((draft) => draft.kind === 'note' && draft.target?.id === targetId);
  const shared = [...notesOn(view, targetId)].sort((a, b) => b.record.number - a.record.number);
  return (
    <section aria-label="Notes">
      <div className="shuthead"><h3>Notes</h3><span className="cnt">{shared.length}</span></div>
      <DraftCards drafts={mine} />
      {shared.map((note) => (
        <article className="ch" key={note.record.digest} data-record={note.record.digest} aria-label={`Note of ${note.record.signer.printedName}`}>
          {toQuote(note.target) === '' ? null : <blockquote className="quote small">{toQuote(note.target)}</blockquote>}
          {note.judged !== undefined && <p><StatePhrase icon={note.judged.mark === 'load-bearing' ? 'pinned' : 'not-declared'} tone={note.judged.isCurrent ? 'structure' : 'quiet'}>{JUDGED_WORDS[note.judged.mark]}{note.judged.isCurrent ? '' : ', replaced or for another version'}</StatePhrase></p>}
          <p className="what">{note.body}</p>
          <Who record={note.record} />
          <Uncounted why={note.record.void} />
        </article>
      ))}
      {shared.length + mine.length > 0 ? null : <p className="small q">None. To add one, press C.</p>}
    </section>
  );
} // prettier-ignore
