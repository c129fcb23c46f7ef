/** Why the reading order names this node, where it is not for the reach alone, which is said elsewhere. */
import type { ReactNode } from 'react';
import { useCase } from '../../state/case.ts';
import { useReadingOrder } from '../workspace/reading-queue.ts';

export function WhyRead({ id }: { readonly id: string }): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const { of, items } = useReadingOrder();
  const item = of === safetyCase ? items.find((one) => one.id === id) : undefined;
  return item === undefined || item.rank === 3 ? null : <p className="small q2">Read early: {item.why}</p>; // prettier-ignore
}
