import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebContents } from 'electron';
import {
  registerHandlers, type CallHandlers, type HandleOptions,
} from '../../../../electron/main/ipc/handle.ts'; // prettier-ignore
import { trustWebContents } from '../../../../electron/main/ipc/sender.ts';
import { CountersignError } from '../../../../shared/errors.ts';
import { calls, type Reply } from '../../../../shared/ipc/contract.ts';
import { FakeWebContents, ipcMain, toFrame, type FakeFrame } from '../fake-electron.ts';
import { HOSTILE_ADDRESSES } from '../hostile-addresses.ts';
import { createMemoryLog, type MemoryLog } from '../memory-log.ts';

vi.mock('electron', () => import('../fake-electron.ts'));

const PREFERENCES = {
  theme: 'dark', contrast: 'system', motion: 'system', readingSize: 17,
  singleKeyShortcuts: true, rememberRecent: true,
} as const; // prettier-ignore

let contents: FakeWebContents;
let log: MemoryLog;

beforeEach(() => {
  ipcMain.handlers.clear();
  contents = new FakeWebContents();
  log = createMemoryLog();
  trustWebContents(contents as unknown as WebContents);
});

/** All calls answer "not-found", but for those that the test is about. */
function register(own: Partial<CallHandlers>, options: Partial<HandleOptions> = {}): void {
  const others = Object.fromEntries(
    Object.keys(calls).map((name) => [
      name,
      () => Promise.reject(new CountersignError('not-found', 'No')),
    ]),
  );
  registerHandlers({ ...others, ...own } as CallHandlers, { log, ...options });
}

async function ask(
  name: string,
  args: readonly unknown[],
  frame: FakeFrame | null = contents.mainFrame,
  sender: FakeWebContents = contents,
): Promise<Reply<unknown>> {
  const handler = ipcMain.handlers.get(`countersign:call:${name}`);
  if (handler === undefined) throw new Error(`No handler for ${name}`);
  return (await handler({ sender, senderFrame: frame }, ...args)) as Reply<unknown>;
}

describe('registerHandlers', () => {
  it('registers every call of the contract under the prefix of the program and no other', () => {
    register({});
    const expected = Object.keys(calls).map((name) => `countersign:call:${name}`);
    expect([...ipcMain.handlers.keys()].sort()).toEqual(expected.sort());
  });

  it('hands the parsed request to the handler and its parsed response back', async () => {
    const setPreferences = vi.fn(() =>
      Promise.resolve({ ...PREFERENCES, secret: 'not in the contract' }),
    );
    register({ 'app.setPreferences': setPreferences });
    const reply = await ask('app.setPreferences', [{ theme: 'dark', extra: 1 }]);
    expect(setPreferences).toHaveBeenCalledWith({ theme: 'dark' }, { sender: contents });
    expect(reply).toEqual({ ok: true, value: PREFERENCES });
    expect(log.entries).toEqual([]);
  });

  it.each([
    ['a value outside the list', [{ theme: 'pink' }], 'theme'],
    ['a number outside the range', [{ readingSize: 99 }], 'readingSize'],
    ['no object', ['dark'], null],
    ['nothing', [], null],
    ['null', [null], null],
  ])('refuses arguments that do not fit: %s', async (_what, args, place) => {
    const setPreferences = vi.fn(() => Promise.resolve(PREFERENCES));
    register({ 'app.setPreferences': setPreferences });
    const reply = await ask('app.setPreferences', args);
    expect(setPreferences).not.toHaveBeenCalled();
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'bad-request', problems: [{ place }] },
    });
    expect(log.entries).toHaveLength(1);
  });

  it('refuses a second argument even where the first fits', async () => {
    const info = vi.fn(() => Promise.reject(new Error('never')));
    register({ 'app.info': info });
    const reply = await ask('app.info', [undefined, 'more']);
    expect(info).not.toHaveBeenCalled();
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('never repeats a refused value, which may be a passphrase', async () => {
    register({});
    const secret = `correct horse ${'x'.repeat(2_000)}`;
    const reply = await ask('identity.unlock', [{ keyid: secret, passphrase: secret }]);
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(JSON.stringify(reply)).not.toContain('correct horse');
    const logged = log.entries.map(({ error }) => String((error as Error).stack)).join();
    expect(logged).not.toContain('correct horse');
  });

  it('turns an error for people into data with its code and problems, and does not log it', async () => {
    const problem = { code: 'digest-differs', file: 'a', place: null, rule: 'r', message: 'm' };
    register({
      'case.get': () =>
        Promise.reject(new CountersignError('bundle-refused', 'Refused.', [problem])),
    });
    expect(await ask('case.get', [])).toEqual({
      ok: false,
      error: { code: 'bundle-refused', message: 'Refused.', problems: [problem] },
    });
    expect(log.entries).toEqual([]);
  });

  it('turns a bug into "internal" without its words and logs the error', async () => {
    const bug = new TypeError('cannot read secret of undefined');
    register({
      'case.get': () => {
        throw bug;
      },
    });
    const reply = await ask('case.get', []);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal', problems: [] } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(log.entries).toEqual([{ where: 'call case.get', error: bug }]);
  });

  it('treats a response that breaks the contract as a bug', async () => {
    register({ 'app.preferences': () => Promise.resolve({ ...PREFERENCES, readingSize: 1 }) });
    const reply = await ask('app.preferences', []);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(String(log.entries[0]?.error)).toContain('readingSize');
  });

  it('tells of answered calls only', async () => {
    const onAnswered = vi.fn();
    register({ 'case.close': () => Promise.resolve() }, { onAnswered });
    await ask('case.get', []);
    await ask('case.close', ['wrong']);
    expect(onAnswered).not.toHaveBeenCalled();
    await ask('case.close', []);
    expect(onAnswered).toHaveBeenCalledExactlyOnceWith('case.close');
  });
});

describe('the sender of a call', () => {
  async function expectRefused(frame: FakeFrame | null, sender = contents): Promise<void> {
    const info = vi.fn(() => Promise.reject(new Error('reached')));
    register({ 'app.info': info });
    const reply = await ask('app.info', [], frame, sender);
    expect(info).not.toHaveBeenCalled();
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(log.entries).toMatchObject([{ where: 'refused call' }]);
  }

  it.each(HOSTILE_ADDRESSES)('is refused at the address "%s"', async (url) => {
    await expectRefused(toFrame({ url }));
  });

  it('is refused in a frame inside the page, even at our address', async () => {
    const parent = contents.mainFrame;
    await expectRefused(toFrame({ parent, routingId: 2 }));
  });

  it('is refused in the main frame of another process', async () => {
    await expectRefused(toFrame({ processId: 6 }));
  });

  it('is refused with an opaque origin at our address', async () => {
    await expectRefused(toFrame({ origin: 'null' }));
  });

  it('is refused in contents that no window of ours made', async () => {
    const other = new FakeWebContents();
    await expectRefused(other.mainFrame, other);
  });

  it('is refused once its contents are destroyed', async () => {
    contents.destroy();
    await expectRefused(contents.mainFrame);
  });

  it('is refused when its frame is gone', async () => {
    await expectRefused(null);
  });

  it('is refused when its frame throws because it was disposed of', async () => {
    const disposed = new Proxy(toFrame(), {
      get() {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    });
    await expectRefused(disposed);
  });
});
