/** A key or key combination, in the words of the platform's keyboard. */
import type { ReactNode } from 'react';

export function Kbd({
  children,
  cap = false,
}: {
  readonly children: string;
  readonly cap?: boolean;
}): ReactNode {
  return <kbd className={cap ? 'cap' : undefined}>{children}</kbd>;
}
