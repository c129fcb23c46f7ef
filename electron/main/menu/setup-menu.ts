import { app, Menu } from 'electron';
import type { MenuCommand } from '../../../shared/ipc/contract.ts';
import type { RecentFiles } from '../recent-files.ts';
import { debugActions } from './debug-menu.ts';
import { toMenuTemplate } from './template.ts';

export interface MenuOptions {
  readonly recent: RecentFiles;
  readonly run: (command: MenuCommand) => void;
  readonly openFile: (path: string) => void;
}

export interface ApplicationMenu {
  /** Commands of a case are there to be chosen only while one is on screen. */
  setCaseOpen(isOpen: boolean): void;
}

/** Shows the menu bar, and shows it again whenever something in it changed. */
export function setupMenu({ recent, run, openFile }: MenuOptions): ApplicationMenu {
  let isCaseOpen = false;
  const actions = {
    run,
    openRecent: (token: string) => {
      const entry = recent.find(token);
      if (entry !== null) openFile(entry.path);
    },
    clearRecent: () => {
      recent.forget(null);
    },
  };
  const show = (): void => {
    const state = {
      platform: process.platform,
      recent: recent.list(),
      isCaseOpen,
      debug: app.isPackaged ? null : debugActions,
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(toMenuTemplate(state, actions)));
  };
  show();
  recent.onChange(show);
  return {
    setCaseOpen(isOpen) {
      isCaseOpen = isOpen;
      show();
    },
  };
}
