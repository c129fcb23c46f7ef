/** Text evidence in the same reader as the documents, so that notes, find and keys are the same. */
import { type ReactNode, useMemo } from 'react';
import type { EvidenceItem } from '../../../shared/case/model.ts';
import type { DocumentModel } from '../../../shared/document/model.ts';
import { Message } from '../../components/Message.tsx';
import { useReview } from '../../state/review.ts';
import { Article } from '../reading/Article.tsx';
import { InertNotice } from '../reading/InertNotice.tsx';
import { placeMarks } from '../reading/marks.ts';
import { OrphanNotice } from '../reading/OrphanNotice.tsx';
import { useDocument } from '../reading/use-file.ts';

export interface TextViewProps {
  readonly evidence: EvidenceItem;
  readonly as: 'markdown' | 'plain';
}

export function TextView({ evidence, as }: TextViewProps): ReactNode {
  const loaded = useDocument(evidence, as);
  if (loaded.state === 'loading') return <p className="q">Reading {evidence.path}</p>;
  if (loaded.state === 'failed') return <Message tone="alarm" title="This file is not shown" isAlert><p>{loaded.why}</p></Message>;
  return <Text evidence={evidence} as={as} model={loaded.value} />;
} // prettier-ignore

function Text({
  evidence,
  as,
  model,
}: TextViewProps & { readonly model: DocumentModel }): ReactNode {
  const view = useReview((state) => state.view);
  const placed = useMemo(
    () => placeMarks(model, 'evidence', evidence.id, view),
    [model, evidence.id, view],
  );
  return (
    <div className={as === 'plain' ? 'reader plaintext' : 'reader'}>
      <InertNotice inert={model.inert} />
      <OrphanNotice placed={placed} />
      <Article
        model={model}
        blocks={model.blocks}
        placed={placed}
        kind="evidence"
        id={evidence.id}
      />
    </div>
  );
}
