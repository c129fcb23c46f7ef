/** The middle pane: the claim with its passage, a whole document, or a piece of evidence. */
import { type ReactNode, useRef } from 'react';
import { useCase } from '../../state/case.ts';
import { type Selection, useReading } from '../../state/reading.ts';
import { EvidenceView } from '../evidence/EvidenceView.tsx';
import { MiddleHead } from '../workspace/MiddleHead.tsx';
import { MIDDLE_PANEL } from '../workspace/MiddleTabs.tsx';
import { ClaimView } from './ClaimView.tsx';
import { DocumentView } from './DocumentView.tsx';
import { FindBar } from './FindBar.tsx';
import { KIND_WORDS } from '../outline/facts.ts';

export function ReaderPane(): ReactNode {
  const selection = useReading((state) => state.selection);
  const isFinding = useReading((state) => state.find.isOpen);
  const words = useHeadWords(selection);
  const scroll = useRef<HTMLDivElement>(null);
  // The words of a claim are the heading of the screen; a file has only its name.
  const Heading = selection === null || selection.kind === 'node' ? 'h2' : 'h1';
  return (
    <section className="pane paper" id="reader" aria-label="Reader" data-pane="" tabIndex={-1}>
      <MiddleHead canFind={true}>
        <Heading className="cut" title={words}>{words}</Heading>
      </MiddleHead>
      {isFinding && <FindBar />}
      <div className="scroll" id={MIDDLE_PANEL} ref={scroll} data-scroll="">
        <View selection={selection} />
      </div>
    </section>
  );
} // prettier-ignore

function View({ selection }: { readonly selection: Selection | null }): ReactNode {
  const index = useCase((state) => state.index);
  if (selection === null) return <p className="emptylist q">Choose something in the outline.</p>;
  const gone = <p className="emptylist q">{selection.id} is not in this bundle.</p>;
  if (selection.kind === 'node') {
    const node = index.nodes.get(selection.id);
    return node === undefined ? gone : <ClaimView key={node.id} node={node} />;
  }
  if (selection.kind === 'document') {
    const document = index.documents.get(selection.id);
    return document === undefined ? gone : <DocumentView key={document.path} document={document} />;
  }
  const evidence = index.evidence.get(selection.id);
  return evidence === undefined ? gone : <EvidenceView key={evidence.id} evidence={evidence} />;
}

function useHeadWords(selection: Selection | null): string {
  const index = useCase((state) => state.index);
  if (selection === null) return 'Reader';
  if (selection.kind === 'node') {
    const node = index.nodes.get(selection.id);
    return node === undefined ? selection.id : `${KIND_WORDS[node.kind]} ${node.id}`;
  }
  if (selection.kind === 'document')
    return index.documents.get(selection.id)?.title ?? selection.id;
  const evidence = index.evidence.get(selection.id);
  return evidence === undefined ? selection.id : `${evidence.id} ${evidence.title}`;
}
