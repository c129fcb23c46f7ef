/**
 * Which screen is shown, for whom, and how. Main keeps the truth about identities and preferences; this
 * is a copy that is asked for again whenever main says that it changed.
 */
import { create } from 'zustand';
import type {
  AppInfo,
  Identity,
  IpcError,
  Preferences,
  StartView,
} from '../../shared/ipc/contract.ts';
import { call, on } from '../api.ts';
import { applyAppearance } from './appearance.ts';

export type Screen = 'start' | 'opening' | 'refused' | 'case' | 'verify' | 'people' | 'packet';
export type Section = 'read' | 'search' | 'challenges' | 'sign-off' | 'log' | 'exchange';

export type DialogState =
  | null
  /** `retry` runs once there is an identity: what the person wanted to do when there was none. */
  | { readonly kind: 'identity'; readonly retry?: (() => void) | null }
  /** `retry` runs once the key is unlocked: what the person wanted to do when it was not. */
  | { readonly kind: 'unlock'; readonly retry: (() => void) | null }
  /** `retry` runs once the declaration is recorded. */
  | { readonly kind: 'interests'; readonly retry?: (() => void) | null }
  /** `about`: digest of the record that a second signature or a dissent is about; null otherwise. */
  | {
      readonly kind: 'sign-off';
      readonly what:
        'opinion' | 'ballot' | 'decision' | 'second-signature' | 'dissent' | 'override';
      readonly about: string | null;
    }
  /** Asks for the passphrase and opens what this person sealed. `record`: digest of the sealing. */
  | { readonly kind: 'open-sealed'; readonly record: string }
  | { readonly kind: 'step-aside' }
  | { readonly kind: 'time-stamp' }
  | { readonly kind: 'export' }
  | { readonly kind: 'send-packet' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' };

/** One sentence about what happened, for the status line. `at` is when, in milliseconds. */
export interface StatusLine {
  readonly text: string;
  readonly tone: 'plain' | 'care' | 'alarm';
  readonly at: number;
}

export interface AppState {
  readonly screen: Screen;
  readonly section: Section;
  readonly appInfo: AppInfo | null;
  readonly preferences: Preferences;
  readonly identities: readonly Identity[];
  readonly activeKeyid: string | null;
  readonly start: StartView | null;
  readonly status: StatusLine | null;
  readonly dialog: DialogState;
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  contrast: 'system',
  motion: 'system',
  readingSize: 17,
  singleKeyShortcuts: true,
  rememberRecent: true,
};

export const useApp = create<AppState>()(() => ({
  screen: 'start',
  section: 'read',
  appInfo: null,
  preferences: DEFAULT_PREFERENCES,
  identities: [],
  activeKeyid: null,
  start: null,
  status: null,
  dialog: null,
}));

/** The person at this seat; null before an identity was made or chosen. */
export function activeIdentity(state: AppState): Identity | null {
  return state.identities.find((one) => one.keyid === state.activeKeyid) ?? null;
}

export function showScreen(screen: Screen): void {
  useApp.setState({ screen, dialog: null });
}

export function showSection(section: Section): void {
  useApp.setState({ section });
}

export function openDialog(dialog: Exclude<DialogState, null>): void {
  useApp.setState({ dialog });
}

export function closeDialog(): void {
  useApp.setState({ dialog: null });
}

/** Puts a sentence into the status line, where screen readers hear it politely. */
export function say(text: string, tone: StatusLine['tone'] = 'plain'): void {
  useApp.setState({ status: { text, tone, at: Date.now() } });
}

/** What was said belongs to what was open; with something else it would be read as being about that. */
export function clearStatus(): void {
  useApp.setState({ status: null });
}

/** The status line for an error that no control on screen can show. */
export function sayError(error: IpcError): void {
  say(error.message, 'alarm');
}

/** Everything the first screen needs. Called once at start and again after each return to it. */
export async function loadStart(): Promise<void> {
  const [start, info, preferences] = await Promise.all([
    call('app.start', undefined),
    useApp.getState().appInfo === null ? call('app.info', undefined) : null,
    call('app.preferences', undefined),
  ]);
  if (start.ok) {
    useApp.setState({
      start: start.value,
      identities: start.value.identities,
      activeKeyid: start.value.activeKeyid,
    });
  } else sayError(start.error);
  if (info !== null) {
    if (info.ok) useApp.setState({ appInfo: info.value });
    else sayError(info.error);
  }
  if (preferences.ok) takePreferences(preferences.value);
}

export async function loadIdentities(): Promise<void> {
  const reply = await call('identity.list', undefined);
  if (reply.ok) useApp.setState(reply.value);
  else sayError(reply.error);
}

/** Changes apply at once; main stores them and answers with what it stored. */
export async function setPreferences(change: Partial<Preferences>): Promise<void> {
  takePreferences({ ...useApp.getState().preferences, ...change });
  const reply = await call('app.setPreferences', change);
  if (reply.ok) takePreferences(reply.value);
  else sayError(reply.error);
}

export async function selectIdentity(keyid: string): Promise<void> {
  const reply = await call('identity.select', { keyid });
  if (!reply.ok) sayError(reply.error);
  await loadIdentities();
}

export async function lockIdentity(): Promise<void> {
  const reply = await call('identity.lock', undefined);
  if (reply.ok) say('Signing key locked.');
  else sayError(reply.error);
  await loadIdentities();
}

/** Subscriptions of this area; called once at start. */
export function setupAppEvents(): void {
  on('identity.changed', () => void loadIdentities());
  on('preferences.changed', takePreferences);
}

function takePreferences(preferences: Preferences): void {
  useApp.setState({ preferences });
  applyAppearance(preferences);
}
