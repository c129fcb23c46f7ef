import type { Draft } from '../../../shared/review/view.ts';

/** The words that were typed so far, whatever kind of draft it is. */
export function toDraftWords(draft: Pick<Draft, 'fields'>): string {
  const { whatIsWrong, body, words, reasons, reason } = draft.fields;
  const typed = [whatIsWrong, body, words, reasons, reason].find(
    (text) => text !== undefined && text.trim() !== '',
  );
  return typed ?? 'Nothing written yet.';
}
