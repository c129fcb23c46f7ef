import type { ReactNode } from 'react';
import type { ResponseAnswer } from '../../../shared/review/records.ts';
import type { ChallengeView } from '../../../shared/review/view.ts';
import type { Option } from '../../components/OptionList.tsx';
import { useDraft } from '../record/use-draft.ts';
import { ThreadForm } from './ThreadForm.tsx';

const ANSWERS: readonly Option<ResponseAnswer>[] = [
  { value: 'fixed', label: 'Fixed in a new revision' },
  { value: 'rebutted', label: 'Rebutted' },
  { value: 'clarified', label: 'Clarified' },
  { value: 'accepts-residual', label: 'Accepted as a residual doubt' },
  { value: 'disputes', label: 'Disputed' },
];

interface ResponseFormProps {
  readonly challenge: ChallengeView;
  readonly onDone: () => void;
}

/** The first line's answer to a challenge. */
export function ResponseForm({ challenge, onDone }: ResponseFormProps): ReactNode {
  const { digest } = challenge.record;
  const draft = useDraft({ kind: 'response', target: null, about: digest }, {});
  return (
    <ThreadForm
      label={`Answer to ${challenge.label}`}
      legend="Answer"
      options={ANSWERS}
      wordsLabel="What you answer"
      missingWords="Write the answer."
      submitLabel="Send answer"
      failedTitle="Not answered"
      draft={draft}
      toRecord={(answer, body) => ({
        kind: 'response',
        challenge: digest,
        input: { answer, body },
      })}
      onDone={onDone}
    />
  );
}
