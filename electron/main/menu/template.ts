/**
 * The menu bar as data. Every command of the contract is in it once, with the keys of the reviewer's
 * handbook; single keys belong to the page, because they depend on where the focus is. Signing has a
 * place in the menu and deliberately no key.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../shared/ipc/contract.ts';
import { toDebugMenu, type DebugActions } from './debug-menu.ts';

export interface MenuState {
  readonly platform: NodeJS.Platform;
  readonly recent: readonly RecentMenuItem[];
  /** A case or a checked audit record is on screen. */
  readonly isCaseOpen: boolean;
  /** Null in packages: there is no Reload and no developer tools. */
  readonly debug: DebugActions | null;
}

export interface RecentMenuItem {
  readonly token: string;
  readonly title: string;
  readonly version: string;
}

export interface MenuActions {
  run(command: MenuCommand): void;
  openRecent(token: string): void;
  clearRecent(): void;
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };

export function toMenuTemplate(state: MenuState, actions: MenuActions): Item[] {
  const isMac = state.platform === 'darwin';
  const command = (label: string, id: MenuCommand, accelerator?: string): Item => ({
    id,
    label,
    click: () => {
      actions.run(id);
    },
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const ofCase = (label: string, id: MenuCommand, accelerator?: string): Item => ({
    ...command(label, id, accelerator),
    enabled: state.isCaseOpen,
  });
  const settings = command('Settings…', 'settings', 'CmdOrCtrl+,');
  const about = command('About Countersign', 'about');

  const appMenu: Item = {
    label: 'Countersign',
    submenu: [
      about, SEPARATOR, settings, SEPARATOR, { role: 'services' }, SEPARATOR,
      { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, SEPARATOR, { role: 'quit' },
    ],
  }; // prettier-ignore

  const file: Item = {
    label: '&File',
    submenu: [
      command('Open…', 'open', 'CmdOrCtrl+O'),
      command('Open folder…', 'open-folder', 'CmdOrCtrl+Shift+O'),
      { id: 'open-recent', label: 'Open recent', submenu: toRecentMenu(state.recent, actions) },
      SEPARATOR,
      command('Verify an audit record…', 'verify'),
      ofCase('Export audit record…', 'export', 'CmdOrCtrl+Shift+S'),
      ofCase('Print…', 'print', 'CmdOrCtrl+P'),
      SEPARATOR,
      command('Import packet…', 'import-packet'),
      ofCase('Send packet…', 'send-packet'),
      SEPARATOR,
      command('New identity…', 'new-identity'),
      command('People and keys', 'people'),
      ...(isMac ? [] : [SEPARATOR, settings]),
      SEPARATOR,
      ofCase('Close case', 'close-case', 'CmdOrCtrl+W'),
      ...(isMac ? [] : [SEPARATOR, { role: 'quit' } satisfies Item]),
    ],
  };

  const edit: Item = {
    label: '&Edit',
    submenu: [
      { role: 'undo' }, { role: 'redo' }, SEPARATOR, { role: 'cut' }, { role: 'copy' },
      { role: 'paste' }, { role: 'pasteAndMatchStyle' }, { role: 'selectAll' }, SEPARATOR,
      ofCase('Search the case…', 'search', 'CmdOrCtrl+Shift+F'),
      ofCase('Find…', 'find', 'CmdOrCtrl+F'),
      ofCase('Find next', 'find-next', isMac ? 'Cmd+G' : 'F3'),
      ofCase('Find previous', 'find-previous', isMac ? 'Cmd+Shift+G' : 'Shift+F3'),
    ],
  }; // prettier-ignore

  const view: Item = {
    label: '&View',
    submenu: [
      ofCase('Read', 'show-read', 'CmdOrCtrl+1'),
      ofCase('Challenges', 'show-challenges', 'CmdOrCtrl+2'),
      ofCase('Sign-off', 'show-sign-off', 'CmdOrCtrl+3'),
      ofCase('Log', 'show-log', 'CmdOrCtrl+4'),
      ofCase('Exchange', 'show-exchange', 'CmdOrCtrl+5'),
      SEPARATOR,
      ofCase('Reader', 'show-reader', 'CmdOrCtrl+Shift+D'),
      ofCase('Graph', 'show-graph', 'CmdOrCtrl+Shift+A'),
      ofCase('Table of claims', 'show-table', 'CmdOrCtrl+Shift+B'),
      ofCase('Findings', 'show-findings', 'CmdOrCtrl+Shift+L'),
      SEPARATOR,
      command('Larger document text', 'zoom-reading-in'),
      command('Smaller document text', 'zoom-reading-out'),
      SEPARATOR,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      // Without it Shift has to be held on keyboards where plus is above the equals sign.
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
      { role: 'zoomOut' },
      SEPARATOR,
      { role: 'togglefullscreen' },
    ],
  };

  const go: Item = {
    label: '&Go',
    submenu: [
      ofCase('Back', 'back', isMac ? 'Cmd+[' : 'Alt+Left'),
      ofCase('Forward', 'forward', isMac ? 'Cmd+]' : 'Alt+Right'),
      ofCase('Go to…', 'go-to', 'CmdOrCtrl+L'),
      SEPARATOR,
      ofCase('Next item', 'next-item', isMac ? 'Ctrl+Alt+Down' : 'Ctrl+Down'),
      ofCase('Previous item', 'previous-item', isMac ? 'Ctrl+Alt+Up' : 'Ctrl+Up'),
      ofCase('Next unread claim in reading order', 'next-unread', 'CmdOrCtrl+Shift+Down'),
      SEPARATOR,
      ofCase('Next pane', 'next-pane', 'F6'),
      ofCase('Previous pane', 'previous-pane', 'Shift+F6'),
    ],
  };

  const review: Item = {
    label: '&Review',
    submenu: [
      ofCase('Mark reviewed', 'mark-reviewed', 'CmdOrCtrl+Shift+M'),
      ofCase('Add note', 'add-note', 'CmdOrCtrl+Shift+N'),
      ofCase('Raise challenge', 'raise-challenge', 'CmdOrCtrl+Shift+X'),
      ofCase('Respond', 'respond', 'CmdOrCtrl+Shift+R'),
      ofCase('Open evidence beside', 'open-evidence', 'CmdOrCtrl+Shift+E'),
      ofCase('What if this does not hold', 'what-if'),
      SEPARATOR,
      ofCase('Sign opinion…', 'sign-opinion'),
      ofCase('Sign decision…', 'sign-decision'),
    ],
  };

  const window: Item = {
    label: '&Window',
    submenu: [
      { role: 'minimize' },
      ...(isMac ? [{ role: 'zoom' } satisfies Item] : []),
      // The plain key closes the case, which is what a person has open.
      { role: 'close', accelerator: 'CmdOrCtrl+Shift+W' },
    ],
  };

  const help: Item = {
    label: '&Help',
    role: 'help',
    submenu: [
      command('Keyboard shortcuts', 'shortcuts', 'CmdOrCtrl+/'),
      // The key that people try first for help; a second item, because an item has one key.
      { label: 'Help', accelerator: 'F1', visible: false, click: () => { actions.run('shortcuts'); } },
      ...(isMac ? [] : [SEPARATOR, about]),
    ],
  }; // prettier-ignore

  return [
    ...(isMac ? [appMenu] : []), file, edit, view, go, review, window,
    ...(state.debug === null ? [] : [toDebugMenu(state.debug)]), help,
  ]; // prettier-ignore
}

function toRecentMenu(recent: readonly RecentMenuItem[], actions: MenuActions): Item[] {
  if (recent.length === 0) return [{ label: 'No recent cases', enabled: false }];
  return [
    ...recent.map(({ token, title, version }): Item => ({
      label: toLabel(`${title}, version ${version}`),
      click: () => {
        actions.openRecent(token);
      },
    })),
    SEPARATOR,
    {
      id: 'clear-recent',
      label: 'Clear recent',
      click: () => {
        actions.clearRecent();
      },
    },
  ];
}

/**
 * Words that come from a file, as a label: without characters that hide or turn text, and with single
 * ampersands doubled, because one alone marks an access key.
 */
function toLabel(text: string): string {
  const visible = Array.from(text.replace(/\p{C}/gu, ''));
  const short = visible.length > 100 ? [...visible.slice(0, 99), '…'] : visible;
  return short.join('').replaceAll('&', '&&');
}
