/** From a mark to its note and back to the exact place (ux.md 3.3). */
import { closeComposer, resumeDraft, useComposer } from '../../state/composer.ts';
import { drafts, useReview } from '../../state/review.ts';

/** Where the focus was before the last jump. */
let cameFrom: HTMLElement | null = null;

/** Goes from a mark to its note, challenge or draft. */
export function jumpFromMark(record: string): void {
  cameFrom = blockOf(document.getElementById(`mn-${record}`)) ?? activeElement();
  const draft = drafts(useReview.getState()).find((one) => one.id === record);
  if (draft !== undefined) {
    resumeDraft(draft);
    return;
  }
  // The inspector may be covered by an open sheet; its draft is on disk.
  if (useComposer.getState().open !== null) closeComposer();
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-record="${CSS.escape(record)}"]`);
    if (card === null) return;
    card.tabIndex = -1;
    card.scrollIntoView({ block: 'nearest' });
    card.focus();
  });
}

/** Ctrl+': from the text to the first note of the focused block, or from the inspector back to the text. */
export function jumpToNoteOrBack(): void {
  const focused = activeElement();
  const block = blockOf(focused);
  if (block === null) {
    const card = focused?.closest<HTMLElement>('[data-record]')?.dataset['record'];
    if (card !== undefined && jumpToMark(card)) return;
    if (cameFrom?.isConnected === true) cameFrom.focus();
    return;
  }
  const record = block.querySelector<HTMLElement>('[data-marks]')?.dataset['marks']?.split(' ')[0];
  if (record === undefined) return;
  jumpFromMark(record);
}

/** Scrolls to the first words of a mark and puts the focus on their block. Answers false when none is shown. */
export function jumpToMark(record: string): boolean {
  const mark = document.querySelector<HTMLElement>(`[data-marks~="${CSS.escape(record)}"]`);
  const block = blockOf(mark);
  if (mark === null || block === null) return false;
  cameFrom = activeElement();
  mark.scrollIntoView({ block: 'center' });
  block.focus({ preventScroll: true });
  return true;
}

function blockOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-block]') ?? null;
}

function activeElement(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}
