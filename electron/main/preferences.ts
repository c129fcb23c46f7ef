/** What a person chose in Settings. */
import type { CallRequest, Preferences } from '../../shared/ipc/contract.ts';
import type { SettingsFile } from './settings-file.ts';

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  contrast: 'system',
  motion: 'system',
  readingSize: 17,
  singleKeyShortcuts: true,
  rememberRecent: true,
};

/** Keys that are absent, or there with the value undefined, stay as they are. */
export type PreferenceChange = CallRequest<'app.setPreferences'>;

export interface PreferenceStore {
  get(): Preferences;
  /** Changes what is named, writes it, tells the listeners, and answers the whole. */
  set(change: PreferenceChange): Preferences;
  onChange(listener: (preferences: Preferences) => void): void;
}

export function createPreferenceStore(file: SettingsFile): PreferenceStore {
  const listeners: ((preferences: Preferences) => void)[] = [];
  const get = (): Preferences => ({ ...DEFAULT_PREFERENCES, ...defined(file.read('preferences')) });
  return {
    get,
    set(change) {
      const next = { ...get(), ...defined(change) };
      file.write('preferences', next);
      for (const listener of listeners) listener(next);
      return next;
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/** A key that is there with the value undefined must not hide the default under it. */
function defined(change: PreferenceChange | undefined): Partial<Preferences> {
  return Object.fromEntries(
    Object.entries(change ?? {}).filter(([, value]) => value !== undefined),
  );
}
