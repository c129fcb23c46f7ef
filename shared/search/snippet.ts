/** A stretch of a text around its hits, cut between words, for showing hits in context. */
import type { Stretch } from './segment.ts';

export interface Snippet {
  readonly text: string;
  /** UTF-16 index in the original at which `text` begins. */
  readonly start: number;
  /** Hits within `text`. */
  readonly marks: readonly Stretch[];
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** Units shown before the first hit. */
const BEFORE = 60;
/** A cut is moved by up to so many units to stand between words. */
const SLACK = 16;

/** At most about `length` UTF-16 units of `text`, beginning shortly before its first hit. */
export function toSnippet(text: string, hits: readonly Stretch[], length: number): Snippet {
  const first = hits[0]?.[0] ?? 0;
  const wanted = text.length <= length ? 0 : Math.max(0, Math.min(first - BEFORE, text.length - length)); // prettier-ignore
  const start = toWordStart(text, wanted);
  const end = toWordEnd(text, Math.max(start + length, hits[0]?.[1] ?? 0));
  const marks = hits
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]): Stretch => [from - start, to - start]);
  return {
    text: text.slice(start, end),
    start,
    marks,
    isCutBefore: start > 0,
    isCutAfter: end < text.length,
  };
}

function toWordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  for (let next = at; next < at + SLACK && next < text.length; next += 1)
    if (/\s/u.test(text[next - 1] ?? '')) return next;
  return isInPair(text, at) ? at + 1 : at;
}

function toWordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  for (let next = at; next > at - SLACK && next > 0; next -= 1)
    if (/\s/u.test(text[next] ?? '')) return next;
  return isInPair(text, at) ? at + 1 : at;
}

function isInPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
