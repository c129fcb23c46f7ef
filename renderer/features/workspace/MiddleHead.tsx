/** The head of reader, graph and table: history, the three views of one selection, and what is done with it. */
import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { goBack, goForward, setFind, useReading } from '../../state/reading.ts';
import { ReviewButton } from '../reading/ReviewButton.tsx';
import { useCommands } from '../shortcuts/commands.ts';
import { MiddleTabs } from './MiddleTabs.tsx';

interface MiddleHeadProps {
  readonly canFind: boolean;
  /** The heading of the pane. */
  readonly children: ReactNode;
}

export function MiddleHead({ canFind, children }: MiddleHeadProps): ReactNode {
  const selection = useReading((state) => state.selection);
  const canGoBack = useReading((state) => state.back.length > 0);
  const canGoForward = useReading((state) => state.forward.length > 0);
  useCommands({ back: goBack, forward: goForward });
  return (
    <div className="head">
      <Button kind="quiet" icon="back" isIconOnly isOff={!canGoBack} onClick={goBack}>Back</Button>
      <Button kind="quiet" icon="forward" isIconOnly isOff={!canGoForward} onClick={goForward}>Forward</Button>
      <MiddleTabs />
      {children}
      <span className="grow" />
      {canFind && <Button kind="quiet" icon="search" onClick={() => { setFind({ isOpen: true }); }}>Find</Button>}
      {selection !== null && <ReviewButton selection={selection} />}
    </div>
  );
} // prettier-ignore
