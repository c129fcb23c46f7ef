import { type ReactNode, useEffect, useMemo } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { CaseDocument } from '../../../shared/case/model.ts';
import type { DocumentBlock, DocumentModel } from '../../../shared/document/model.ts';
import { Message } from '../../components/Message.tsx';
import { toSize } from '../../components/words.ts';
import { useCase } from '../../state/case.ts';
import { markOpened } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { Article } from './Article.tsx';
import { InertNotice } from './InertNotice.tsx';
import { NodeLink } from './NodeLink.tsx';
import { OrphanNotice } from './OrphanNotice.tsx';
import { placeMarks } from './marks.ts';
import { useDocument } from './use-file.ts';

export function DocumentView({ document }: { readonly document: CaseDocument }): ReactNode {
  const loaded = useDocument(document);
  const isShown = loaded.state === 'ready';
  useEffect(() => {
    if (isShown) void markOpened('document', document.path);
  }, [isShown, document.path]);
  if (loaded.state === 'loading') return <p className="reader q">Reading <Outside text={document.path} />, {toSize(document.bytes)}</p>;
  if (loaded.state === 'failed')
    return (
      <div className="reader">
        <Message tone="alarm" title="This document is not shown" isAlert><p>{loaded.why}</p></Message>
      </div>
    );
  return <WholeDocument document={document} model={loaded.value} />;
} // prettier-ignore

function WholeDocument({ document, model }: { readonly document: CaseDocument; readonly model: DocumentModel }): ReactNode {
  const view = useReview((state) => state.view);
  const placed = useMemo(() => placeMarks(model, 'document', document.path, view), [model, document.path, view]);
  return (
    <article className="reader">
      <div className="para">
        <span className="no" />
        <div className="docline top"><span className="mono"><Outside text={document.path} /></span><span className="right">{toSize(document.bytes)}, bytes match the manifest</span></div>
      </div>
      <InertNotice inert={model.inert} />
      <OrphanNotice placed={placed} />
      <Article model={model} blocks={model.blocks} placed={placed} kind="document" id={document.path} afterHeading={(block) => <ArguedHere path={document.path} block={block} />} />
    </article>
  );
} // prettier-ignore

/** "Argued here: G26, S8" below the heading that claims point to. */
export function ArguedHere({ path, block }: { readonly path: string; readonly block: DocumentBlock }): ReactNode {
  const arguedIn = useCase((state) => state.index.arguedIn.get(path));
  const here = (arguedIn ?? []).filter((one) => one.doc?.heading?.toLowerCase() === block.anchor);
  if (here.length === 0) return null;
  return (
    <p className="argued small q2">
      Argued here: {here.map((one, index) => <span key={one.id}>{index > 0 && ', '}<NodeLink id={one.id} /></span>)}
    </p>
  );
} // prettier-ignore
