import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { FieldError } from './Field.tsx';
import './controls.css';

interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  /** "new" while one is being chosen. Nothing is ever offered for saving. */
  readonly use?: 'current' | 'new';
  /** Absent: Enter does nothing, as when signing. */
  readonly onEnter?: () => void;
  readonly autoFocus?: boolean;
}

/** A passphrase with a button that shows it. The value lives in the form's state only, never in a draft. */
export function PassphraseField(props: PassphraseFieldProps): ReactNode {
  const { label, value, onChange, hint, error = null, use = 'current', onEnter } = props;
  const id = useId();
  const [isShown, setShown] = useState(false);
  const described = [hint === undefined ? null : `${id}-hint`, error === null ? null : `${id}-error`].filter((part) => part !== null);
  function keyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onEnter?.();
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="r pass">
        <input
          id={id}
          className="in grow"
          type={isShown ? 'text' : 'password'}
          value={value}
          maxLength={1_000}
          autoComplete={use === 'new' ? 'new-password' : 'current-password'}
          spellCheck={false}
          autoFocus={props.autoFocus}
          aria-invalid={error === null ? undefined : true}
          aria-describedby={described.length === 0 ? undefined : described.join(' ')}
          onKeyDown={keyDown}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button kind="quiet" aria-label={`${isShown ? 'Hide' : 'Show'} ${label.toLowerCase()}`} onClick={() => setShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'}
        </Button>
      </div>
      {hint === undefined ? null : <span className="hint" id={`${id}-hint`}>{hint}</span>}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
} // prettier-ignore
