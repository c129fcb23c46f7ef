import { useId, type ReactNode } from 'react';
import './controls.css';

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string | null;
  /** Why the option is not available; it stays in the list with these words beside it. */
  readonly why?: string | null;
  /** Single key that chooses it, shown after the words. */
  readonly keys?: string;
}

interface OptionListProps<T extends string> {
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly layout?: 'column' | 'two columns' | 'row';
  readonly isLegendHidden?: boolean;
}

/** One choice of several. Options that are closed stay visible with the reason, and cannot be chosen. */
export function OptionList<T extends string>(props: OptionListProps<T>): ReactNode {
  const { legend, options, value, onChange, layout = 'column' } = props;
  const name = useId();
  const className = { column: 'opts', 'two columns': 'opts kinds', row: 'opts inrow' }[layout];
  return (
    <fieldset>
      <legend className={props.isLegendHidden === true ? 'vh' : undefined}>{legend}</legend>
      <div className={className}>
        {options.map((option) => (
          <OneOption
            key={option.value}
            name={name}
            option={option}
            isChosen={option.value === value}
            onChoose={() => onChange(option.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface OneOptionProps {
  readonly name: string;
  readonly option: Option<string>;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function OneOption({ name, option, isChosen, onChoose }: OneOptionProps): ReactNode {
  const id = useId();
  const isOff = typeof option.why === 'string';
  // The name is the words alone; reason and hint describe it, so that a list is quick to hear.
  const described = [isOff ? `${id}-why` : null, typeof option.hint === 'string' ? `${id}-hint` : null].filter((part) => part !== null);
  return (
    <label className={isOff ? 'opt off' : 'opt'}>
      <input type="radio" name={name} value={option.value} checked={isChosen} disabled={isOff} aria-labelledby={`${id}-words`} aria-describedby={described.length === 0 ? undefined : described.join(' ')} onChange={onChoose} />
      <span id={`${id}-words`}>{option.label}</span>
      {isOff ? <span className="small" id={`${id}-why`}>{option.why}</span> : option.keys === undefined ? null : <kbd>{option.keys}</kbd>}
      {typeof option.hint === 'string' ? <small id={`${id}-hint`}>{option.hint}</small> : null}
    </label>
  );
} // prettier-ignore

interface CheckProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly hint?: string | null;
  /** Why it cannot be ticked now, in words; null when it can. */
  readonly why?: string | null;
}

export function Check({ label, isChecked, onChange, hint = null, why = null }: CheckProps): ReactNode {
  const id = useId();
  const words = why ?? hint;
  return (
    <label className={why === null ? 'opt' : 'opt off'}>
      <input type="checkbox" checked={isChecked} disabled={why !== null} aria-labelledby={`${id}-words`} aria-describedby={words === null ? undefined : `${id}-more`} onChange={(event) => onChange(event.target.checked)} />
      <span id={`${id}-words`}>{label}</span>
      {words === null ? null : <small id={`${id}-more`}>{words}</small>}
    </label>
  );
} // prettier-ignore
