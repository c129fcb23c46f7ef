/** The screen of people and keys: a copy of what main says, asked for again when something was signed. */
import { create } from 'zustand';
import type { PeopleView } from '../../shared/policy/people-view.ts';
import { call, on } from '../api.ts';
import { sayError, showScreen, useApp, type Screen } from './app.ts';

export interface PeopleState {
  readonly view: PeopleView | null;
  /** Where the person came from, and goes back to. */
  readonly returnTo: Screen;
}

export const usePeople = create<PeopleState>()(() => ({ view: null, returnTo: 'start' }));

/** The call answers with the view, so that what is shown is what was just signed. */
export function takePeople(view: PeopleView): void {
  usePeople.setState({ view });
}

export async function loadPeople(): Promise<void> {
  const reply = await call('roster.get', undefined);
  if (reply.ok) takePeople(reply.value);
  else sayError(reply.error);
}

export function showPeople(): void {
  const { screen } = useApp.getState();
  // While bytes are checked there is nothing to come back to.
  if (screen === 'people' || screen === 'opening') return;
  usePeople.setState({ returnTo: screen });
  showScreen('people');
}

export function leavePeople(): void {
  showScreen(usePeople.getState().returnTo);
}

/** Subscriptions of this area; called once at start. */
export function setupPeopleEvents(): void {
  on('review.changed', () => {
    if (useApp.getState().screen === 'people') void loadPeople();
  });
}
