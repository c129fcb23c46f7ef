import { activeIdentity, openDialog, showSection, useApp } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { toSignables } from './what-can-be-signed.ts';

/**
 * Goes to the section of sign-offs and opens the dialog where this identity can sign. Where it cannot,
 * the section says why.
 */
export function openSignOff(what: 'opinion' | 'decision'): void {
  const { safetyCase } = useCase.getState();
  const { view } = useReview.getState();
  if (safetyCase === null || view === null) return;
  showSection('sign-off');
  const item = toSignables(safetyCase, view, activeIdentity(useApp.getState())).find(
    (one) => one.what === what,
  );
  if (item?.why === null) openDialog({ kind: 'sign-off', what, about: null });
}
