import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { returnToSearch, useSearch } from '../../state/search.ts';

/** Only where a hit of the search led here. */
export function BackToSearch(): ReactNode {
  const isFromSearch = useSearch((state) => state.returnAt !== null);
  if (!isFromSearch) return null;
  return <Button kind="quiet" icon="back" onClick={() => { returnToSearch(); }}>Back to the search</Button>;
} // prettier-ignore
