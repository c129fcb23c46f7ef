import type { ReactNode } from 'react';
import type { Draft } from '../../../shared/review/view.ts';
import { toTimeWords } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { discardDraft, resumeDraft, useComposer } from '../../state/composer.ts';
import { DraftBadge } from './ComposerSheet.tsx';

/** Notes and challenges that were typed and not signed. Only their owner sees them. */
export function DraftCards({ drafts }: { readonly drafts: readonly Draft[] }): ReactNode {
  const openId = useComposer((state) => state.open?.draftId ?? null);
  return drafts.map((draft) => (
    <article className="ch" key={draft.id} aria-label={`Draft ${draft.kind}`}>
      <div className="l1">
        <span className="id">draft</span>
        <DraftBadge />
      </div>
      <p className="what">{toDraftWords(draft)}</p>
      <p className="who">Saved {toTimeWords(draft.updatedAt)}</p>
      {draft.id === openId ? null : (
        <div className="acts">
          <Button onClick={() => void resumeDraft(draft)}>Continue</Button>
          <Button kind="quiet" onClick={() => void discardDraft(draft.id)}>Discard</Button>
        </div>
      )}
    </article>
  ));
} // prettier-ignore

/** The words that were typed so far, whatever kind of draft it is. */
export function toDraftWords(draft: Pick<Draft, 'fields'>): string {
  const { whatIsWrong, body, words, reasons, reason } = draft.fields;
  const typed = [whatIsWrong, body, words, reasons, reason].find((text) => text !== undefined && text.trim() !== '');
  return typed ?? 'Nothing written yet.';
}
