/** What is searched for in the open case, which hit was gone to, and how to come back to it. */
import { create } from 'zustand';
import { showSection, useApp, type Section } from './app.ts';

export interface SearchState {
  readonly query: string;
  /** Key of the hit that arrows stand on; null for the first one. */
  readonly chosen: string | null;
  /** Most hits listed in one area. */
  readonly limit: number;
  /** Steps of the reading history when a hit was gone to: Back from there returns. Null: nothing to return to. */
  readonly returnAt: number | null;
  /** Where Esc leads. */
  readonly cameFrom: Exclude<Section, 'search'>;
}

export const FIRST_LIMIT = 100;

const INITIAL: SearchState = {
  query: '',
  chosen: null,
  limit: FIRST_LIMIT,
  returnAt: null,
  cameFrom: 'read',
};

export const useSearch = create<SearchState>()(() => INITIAL);

/** For another case. */
export function resetSearch(): void {
  useSearch.setState(INITIAL);
}

export function openSearch(): void {
  const { section } = useApp.getState();
  if (section !== 'search') useSearch.setState({ cameFrom: section });
  useSearch.setState({ returnAt: null });
  showSection('search');
}

export function closeSearch(): void {
  showSection(useSearch.getState().cameFrom);
}

export function setQuery(query: string): void {
  useSearch.setState({ query, chosen: null, limit: FIRST_LIMIT });
}

export function choose(chosen: string): void {
  useSearch.setState({ chosen });
}

export function listMore(): void {
  useSearch.setState(({ limit }) => ({ limit: limit * 10 }));
}

/** Notes that a hit was gone to, `at` so many steps of the reading history. */
export function noteDeparture(chosen: string, at: number): void {
  useSearch.setState({ chosen, returnAt: at });
}

/** Goes back to the search that a hit was gone to from. Answers false where there is none. */
export function returnToSearch(): boolean {
  if (useSearch.getState().returnAt === null) return false;
  useSearch.setState({ returnAt: null });
  showSection('search');
  return true;
}
