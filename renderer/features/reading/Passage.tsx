/** The section of a document in which a node is argued. */
import { type ReactNode, useMemo } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { ArgumentNode, CaseDocument } from '../../../shared/case/model.ts';
import type { DocumentModel } from '../../../shared/document/model.ts';
import { Message } from '../../components/Message.tsx';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { Article } from './Article.tsx';
import { ArguedHere } from './DocumentView.tsx';
import { toArguedAt } from './argued-at.ts';
import { InertNotice } from './InertNotice.tsx';
import { placeMarks } from './marks.ts';
import { NodeLink, ObjectLink } from './NodeLink.tsx';
import { toSection } from './passages.ts';
import { useDocument } from './use-file.ts';

export function Passage({ node }: { readonly node: ArgumentNode }): ReactNode {
  const index = useCase((state) => state.index);
  const argued = toArguedAt(node, index);
  const at = argued?.doc ?? null;
  const document = at === null ? undefined : index.documents.get(at.path);
  if (argued === null || at === null) return <Words>The author gives no prose for this node.</Words>;
  if (document === undefined) return <Words>The author points to <Outside text={at.path} />, which is not in this bundle.</Words>;
  return (
    <>
      {argued.id !== node.id && (
        <Words>
          The author gives no prose for {node.id} itself. This is what <NodeLink id={argued.id} /> above it points to.
        </Words>
      )}
      <PassageOf document={document} heading={at.heading} />
    </>
  );
} // prettier-ignore

function Words({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="para">
      <span className="no" />
      <p className="q2 noprose">{children}</p>
    </div>
  );
}

interface PassageOfProps {
  readonly document: CaseDocument;
  readonly heading: string | null;
}

function PassageOf({ document, heading }: PassageOfProps): ReactNode {
  const loaded = useDocument(document);
  if (loaded.state === 'loading') return <Words>Reading {document.path}</Words>;
  if (loaded.state === 'failed')
    return (
      <div className="para">
        <span className="no" />
        <Message tone="alarm" title="The document is not shown" isAlert><p>{loaded.why}</p></Message>
      </div>
    );
  return <Section document={document} heading={heading} model={loaded.value} />;
} // prettier-ignore

function Section({ document, heading, model }: PassageOfProps & { readonly model: DocumentModel }): ReactNode {
  const view = useReview((state) => state.view);
  const placed = useMemo(() => placeMarks(model, 'document', document.path, view), [model, document.path, view]);
  const section = useMemo(() => (heading === null ? null : toSection(model.blocks, heading)), [model, heading]);
  const blocks = section ?? model.blocks;
  return (
    <>
      <div className="para">
        <span className="no" />
        <div className="docline">
          <span><Outside text={document.title} /></span>
          <span className="right">
            <ObjectLink to={toWhole(document.path, section?.[0]?.id)}>Read the whole document</ObjectLink>
          </span>
        </div>
      </div>
      {heading !== null && section === null && (
        <Words>The author points to the heading “{heading}”, which is not in this document. The whole document follows.</Words>
      )}
      <InertNotice inert={model.inert} />
      <Article model={model} blocks={blocks} placed={placed} kind="document" id={document.path} afterHeading={(block) => <ArguedHere path={document.path} block={block} />} />
    </>
  );
} // prettier-ignore

function toWhole(
  id: string,
  place: string | undefined,
): { kind: 'document'; id: string; place?: string } {
  return place === undefined ? { kind: 'document', id } : { kind: 'document', id, place };
}
