import { useEffect, type ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { forgetDiscarded, restoreDraft, useComposer } from '../../state/composer.ts';
import './composer.css';

const OFFERED_FOR_MS = 20_000;

/** The toast that brings a discarded draft back. It goes away by itself; the draft stays restorable until then. */
export function UndoDiscard(): ReactNode {
  const discarded = useComposer((state) => state.discarded);
  useEffect(() => {
    if (discarded === null) return undefined;
    const timer = setTimeout(forgetDiscarded, OFFERED_FOR_MS);
    return () => clearTimeout(timer);
  }, [discarded]);
  return (
    <div className="toasts" role="status">
      {discarded === null ? null : (
        <div className="toast">
          <span>Draft discarded.</span>
          <Button kind="quiet" onClick={() => void restoreDraft(discarded)}>Undo</Button>
          <Button kind="quiet" icon="cross" isIconOnly onClick={forgetDiscarded}>Dismiss</Button>
        </div>
      )}
    </div>
  );
} // prettier-ignore
