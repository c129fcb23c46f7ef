/** Opens the composer on what is pointed at. */
import { say } from '../../state/app.ts';
import { compose } from '../../state/composer.ts';
import type { Selection } from '../../state/reading.ts';
import { toPointedAt } from './current-target.ts';

export function composeAbout(
  kind: 'note' | 'challenge',
  selection: Selection | null,
  withFocus: boolean,
): void {
  const pointed = selection === null ? null : toPointedAt(selection, withFocus);
  if (pointed === null) say('Choose a claim, a passage or a piece of evidence first.', 'care');
  else compose(kind, pointed.target, pointed.quote);
}
