/** Thick rule, hair rule: a thick one heads what is not settled, a hair heads what is (design.md 1). */
import type { ReactNode } from 'react';

export interface OpenHeadProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly level?: 2 | 3;
  readonly id?: string;
  readonly count?: ReactNode;
}

export function OpenHead({ title, isOpen, level = 3, id, count }: OpenHeadProps): ReactNode {
  const Head = level === 2 ? 'h2' : 'h3';
  return (
    <div className={isOpen ? 'openhead' : 'shuthead'}>
      <Head id={id}>{title}</Head>
      {count !== undefined && <span className="cnt">{count}</span>}
    </div>
  );
}
