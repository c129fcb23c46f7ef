/** What rules found at an object. Computed here, so that nobody takes it for a person's doubt. */
import type { ReactNode } from 'react';
import type { Finding } from '../../../shared/case/model.ts';
import { Icon } from '../../components/Icon.tsx';

export interface FindingListProps {
  readonly findings: readonly Finding[];
  readonly title: string;
}

export function FindingList({ findings, title }: FindingListProps): ReactNode {
  if (findings.length === 0) return null;
  const isOpen = findings.some((one) => one.severity !== 'info');
  return (
    <section aria-label={title}>
      <div className={isOpen ? 'openhead' : 'shuthead'}>
        <h3>{title}</h3>
        <span className="cnt">{findings.length}, computed here</span>
      </div>
      <ul className="findings">
        {findings.map((one, at) => (
          <li key={at}>
            <span className={one.severity === 'info' ? 'q' : 'findicon'}><Icon name={one.severity === 'info' ? 'info' : 'warning'} /></span>
            <div>
              <p>{one.message}</p>
              <p className="small q">{one.fix}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
} // prettier-ignore
