/** Outline, reader and inspector, or a claim with evidence beside it. */
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Splitter } from '../../components/Splitter.tsx';
import { toggleFailed, useArgument } from '../../state/argument.ts';
import { useCase } from '../../state/case.ts';
import { markReviewed, select, showBeside, useReading } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { InspectorPane } from '../inspector/InspectorPane.tsx';
import { OutlinePane } from '../outline/OutlinePane.tsx';
import { composeAbout } from '../reading/compose-about.ts';
import { ReaderPane } from '../reading/ReaderPane.tsx';
import { useCommands } from '../shortcuts/commands.ts';
import { EvidenceBeside } from './EvidenceBeside.tsx';
import { usePaneWidths } from './pane-widths.ts';
import {
  toReadingQueueOf,
  useLoadReadingOrder,
  useReadingOrder,
  whenOrdered,
} from './reading-queue.ts';
import { useReturnFocus } from './use-return-focus.ts';

export function ReadSection(): ReactNode {
  const beside = useReading((state) => state.beside);
  useReadCommands();
  useReturnFocus();
  useLoadReadingOrder(useCase((state) => state.safetyCase));
  return beside === null ? <ThreePanes /> : <EvidenceBeside id={beside} />;
}

function ThreePanes(): ReactNode {
  const { outline, inspector, limits, setOutline, setInspector, reset } = usePaneWidths();
  const [narrow, setNarrow] = useState<'outline' | 'reader' | 'inspector'>('reader');
  const selection = useReading((state) => state.selection);
  useEffect(() => {
    setNarrow('reader');
  }, [selection?.kind, selection?.id]);
  return (
    <div
      className="panes"
      data-narrow={narrow}
      style={{ '--outline-w': `${String(outline)}px`, '--inspector-w': `${String(inspector)}px` } as React.CSSProperties}
    >
      <div className="narrowtabs" role="group" aria-label="Panes">
        {(['outline', 'reader', 'inspector'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={narrow === one} onClick={() => { setNarrow(one); }}>
            {NARROW_WORDS[one]}
          </button>
        ))}
      </div>
      <OutlinePane />
      <Splitter label="Width of the outline" controls="outline" width={outline} {...limits.outline} onChange={setOutline} onReset={reset} />
      <Middle />
      <Splitter label="Width of the inspector" controls="inspector" width={inspector} {...limits.inspector} isAfter onChange={setInspector} onReset={reset} />
      <InspectorPane />
    </div>
  );
} // prettier-ignore

const GraphPane = lazy(() => import('../graph/GraphPane.tsx'));
const TablePane = lazy(() => import('../register/TablePane.tsx'));
const AnalysisPane = lazy(() => import('../analysis/AnalysisPane.tsx'));

function Middle(): ReactNode {
  const middle = useArgument((state) => state.middle);
  const safetyCase = useCase((state) => state.safetyCase);
  if (middle === 'reader' || safetyCase === null) return <ReaderPane />;
  return (
    <Suspense fallback={<section className="pane paper" id="reader" />}>
      {middle === 'graph' && <GraphPane key={safetyCase.bundleDigest} safetyCase={safetyCase} />}
      {middle === 'table' && <TablePane safetyCase={safetyCase} />}
      {middle === 'findings' && <AnalysisPane key={safetyCase.bundleDigest} safetyCase={safetyCase} />}
    </Suspense>
  );
} // prettier-ignore

const NARROW_WORDS = { outline: 'Outline', reader: 'Reader', inspector: 'Inspector' } as const;

function useReadCommands(): void {
  const selection = useReading((state) => state.selection);
  const middle = useArgument((state) => state.middle);
  async function nextUnread(): Promise<void> {
    await whenOrdered();
    const { safetyCase } = useCase.getState();
    const { view, readStates } = useReview.getState();
    if (safetyCase === null || view === null) return;
    const queue = toReadingQueueOf(safetyCase, view.structure, useReadingOrder.getState()).map((one) => one.id); // prettier-ignore
    // From the front each time: what was passed over unread comes before what matters less.
    const { selection: now } = useReading.getState();
    const here = now?.kind === 'node' ? now.id : null;
    const next = queue.find((id) => id !== here && !readStates.has(`node:${id}`));
    if (next !== undefined) select({ kind: 'node', id: next });
  }
  async function reviewAndGoOn(): Promise<void> {
    if (selection === null) return;
    await markReviewed(selection.kind, selection.id);
    if (selection.kind === 'node') await nextUnread();
  }
  function openEvidence(): void {
    const { index } = useCase.getState();
    if (selection?.kind === 'evidence') showBeside(selection.id);
    if (selection?.kind !== 'node') return;
    const first = firstEvidence(selection.id, index.nodes);
    if (first !== null) showBeside(first);
  }
  useCommands({
    'add-note': () => { composeAbout('note', selection, true); },
    'raise-challenge': () => { composeAbout('challenge', selection, true); },
    'mark-reviewed': () => void reviewAndGoOn(),
    'next-unread': () => void nextUnread(),
    'open-evidence': openEvidence,
    // The graph prints itself; of the table only what is scrolled to would come out.
    ...(middle === 'reader' ? { print: () => { window.print(); } } : {}),
    'what-if': () => { if (selection?.kind === 'node') toggleFailed(selection.id); },
  }); // prettier-ignore
}

type Nodes = ReturnType<typeof useCase.getState>['index']['nodes'];

/** Evidence of the node itself, or of the first support that has some. */
function firstEvidence(id: string, nodes: Nodes): string | null {
  const seen = new Set<string>();
  const queue = [id];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const node = nodes.get(at);
    const [first] = node?.evidence ?? [];
    if (first !== undefined) return first;
    queue.push(...(node?.supportedBy ?? []));
  }
  return null;
}
