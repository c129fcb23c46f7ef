/** From a hit to its place: the claim, the passage, the cell, the note, the challenge. */
import type { Hit } from '../../../shared/search/search.ts';
import type { Target } from '../../../shared/review/records.ts';
import { showSection } from '../../state/app.ts';
import { showMiddle } from '../../state/argument.ts';
import { resumeDraft } from '../../state/composer.ts';
import { select, type Selection, useReading } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { noteDeparture } from '../../state/search.ts';
import { showChallenge } from '../challenges/register-state.ts';
import { focusWhenThere } from './focus-when-there.ts';

const READER_STOP = '#reader [data-pane-stop]';
const OUTLINE_ROW = '#outline [role=treeitem][data-pane-stop][aria-selected=true]';

export function goToHit({ key, subject, place }: Pick<Hit, 'key' | 'subject' | 'place'>): void {
  const kind = subject.slice(0, subject.indexOf(':'));
  const id = subject.slice(kind.length + 1);
  switch (kind) {
    case 'node':
      goToObject({ kind, id });
      break;
    case 'document':
    case 'evidence':
      showMiddle('reader');
      goToObject({ kind, id, ...(place === null ? {} : { place }) });
      break;
    case 'challenge':
      showChallenge(id);
      focusWhenThere('.register [aria-controls="challenge-detail"][aria-pressed="true"]', '#challenge-detail'); // prettier-ignore
      break;
    case 'note':
      goToNote(id);
      break;
    case 'draft':
      goToDraft(id);
      break;
  }
  noteDeparture(key, useReading.getState().back.length);
}

/** Shows it, and gives the focus to its row in the outline or, `inReader`, to the pane in the middle. */
export function goToObject(selection: Selection, inReader = false): void {
  select(selection);
  showSection('read');
  const isInOutline =
    !inReader && selection.kind === 'node' && useReading.getState().outlineTab === 'argument';
  // Where a place is asked for, text, table and tree give it the focus themselves once they are there; to
  // focus their first stop would make that the place.
  const stop = selection.place === undefined ? READER_STOP : `${READER_STOP}:focus`;
  focusWhenThere(isInOutline ? OUTLINE_ROW : stop, '#reader');
}

/** The note stands in the inspector of what it is about. */
function goToNote(digest: string): void {
  const note = useReview.getState().view?.notes.find((one) => one.record.digest === digest);
  if (note === undefined) return;
  showTarget(note.target);
  focusWhenThere(`#inspector [data-record="${CSS.escape(digest)}"]`, '#inspector');
}

function goToDraft(id: string): void {
  const draft = useReview.getState().view?.drafts.find((one) => one.id === id);
  if (draft?.target == null) return;
  showTarget(draft.target);
  resumeDraft(draft);
}

/** Without the place in it: the passage would take the focus that is meant for the note beside it. */
function showTarget({ kind, id }: Target): void {
  if (kind === 'document' || kind === 'evidence') showMiddle('reader');
  if (kind === 'node' || kind === 'document' || kind === 'evidence') select({ kind, id });
  showSection('read');
}
