import type { App } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { setupClose } from '../../../electron/main/close.ts';
import { FakeApp } from './fake-electron.ts';
import { createMemoryLog } from './memory-log.ts';

/** Electron ignores a quit while it still handles the event that asks whether it may. */
class QuittingApp extends FakeApp {
  private isAsking = false;
  hasEnded = false;

  override quit(): void {
    if (this.isAsking) return;
    this.isAsking = true;
    const preventDefault = vi.fn();
    this.emit('will-quit', { preventDefault });
    queueMicrotask(() => {
      queueMicrotask(() => {
        this.isAsking = false;
      });
    });
    if (preventDefault.mock.calls.length === 0) this.hasEnded = true;
  }
}

describe('setupClose', () => {
  it.each([
    ['at once', () => Promise.resolve()],
    ['later', () => new Promise<void>((resolve) => setTimeout(resolve, 5))],
    ['never, because it fails', () => Promise.reject(new Error('disk'))],
  ])('ends the program after what is open was closed %s', async (_when, close) => {
    const app = new QuittingApp();
    const log = createMemoryLog();
    const closing = vi.fn(close);
    setupClose(app as unknown as App, closing, log);
    app.quit();
    expect(app.hasEnded).toBe(false);
    await vi.waitFor(() => {
      expect(app.hasEnded).toBe(true);
    });
    expect(closing).toHaveBeenCalledOnce();
  });

  it('logs why something could not be closed', async () => {
    const app = new QuittingApp();
    const log = createMemoryLog();
    setupClose(app as unknown as App, () => Promise.reject(new Error('disk')), log);
    app.quit();
    await vi.waitFor(() => {
      expect(log.entries).toEqual([{ where: 'close', error: new Error('disk') }]);
    });
  });
});
