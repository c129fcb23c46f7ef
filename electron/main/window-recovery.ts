/**
 * What happens when the page is gone. When its process stops, the window is loaded again once, because a single fault
 * should not cost the session, and left alone the second time, because a loop would hide the cause.
 * Drafts and records are on disk before the page is told so; nothing is lost with the page.
 */
import type { BrowserWindow } from 'electron';
import type { Dialogs } from './dialogs.ts';
import type { ErrorLog } from './error-log.ts';
import { isAppUrl } from './security/app-origin.ts';

/** What Chromium calls a navigation that was prevented (net::ERR_ABORTED). */
const ABORTED = -3;

export interface RecoveryOptions {
  readonly log: ErrorLog;
  readonly dialogs: Dialogs;
  readonly onGone: () => void;
  /** Loads the program's page. */
  readonly load: () => void;
  readonly quit: () => void;
}

export function setupWindowRecovery(window: BrowserWindow, options: RecoveryOptions): void {
  let crashes = 0;
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    crashes += 1;
    options.onGone();
    options.log.write(
      'window',
      `its process stopped: ${details.reason}, exit code ${details.exitCode}`,
    );
    recover(window, crashes, options).catch((error: unknown) => {
      options.log.write('window recovery', error);
    });
  });
  window.webContents.on('did-fail-load', (_event, code, description, _address, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    options.log.write('window', `the page did not load: ${description} (${code})`);
  });
  // SECURITY: no event asks before about:blank is shown, so it is left again at once. What runs there
  // meanwhile has no call: its address is not ours.
  window.webContents.on('did-navigate', (_event, address) => {
    if (isAppUrl(address)) return;
    options.onGone();
    options.log.write('window', `the page went to "${address.slice(0, 200)}"`);
    options.load();
  });
  window.webContents.on('preload-error', (_event, _file, error) => {
    options.log.write('preload', error);
  });
}

async function recover(
  window: BrowserWindow,
  crashes: number,
  options: RecoveryOptions,
): Promise<void> {
  if (window.isDestroyed()) return;
  if (crashes === 1) {
    window.webContents.reload();
    await options.dialogs.show({
      type: 'warning',
      message: 'The window stopped and was opened again.',
      detail: 'What was recorded and every saved draft is on disk. The fault is in the error log.',
      buttons: ['Close'],
    });
    return;
  }
  const answer = await options.dialogs.show({
    type: 'error',
    message: 'The window stopped again.',
    detail: 'What was recorded and every saved draft is on disk. The fault is in the error log.',
    buttons: ['Open again', 'Quit'],
  });
  if (answer === 0) window.webContents.reload();
  else options.quit();
}
