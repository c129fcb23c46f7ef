/** A piece of evidence: what it says of itself, then the file in the view that fits it. */
import { type ReactNode, useEffect } from 'react';
import type { EvidenceItem } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import { markOpened, useReading } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { NodeLink } from '../reading/NodeLink.tsx';
import { BytesView } from './BytesView.tsx';
import { EvidenceFacts } from './EvidenceFacts.tsx';
import { ImageView } from './ImageView.tsx';
import { JsonView } from './JsonView.tsx';
import { SourceTabs } from './SourceTabs.tsx';
import { TableView } from './TableView.tsx';
import { TextView } from './TextView.tsx';
import { toViewer, type Viewer } from './viewer.ts';

export function EvidenceView({ evidence }: { readonly evidence: EvidenceItem }): ReactNode {
  const hasView = useReview((state) => state.view !== null);
  const tab = useReading((state) => state.readerTab);
  useEffect(() => {
    if (hasView) void markOpened('evidence', evidence.id);
  }, [hasView, evidence.id]);
  const viewer = toViewer(evidence);
  const hasSource = viewer === 'table' || viewer === 'json' || viewer === 'markdown';
  return (
    <article className="ebody">
      <EvidenceFacts evidence={evidence} />
      <CitedBy id={evidence.id} />
      {hasSource && <SourceTabs viewer={viewer} />}
      <div className="eview" id="evidence-view">
        {hasSource && tab === 'source' ? <TextView evidence={evidence} as="plain" /> : <ViewerOf viewer={viewer} evidence={evidence} />}
      </div>
    </article>
  );
} // prettier-ignore

function ViewerOf({
  viewer,
  evidence,
}: {
  readonly viewer: Viewer;
  readonly evidence: EvidenceItem;
}): ReactNode {
  switch (viewer) {
    case 'table':
      return <TableView evidence={evidence} />;
    case 'json':
      return <JsonView evidence={evidence} />;
    case 'markdown':
      return <TextView evidence={evidence} as="markdown" />;
    case 'text':
      return <TextView evidence={evidence} as="plain" />;
    case 'image':
      return <ImageView evidence={evidence} />;
    case 'bytes':
      return <BytesView evidence={evidence} />;
  }
}

function CitedBy({ id }: { readonly id: string }): ReactNode {
  const { citing, supports } = useCase((state) => state.index);
  const nodes = citing.get(id) ?? [];
  if (nodes.length === 0) return <p className="small q2">No node cites this file.</p>;
  return (
    <p className="small q2">
      Cited by{' '}
      {nodes.map((node, at) => (
        <span key={node}>
          {at > 0 && '; '}
          <NodeLink id={node} />
          {(supports.get(node) ?? []).length > 0 && <> for {(supports.get(node) ?? []).map((claim, index) => <span key={claim}>{index > 0 && ', '}<NodeLink id={claim} /></span>)}</>}
        </span>
      ))}
    </p>
  );
} // prettier-ignore
