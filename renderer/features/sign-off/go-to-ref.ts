import { showSection } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { select } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { showChallenge } from '../challenges/register-state.ts';

/** Goes to what an id names: a challenge by its label, a node or an evidence item by its id. */
export function goToRef(ref: string): void {
  const challenge = useReview.getState().view?.challenges.find((one) => one.label === ref);
  if (challenge !== undefined) {
    showChallenge(challenge.record.digest);
    return;
  }
  const { index } = useCase.getState();
  if (index.nodes.has(ref)) select({ kind: 'node', id: ref });
  else if (index.evidence.has(ref)) select({ kind: 'evidence', id: ref });
  else return;
  showSection('read');
}
