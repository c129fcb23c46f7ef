/**
 * The start of the program, up to the moment Electron is ready. It reads as a list because the order
 * matters: what stands here must be in force before any page, session or stored file exists.
 */
import path from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { openErrorLog } from './error-log.ts';
import { createOpenRequests } from './open-requests.ts';
import { setupProcessFaults } from './process-faults.ts';
import { registerAppScheme } from './security/app-protocol.ts';
import { applyOfflineSwitches } from './security/offline-switches.ts';
import { setupSandbox } from './security/sandbox.ts';
import { secureSession } from './security/session.ts';
import { secureAllWebContents } from './security/web-contents.ts';
import { setupSingleInstance } from './single-instance.ts';
import { start } from './start.ts';
import { setupUserData } from './user-data.ts';

setupSandbox(app, process.getuid?.());
applyOfflineSwitches(app);
registerAppScheme();
// The event also comes for the default session, before the program can use it.
app.on('session-created', (session) => {
  secureSession(session, app.isPackaged);
});
secureAllWebContents(app);

setupUserData(app);
const log = openErrorLog(path.join(app.getPath('userData'), 'logs'));
setupProcessFaults({ log, stop });

const openRequests = createOpenRequests();
const isFirst = setupSingleInstance(app, {
  openRequestedFile: openRequests.openRequestedFile,
  focus: focusWindow,
});
if (isFirst) {
  app
    .whenReady()
    .then(() => start({ log, openRequests }))
    .catch((error: unknown) => {
      log.write('start', error);
      stop(`The program could not start. ${error instanceof Error ? error.message : ''}`);
    });
} else {
  app.quit();
}

function focusWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}

function stop(message: string): void {
  dialog.showErrorBox('Countersign', message);
  app.exit(1);
}
