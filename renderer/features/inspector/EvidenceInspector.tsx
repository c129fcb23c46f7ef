import { lazy, type ReactNode, Suspense } from 'react';
import type { EvidenceItem } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import { NodeLink } from '../reading/NodeLink.tsx';
import { FindingList } from './FindingList.tsx';
import { GroupMembership } from './GroupMembership.tsx';

const ChallengeList = lazy(() => import('../challenges/ChallengeList.tsx'));
const NoteList = lazy(() => import('../notes/NoteList.tsx'));

export function EvidenceInspector({ evidence }: { readonly evidence: EvidenceItem }): ReactNode {
  const citing = useCase((state) => state.index.citing.get(evidence.id)) ?? [];
  const nodes = useCase((state) => state.index.nodes);
  return (
    <>
      <Suspense fallback={null}><ChallengeList targetId={evidence.id} /></Suspense>
      <FindingList about={{ kind: 'evidence', id: evidence.id }} />
      <GroupMembership id={evidence.id} />
      <section aria-label="Cited by">
        <div className="shuthead"><h3>Cited by</h3><span className="cnt">{citing.length}</span></div>
        {citing.length === 0 ? (
          <p className="small q">No node cites this file.</p>
        ) : (
          <ul className="list">
            {citing.map((id) => (
              <li key={id}><NodeLink id={id} /> <span className="q2">{nodes.get(id)?.text}</span></li>
            ))}
          </ul>
        )}
      </section>
      <Suspense fallback={null}><NoteList targetId={evidence.id} /></Suspense>
    </>
  );
} // prettier-ignore
