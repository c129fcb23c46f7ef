/** The one window of the program. */
import path from 'node:path';
import { BrowserWindow, screen, type WebPreferences } from 'electron';
import type { ErrorLog } from './error-log.ts';
import { trustWebContents } from './ipc/sender.ts';
import { APP_ORIGIN } from './security/app-origin.ts';
import type { SettingsFile } from './settings-file.ts';
import { toDeskColour } from './theme.ts';
import { MINIMUM_SIZE, toPlacement } from './window-state.ts';

/**
 * SECURITY: all of it is Electron's default today. It is stated so that a change of a default, or of
 * this file, is seen; `test/e2e/security.spec.ts` asserts it on the running window.
 */
export function toWalls(isPackaged: boolean): WebPreferences {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    webgl: false,
    plugins: false,
    enableWebSQL: false,
    devTools: !isPackaged,
  };
}

export interface WindowOptions {
  /** Folder of the build: `out/`. */
  readonly built: string;
  readonly isPackaged: boolean;
  readonly settings: SettingsFile;
  readonly log: ErrorLog;
}

export function createWindow({ built, isPackaged, settings, log }: WindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const { isMaximized, ...bounds } = toPlacement(settings.read('window'), areas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Countersign',
    backgroundColor: toDeskColour(),
    webPreferences: {
      ...toWalls(isPackaged),
      preload: path.join(built, 'preload', 'index.cjs'),
    },
  });
  trustWebContents(window.webContents);
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    // A full disk must not keep the window from closing.
    try {
      settings.write('window', { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    } catch (error) {
      log.write('window state', error);
    }
  });
  // The page's own title would name the build file while it loads.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  loadPage(window);
  return window;
}

export function loadPage(window: BrowserWindow): void {
  // A failure is logged at `did-fail-load`; the promise only repeats it.
  window.loadURL(`${APP_ORIGIN}/index.html`).catch(() => undefined);
}
