/** Says of something named that it was kept on another version, and what of it this one does not have. */
import type { ReactNode } from 'react';
import type { Draft } from '../../shared/review/view.ts';
import { isFromElsewhere } from '../state/review.ts';
import { lostIds, takeOver } from '../state/take-over.ts';
import { Button } from './Button.tsx';

/** The button goes away with what it did: the focus stays in the pane. */
async function takeOverHere(draft: Draft): Promise<void> {
  const pane = document.activeElement?.closest<HTMLElement>('[data-pane], [tabindex]:not(button)');
  if (await takeOver(draft)) pane?.focus();
}

export function FromElsewhere({ draft }: { readonly draft: Draft }): ReactNode {
  if (!isFromElsewhere(draft)) return null;
  const lost = lostIds(draft);
  const name = draft.fields['name'] ?? '';
  return (
    <span className="r wrap small elsewhere">
      <span className="q2">kept on another version</span>
      {lost.length > 0 && <span className="st care">Not in this version: {lost.join(', ')}</span>}
      <Button kind="quiet" aria-label={`Take over ${name}`} onClick={() => void takeOverHere(draft)}>Take over</Button>
    </span>
  );
} // prettier-ignore
