/**
 * Words from outside, such as names of people, files and cases, inside a sentence of ours. They are
 * isolated, so that text that runs from right to left does not rearrange what stands around it, and a
 * character that cannot be seen is written out, since two names may differ in nothing else (threats 19).
 */
import type { ReactNode } from 'react';
import { splitUnseen } from './unseen.ts';

export function Outside({ text }: { readonly text: string }): ReactNode {
  return (
    <bdi>
      {splitUnseen(text).map(({ words, isUnseen }, at) =>
        isUnseen ? (
          <span key={at} className="unseen" title="A character that cannot be seen">
            {words}
          </span>
        ) : (
          words
        ),
      )}
    </bdi>
  );
}
