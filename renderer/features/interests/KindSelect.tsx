import { useId, type ReactNode } from 'react';
import { FieldError } from '../../components/Field.tsx';

interface KindSelectProps {
  readonly kinds: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
}

export function KindSelect({ kinds, value, onChange, error }: KindSelectProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Kind</label>
      <select id={id} className="in" value={value} aria-invalid={error === null ? undefined : true} aria-describedby={error === null ? undefined : `${id}-error`} onChange={(event) => onChange(event.target.value)}>
        <option value="">Choose</option>
        {kinds.map((kind) => <option key={kind} value={kind}>{kind}</option>)}
      </select>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
} // prettier-ignore
