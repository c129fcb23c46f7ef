/** The second half of the start: what needs a ready Electron. Again a list, and again in order. */
import path from 'node:path';
import { app, session } from 'electron';
import type { EventName } from '../../shared/ipc/contract.ts';
import { setupClose } from './close.ts';
import type { AppContext } from './context.ts';
import { createDialogs } from './dialogs.ts';
import type { ErrorLog } from './error-log.ts';
import { createHandlers } from './handlers/index.ts';
import { registerHandlers } from './ipc/handle.ts';
import { createMainWindow } from './main-window.ts';
import { setupMenu } from './menu/setup-menu.ts';
import type { OpenRequests } from './open-requests.ts';
import { createPreferenceStore } from './preferences.ts';
import { createRecentFiles } from './recent-files.ts';
import { toAppInfo } from './runtime-notice.ts';
import { serveAppScheme } from './security/app-protocol.ts';
import { openSettingsFile } from './settings-file.ts';
import { setupTheme } from './theme.ts';

/** This code is built to `out/main/index.cjs`. */
const appRoot = path.resolve(import.meta.dirname, '..', '..');
const built = path.join(appRoot, 'out');

/** Events after which something of a case is on screen. */
const CASE_SHOWN: ReadonlySet<EventName> = new Set(['open.caseOpened', 'open.verified']);

export interface StartOptions {
  readonly log: ErrorLog;
  readonly openRequests: OpenRequests;
}

export async function start({ log, openRequests }: StartOptions): Promise<void> {
  serveAppScheme(session.defaultSession, path.join(built, 'renderer'));

  const userData = app.getPath('userData');
  const settings = openSettingsFile(userData);
  const preferences = createPreferenceStore(settings);
  const recent = createRecentFiles(settings, {
    isRemembering: () => preferences.get().rememberRecent,
  });
  const mainWindow = createMainWindow();
  const dialogs = createDialogs(mainWindow.current);
  setupTheme(preferences);
  const menu = setupMenu({
    recent,
    run: (command) => {
      mainWindow.send('menu.command', command);
    },
    openFile: openRequests.openRequestedFile,
  });
  preferences.onChange((next) => {
    mainWindow.send('preferences.changed', next);
  });

  const context: AppContext = {
    appRoot,
    userData,
    info: toAppInfo(app.getVersion(), process),
    preferences,
    recent,
    dialogs,
    log,
    window: mainWindow.current,
    sendEvent: (name, payload) => {
      mainWindow.send(name, payload);
      if (CASE_SHOWN.has(name)) menu.setCaseOpen(true);
    },
  };
  const handlers = await createHandlers(context);
  setupClose(app, handlers.close, log);
  const open = (file: string): void => {
    handlers.openPath(file).catch((error: unknown) => {
      log.write('open a requested file', error);
    });
  };

  // Before the window opens: a page that asked earlier would find nobody to answer.
  registerHandlers(handlers.calls, {
    log,
    onAnswered: (name) => {
      if (name === 'app.start') openRequests.setReady(open);
      if (name === 'case.close') menu.setCaseOpen(false);
    },
  });
  mainWindow.open({
    built,
    isPackaged: app.isPackaged,
    settings,
    log,
    dialogs,
    onPageGone: openRequests.setNotReady,
  });
  if (settings.damagedCopy !== null) await reportDamagedSettings(settings.damagedCopy, context);
}

async function reportDamagedSettings(copy: string, { dialogs, log }: AppContext): Promise<void> {
  log.write('settings', `could not be read and were kept as ${copy}`);
  await dialogs.show({
    type: 'warning',
    message: 'The settings could not be read.',
    detail: `They are the defaults now. The file was kept as ${copy}.`,
    buttons: ['Close'],
  });
}
