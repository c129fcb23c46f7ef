/** The head of reader, graph and table: history, the three views of one selection, and what is done with it. */
import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { goBack, goForward, setFind, useReading } from '../../state/reading.ts';
import { returnToSearch, useSearch } from '../../state/search.ts';
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
  const steps = useReading((state) => state.back.length);
  const isFromSearch = useSearch(({ returnAt }) => returnAt !== null && steps <= returnAt);
  const canGoBack = steps > 0 || isFromSearch;
  const canGoForward = useReading((state) => state.forward.length > 0);
  const back = (): void => {
    if (!isFromSearch || !returnToSearch()) goBack();
  };
  useCommands({ back, forward: goForward });
  return (
    <div className="head">
      <Button kind="quiet" icon="back" isIconOnly isOff={!canGoBack} onClick={back}>{isFromSearch ? 'Back to the search' : 'Back'}</Button>
      <Button kind="quiet" icon="forward" isIconOnly isOff={!canGoForward} onClick={goForward}>Forward</Button>
      <MiddleTabs />
      {children}
      <span className="grow" />
      {canFind && <Button kind="quiet" icon="search" onClick={() => { setFind({ isOpen: true }); }}>Find</Button>}
      {selection !== null && <ReviewButton selection={selection} />}
    </div>
  );
} // prettier-ignore
