/** Reader, graph, table, findings: views of one argument, with one selection. */
import type { ReactNode } from 'react';
import { Tabs } from '../../components/Tabs.tsx';
import { type MiddleView, showMiddle, useArgument } from '../../state/argument.ts';

export const MIDDLE_PANEL = 'middle-panel';

const TABS: readonly { readonly key: MiddleView; readonly label: string }[] = [
  { key: 'reader', label: 'Reader' },
  { key: 'graph', label: 'Graph' },
  { key: 'table', label: 'Table' },
  { key: 'findings', label: 'Findings' },
];

export function MiddleTabs(): ReactNode {
  const middle = useArgument((state) => state.middle);
  return (
    <Tabs
      label="View"
      tabs={TABS}
      selected={middle}
      onSelect={showMiddle}
      controls={MIDDLE_PANEL}
    />
  );
}
