/** For people who develop the program; packages do not have it. */
import { BrowserWindow, type MenuItemConstructorOptions } from 'electron';

export interface DebugActions {
  throwInMain(): void;
  rejectInMain(): void;
  crashWindow(): void;
}

export const debugActions: DebugActions = {
  throwInMain() {
    // Later, so that it is not caught by the menu.
    setImmediate(() => {
      throw new Error('Thrown from the debug menu');
    });
  },
  rejectInMain() {
    void Promise.reject(new Error('Rejected from the debug menu'));
  },
  crashWindow() {
    BrowserWindow.getFocusedWindow()?.webContents.forcefullyCrashRenderer();
  },
};

export function toDebugMenu(actions: DebugActions): MenuItemConstructorOptions {
  return {
    label: '&Debug',
    submenu: [
      { role: 'reload' },
      { role: 'toggleDevTools' },
      { type: 'separator' },
      { label: 'Throw in the main process', click: () => { actions.throwInMain(); } },
      { label: 'Reject in the main process', click: () => { actions.rejectInMain(); } },
      { label: 'Crash the window', click: () => { actions.crashWindow(); } },
    ],
  }; // prettier-ignore
}
