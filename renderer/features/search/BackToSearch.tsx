import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { returnToSearch, useSearch } from '../../state/search.ts';
import { useCommands } from '../shortcuts/commands.ts';

/** Only where a hit of the search led here. */
export function BackToSearch(): ReactNode {
  const isFromSearch = useSearch((state) => state.returnAt !== null);
  const back = (): void => { returnToSearch(); };
  useCommands(isFromSearch ? { back } : {});
  if (!isFromSearch) return null;
  return <Button kind="quiet" icon="back" onClick={back}>Back to the search</Button>;
} // prettier-ignore
