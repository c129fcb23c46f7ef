import type { ReactNode } from 'react';
import type { Draft } from '../../../shared/review/view.ts';
import { toTimeWords } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { discardDraft, resumeDraft, useComposer } from '../../state/composer.ts';
import { DraftBadge } from './ComposerSheet.tsx';
import { goToTarget } from './go-to-target.ts';
import { toDraftWords } from './draft-words.ts';

/** The composer stands beside the text, so going on with a draft goes to the text. */
function continueDraft(draft: Draft): void {
  if (draft.target !== null) goToTarget(draft.target);
  resumeDraft(draft);
}

/** Notes and challenges that were typed and not signed. Only their owner sees them. */
export function DraftCards({ drafts }: { readonly drafts: readonly Draft[] }): ReactNode {
  const openId = useComposer((state) => state.open?.draftId ?? null);
  return drafts.map((draft) => (
    <article className="ch" key={draft.id} data-record={draft.id} aria-label={`Draft ${draft.kind}`}>
      <div className="l1">
        <span className="id">draft</span>
        <DraftBadge />
      </div>
      <p className="what">{toDraftWords(draft)}</p>
      <p className="who">Saved {toTimeWords(draft.updatedAt)}</p>
      {draft.id === openId ? null : (
        <div className="acts">
          <Button onClick={() => continueDraft(draft)}>Continue</Button>
          <Button kind="quiet" onClick={() => void discardDraft(draft.id)}>Discard</Button>
        </div>
      )}
    </article>
  ));
} // prettier-ignore
