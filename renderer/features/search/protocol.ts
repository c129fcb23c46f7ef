import type { ChangedSince } from '../../../shared/argument/changed-since.ts';
import type { NodeRank } from '../../../shared/argument/rank.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import type { FileSubject } from '../../../shared/search/file-items.ts';
import type { QueryProblem } from '../../../shared/search/query.ts';
import type { SearchAnswer } from '../../../shared/search/search.ts';
import type { Asker } from '../../../shared/search/to-facts.ts';

export type SearchedCase = Pick<
  SafetyCase,
  'nodes' | 'documents' | 'evidence' | 'people' | 'subject'
>;

/** What of a review is searched: nothing that was ever sealed is among it. */
export type SearchedReview = Pick<
  ReviewView,
  'notes' | 'challenges' | 'drafts' | 'reading' | 'structure'
>;

export interface FileToSearch {
  readonly subject: FileSubject;
  /** Path below data/. */
  readonly path: string;
  readonly as: 'markdown' | 'plain' | 'csv' | 'json';
  readonly text: string;
}

export interface ReviewToSearch {
  readonly view: SearchedReview;
  readonly asker: Asker | null;
  /** Null while the structure is being looked at. */
  readonly ranks: readonly NodeRank[] | null;
  /** Since the earlier version; null where none is known. */
  readonly changes: ChangedSince | null;
}

export type Outcome =
  | { readonly state: 'answered'; readonly answer: SearchAnswer }
  | { readonly state: 'not understood'; readonly problems: readonly QueryProblem[] }
  /** It asks for what only the structure tells, which is being looked at. */
  | { readonly state: 'waiting' };

/** What the worker is asked, and what it answers, by name. */
export interface Work {
  readonly case: { readonly asks: SearchedCase; readonly answers: null };
  /** Answers what of the file is left out, in words; null when all of it is searched. */
  readonly file: { readonly asks: FileToSearch; readonly answers: string | null };
  readonly review: { readonly asks: ReviewToSearch; readonly answers: null };
  readonly search: {
    readonly asks: { readonly query: string; readonly limit: number };
    readonly answers: Outcome;
  };
  /** How many match each query; null where that cannot be said. */
  readonly count: {
    readonly asks: readonly string[];
    readonly answers: readonly (number | null)[];
  };
}

export type WorkName = keyof Work;

export interface WorkRequest<N extends WorkName = WorkName> {
  readonly id: number;
  readonly name: N;
  readonly ask: Work[N]['asks'];
}

export type WorkAnswer =
  | { readonly id: number; readonly ok: true; readonly answer: Work[WorkName]['answers'] }
  | { readonly id: number; readonly ok: false; readonly why: string };
