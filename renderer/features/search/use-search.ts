/** Asks the worker whenever query, index or review change; the answer to the newest question counts. */
import { useEffect, useState } from 'react';
import { activeIdentity, useApp } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { useSearch } from '../../state/search.ts';
import { indexCase, indexReview, useSearchIndex } from './index-store.ts';
import type { Outcome } from './protocol.ts';
import { ask } from './work.ts';

/** Keeps the worker up to date while the search is on screen. */
export function useIndexing(): void {
  const safetyCase = useCase((state) => state.safetyCase);
  const view = useReview((state) => state.view);
  const identity = useApp(activeIdentity);
  const ranks = useSearchIndex((state) => state.ranks);
  const changes = useSearchIndex((state) => state.changes ?? null);
  const of = useSearchIndex((state) => state.of);
  const why = useSearchIndex((state) => state.why);
  useEffect(() => {
    if (safetyCase !== null && why === null) void indexCase(safetyCase);
  }, [safetyCase, why]);
  useEffect(() => {
    if (of === null || view === null) return;
    const { notes, challenges, drafts, reading, structure } = view;
    void indexReview({
      view: { notes, challenges, drafts, reading, structure },
      asker: identity,
      ranks,
      changes,
    });
  }, [of, view, identity, ranks, changes]);
}

export interface Answered {
  /** The query that this is the answer to. */
  readonly query: string;
  readonly outcome: Outcome;
}

/** Null before the first answer, and without a query. */
export function useAnswer(): Answered | null {
  const { query, limit } = useSearch();
  const version = useSearchIndex((state) => state.version);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const isEmpty = query.trim() === '';
  useEffect(() => {
    if (isEmpty || version === 0) return undefined;
    let isLeft = false;
    ask('search', { query, limit }).then(
      (outcome) => {
        if (!isLeft) setAnswered({ query, outcome });
      },
      // The index says why, and starts anew.
      () => undefined,
    );
    return () => {
      isLeft = true;
    };
  }, [query, limit, version, isEmpty]);
  return isEmpty ? null : answered;
}

const NO_COUNTS: readonly (number | null)[] = [];

/** How many match each query, as far as that is known. */
export function useCounts(queries: readonly string[]): readonly (number | null)[] {
  const facts = useSearchIndex((state) => state.facts);
  const [counts, setCounts] = useState(NO_COUNTS);
  const asked = queries.join('\n');
  useEffect(() => {
    if (facts === 0) return undefined;
    let isLeft = false;
    ask('count', asked.split('\n')).then(
      (next) => {
        if (!isLeft) setCounts(next);
      },
      () => undefined,
    );
    return () => {
      isLeft = true;
    };
  }, [asked, facts]);
  return counts;
}
