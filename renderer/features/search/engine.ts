/** What the search worker holds: the segments of the case, its files and its records, and what is known of them. */
import { anchor } from '../../../shared/annotation/anchor.ts';
import { parseDocument } from '../../../shared/document/parse-document.ts';
import { parsePlainText } from '../../../shared/document/plain-text.ts';
import { toLfSource } from '../../../shared/document/source.ts';
import { toCaseItems } from '../../../shared/search/case-items.ts';
import { NO_FACTS, type Facts } from '../../../shared/search/facts.ts';
import { toDocumentItems, toJsonItems, toTableItems } from '../../../shared/search/file-items.ts';
import { type SearchItem, toSubject } from '../../../shared/search/item.ts';
import { parseQuery, type Query } from '../../../shared/search/query.ts';
import { toReviewItems } from '../../../shared/search/review-items.ts';
import { countMatches, needsOrders, search } from '../../../shared/search/search.ts';
import { type Segment, toSegment } from '../../../shared/search/segment.ts';
import { toFacts } from '../../../shared/search/to-facts.ts';
import type { Target } from '../../../shared/review/records.ts';
import { parseStrictJson } from '../../../shared/trust/strict-json.ts';
import { toJsonRows } from '../evidence/json-rows.ts';
import { parseTable } from '../reading/parse-table.ts';
import { toFigure } from './words.ts';
import type { FileToSearch, Outcome, ReviewToSearch, SearchedCase } from './protocol.ts';

/** Most passages, rows or values of one file; a table of more is searched in its first ones, and says so. */
export const MOST_PARTS = 200_000;

export interface Engine {
  takeCase(safetyCase: SearchedCase): void;
  /** Answers what of the file is left out, in words; null when all of it is searched. */
  takeFile(file: FileToSearch): string | null;
  takeReview(review: ReviewToSearch): void;
  search(query: string, limit: number): Outcome;
  /** How many match; null where the query is not understood or has no answer yet. */
  count(query: string): number | null;
}

export function createEngine(): Engine {
  let safetyCase: SearchedCase | null = null;
  let argument: Segment = toSegment([]);
  let records: Segment = toSegment([]);
  let facts: Facts = NO_FACTS;
  let review: ReviewToSearch | null = null;
  const files = new Map<string, Segment>();
  /** Sources as quotations count in them, by subject: to see whether quoted words are still there. */
  const sources = new Map<string, string>();

  function updateFacts(): void {
    if (safetyCase === null || review === null) return;
    const orphaned = findOrphaned(review, sources);
    facts = toFacts({ ...review, safetyCase, orphaned });
  }
  function segments(): readonly Segment[] {
    return [argument, ...files.values(), records];
  }
  function isWaiting(query: Query): boolean {
    return needsOrders(query) && !facts.hasOrders;
  }
  return {
    takeCase(next) {
      safetyCase = next;
      argument = toSegment(toCaseItems(next));
      records = toSegment([]);
      facts = NO_FACTS;
      review = null;
      files.clear();
      sources.clear();
    },
    takeFile(file) {
      const subject = toSubject(file.subject.kind, file.subject.id);
      sources.set(subject, toLfSource(file.text));
      const items = toItems(file);
      files.set(subject, toSegment(items.slice(0, MOST_PARTS)));
      if (review !== null && quotes(review, subject)) updateFacts();
      return items.length <= MOST_PARTS ? null : `only the first ${toFigure(MOST_PARTS)} of ${toFigure(items.length)} rows, values or passages are searched`; // prettier-ignore
    },
    takeReview(next) {
      review = next;
      records = toSegment(toReviewItems(next.view));
      updateFacts();
    },
    search(text, limit) {
      const { query, problems } = parseQuery(text);
      if (problems.length > 0) return { state: 'not understood', problems };
      if (isWaiting(query)) return { state: 'waiting' };
      return { state: 'answered', answer: search(segments(), query, { facts, limit }) };
    },
    count(text) {
      const { query, problems } = parseQuery(text);
      if (problems.length > 0 || isWaiting(query)) return null;
      return countMatches(segments(), query, facts);
    },
  };
}

function toItems({ subject, path, as, text }: FileToSearch): readonly SearchItem[] {
  switch (as) {
    case 'markdown':
      return toDocumentItems(subject, parseDocument(path, text));
    case 'plain':
      return toDocumentItems(subject, parsePlainText(path, text));
    case 'csv':
      return toTableItems(subject, parseTable(text));
    case 'json':
      return toJsonOrText(subject, path, text);
  }
}

/** A file that cannot be shown as a tree is shown as text, and is searched as what is shown. */
function toJsonOrText(
  subject: FileToSearch['subject'],
  path: string,
  text: string,
): readonly SearchItem[] {
  try {
    const root = parseStrictJson(text, path, { numbers: 'finite' });
    return toJsonItems(subject, toJsonRows(root));
  } catch {
    return toDocumentItems(subject, parsePlainText(path, text));
  }
}

interface Quoted {
  /** Digest of a record or id of a draft. */
  readonly id: string;
  readonly target: Target;
}

function toQuoted({ view }: ReviewToSearch): readonly Quoted[] {
  return [
    ...[...view.notes, ...view.challenges].map(({ record, target }) => ({ id: record.digest, target })), // prettier-ignore
    ...view.drafts.flatMap(({ id, target }) => (target === null ? [] : [{ id, target }])),
  ].filter(({ target }) => target.selector?.some((one) => one.type === 'TextQuoteSelector'));
}

function quotes(review: ReviewToSearch, subject: string): boolean {
  return toQuoted(review).some(({ target }) => toSourceSubject(target) === subject);
}

function findOrphaned(
  review: ReviewToSearch,
  sources: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const orphaned = toQuoted(review).filter(({ target }) => {
    const source = sources.get(toSourceSubject(target));
    return source !== undefined && anchor(source, target.selector ?? []).state === 'orphaned';
  });
  return new Set(orphaned.map((one) => one.id));
}

function toSourceSubject({ kind, id, source }: Target): string {
  if (source !== undefined) return toSubject('document', source.path);
  return kind === 'document' || kind === 'evidence' ? toSubject(kind, id) : '';
}
