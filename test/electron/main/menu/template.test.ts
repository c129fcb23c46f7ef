import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { toMenuTemplate, type MenuState } from '../../../../electron/main/menu/template.ts';
import { menuCommand } from '../../../../shared/ipc/contract.ts';

vi.mock('electron', () => import('../fake-electron.ts'));

const PLATFORMS = ['linux', 'win32', 'darwin'] as const;
const debug = { throwInMain: vi.fn(), rejectInMain: vi.fn(), crashWindow: vi.fn() };

function setup(differences: Partial<MenuState> = {}) {
  const actions = { run: vi.fn(), openRecent: vi.fn(), clearRecent: vi.fn() };
  const state = {
    platform: 'linux',
    recent: [],
    isCaseOpen: true,
    debug: null,
    ...differences,
  } as const;
  const menus = toMenuTemplate(state, actions);
  return { actions, menus, items: menus.flatMap(flatten) };
}

function flatten(item: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  return Array.isArray(item.submenu) ? [item, ...item.submenu.flatMap(flatten)] : [item];
}

function choose(item: MenuItemConstructorOptions | undefined): void {
  if (item?.click === undefined) throw new Error('This item cannot be chosen');
  (item.click as () => void)();
}

describe.each(PLATFORMS)('the menu bar on %s', (platform) => {
  it('has every command of the contract once, and runs it', () => {
    const { items, actions } = setup({ platform });
    for (const command of menuCommand.options) {
      const found = items.filter((item) => item.id === command);
      expect(found, command).toHaveLength(1);
      choose(found[0]);
      expect(actions.run).toHaveBeenLastCalledWith(command);
    }
  });

  it('gives no key to two items', () => {
    const keys = setup({ platform, debug }).items.flatMap((item) =>
      item.accelerator === undefined ? [] : [item.accelerator.replace('CmdOrCtrl', platform === 'darwin' ? 'Cmd' : 'Ctrl')],
    ); // prettier-ignore
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives no key to signing, and no single letter to anything', () => {
    const { items } = setup({ platform });
    expect(items.find((item) => item.id === 'sign-opinion')?.accelerator).toBeUndefined();
    expect(items.find((item) => item.id === 'sign-decision')?.accelerator).toBeUndefined();
    for (const { accelerator } of items) {
      if (accelerator !== undefined)
        expect(accelerator).toMatch(/^F\d|^Shift\+F\d|^(CmdOrCtrl|Cmd|Ctrl|Alt)\+/);
    }
  });

  it('has neither Reload nor developer tools in a package', () => {
    const roles = setup({ platform }).items.map((item) => item.role);
    expect(roles).not.toContain('reload');
    expect(roles).not.toContain('forceReload');
    expect(roles).not.toContain('toggleDevTools');
    expect(setup({ platform, debug }).items.map((item) => item.role)).toContain('toggleDevTools');
  });

  it('offers what belongs to a case only while one is open', () => {
    const enabled = (isCaseOpen: boolean) =>
      setup({ platform, isCaseOpen }).items.filter((item) => item.id !== undefined && item.enabled !== false);
    const withoutCase = enabled(false).map((item) => item.id);
    expect(withoutCase).toEqual(expect.arrayContaining(['open', 'verify', 'settings', 'new-identity', 'shortcuts']));
    expect(withoutCase).not.toContain('sign-opinion');
    expect(withoutCase).not.toContain('export');
    expect(enabled(true).map((item) => item.id)).toEqual(expect.arrayContaining([...menuCommand.options]));
  }); // prettier-ignore

  it('has the standard roles', () => {
    const roles = setup({ platform }).items.map((item) => item.role);
    expect(roles).toEqual(
      expect.arrayContaining([
        'undo', 'redo', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'selectAll', 'zoomIn', 'zoomOut',
        'resetZoom', 'togglefullscreen', 'minimize', 'close', 'quit',
      ]),
    ); // prettier-ignore
  });
});

describe('the keys of the reviewer’s handbook', () => {
  const key = (platform: MenuState['platform'], id: string) =>
    setup({ platform }).items.find((item) => item.id === id)?.accelerator;

  it.each([
    ['open', 'CmdOrCtrl+O', 'CmdOrCtrl+O'],
    ['close-case', 'CmdOrCtrl+W', 'CmdOrCtrl+W'],
    ['go-to', 'CmdOrCtrl+L', 'CmdOrCtrl+L'],
    ['next-item', 'Ctrl+Down', 'Ctrl+Alt+Down'],
    ['next-unread', 'CmdOrCtrl+Shift+Down', 'CmdOrCtrl+Shift+Down'],
    ['mark-reviewed', 'CmdOrCtrl+Shift+M', 'CmdOrCtrl+Shift+M'],
    ['add-note', 'CmdOrCtrl+Shift+N', 'CmdOrCtrl+Shift+N'],
    ['raise-challenge', 'CmdOrCtrl+Shift+X', 'CmdOrCtrl+Shift+X'],
    ['respond', 'CmdOrCtrl+Shift+R', 'CmdOrCtrl+Shift+R'],
    ['open-evidence', 'CmdOrCtrl+Shift+E', 'CmdOrCtrl+Shift+E'],
    ['find', 'CmdOrCtrl+F', 'CmdOrCtrl+F'],
    ['find-next', 'F3', 'Cmd+G'],
    ['back', 'Alt+Left', 'Cmd+['],
    ['forward', 'Alt+Right', 'Cmd+]'],
    ['next-pane', 'F6', 'F6'],
    ['settings', 'CmdOrCtrl+,', 'CmdOrCtrl+,'],
    ['shortcuts', 'CmdOrCtrl+/', 'CmdOrCtrl+/'],
  ])('%s is %s, and %s on macOS', (id, other, mac) => {
    expect([key('linux', id), key('win32', id), key('darwin', id)]).toEqual([other, other, mac]);
  });
});

describe('Open recent', () => {
  const recent = [
    { token: 't1', title: 'Aurora & Sons', version: '1.0' },
    { token: 't2', title: `safe\u202Etxt.exe\u0000${'x'.repeat(500)}`, version: '1.1' },
  ];

  it('opens by token, and can be cleared', () => {
    const { items, actions } = setup({ recent });
    choose(items.find((item) => item.label?.startsWith('Aurora') === true));
    expect(actions.openRecent).toHaveBeenCalledExactlyOnceWith('t1');
    choose(items.find((item) => item.id === 'clear-recent'));
    expect(actions.clearRecent).toHaveBeenCalledOnce();
  });

  it('shows titles without access keys, without characters that turn text, and not too long', () => {
    const labels = setup({ recent }).items.map((item) => item.label ?? '');
    expect(labels).toContain('Aurora && Sons, version 1.0');
    const other = labels.find((label) => label.startsWith('safetxt.exe'));
    expect(other).toHaveLength(100);
  });

  it('says so when there is none', () => {
    expect(setup().items.find((item) => item.label === 'No recent cases')?.enabled).toBe(false);
  });
});
