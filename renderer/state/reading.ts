/**
 * What the person looks at, where in it, and how to get back. The selection is shared by outline, reader,
 * evidence and inspector; history runs over (object, place).
 */
import { create } from 'zustand';
import { call } from '../api.ts';
import { sayError } from './app.ts';
import { readStateOf, refresh, useReview } from './review.ts';

export interface Selection {
  readonly kind: 'node' | 'document' | 'evidence';
  readonly id: string;
  /** Block id in a document, "row:column" in a table, a JSON pointer in JSON. Absent: the beginning. */
  readonly place?: string;
}

export type OutlineTab = 'argument' | 'documents' | 'evidence';
export type ReaderTab = 'reader' | 'source';

export interface FindState {
  readonly isOpen: boolean;
  readonly query: string;
  /** 0-based index of the current hit, -1 while there is none. */
  readonly index: number;
  /** Number of hits; null while nothing was searched. */
  readonly count: number | null;
}

export interface ReadingState {
  readonly selection: Selection | null;
  readonly back: readonly Selection[];
  readonly forward: readonly Selection[];
  readonly outlineTab: OutlineTab;
  readonly readerTab: ReaderTab;
  /** Evidence shown beside a claim: the id, or null when the inspector stands there. */
  readonly beside: string | null;
  readonly find: FindState;
  /** Rises with each `select`, so that selecting the same place again scrolls to it again. */
  readonly visit: number;
}

const NO_FIND: FindState = { isOpen: false, query: '', index: -1, count: null };
const HISTORY_LIMIT = 200;

export const useReading = create<ReadingState>()(() => initialReading());

function initialReading(): ReadingState {
  return {
    selection: null,
    back: [],
    forward: [],
    outlineTab: 'argument',
    readerTab: 'reader',
    beside: null,
    find: NO_FIND,
    visit: 0,
  };
}

export function resetReading(): void {
  useReading.setState(initialReading());
}

/** Goes to an object. The place that was left becomes a step of the history. */
export function select(next: Selection): void {
  useReading.setState((state) => {
    const { selection } = state;
    const isSameObject = selection !== null && isSame(selection, next);
    if (isSameObject && (selection.place ?? '') === (next.place ?? ''))
      return { selection: next, visit: state.visit + 1 };
    return {
      selection: next,
      back: selection === null ? state.back : [...state.back, selection].slice(-HISTORY_LIMIT),
      forward: [],
      readerTab: isSameObject ? state.readerTab : 'reader',
      find: isSameObject ? state.find : NO_FIND,
      visit: state.visit + 1,
    };
  });
}

/** Goes to a hit of a search that runs over several objects: the search goes on. */
export function selectFound(next: Selection): void {
  const { find } = useReading.getState();
  select(next);
  useReading.setState({ find });
}

/** Notes where in the current object the person is, without a step of the history. */
export function setPlace(place: string): void {
  useReading.setState((state) =>
    state.selection === null || state.selection.place === place
      ? state
      : { selection: { ...state.selection, place } },
  );
}

export function goBack(): void {
  useReading.setState((state) => {
    const previous = state.back.at(-1);
    if (previous === undefined) return state;
    return {
      selection: previous,
      back: state.back.slice(0, -1),
      forward: state.selection === null ? state.forward : [state.selection, ...state.forward],
      find: NO_FIND,
      visit: state.visit + 1,
    };
  });
}

export function goForward(): void {
  useReading.setState((state) => {
    const next = state.forward[0];
    if (next === undefined) return state;
    return {
      selection: next,
      back: state.selection === null ? state.back : [...state.back, state.selection],
      forward: state.forward.slice(1),
      find: NO_FIND,
      visit: state.visit + 1,
    };
  });
}

export function showOutlineTab(outlineTab: OutlineTab): void {
  useReading.setState({ outlineTab });
}

export function showReaderTab(readerTab: ReaderTab): void {
  useReading.setState({ readerTab });
}

export function showBeside(beside: string | null): void {
  useReading.setState({ beside });
}

export function setFind(change: Partial<FindState>): void {
  useReading.setState((state) => ({ find: { ...state.find, ...change } }));
}

export function closeFind(): void {
  useReading.setState({ find: NO_FIND });
}

/** Steps through the hits, round the ends. */
export function stepFind(step: 1 | -1): void {
  const { find } = useReading.getState();
  if (find.count === null || find.count === 0) return;
  setFind({ index: (find.index + step + find.count) % find.count });
}

/** Told once an object is really on screen. Marks only ever go forward. */
export async function markOpened(kind: Selection['kind'], id: string): Promise<void> {
  if (readStateOf(useReview.getState(), kind, id) !== 'unread') return;
  await mark(kind, id, 'opened');
}

export async function markReviewed(kind: Selection['kind'], id: string): Promise<void> {
  await mark(kind, id, 'reviewed');
}

async function mark(
  kind: Selection['kind'],
  id: string,
  state: 'opened' | 'reviewed',
): Promise<void> {
  const reply = await call('reading.mark', { kind, id, state });
  if (reply.ok) await refresh();
  else sayError(reply.error);
}

export function isSame(left: Selection, right: Selection): boolean {
  return left.kind === right.kind && left.id === right.id;
}
