/** One finding in full: what, where, by which rule, what to do, and what a person does with it. */
import type { ReactNode } from 'react';
import { toPlaceWords } from '../../../shared/argument/finding-challenge.ts';
import { Button } from '../../components/Button.tsx';
import { drafts, useReview } from '../../state/review.ts';
import { challengeFinding, toDraftOf } from './challenge-finding.ts';
import { type FindingRow, SEVERITY_LABELS } from './finding-rows.ts';

interface FindingDetailProps {
  readonly row: FindingRow;
  readonly onGo: () => void;
}

export function FindingDetail({ row, onGo }: FindingDetailProps): ReactNode {
  const { finding, rule, goesTo } = row;
  const isDrafted = useReview((state) => toDraftOf(drafts(state), finding) !== undefined);
  return (
    <section className="findingdetail" aria-label="Chosen finding" data-keys="">
      <p className="small q">{SEVERITY_LABELS[finding.severity]}, {rule}, {toPlaceWords(finding.where) || 'the case as a whole'}, computed here</p>
      <p>{finding.message}</p>
      <p className="q2">{finding.fix}</p>
      <div className="r wrap">
        <Button keys="X" onClick={() => { challengeFinding(finding); }}>{isDrafted ? 'Go on with the draft' : 'Raise challenge'}</Button>
        {goesTo !== null && <Button kind="quiet" keys="Enter" onClick={onGo}>{`Go to ${goesTo.id}`}</Button>}
      </div>
    </section>
  );
} // prettier-ignore
