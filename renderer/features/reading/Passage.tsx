/** The section of a document in which a node is argued. */
import { type ReactNode, useMemo } from 'react';
import type { ArgumentNode, CaseDocument } from '../../../shared/case/model.ts';
import type { DocumentModel } from '../../../shared/document/model.ts';
import { Message } from '../../components/Message.tsx';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { Article } from './Article.tsx';
import { ArguedHere } from './DocumentView.tsx';
import { InertNotice } from './InertNotice.tsx';
import { placeMarks } from './marks.ts';
import { NodeLink, ObjectLink } from './NodeLink.tsx';
import { toSection } from './passages.ts';
import { useDocument } from './use-file.ts';

export function Passage({ node }: { readonly node: ArgumentNode }): ReactNode {
  const index = useCase((state) => state.index);
  const inherited = node.doc === null ? toNearestArgued(node.id, index.supports, index.nodes) : null;
  const at = node.doc ?? inherited?.doc ?? null;
  const document = at === null ? undefined : index.documents.get(at.path);
  if (at === null) return <Words>The author gives no prose for this node.</Words>;
  if (document === undefined) return <Words>The author points to {at.path}, which is not in this bundle.</Words>;
  return (
    <>
      {inherited !== null && (
        <Words>
          The author gives no prose for {node.id} itself. This is what <NodeLink id={inherited.id} /> above it points to.
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
          <span>{document.title}</span>
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

function toWhole(id: string, place: string | undefined): { kind: 'document'; id: string; place?: string } {
  return place === undefined ? { kind: 'document', id } : { kind: 'document', id, place };
}

/** The first node on the way up that has prose of its own. */
function toNearestArgued(
  id: string,
  supports: ReadonlyMap<string, readonly string[]>,
  nodes: ReadonlyMap<string, ArgumentNode>,
): ArgumentNode | null {
  const seen = new Set([id]);
  const queue = [...(supports.get(id) ?? [])];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const node = nodes.get(at);
    if (node?.doc != null) return node;
    queue.push(...(supports.get(at) ?? []));
  }
  return null;
}
