import { useId, type ReactNode } from 'react';
import { RULES } from '../../../shared/policy/rules.ts';
import { Field } from '../../components/Field.tsx';
import { Message } from '../../components/Message.tsx';
import { useReview } from '../../state/review.ts';
import { DecisionCard } from './SignOffCards.tsx';
import type { Fields } from './sign-off-form.ts';

interface FieldsProps {
  readonly fields: Fields;
  readonly onChange: (change: Fields) => void;
}

/** The decision, and what one person has against it. Nobody shortens it and no export leaves it out. */
export function DissentWords({ about, fields, onChange }: FieldsProps & { readonly about: string | null }): ReactNode {
  const decision = useReview((state) => state.view?.decisions.find((view) => view.record.digest === about));
  return (
    <>
      {decision === undefined ? <Message tone="care" title="No decision to dissent from"><p>The decision that this was about is not in the log any more as it was. Close this and choose it again.</p></Message> : <section aria-label="What you dissent from"><div className="openhead"><h3>What you dissent from</h3></div><DecisionCard view={decision} /></section>}
      <Field label="Your dissent" rows={12} value={fields['words'] ?? ''} onChange={(words) => onChange({ words })} hint="Kept word for word, beside the decision and in every export." isRequired />
    </>
  );
} // prettier-ignore

/** A rule that is set aside: which, why, and who gains. It makes nothing an approval. */
export function OverrideFields({ fields, onChange }: FieldsProps): ReactNode {
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={id}>Rule that is set aside</label>
        <select id={id} className="in" value={fields['rule'] ?? ''} onChange={(event) => onChange({ rule: event.target.value })}>
          <option value="">Choose</option>
          {Object.entries(RULES).map(([rule, { title }]) => <option key={rule} value={rule}>{rule}, {title}</option>)}
        </select>
      </div>
      <Field label="Reason" rows={6} value={fields['reason'] ?? ''} onChange={(reason) => onChange({ reason })} isRequired />
      <Field label="Who gains by it" rows={2} value={fields['beneficiary'] ?? ''} onChange={(beneficiary) => onChange({ beneficiary })} isRequired />
      <Message tone="care"><p>It heads the decision and every export. It opens no label that a rule closes.</p></Message>
    </>
  );
} // prettier-ignore
