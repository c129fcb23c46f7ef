import { useState, type ReactNode } from 'react';
import type { ChallengeView } from '../../../shared/review/view.ts';
import { Button } from '../../components/Button.tsx';
import { activeIdentity, openDialog, useApp } from '../../state/app.ts';
import { AssessmentForm } from './AssessmentForm.tsx';
import {
  lastAssessment,
  toChallengeActions,
  type ChallengeActionKind,
} from './challenge-actions.ts';
import { ResponseForm } from './ResponseForm.tsx';

interface ChallengeActionsProps {
  readonly challenge: ChallengeView;
}

/** What can be done with a challenge now; what cannot is said with its reason. */
export function ChallengeActions({ challenge }: ChallengeActionsProps): ReactNode {
  const identity = useApp(activeIdentity);
  const [form, setForm] = useState<ChallengeActionKind | null>(null);
  const actions = toChallengeActions(challenge, identity);
  const unavailable = actions.filter((action) => action.why !== null);
  function begin(kind: ChallengeActionKind): void {
    const assessment = lastAssessment(challenge);
    if (kind !== 'second-sign') setForm(kind);
    else if (assessment !== null) openDialog({ kind: 'sign-off', what: 'second-signature', about: assessment.record.digest });
  }
  if (form === 'respond') return <ResponseForm challenge={challenge} onDone={() => setForm(null)} />;
  if (form === 'assess') return <AssessmentForm challenge={challenge} actor={identity} onDone={() => setForm(null)} />;
  return (
    <>
      <div className="acts">
        {actions.filter((action) => action.why === null).map((action) => (
          <Button key={action.kind} onClick={() => begin(action.kind)} aria-label={`${action.label}, ${challenge.label}`}>{action.label}</Button>
        ))}
        {identity === null && actions.length > 0 ? <Button onClick={() => openDialog({ kind: 'identity' })}>Create identity</Button> : null}
      </div>
      {unavailable.length === 0 ? null : (
        <ul className="small q">
          {unavailable.map((action) => <li key={action.kind}>{action.label}: not available, {action.why}</li>)}
        </ul>
      )}
    </>
  );
} // prettier-ignore
