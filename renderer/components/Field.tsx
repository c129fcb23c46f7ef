import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { Icon } from './Icon.tsx';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** What is wrong with the value, in words that say what to do. */
  readonly error?: string | null;
  /** More than one: a text area set in the type of what is argued. */
  readonly rows?: number;
  readonly type?: 'text' | 'date';
  readonly isRequired?: boolean;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** A labelled input with its hint and its error, which screen readers hear with it. */
export function Field(props: FieldProps): ReactNode {
  const { label, value, onChange, hint, error = null, rows = 1, type = 'text' } = props;
  const id = useId();
  const described = [
    hint === undefined ? null : `${id}-hint`,
    error === null ? null : `${id}-error`,
  ].filter((part) => part !== null);
  const common = {
    id,
    className: 'in',
    value,
    maxLength: props.maxLength ?? 20_000,
    placeholder: props.placeholder,
    required: props.isRequired,
    'aria-invalid': error === null ? undefined : true,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    // Only where a sheet was opened to write in this very field.
    autoFocus: props.autoFocus,
    ref: props.inputRef,
    spellCheck: rows > 1,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows > 1 ? (
        <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...common} type={type} autoComplete="off" onKeyDown={doNotSubmit} onChange={(event) => onChange(event.target.value)} />
      )}
      {hint === undefined ? null : <span className="hint" id={`${id}-hint`}>{hint}</span>}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
} // prettier-ignore

/** The words of an error at the control that failed. Stays in the tree, so that its arrival is announced. */
export function FieldError({ id, error }: { readonly id: string; readonly error: string | null }): ReactNode {
  return (
    <span className="err" id={id} role="alert" hidden={error === null}>
      {error === null ? null : <><Icon name="warning" small /> {error}</>}
    </span>
  );
} // prettier-ignore

/** Enter in a one-line field does nothing: what a form does has its own key or button. */
function doNotSubmit(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
}
