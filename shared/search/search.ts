/**
 * Answers a query over segments. Everything that matches is counted; what is listed is limited, and the
 * counts say so. Ranking: an exact id, an id, the title, the body; then the order of the case.
 */
import { NO_FACTS, type Facts } from './facts.ts';
import { fold } from './fold.ts';
import { AREAS, type Area, type Kind, type SearchItem } from './item.ts';
import type { Filter, Query } from './query.ts';
import { FIELDS, placesIn, scan, type Segment, type Stretch } from './segment.ts';
import { type Snippet, toSnippet } from './snippet.ts';

export interface Hit {
  readonly key: string;
  readonly area: Area;
  readonly kind: Kind;
  readonly subject: string;
  readonly id: string;
  readonly isPart: boolean;
  readonly where: string;
  /** Where to go in the subject: block id, "row:column" with the head as row 0, JSON pointer. Null: the whole. */
  readonly place: string | null;
  readonly idMarks: readonly Stretch[];
  readonly title: Snippet;
  /** Null where the body is empty, or has no hit while the title or id has. */
  readonly body: Snippet | null;
}

export interface HitGroup {
  readonly area: Area;
  /** All that match, also those beyond the limit. */
  readonly count: number;
  readonly hits: readonly Hit[];
}

export interface SearchAnswer {
  readonly count: number;
  /** Areas with something in them, an exact id first. */
  readonly groups: readonly HitGroup[];
  readonly kinds: readonly { readonly kind: Kind; readonly count: number }[];
}

interface Found {
  readonly segment: Segment;
  /** Number of the item in its segment. */
  readonly at: number;
  readonly item: SearchItem;
  readonly rank: number;
}

const TITLE_LENGTH = 240;
const BODY_LENGTH = 260;

/** `limit`: most hits listed in one area. A query without words lists objects, never their passages. */
export function search(
  segments: readonly Segment[],
  query: Query,
  { facts = NO_FACTS, limit }: { readonly facts?: Facts; readonly limit: number },
): SearchAnswer {
  const wanted = toWanted(query, false);
  const unwanted = toWanted(query, true);
  const passes = toPasses(query.filters, facts);
  const found: Found[] = [];
  for (const segment of segments) findIn(segment, wanted, unwanted, passes, found);
  return toAnswer(found, wanted, limit);
}

/** Only how many match, for the counts beside views. */
export function countMatches(
  segments: readonly Segment[],
  query: Query,
  facts: Facts = NO_FACTS,
): number {
  const passes = toPasses(query.filters, facts);
  const [wanted, unwanted] = [toWanted(query, false), toWanted(query, true)];
  const found: Found[] = [];
  for (const segment of segments) findIn(segment, wanted, unwanted, passes, found);
  return found.length;
}

/** True where an answer needs what only the structure tells. */
export function needsOrders({ filters }: Query): boolean {
  return filters.some(({ name, values }) => name === 'order' || (name === 'is' && values.includes('shared'))); // prettier-ignore
}

function toWanted({ words }: Query, isNot: boolean): readonly string[] {
  const folded = words.filter((one) => one.isNot === isNot).map((one) => fold(one.text).text.trim());
  return [...new Set(folded)].filter((one) => one !== '');
} // prettier-ignore

function findIn(
  segment: Segment,
  wanted: readonly string[],
  unwanted: readonly string[],
  passes: (item: SearchItem) => boolean,
  found: Found[],
): void {
  const { items } = segment;
  const scans = wanted.map((words) => scan(segment, words));
  const against = unwanted.map((words) => scan(segment, words));
  items.forEach((item, at) => {
    if (wanted.length === 0 && item.isPart) return;
    let rank = 0;
    for (const ranks of scans) {
      const one = ranks[at] ?? 0;
      if (one === 0) return;
      rank += one;
    }
    if (against.some((ranks) => (ranks[at] ?? 0) > 0)) return;
    if (passes(item))
      found.push({ segment, at, item, rank: scans.length === 0 ? 0 : rank / scans.length });
  });
}

function toPasses(filters: readonly Filter[], facts: Facts): (item: SearchItem) => boolean {
  const tests = filters.map((filter) => toTest(filter, facts));
  return (item) => tests.every((test) => test(item));
}

function toTest(filter: Filter, facts: Facts): (item: SearchItem) => boolean {
  const passes = toPlainTest(filter, facts);
  return filter.isNot ? (item) => !passes(item) : passes;
}

function toPlainTest({ name, values }: Filter, facts: Facts): (item: SearchItem) => boolean {
  const set: ReadonlySet<string> = new Set(values);
  switch (name) {
    case 'kind':
      return (item) => set.has(item.kind);
    case 'in':
      return (item) => set.has(item.area);
    case 'is':
      return (item) => {
        const known: ReadonlySet<string> | undefined = facts.of.get(item.subject)?.is;
        return known !== undefined && values.some((one) => known.has(one));
      };
    case 'order':
      return (item) => set.has(String(facts.of.get(item.subject)?.order ?? ''));
    case 'owner': {
      const beginnings = values.map((one) => fold(one).text.trim());
      return (item) => item.owners.some((owner) => beginnings.some((one) => beginsWith(owner, one)));
    }
    case 'id': {
      const patterns = values.map((one) => ({ text: fold(one.replace(/\*+$/, '')).text.trim(), isOpen: one.endsWith('*') })); // prettier-ignore
      return ({ id }) => {
        const folded = fold(id).text;
        return patterns.some(({ text, isOpen }) => isOpen ? folded.startsWith(text) : folded === text); // prettier-ignore
      };
    }
  }
} // prettier-ignore

/** The name, or any word of it, begins with the folded text. */
function beginsWith(owner: string, text: string): boolean {
  const folded = fold(owner).text;
  return folded.startsWith(text) || folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(text)); // prettier-ignore
}

function toAnswer(found: readonly Found[], wanted: readonly string[], limit: number): SearchAnswer {
  const kinds = new Map<Kind, number>();
  const areas = new Map<Area, Found[]>(AREAS.map((area) => [area, []]));
  for (const one of found) {
    kinds.set(one.item.kind, (kinds.get(one.item.kind) ?? 0) + 1);
    areas.get(one.item.area)?.push(one);
  }
  const groups = [...areas].flatMap(([area, all]) => {
    if (all.length === 0) return [];
    const best = takeBest(all, limit);
    const hits = best.map((one) => toHit(one, wanted));
    return [{ hasExactId: best[0]?.rank === 1, group: { area, count: all.length, hits } }];
  });
  return {
    count: found.length,
    groups: groups.sort((a, b) => Number(b.hasExactId) - Number(a.hasExactId)).map((one) => one.group),
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
  };
} // prettier-ignore

/** The first ones by rank; what ranks alike stays in the order of the case. */
function takeBest(all: readonly Found[], limit: number): readonly Found[] {
  const ranks = [...new Set(all.map((one) => one.rank))].sort((a, b) => a - b);
  const best: Found[] = [];
  for (const rank of ranks) {
    if (best.length >= limit) break;
    best.push(...all.filter((one) => one.rank === rank).slice(0, limit - best.length));
  }
  return best;
}

function toHit({ segment, at, item }: Found, wanted: readonly string[]): Hit {
  const { key, area, kind, subject, id, isPart, where } = item;
  const [inId = [], inTitle = [], inBody = []] = FIELDS.map((_, field) =>
    placesIn(segment, at * FIELDS.length + field, wanted),
  );
  const hasBody = item.body !== '' && (inBody.length > 0 || inId.length + inTitle.length === 0);
  return {
    key, area, kind, subject, id, isPart, where,
    place: toPlace(item, inBody[0]?.[0] ?? 0),
    idMarks: inId,
    title: toSnippet(item.title, inTitle, TITLE_LENGTH),
    body: hasBody ? toSnippet(item.body, inBody, BODY_LENGTH) : null,
  }; // prettier-ignore
}

/** The cell of a row in which the first hit stands; the place of any other item as it is. */
function toPlace({ place, cells }: SearchItem, at: number): string | null {
  if (place === null || cells === undefined) return place;
  const column = cells.findLastIndex((start) => start <= at);
  return `${place}:${String(Math.max(0, column))}`;
}
