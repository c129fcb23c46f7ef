/**
 * Places in a text that survive its moving about (W3C Web Annotation model, TextQuoteSelector and
 * TextPositionSelector). Only exact words anchor: a passage of which one character changed is not found,
 * because a note that sticks to a claim whose meaning flipped is worse than one without a place.
 */
import type { Selector } from '../review/records.ts';
import { toCodePointIndex } from '../document/source.ts';

type Quote = Extract<Selector, { type: 'TextQuoteSelector' }>;
type Position = Extract<Selector, { type: 'TextPositionSelector' }>;

export type AnchorState = 'exact' | 'moved' | 'orphaned';

export interface Anchor {
  /** exact: at the same position. moved: the same words elsewhere. orphaned: not found, or not certain. */
  readonly state: AnchorState;
  /** Code points of the LF-normalised source, end excluded; null when orphaned. */
  readonly start: number | null;
  readonly end: number | null;
  /** One sentence for the person who wonders. */
  readonly why: string;
}

/** Code points of context on each side of a quotation. */
const CONTEXT = 32;

/**
 * Selectors of a passage.
 * @param source LF-normalised text. @param start first code point. @param end code point after the last.
 */
export function toSelectors(
  source: string,
  start: number,
  end: number,
): readonly [Quote, Position] {
  const index = toCodePointIndex(source);
  const slice = (from: number, to: number): string =>
    source.slice(index.toIndex(Math.max(0, from)), index.toIndex(Math.min(index.length, to)));
  return [
    {
      type: 'TextQuoteSelector',
      exact: slice(start, end),
      prefix: slice(start - CONTEXT, start),
      suffix: slice(end, end + CONTEXT),
    },
    { type: 'TextPositionSelector', start, end },
  ];
}

/** Finds the place that selectors name in an LF-normalised source. Total: what is not found is orphaned. */
export function anchor(source: string, selectors: readonly Selector[]): Anchor {
  const quote = selectors.find((one): one is Quote => one.type === 'TextQuoteSelector');
  const position = selectors.find((one): one is Position => one.type === 'TextPositionSelector');
  if (quote === undefined || quote.exact === '')
    return { state: 'orphaned', start: null, end: null, why: 'It quotes no words.' };
  const index = toCodePointIndex(source);
  const length = toCodePointIndex(quote.exact).length;
  const found = (at: number, state: 'exact' | 'moved', why: string): Anchor => {
    const start = index.toCodePoint(at);
    return { state, start, end: start + length, why };
  };
  if (position !== undefined && position.end - position.start === length && position.end <= index.length) {
    const at = index.toIndex(position.start);
    if (source.startsWith(quote.exact, at))
      return found(at, 'exact', 'The words stand where they stood.');
  }
  const [best, ...others] = rank(source, quote, position === undefined ? null : index.toIndex(position.start));
  if (best === undefined)
    return { state: 'orphaned', start: null, end: null, why: 'The words are not in this text any more.' };
  if (best.context === 0 && others.length > 0)
    return { state: 'orphaned', start: null, end: null, why: 'The words stand in several places, none with the same words around them.' };
  if (others.some((one) => one.context === best.context))
    return { state: 'orphaned', start: null, end: null, why: 'The words stand in several places that look alike.' };
  return found(best.at, 'moved', 'The same words stand in another place.');
} // prettier-ignore

interface Candidate {
  readonly at: number;
  /** UTF-16 units of prefix and suffix that agree, counted away from the quotation. */
  readonly context: number;
  readonly distance: number;
}

/** All places of the quoted words, those with most of the same words around them first. */
function rank(source: string, quote: Quote, expected: number | null): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let at = source.indexOf(quote.exact); at >= 0; at = source.indexOf(quote.exact, at + 1)) {
    candidates.push({
      at,
      context:
        agreeBackwards(source, at, quote.prefix) +
        agreeForwards(source, at + quote.exact.length, quote.suffix),
      distance: expected === null ? 0 : Math.abs(at - expected),
    });
  }
  return candidates.sort(
    (left, right) => right.context - left.context || left.distance - right.distance,
  );
}

function agreeBackwards(source: string, at: number, prefix: string): number {
  let count = 0;
  while (count < prefix.length && at - 1 - count >= 0 && source[at - 1 - count] === prefix[prefix.length - 1 - count])
    count += 1;
  return count;
} // prettier-ignore

function agreeForwards(source: string, at: number, suffix: string): number {
  let count = 0;
  while (count < suffix.length && source[at + count] === suffix[count]) count += 1;
  return count;
}
