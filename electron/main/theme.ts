import { BrowserWindow, nativeTheme } from 'electron';
import type { PreferenceStore } from './preferences.ts';

/** `--desk` of renderer/styles/tokens.css: what shows before the page has painted. */
export const DESK_COLOUR = { light: '#f5f3ee', dark: '#191816' } as const;

export function toDeskColour(): string {
  return nativeTheme.shouldUseDarkColors ? DESK_COLOUR.dark : DESK_COLOUR.light;
}

/** Native parts and pages follow the preference, and the system where the preference says so. */
export function setupTheme(preferences: PreferenceStore): void {
  nativeTheme.themeSource = preferences.get().theme;
  preferences.onChange(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  nativeTheme.on('updated', () => {
    for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(toDeskColour());
  });
}
