import { Fragment, type ReactNode } from 'react';
import { splitRefs } from './refs.ts';

interface RefTextProps {
  readonly text: string;
  readonly refs: readonly string[];
  readonly onGo: (ref: string) => void;
}

/** Words of the gate in which the ids can be gone to. */
export function RefText({ text, refs, onGo }: RefTextProps): ReactNode {
  return splitRefs(text, refs).map((part, index) => (
    <Fragment key={index}>
      {part.isRef ? <button type="button" className="reflink" onClick={() => onGo(part.text)}>{part.text}</button> : part.text}
    </Fragment>
  ));
} // prettier-ignore
