import type { Target } from '../../../shared/review/records.ts';

/** The words that a target points at; empty where it is about a whole object. */
export function toQuote(target: Target): string {
  const quote = target.selector?.find((selector) => selector.type === 'TextQuoteSelector');
  return quote?.exact ?? '';
}
