import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface ButtonProps extends Omit<
  ComponentPropsWithRef<'button'>,
  'className' | 'type' | 'disabled'
> {
  readonly kind?: 'plain' | 'main' | 'quiet' | 'grave';
  readonly icon?: IconName;
  /** Keys that do the same, shown after the words: "Ctrl Enter". */
  readonly keys?: string;
  /** Shows only the icon; the words become the name for screen readers and the tooltip. */
  readonly isIconOnly?: boolean;
  /** Visible and focusable, but does nothing. The reason stands beside it, named by `aria-describedby`. */
  readonly isOff?: boolean;
}

export function Button(props: ButtonProps): ReactNode {
  const {
    kind = 'plain',
    icon,
    keys,
    isIconOnly = false,
    isOff = false,
    children,
    onClick,
    ...rest
  } = props;
  const classes = ['btn', kind === 'plain' ? '' : kind, isIconOnly ? 'icon' : ''].filter(
    (name) => name !== '',
  );
  const name =
    isIconOnly && typeof children === 'string' ? { 'aria-label': children, title: children } : {};
  function press(event: MouseEvent<HTMLButtonElement>): void {
    if (!isOff) onClick?.(event);
  }
  return (
    <button
      {...rest}
      {...name}
      type="button"
      className={classes.join(' ')}
      aria-disabled={isOff || undefined}
      onClick={press}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {isIconOnly ? null : children}
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </button>
  );
}
