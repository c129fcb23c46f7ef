/** The indenture: one sheet cut along a toothed line, so that the two halves prove each other. */
import type { ReactNode } from 'react';

export function Brand({ size }: { readonly size: number }): ReactNode {
  return (
    <svg className="brand" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <path className="brand-full" d="M3 3h14.5l-5 6.5 7 6.5-7 6.5 5 6.5H3z" />
      <path className="brand-line" d="M21.2 3.9h6.9v24.2h-6.9l-4.3-5.6 7-6.5-7-6.5z" />
    </svg>
  );
}
