import path from 'node:path';
import type { App } from 'electron';

/**
 * Lets Chromium's own switch `--user-data-dir=…` move everything the program stores, so that a test, or
 * a person who keeps cases apart, starts with a folder of its own. Called before anything reads a path.
 */
export function setupUserData(app: App): void {
  const folder = app.commandLine.getSwitchValue('user-data-dir');
  if (folder !== '') app.setPath('userData', path.resolve(folder));
}
