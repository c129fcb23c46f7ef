/**
 * Items made ready to be searched: their folded words one after another in one text, so that looking for a
 * word is a single pass of the engine over it, with exact places. A case is a list of segments (the
 * argument, each file, the records), so that one can be replaced without the others.
 */
import { fold, type Folded, type Places, toOriginal } from './fold.ts';
import type { SearchItem } from './item.ts';

/** In the order in which they count: a hit in the id comes before one in the title. */
export const FIELDS = ['id', 'title', 'body'] as const;
export type Field = (typeof FIELDS)[number];

export interface Segment {
  readonly items: readonly SearchItem[];
  /** Folded fields of all items, each with a line end after it, which no folded text holds. */
  readonly text: string;
  /** Where each field begins in `text`, and the end of all. Item i has fields 3i to 3i + 2. */
  readonly starts: Int32Array;
  /** By number of the field, for those whose places are not simply those of the original. */
  readonly places: ReadonlyMap<number, Places>;
}

export function toSegment(items: readonly SearchItem[]): Segment {
  const starts = new Int32Array(items.length * FIELDS.length + 1);
  const places = new Map<number, Places>();
  const parts: string[] = [];
  let at = 0;
  let number = 0;
  for (const item of items) {
    for (const field of FIELDS) {
      const folded = fold(textOf(item, field));
      if (folded.places !== null) places.set(number, folded.places);
      starts[number] = at;
      parts.push(folded.text);
      at += folded.text.length + 1;
      number += 1;
    }
  }
  starts[number] = at;
  parts.push('');
  return { items, text: parts.join('\n'), starts, places };
}

/** The words of a field that are searched. A part has the id of its subject, which is not among its words. */
export function textOf(item: SearchItem, field: Field): string {
  return field === 'id' && item.isPart ? '' : item[field];
}

/** How good a hit is, the best first. Bodies are not ranked among themselves: they stay in their order. */
export const RANKS = ['exact id', 'in the id', 'word of the title', 'in the title', 'in the body'] as const; // prettier-ignore

/**
 * Looks for folded words in every item. Answers for each item 0 where they are not in it, else 1 + the
 * place in RANKS of its best hit.
 */
export function scan(segment: Segment, wanted: string): Uint8Array {
  const { items, text, starts } = segment;
  const ranks = new Uint8Array(items.length);
  let number = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at)) {
    number = fieldAt(starts, at, number);
    const field = number % FIELDS.length;
    const item = (number - field) / FIELDS.length;
    const rank = rankOf(segment, number, at, wanted.length);
    const before = ranks[item] ?? 0;
    const best = rank > 0 && (before === 0 || rank < before) ? rank : before;
    ranks[item] = best;
    // Where nothing better can follow in this item: on to the next one, not to the next letter.
    const isDone = best > 0 && (best <= 3 || field === 2);
    at = isDone ? (starts[(item + 1) * FIELDS.length] ?? text.length) : at + 1;
  }
  return ranks;
}

function rankOf(segment: Segment, number: number, at: number, length: number): number {
  const { text, starts, places } = segment;
  const start = starts[number] ?? 0;
  const known = places.get(number);
  if (known !== undefined && isCut(known, at - start, at - start + length)) return 0;
  const field = number % FIELDS.length;
  if (field === 0) return at === start && text[at + length] === '\n' ? 1 : 2;
  if (field === 2) return 5;
  const isInside = at > start && isWordUnit(text, at - 1) && isWordUnit(text, at);
  return isInside ? 4 : 3;
}

function isCut({ starts }: Places, from: number, to: number): boolean {
  return (
    (from > 0 && starts[from] === starts[from - 1]) ||
    (to < starts.length && starts[to] === starts[to - 1])
  );
}

const WORD = /[\p{L}\p{N}]/u;

function isWordUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 128)
    return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
  return WORD.test(text[at] ?? '');
}

/** Number of the field that holds a place: near the last one mostly, else by halving. */
function fieldAt(starts: Int32Array, at: number, from: number): number {
  for (let number = from; number < from + 4; number += 1)
    if (at < (starts[number + 1] ?? Infinity)) return number;
  let low = from + 4;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

export type Stretch = readonly [start: number, end: number];

/** Most places that are looked up for one word of a field: a hit in context shows the first ones. */
const MOST_PLACES = 40;

/** The first places of folded words in a field as it was written: UTF-16, in order, none over another. */
export function placesIn(
  { text, starts, places }: Segment,
  number: number,
  wanted: readonly string[],
): readonly Stretch[] {
  const start = starts[number] ?? 0;
  const end = (starts[number + 1] ?? text.length) - 1;
  const folded: Folded = { text: text.slice(start, end), places: places.get(number) ?? null };
  return joined(wanted.flatMap((words) => placesOf(folded, words)));
}

function placesOf(folded: Folded, words: string): readonly Stretch[] {
  const all: Stretch[] = [];
  if (words === '') return all;
  for (let at = folded.text.indexOf(words); at >= 0; at = folded.text.indexOf(words, at + 1)) {
    const stretch = toOriginal(folded, at, at + words.length);
    if (stretch !== null) all.push(stretch);
    if (all.length === MOST_PLACES) break;
  }
  return all;
}

function joined(stretches: Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const next of stretches.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last === undefined || next[0] >= last[1]) result.push(next);
    else result[result.length - 1] = [last[0], Math.max(last[1], next[1])];
  }
  return result;
}
