/** The window that is there now, if any, and the way to tell its page something. */
import { app, type BrowserWindow } from 'electron';
import type { EventName, EventPayload } from '../../shared/ipc/contract.ts';
import type { Dialogs } from './dialogs.ts';
import { sendEvent } from './ipc/send-event.ts';
import { createWindow, loadPage, type WindowOptions } from './window.ts';
import { setupWindowRecovery } from './window-recovery.ts';

export interface MainWindow {
  readonly current: () => BrowserWindow | null;
  /** Opens the window, and again on macOS when the dock icon is clicked after it was closed. */
  readonly open: (options: OpenOptions) => void;
  /** Does nothing while there is no window. */
  readonly send: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
}

export interface OpenOptions extends WindowOptions {
  readonly dialogs: Dialogs;
  /** The page is gone: the window was closed, or its process stopped. */
  readonly onPageGone: () => void;
}

export function createMainWindow(): MainWindow {
  let window: BrowserWindow | null = null;

  function openWindow(options: OpenOptions): void {
    const opened = createWindow(options);
    window = opened;
    setupWindowRecovery(opened, {
      log: options.log,
      dialogs: options.dialogs,
      onGone: options.onPageGone,
      load: () => {
        loadPage(opened);
      },
      quit: () => {
        app.quit();
      },
    });
    opened.on('closed', () => {
      window = null;
      options.onPageGone();
    });
  }

  return {
    current: () => window,
    open(options) {
      openWindow(options);
      app.on('activate', () => {
        if (window === null) openWindow(options);
      });
      app.on('window-all-closed', () => {
        if (process.platform !== 'darwin') app.quit();
      });
    },
    send(name, payload) {
      if (window !== null) sendEvent(window.webContents, name, payload);
    },
  };
}
