/**
 * The state of the review. Main computes it from every log; this copy is fetched again after each write
 * and whenever main says that something changed.
 */
import { create } from 'zustand';
import type {
  ChallengeView,
  Draft,
  NoteView,
  ReadingMark,
  ReviewView,
} from '../../shared/review/view.ts';
import { isTyped } from '../../shared/review/draft-kinds.ts';
import { call, on } from '../api.ts';
import { sayError } from './app.ts';
import { useCase } from './case.ts';

export type ReadState = 'unread' | 'opened' | 'reviewed';

export interface ReviewState {
  readonly view: ReviewView | null;
  /** `kind:id` to the furthest that this person got with it. */
  readonly readStates: ReadonlyMap<string, ReadState>;
  /** When the view was last fetched, in milliseconds; null before the first time. */
  readonly fetchedAt: number | null;
}

export const useReview = create<ReviewState>()(() => ({
  view: null,
  readStates: new Map(),
  fetchedAt: null,
}));

let running: Promise<void> | null = null;
let isAgainNeeded = false;

/** Asks for the view. Calls while one is under way lead to one more, so the last write is always seen. */
export function refresh(): Promise<void> {
  if (running !== null) {
    isAgainNeeded = true;
    return running;
  }
  running = fetchUntilCurrent().finally(() => {
    running = null;
  });
  return running;
}

async function fetchUntilCurrent(): Promise<void> {
  do {
    isAgainNeeded = false;
    const reply = await call('review.get', undefined);
    if (reply.ok) takeReview(reply.value);
    else sayError(reply.error);
  } while (isAgainNeeded as boolean);
}

export function takeReview(view: ReviewView | null): void {
  useReview.setState({
    view,
    readStates: view === null ? new Map() : toReadStates(view.reading),
    fetchedAt: view === null ? null : Date.now(),
  });
}

/** Takes a draft that was just written, without asking for the whole view at every keystroke. */
export function takeDraft(draft: Draft): void {
  useReview.setState(({ view }) => {
    if (view === null) return {};
    const others = view.drafts.filter((one) => one.id !== draft.id);
    return { view: { ...view, drafts: [...others, draft] } };
  });
}

/** Subscriptions of this area; called once at start. Events outside a case are ignored. */
export function setupReviewEvents(isCaseOpen: () => boolean): void {
  on('review.changed', () => {
    if (isCaseOpen()) void refresh();
  });
}

export function readStateOf(state: ReviewState, kind: ReadingMark['kind'], id: string): ReadState {
  return state.readStates.get(`${kind}:${id}`) ?? 'unread';
}

const NO_CHALLENGES: readonly ChallengeView[] = [];
const NO_NOTES: readonly NoteView[] = [];
const NO_DRAFTS: readonly Draft[] = [];

export function challenges(state: ReviewState): readonly ChallengeView[] {
  return state.view?.challenges ?? NO_CHALLENGES;
}

export function notes(state: ReviewState): readonly NoteView[] {
  return state.view?.notes ?? NO_NOTES;
}

/** What was typed and not yet signed, without what is kept beside it. */
export function drafts(state: ReviewState): readonly Draft[] {
  return onlyTyped(state.view?.drafts ?? NO_DRAFTS);
}

export function scenarios(state: ReviewState): readonly Draft[] {
  return onlyScenarios(state.view?.drafts ?? NO_DRAFTS);
}

export function groups(state: ReviewState): readonly Draft[] {
  return onlyGroups(state.view?.drafts ?? NO_DRAFTS);
}

export function savedSearches(state: ReviewState): readonly Draft[] {
  return onlySearches(state.view?.drafts ?? NO_DRAFTS);
}

const onlyTyped = remembering((all) => all.filter(isTyped));
const onlyGroups = remembering((all) => onlyNamed(all, 'group'));
const onlySearches = remembering((all) => onlyNamed(all, 'search'));
const onlyScenarios = remembering((all) => onlyNamed(all, 'scenario'));

/** True for what was kept while another version of the case was open. */
export function isFromElsewhere({ bundleDigest }: Pick<Draft, 'bundleDigest'>): boolean {
  return bundleDigest !== (useCase.getState().safetyCase?.bundleDigest ?? null);
}

/** Those of this version, then of other versions the newest of each name that this one does not have. */
function onlyNamed(all: readonly Draft[], kind: Draft['kind']): readonly Draft[] {
  const ofKind = all.filter((one) => one.kind === kind);
  const own = ofKind.filter((one) => !isFromElsewhere(one));
  const names = new Set(own.map((one) => one.fields['name']));
  const others = new Map(ofKind.filter((one) => isFromElsewhere(one) && !names.has(one.fields['name'])).map((one) => [one.fields['name'], one])); // prettier-ignore
  return [...own, ...others.values()];
}

/** The same list for the same drafts, so that a component is drawn again only when they change. */
function remembering(choose: (all: readonly Draft[]) => readonly Draft[]): typeof choose {
  const known = new WeakMap<readonly Draft[], readonly Draft[]>();
  return (all) => {
    const chosen = known.get(all) ?? choose(all);
    known.set(all, chosen);
    return chosen;
  };
}

/** Challenges about the open bundle that count as open. */
export function openChallenges(view: ReviewView | null): readonly ChallengeView[] {
  return view === null ? NO_CHALLENGES : view.challenges.filter((one) => one.isOpen);
}

export function challengesOn(view: ReviewView | null, targetId: string): readonly ChallengeView[] {
  return view === null
    ? NO_CHALLENGES
    : view.challenges.filter((one) => one.target.id === targetId);
}

export function notesOn(view: ReviewView | null, targetId: string): readonly NoteView[] {
  return view === null ? NO_NOTES : view.notes.filter((one) => one.target.id === targetId);
}

function toReadStates(marks: readonly ReadingMark[]): ReadonlyMap<string, ReadState> {
  const states = new Map<string, ReadState>();
  for (const mark of marks) {
    const key = `${mark.kind}:${mark.id}`;
    if (mark.state === 'reviewed' || !states.has(key)) states.set(key, mark.state);
  }
  return states;
}
