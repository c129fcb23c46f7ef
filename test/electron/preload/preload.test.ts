import { EventEmitter } from 'node:events';
import { File as NodeFile } from 'node:buffer';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL_NAMES, EVENT_NAMES } from '../../../electron/preload/channels.ts';
import { calls, events, type CountersignApi } from '../../../shared/ipc/contract.ts';

const ipc = vi.hoisted(() => ({
  current: {},
  exposed: new Map<string, unknown>(),
  path: null as string | null,
}));
vi.mock('electron', () => ({
  get ipcRenderer() {
    return ipc.current;
  },
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => ipc.exposed.set(name, api) },
  get webUtils() {
    return ipc.path === null ? undefined : { getPathForFile: () => ipc.path };
  },
})); // prettier-ignore

class FakeIpcRenderer extends EventEmitter {
  readonly invoke = vi.fn((..._args: unknown[]) => Promise.resolve({ ok: true, value: 'answer' }));
}

let renderer: FakeIpcRenderer;
let api: CountersignApi;

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('File', NodeFile);
  ipc.exposed.clear();
  ipc.path = null;
  ipc.current = renderer = new FakeIpcRenderer();
  await import('../../../electron/preload/index.ts');
  api = ipc.exposed.get('countersign') as CountersignApi;
});

describe('the names the preload knows', () => {
  it('are those of the contract', () => {
    expect([...CALL_NAMES].sort()).toEqual(Object.keys(calls).sort());
    expect([...EVENT_NAMES].sort()).toEqual(Object.keys(events).sort());
  });
});

describe('window.countersign', () => {
  it('is all that the page gets', () => {
    expect([...ipc.exposed.keys()]).toEqual(['countersign']);
    expect(Object.keys(api).sort()).toEqual(['call', 'on', 'openDropped']);
  });

  it('forwards a call of the contract with its request', async () => {
    await api.call('app.setPreferences', { theme: 'dark' });
    expect(renderer.invoke.mock.calls).toEqual([
      ['countersign:call:app.setPreferences', { theme: 'dark' }],
    ]);
  });

  it.each([
    '',
    'nope',
    'app.infos',
    '__proto__',
    'toString',
    'electron-store-get-data',
    'open.dropped',
  ])('refuses the call "%s" with a coded error and forwards nothing', async (name) => {
    const reply = await api.call(
      name as 'app.info',
      { path: '/etc/passwd' } as unknown as undefined,
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(renderer.invoke).not.toHaveBeenCalled();
  });

  it('hands the payload of an event on without the Electron event, until it is told to stop', () => {
    const listener = vi.fn();
    const stop = api.on('menu.command', listener);
    renderer.emit('countersign:event:menu.command', { sender: 'secret' }, 'find');
    expect(listener.mock.calls).toEqual([['find']]);
    stop();
    renderer.emit('countersign:event:menu.command', {}, 'find');
    expect(listener).toHaveBeenCalledOnce();
    expect(renderer.listenerCount('countersign:event:menu.command')).toBe(0);
  });

  it('refuses to listen to any other channel', () => {
    expect(() => api.on('nope' as 'menu.command', vi.fn())).toThrow('There is no event "nope".');
    expect(renderer.eventNames()).toEqual([]);
  });
});

describe('openDropped', () => {
  const file = (): File => new File(['x'], 'a.zip');

  it('asks the runtime for the path', async () => {
    ipc.path = '/mnt/a.zip';
    await api.openDropped(file());
    expect(renderer.invoke.mock.calls).toEqual([
      ['countersign:call:open.dropped', { path: '/mnt/a.zip' }],
    ]);
  });

  it('reads File.path where the runtime is older than that', async () => {
    await api.openDropped(Object.assign(file(), { path: '/mnt/b.zip' }));
    expect(renderer.invoke.mock.calls).toEqual([
      ['countersign:call:open.dropped', { path: '/mnt/b.zip' }],
    ]);
  });

  it('refuses a file that a script made, and what is no file', async () => {
    for (const thing of [file(), { path: '/etc/passwd' }, '/etc/passwd', null, undefined]) {
      expect(await api.openDropped(thing)).toMatchObject({
        ok: false,
        error: { code: 'bad-request' },
      });
    }
    ipc.path = '';
    expect(await api.openDropped(file())).toMatchObject({ ok: false });
    expect(renderer.invoke).not.toHaveBeenCalled();
  });
});
