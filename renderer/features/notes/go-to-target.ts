import type { Target } from '../../../shared/review/records.ts';
import { showSection } from '../../state/app.ts';
import { select } from '../../state/reading.ts';

/** Goes to what a note or a challenge is about, at its passage. */
export function goToTarget(target: Target): void {
  if (target.kind !== 'node' && target.kind !== 'document' && target.kind !== 'evidence') return;
  select({
    kind: target.kind,
    id: target.id,
    ...(target.block === undefined ? {} : { place: target.block }),
  });
  showSection('read');
}
