import { lazy, type ReactNode, Suspense } from 'react';
import type { CaseDocument } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import { loadDocument } from '../reading/load-file.ts';
import { NodeLink, ObjectLink } from '../reading/NodeLink.tsx';
import { useLoaded } from '../reading/use-file.ts';
import { FindingList } from './FindingList.tsx';

const ChallengeList = lazy(() => import('../challenges/ChallengeList.tsx'));
const NoteList = lazy(() => import('../notes/NoteList.tsx'));

export function DocumentInspector({ document }: { readonly document: CaseDocument }): ReactNode {
  const arguing = useCase((state) => state.index.arguedIn.get(document.path)) ?? [];
  const loaded = useLoaded(`outline:${document.sha256}`, () => loadDocument(document, 'markdown'));
  const headings = loaded.state === 'ready' ? loaded.value.blocks.filter((one) => one.kind === 'heading') : [];
  return (
    <>
      <Suspense fallback={null}><ChallengeList targetId={document.path} /></Suspense>
      <FindingList about={{ kind: 'document', id: document.path }} />
      {headings.length > 0 && (
        <section aria-label="Headings">
          <div className="shuthead"><h3>Headings</h3><span className="cnt">{headings.length}</span></div>
          <ul className="headings">
            {headings.map((one) => (
              <li key={one.id} data-depth={one.depth}>
                <span className="q num">{one.label}</span> <ObjectLink to={{ kind: 'document', id: document.path, place: one.id }}>{one.text}</ObjectLink>
                {arguing.filter((node) => node.doc?.heading?.toLowerCase() === one.anchor).map((node) => <span key={node.id} className="small q2"> <NodeLink id={node.id} /></span>)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Suspense fallback={null}><NoteList targetId={document.path} /></Suspense>
    </>
  );
} // prettier-ignore
