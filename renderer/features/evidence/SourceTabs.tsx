import type { ReactNode } from 'react';
import { Tabs } from '../../components/Tabs.tsx';
import { showReaderTab, useReading } from '../../state/reading.ts';
import type { Viewer } from './viewer.ts';

const WORDS: Readonly<Partial<Record<Viewer, string>>> = {
  table: 'Table',
  json: 'Tree',
  markdown: 'Text',
};

/** The file as it is meant, or the characters that stand in it. */
export function SourceTabs({ viewer }: { readonly viewer: Viewer }): ReactNode {
  const tab = useReading((state) => state.readerTab);
  return (
    <div className="etabs">
      <Tabs
        label="View of the file"
        controls="evidence-view"
        selected={tab}
        onSelect={showReaderTab}
        tabs={[
          { key: 'reader', label: WORDS[viewer] ?? 'View' },
          { key: 'source', label: 'Source' },
        ]}
      />
    </div>
  );
}
