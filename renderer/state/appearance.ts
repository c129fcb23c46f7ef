/** Writes the appearance settings onto <html>, where tokens.css reads them. */
import type { Preferences } from '../../shared/ipc/contract.ts';

export function applyAppearance(preferences: Preferences): void {
  if (typeof document === 'undefined') return;
  const root = document.documentElement;
  setOrRemove(root, 'theme', preferences.theme === 'system' ? null : preferences.theme);
  setOrRemove(root, 'contrast', preferences.contrast === 'system' ? null : preferences.contrast);
  setOrRemove(root, 'motion', preferences.motion === 'system' ? null : preferences.motion);
  root.style.setProperty('--reading-size', `${String(preferences.readingSize)}px`);
}

function setOrRemove(root: HTMLElement, name: string, value: string | null): void {
  if (value === null) root.removeAttribute(`data-${name}`);
  else root.dataset[name] = value;
}
