import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { CONDITION_PARTS, CONDITION_WORDS, conditionCount, conditionKey, withoutCondition, type ConditionPart, type Fields } from './sign-off-form.ts'; // prettier-ignore

interface ConditionFieldsProps {
  readonly fields: Fields;
  readonly onChange: (change: Fields) => void;
}

/** Duties attached to an approval. Each has all seven parts, and its verifier is not its owner (R22). */
export function ConditionFields({ fields, onChange }: ConditionFieldsProps): ReactNode {
  const count = conditionCount(fields);
  return (
    <div className="conditions">
      {Array.from({ length: count }, (_, index) => (
        <fieldset key={index} className="condition">
          <legend>Condition {index + 1}</legend>
          {CONDITION_PARTS.map((part) => (
            <Field key={part} label={CONDITION_WORDS[part]} rows={part === 'duty' ? 2 : 1} value={fields[conditionKey(index, part)] ?? ''} error={toPartError(fields, index, part)} onChange={(value) => onChange({ [conditionKey(index, part)]: value })} isRequired />
          ))}
          <Button kind="quiet" onClick={() => onChange(withoutCondition(fields, index))}>Remove condition {index + 1}</Button>
        </fieldset>
      ))}
      <div><Button icon="plus" onClick={() => onChange({ conditions: String(count + 1) })}>Add condition</Button></div>
    </div>
  );
} // prettier-ignore

function toPartError(fields: Fields, index: number, part: ConditionPart): string | null {
  if (part !== 'verifier') return null;
  const owner = fields[conditionKey(index, 'owner')]?.trim().toLowerCase() ?? '';
  const verifier = fields[conditionKey(index, 'verifier')]?.trim().toLowerCase() ?? '';
  return owner !== '' && owner === verifier
    ? 'The verifier cannot be the owner. Choose someone else.'
    : null;
}
