import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { PolicyPreview, RosterChainView } from '../../../shared/policy/people-view.ts';
import { Icon } from '../../components/Icon.tsx';
import { DIRECTION_WORDS } from './people-words.ts';
import { toDayWords } from '../../../shared/review/words.ts';

/** What a version of the roster changes. */
export function Changes({ changes }: { readonly changes: readonly string[] }): ReactNode {
  return (
    <ul className="plainlist">
      {changes.map((words) => (
        <li key={words}>
          <Outside text={words} />
        </li>
      ))}
    </ul>
  );
}

/** What a policy pack changes, each with its direction in words. */
export function PolicyChanges({
  changes,
}: {
  readonly changes: PolicyPreview['changes'];
}): ReactNode {
  if (changes.length === 0) return <p className="q2">It changes nothing.</p>;
  return (
    <ul className="plainlist">
      {changes.map(({ what, direction }) => (
        <li key={what}>
          {direction === 'other' ? null : (
            <b className={direction === 'looser' ? 'st care' : 'st'}>
              {DIRECTION_WORDS[direction]}:{' '}
            </b>
          )}
          <Outside text={what} />
        </li>
      ))}
    </ul>
  );
}

/** Who signed a version, and which of the signatures do not count. */
export function Signatures({
  signatures,
}: {
  readonly signatures: RosterChainView['versions'][number]['signatures'];
}): ReactNode {
  return (
    <ul className="plainlist small q2">
      {signatures.map((one, index) => (
        <li key={index}>
          signed by <Outside text={one.printedName} />, {toDayWords(one.signedOn)}
          {one.void === null ? null : (
            <span className="st care">
              {' '}
              <Icon name="warning" small />
              does not count, {one.void}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
