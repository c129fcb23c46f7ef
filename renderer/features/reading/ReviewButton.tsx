/** Marks an object as reviewed, and says when it is. */
import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { markReviewed, type Selection } from '../../state/reading.ts';
import { readStateOf, useReview } from '../../state/review.ts';

export function ReviewButton({ selection }: { readonly selection: Selection }): ReactNode {
  const read = useReview((state) => readStateOf(state, selection.kind, selection.id));
  if (read === 'reviewed') return <StatePhrase icon="reviewed">reviewed</StatePhrase>;
  return (
    <Button kind="quiet" keys="V" onClick={() => void markReviewed(selection.kind, selection.id)}>
      Mark reviewed
    </Button>
  );
}
