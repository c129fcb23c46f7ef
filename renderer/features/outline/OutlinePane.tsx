/** The left pane: argument, documents and evidence of the case, one at a time. */
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { useCase } from '../../state/case.ts';
import { type OutlineTab, showOutlineTab, useReading } from '../../state/reading.ts';
import { ArgumentTree } from './ArgumentTree.tsx';
import { DocumentList } from './DocumentList.tsx';
import { EvidenceList } from './EvidenceList.tsx';

const PANEL = 'outline-panel';

export function OutlinePane(): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const tab = useReading((state) => state.outlineTab);
  const [showsBounds, setShowsBounds] = useState(false);
  if (safetyCase === null) return null;
  const tabs: readonly { readonly key: OutlineTab; readonly label: string; readonly count: number }[] = [
    { key: 'argument', label: 'Argument', count: safetyCase.nodes.length },
    { key: 'documents', label: 'Documents', count: safetyCase.documents.length },
    { key: 'evidence', label: 'Evidence', count: safetyCase.evidence.length },
  ];
  return (
    <section className="pane" id="outline" aria-label="Outline" data-pane="" tabIndex={-1}>
      <div className="head tight">
        <Tabs label="Outline of" tabs={tabs} selected={tab} onSelect={showOutlineTab} controls={PANEL} />
        <span className="grow" />
        {tab === 'argument' && (
          <Button kind="quiet" icon="filter" isIconOnly aria-pressed={showsBounds} onClick={() => setShowsBounds(!showsBounds)}>
            {showsBounds ? 'Leave out contexts and assumptions' : 'Show contexts and assumptions'}
          </Button>
        )}
      </div>
      <div className="panel" id={PANEL} role="tabpanel" aria-label={tabs.find((one) => one.key === tab)?.label}>
        {tab === 'argument' && <ArgumentTree key={safetyCase.bundleDigest} safetyCase={safetyCase} showsBounds={showsBounds} />}
        {tab === 'documents' && <DocumentList />}
        {tab === 'evidence' && <EvidenceList />}
      </div>
    </section>
  );
} // prettier-ignore
