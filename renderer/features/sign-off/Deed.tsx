import { useEffect, useRef, type ReactNode } from 'react';
import { toCount } from '../../../shared/review/words.ts';
import { splitDigests } from './refs.ts';

interface DeedProps {
  readonly text: readonly string[];
  readonly textDigest: string;
  /** Told once the end of exactly this text has been on screen. */
  readonly onEndSeen: (textDigest: string) => void;
}

const TEETH = Array.from(
  { length: 34 },
  (_, index) => `L${index * 10 + 5} 1L${index * 10 + 10} 8.5`,
).join('');

/** The text that will be signed, word for word, under the toothed edge of an indenture. */
export function Deed({ text, textDigest, onEndSeen }: DeedProps): ReactNode {
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const mark = end.current;
    if (mark === null) return undefined;
    // Observed against the window, so that a text below the edge of any pane is not on screen.
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onEndSeen(textDigest);
    });
    observer.observe(mark);
    return () => observer.disconnect();
  }, [textDigest, onEndSeen]);
  return (
    <>
      <div className="shuthead first"><h3 id="deed-head">Text to be signed</h3><span className="cnt">plain text, {toCount(text.length, 'paragraph')}</span></div>
      <svg className="indent" viewBox="0 0 340 9" preserveAspectRatio="none" aria-hidden="true">
        <path fill="none" stroke="currentColor" vectorEffect="non-scaling-stroke" d={`M0 9${TEETH}`} />
      </svg>
      <div className="deed" role="region" aria-labelledby="deed-head" tabIndex={0}>
        {text.map((paragraph, index) => (
          <p key={index}>{splitDigests(paragraph).map((part, at) => (part.isRef ? <span className="mono" key={at}>{part.text}</span> : part.text))}</p>
        ))}
        <span ref={end} className="deedend" />
      </div>
    </>
  );
} // prettier-ignore
