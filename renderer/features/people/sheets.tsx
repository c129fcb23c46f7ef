import type { ReactNode } from 'react';
import type { PeopleView, RosterChainView } from '../../../shared/policy/people-view.ts';
import { CompareDialog } from './CompareDialog.tsx';

/** A form or a comparison over the screen; what it is about is kept with it. */
export type Sheet = (close: () => void) => ReactNode;

/** What a section of the screen is given. */
export interface SectionProps {
  readonly view: PeopleView;
  readonly onOpen: (sheet: Sheet) => void;
}

export function compareSheet(chain: RosterChainView): Sheet {
  return (close) => <CompareDialog chain={chain} onClose={close} />;
}
