/** The right pane: what is open about the selected object, then what rests on it. */
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { Button } from '../../components/Button.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useArgument } from '../../state/argument.ts';
import { useCase } from '../../state/case.ts';
import { useComposer } from '../../state/composer.ts';
import { type Selection, useReading } from '../../state/reading.ts';
import { readStateOf, useReview } from '../../state/review.ts';
import { READ_ICONS } from '../outline/facts.ts';
import { composeAbout } from '../reading/compose-about.ts';
import { toReadingQueueOf, useReadingOrder } from '../workspace/reading-queue.ts';
import { EvidenceInspector } from './EvidenceInspector.tsx';
import { DocumentInspector } from './DocumentInspector.tsx';
import { NodeInspector } from './NodeInspector.tsx';

const ChallengeComposer = lazy(() => import('../challenges/ChallengeComposer.tsx'));
const WhatIfPane = lazy(() => import('../what-if/WhatIfPane.tsx'));
const NoteComposer = lazy(() => import('../notes/NoteComposer.tsx'));

/** An open composer takes the place of the inspector: beside the text, never over it. */
export function InspectorPane(): ReactNode {
  const selection = useReading((state) => state.selection);
  const composing = useComposer((state) => state.open);
  const isWhatIfOpen = useArgument((state) => state.isWhatIfOpen);
  const safetyCase = useCase((state) => state.safetyCase);
  if (composing !== null)
    return (
      <section className="sheetpane" id="inspector" aria-label={composing.kind === 'note' ? 'Note' : 'Challenge'} data-pane="" tabIndex={-1}>
        <Suspense fallback={null}>
          {composing.kind === 'note' ? <NoteComposer key={composing.draftId} /> : <ChallengeComposer key={composing.draftId} />}
        </Suspense>
      </section>
    );
  if (isWhatIfOpen && safetyCase !== null)
    return (
      <section className="pane" id="inspector" aria-label="What if" data-pane="" tabIndex={-1}>
        <Suspense fallback={null}><WhatIfPane safetyCase={safetyCase} /></Suspense>
      </section>
    );
  return (
    <section className="pane" id="inspector" aria-label="Inspector" data-pane="" tabIndex={-1}>
      {selection === null ? <p className="emptylist q">Nothing is selected.</p> : <Inspector key={`${selection.kind}:${selection.id}`} selection={selection} />}
    </section>
  );
} // prettier-ignore

function Inspector({ selection }: { readonly selection: Selection }): ReactNode {
  const index = useCase((state) => state.index);
  const node = selection.kind === 'node' ? index.nodes.get(selection.id) : undefined;
  const document = selection.kind === 'document' ? index.documents.get(selection.id) : undefined;
  const evidence = selection.kind === 'evidence' ? index.evidence.get(selection.id) : undefined;
  return (
    <>
      <div className="head">
        <h2 className="cut" title={selection.id}>{document?.path.split('/').at(-1) ?? selection.id}</h2>
        <QueuePlace selection={selection} />
        <span className="grow" />
        <ReadPlace selection={selection} />
      </div>
      <div className="scroll">
        <div className="insp">
          {node !== undefined && <NodeInspector node={node} />}
          {document !== undefined && <DocumentInspector document={document} />}
          {evidence !== undefined && <EvidenceInspector evidence={evidence} />}
        </div>
      </div>
      <div className="panefoot r">
        <Button keys="X" onMouseDown={keepSelection} onClick={() => { composeAbout('challenge', selection, false); }}>Raise challenge</Button>
        <Button keys="C" onMouseDown={keepSelection} onClick={() => { composeAbout('note', selection, false); }}>Note</Button>
      </div>
    </>
  );
} // prettier-ignore

function QueuePlace({ selection }: { readonly selection: Selection }): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const structure = useReview((state) => state.view?.structure);
  const order = useReadingOrder();
  const queue = useMemo(() => (safetyCase === null || structure === undefined ? [] : toReadingQueueOf(safetyCase, structure, order)), [safetyCase, structure, order]);
  const at = selection.kind === 'node' ? queue.findIndex((one) => one.id === selection.id) : -1;
  return at < 0 ? null : <span className="small q num nw" title={queue[at]?.why}>queue {at + 1} of {queue.length}</span>;
} // prettier-ignore

function ReadPlace({ selection }: { readonly selection: Selection }): ReactNode {
  const read = useReview((state) => readStateOf(state, selection.kind, selection.id));
  return <span className="small"><StatePhrase icon={READ_ICONS[read]} tone="quiet">{read}</StatePhrase></span>;
} // prettier-ignore

/** Words that are selected in the text stay selected, so that the note can be about them. */
function keepSelection(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
