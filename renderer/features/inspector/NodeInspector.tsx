import { lazy, type ReactNode, Suspense } from 'react';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { useArgument } from '../../state/argument.ts';
import { useCase } from '../../state/case.ts';
import { EvidenceRow } from './EvidenceRow.tsx';
import { FindingList } from './FindingList.tsx';
import { GroupMembership } from './GroupMembership.tsx';
import { IfFalse } from './IfFalse.tsx';
import { LoadBearing } from './LoadBearing.tsx';
import { PassageRecords } from './PassageRecords.tsx';
import { WhyRead } from './WhyRead.tsx';
import { Relations } from './Relations.tsx';

const ChallengeList = lazy(() => import('../challenges/ChallengeList.tsx'));
const NoteList = lazy(() => import('../notes/NoteList.tsx'));

export function NodeInspector({ node }: { readonly node: ArgumentNode }): ReactNode {
  const index = useCase((state) => state.index);
  const isReading = useArgument((state) => state.middle === 'reader');
  const evidence = [node.id, ...node.supportedBy].flatMap((via) => (index.nodes.get(via)?.evidence ?? []).map((id) => ({ id, via })));
  return (
    <>
      {/* Boxes and rows cut long texts off; the reader shows all of it itself. */}
      {!isReading && <section aria-label="Text"><p className="ser">{node.text}</p></section>}
      <Suspense fallback={null}>
        <ChallengeList targetId={node.id} />
      </Suspense>
      <WhyRead id={node.id} />
      <FindingList about={{ kind: 'node', id: node.id }} />
      <PassageRecords node={node} />
      <IfFalse node={node} />
      <LoadBearing node={node} />
      <GroupMembership id={node.id} />
      <Relations node={node} />
      {evidence.length > 0 && (
        <section aria-label="Evidence">
          <div className="shuthead"><h3>Evidence</h3><span className="cnt">{evidence.length}</span></div>
          <ul className="list">
            {evidence.map(({ id, via }) => <EvidenceRow key={`${via}:${id}`} id={id} via={via === node.id ? null : via} from={node.id} />)}
          </ul>
        </section>
      )}
      <Suspense fallback={null}>
        <NoteList targetId={node.id} />
      </Suspense>
    </>
  );
} // prettier-ignore
