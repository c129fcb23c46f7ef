import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPreferenceStore, DEFAULT_PREFERENCES } from '../../../electron/main/preferences.ts';
import { createRecentFiles, type RecentFiles } from '../../../electron/main/recent-files.ts';
import { openSettingsFile } from '../../../electron/main/settings-file.ts';
import { preferences } from '../../../shared/ipc/contract.ts';
import { ipcMain } from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));
// The library is this class and Electron's default folder; the folder is always given here.
vi.mock('electron-store', async () => {
  const { default: Conf } = await import('conf');
  return {
    default: class extends Conf {
      constructor({ name, ...options }: { name: string; cwd: string }) {
        super({ ...options, configName: name });
        ipcMain.on('electron-store-get-data', () => undefined);
      }
    },
  };
});

const NOW = new Date('2026-11-20T10:11:12.000Z');
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-settings-'));
  file = path.join(folder, 'settings.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('openSettingsFile', () => {
  it('keeps what was written for the next run, readable by its owner only', () => {
    const state = { x: 1, y: 2, width: 900, height: 600, isMaximized: true };
    openSettingsFile(folder).write('window', state);
    const next = openSettingsFile(folder);
    expect(next.read('window')).toEqual(state);
    expect(next.damagedCopy).toBeNull();
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves no channel of the library behind', () => {
    openSettingsFile(folder);
    expect(ipcMain.listenerCount('electron-store-get-data')).toBe(0);
  });

  it.each([
    ['no JSON', '{"preferences": {'],
    ['empty', ''],
    ['an array', '[]'],
    ['a theme that is not there', '{"preferences":{"theme":"pink"}}'],
    ['a size outside the range', '{"preferences":{"readingSize":1000}}'],
    [
      'a window without a size',
      '{"window":{"x":0,"y":0,"width":-1,"height":1e999,"isMaximized":false}}',
    ],
    ['a recent file without a path', '{"recent":[{"token":"x"}]}'],
    [
      'a token that is no random name',
      JSON.stringify({ recent: [recentWith({ token: '../../a' })] }),
    ],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe])],
    ['far too long', `{"a":"${'x'.repeat(1024 * 1024)}"}`],
  ])(
    'keeps a file that is %s beside the new one and starts with the defaults',
    (_what, content) => {
      writeFileSync(file, content);
      const settings = openSettingsFile(folder, () => NOW);
      expect(settings.damagedCopy).toBe('settings.json.damaged-2026-11-20T101112.000Z');
      const copy = readFileSync(path.join(folder, settings.damagedCopy ?? ''));
      expect(copy.equals(Buffer.from(content))).toBe(true);
      expect(createPreferenceStore(settings).get()).toEqual(DEFAULT_PREFERENCES);
      settings.write('preferences', { theme: 'dark' });
      expect(openSettingsFile(folder).damagedCopy).toBeNull();
    },
  );

  it('moves a folder out of the way that stands where the file goes', () => {
    mkdirSync(file);
    expect(openSettingsFile(folder, () => NOW).damagedCopy).not.toBeNull();
    expect(readdirSync(folder)).toContain('settings.json.damaged-2026-11-20T101112.000Z');
  });

  it('does not trust a file that another program damaged meanwhile', () => {
    const settings = openSettingsFile(folder);
    settings.write('preferences', { theme: 'dark' });
    writeFileSync(file, '{"preferences":{"theme":"__proto__"}}');
    expect(createPreferenceStore(settings).get()).toEqual(DEFAULT_PREFERENCES);
    writeFileSync(file, 'no JSON');
    expect(createPreferenceStore(settings).get()).toEqual(DEFAULT_PREFERENCES);
  });

  it('says so where it cannot write', () => {
    const settings = openSettingsFile(folder);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder was');
    let thrown: unknown = null;
    try {
      settings.write('preferences', { theme: 'dark' });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'storage-failed' });
  });
});

describe('preferences', () => {
  it('have defaults that fit the contract', () => {
    expect(preferences.parse(DEFAULT_PREFERENCES)).toEqual(DEFAULT_PREFERENCES);
  });

  it('change what is named, keep the rest, tell listeners, and are there in the next run', () => {
    const store = createPreferenceStore(openSettingsFile(folder));
    const heard = vi.fn();
    store.onChange(heard);
    store.set({ theme: 'dark', readingSize: 20 });
    const next = store.set({ theme: undefined, motion: 'none' });
    expect(next).toEqual({
      ...DEFAULT_PREFERENCES,
      theme: 'dark',
      readingSize: 20,
      motion: 'none',
    });
    expect(heard).toHaveBeenLastCalledWith(next);
    expect(createPreferenceStore(openSettingsFile(folder)).get()).toEqual(next);
  });

  it('take the default for what an older program did not know', () => {
    writeFileSync(file, '{"preferences":{"theme":"light"},"unknown":{"of":"a newer program"}}');
    const settings = openSettingsFile(folder);
    expect(settings.damagedCopy).toBeNull();
    expect(createPreferenceStore(settings).get()).toEqual({
      ...DEFAULT_PREFERENCES,
      theme: 'light',
    });
  });
});

describe('recent files', () => {
  let isRemembering = true;
  let recent: RecentFiles;
  beforeEach(() => {
    isRemembering = true;
    recent = createRecentFiles(openSettingsFile(folder), { isRemembering: () => isRemembering, now: () => NOW });
  }); // prettier-ignore

  const opened = (name: string) => ({
    path: `/cases/${name}`,
    title: name,
    version: '1.0',
    bundleDigest: null,
  });

  it('stand newest first, once each, with a random token that stays theirs', () => {
    const first = recent.remember(opened('a'));
    const second = recent.remember(opened('b'));
    recent.remember(opened('a'));
    expect(recent.list().map((entry) => entry.title)).toEqual(['a', 'b']);
    expect(recent.list()[0]?.token).toBe(first?.token);
    expect(first?.token).not.toBe(second?.token);
    expect(recent.find(second?.token ?? '')?.path).toBe('/cases/b');
    expect(first?.openedAt).toBe(NOW.toISOString());
  });

  it('are at most twelve', () => {
    for (let index = 0; index < 20; index += 1) recent.remember(opened(String(index)));
    expect(recent.list()).toHaveLength(12);
    expect(recent.list()[0]?.title).toBe('19');
  });

  it('are not found by a path, nor by anything else that is no token', () => {
    recent.remember(opened('a'));
    for (const guess of ['', '/cases/a', 'a', '__proto__', '0'])
      expect(recent.find(guess)).toBeNull();
  });

  it('are forgotten one by one or all at once, and listeners hear of it', () => {
    const heard = vi.fn();
    recent.onChange(heard);
    const a = recent.remember(opened('a'));
    recent.remember(opened('b'));
    recent.forget(a?.token ?? '');
    expect(recent.list().map((entry) => entry.title)).toEqual(['b']);
    recent.forget(null);
    expect(recent.list()).toEqual([]);
    expect(heard).toHaveBeenCalledTimes(4);
  });

  it('are not kept where the person chose not to be reminded', () => {
    isRemembering = false;
    expect(recent.remember(opened('a'))).toBeNull();
    expect(recent.list()).toEqual([]);
  });
});

function recentWith(differences: object): object {
  const token = '8c1d2e3f-0000-4000-8000-000000000000';
  return { token, path: '/a', title: 't', version: '1', bundleDigest: null, openedAt: NOW.toISOString(), ...differences }; // prettier-ignore
}
