import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { Notice } from '../../../electron/main/dialogs.ts';
import { setupWindowRecovery } from '../../../electron/main/window-recovery.ts';
import { FakeWebContents } from './fake-electron.ts';
import { HOSTILE_ADDRESSES } from './hostile-addresses.ts';
import { createMemoryLog } from './memory-log.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

function setup(answer: number) {
  const webContents = new FakeWebContents();
  const window = Object.assign(new EventEmitter(), {
    webContents,
    isDestroyed: () => webContents.isGone,
  });
  const show = vi.fn<(notice: Notice) => Promise<number>>().mockResolvedValue(answer);
  const dialogs = { open: vi.fn(), save: vi.fn(), show };
  const log = createMemoryLog();
  const quit = vi.fn();
  const load = vi.fn();
  const onGone = vi.fn();
  setupWindowRecovery(window as unknown as BrowserWindow, { log, dialogs, onGone, load, quit });
  const crash = async (reason = 'crashed'): Promise<void> => {
    webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });
    await vi.waitFor(() => {
      expect(log.entries.length).toBeGreaterThan(0);
    });
  };
  return { webContents, show, log, quit, load, onGone, crash };
}

describe('a window whose process stopped', () => {
  it('is loaded again the first time, with a notice and a line in the log', async () => {
    const { webContents, show, onGone, crash, log } = setup(0);
    await crash();
    expect(webContents.reloads).toBe(1);
    expect(onGone).toHaveBeenCalledOnce();
    expect(show.mock.calls[0]?.[0].message).toBe('The window stopped and was opened again.');
    expect(String(log.entries[0]?.error)).toContain('crashed');
  });

  it('is not loaded a second time by itself: the person chooses', async () => {
    const { webContents, quit, crash } = setup(1);
    await crash();
    await crash('oom');
    await vi.waitFor(() => {
      expect(quit).toHaveBeenCalledOnce();
    });
    expect(webContents.reloads).toBe(1);
  });

  it('is loaded again the second time where the person asks for it', async () => {
    const { webContents, quit, crash } = setup(0);
    await crash();
    await crash();
    await vi.waitFor(() => {
      expect(webContents.reloads).toBe(2);
    });
    expect(quit).not.toHaveBeenCalled();
  });

  it('is left alone when it ended on purpose or was closed meanwhile', async () => {
    const { webContents, show, crash } = setup(0);
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    webContents.isGone = true;
    await crash('killed');
    expect(webContents.reloads).toBe(0);
    expect(show).not.toHaveBeenCalled();
  });
});

describe('a page that went elsewhere', () => {
  it.each(HOSTILE_ADDRESSES)('is loaded again after "%s"', (address) => {
    const { webContents, load, onGone, log } = setup(0);
    webContents.emit('did-navigate', {}, address);
    expect(load).toHaveBeenCalledOnce();
    expect(onGone).toHaveBeenCalledOnce();
    expect(log.entries).toHaveLength(1);
  });

  it('is left alone at its own address', () => {
    const { webContents, load } = setup(0);
    webContents.emit('did-navigate', {}, 'app://countersign/index.html');
    expect(load).not.toHaveBeenCalled();
  });
});

describe('a page that does not load', () => {
  it('is logged, but for frames in it and for navigation that was prevented', () => {
    const { webContents, log } = setup(0);
    webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'app://countersign/x', true);
    webContents.emit('did-fail-load', {}, -30, 'ERR_BLOCKED_BY_CSP', 'https://x/', false);
    expect(log.entries).toEqual([]);
    webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://countersign/', true);
    expect(log.entries).toHaveLength(1);
  });
});
