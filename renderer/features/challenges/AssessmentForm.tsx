import type { ReactNode } from 'react';
import type { ChallengeView } from '../../../shared/review/view.ts';
import { useDraft } from '../record/use-draft.ts';
import { toOutcomeOptions, type Actor } from './challenge-actions.ts';
import { ThreadForm } from './ThreadForm.tsx';

interface AssessmentFormProps {
  readonly challenge: ChallengeView;
  readonly actor: Actor | null;
  readonly onDone: () => void;
}

/** What becomes of a challenge, by its raiser or the second line lead. Closing needs a reason. */
export function AssessmentForm({ challenge, actor, onDone }: AssessmentFormProps): ReactNode {
  const { digest } = challenge.record;
  const draft = useDraft({ kind: 'assessment', target: null, about: digest }, {});
  const options = toOutcomeOptions(challenge, actor).map(({ outcome, ...rest }) => ({
    value: outcome,
    ...rest,
  }));
  return (
    <ThreadForm
      label={`Assessment of ${challenge.label}`}
      legend="Outcome"
      options={options}
      wordsLabel="Reason"
      missingWords="Give the reason."
      submitLabel="Record assessment"
      failedTitle="Not recorded"
      draft={draft}
      toRecord={(outcome, reason) => ({
        kind: 'assessment',
        challenge: digest,
        input: { outcome, reason },
      })}
      onDone={onDone}
    />
  );
}
