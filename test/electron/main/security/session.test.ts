import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { isAllowedRequest, secureSession } from '../../../../electron/main/security/session.ts';
import { setupSandbox } from '../../../../electron/main/security/sandbox.ts';
import { secureAllWebContents } from '../../../../electron/main/security/web-contents.ts';
import { FakeApp, FakeWebContents } from '../fake-electron.ts';
import { HOSTILE_ADDRESSES } from '../hostile-addresses.ts';

vi.mock('electron', () => import('../fake-electron.ts'));

describe('isAllowedRequest', () => {
  it.each(HOSTILE_ADDRESSES)('refuses "%s", packaged or not', (address) => {
    expect(isAllowedRequest(address, true)).toBe(false);
    expect(isAllowedRequest(address, false)).toBe(false);
  });

  it('allows the pages of the program and the blobs they made', () => {
    expect(isAllowedRequest('app://countersign/assets/a.js', true)).toBe(true);
    expect(isAllowedRequest('blob:app://countersign/0a1b', true)).toBe(true);
  });

  it('allows the developer tools only while developing', () => {
    const address =
      'devtools://devtools/bundled/devtools_app.html?remoteBase=https://evil.example/';
    expect(isAllowedRequest(address, true)).toBe(false);
    expect(isAllowedRequest(address, false)).toBe(true);
  });
});

/** A session that keeps what was set on it. */
function createFakeSession() {
  const handlers = new Map<string, unknown>();
  const keep =
    (name: string) =>
    (...args: unknown[]): void => {
      handlers.set(name, args[0]);
    };
  const session = Object.assign(new EventEmitter(), {
    webRequest: { onBeforeRequest: keep('onBeforeRequest') },
    setPermissionRequestHandler: keep('permissionRequest'),
    setPermissionCheckHandler: keep('permissionCheck'),
    setDevicePermissionHandler: keep('devicePermission'),
    setSpellCheckerEnabled: keep('spellChecker'),
    setSpellCheckerLanguages: keep('spellCheckerLanguages'),
    setCertificateVerifyProc: keep('certificate'),
  });
  secureSession(session as unknown as Session, true);
  return { session, handlers };
}

describe('secureSession', () => {
  it('cancels every request but those of the program', () => {
    type Filter = (
      details: { url: string },
      callback: (answer: { cancel: boolean }) => void,
    ) => void;
    const filter = createFakeSession().handlers.get('onBeforeRequest') as Filter;
    const isCancelled = (url: string): boolean => {
      const callback = vi.fn<(answer: { cancel: boolean }) => void>();
      filter({ url }, callback);
      return callback.mock.calls[0]?.[0].cancel ?? false;
    };
    expect(HOSTILE_ADDRESSES.filter((url) => !isCancelled(url))).toEqual([]);
    expect(isCancelled('app://countersign/index.html')).toBe(false);
  });

  it('says no to every permission but copying, asked for or looked up, and to every device', () => {
    const { handlers } = createFakeSession();
    const get = (name: string) => handlers.get(name) as (...args: unknown[]) => unknown;
    const ask = (permission: string, requestingUrl: string): unknown[] => {
      const callback = vi.fn();
      get('permissionRequest')(null, permission, callback, { requestingUrl });
      return [callback.mock.calls, get('permissionCheck')(null, permission, requestingUrl, {})];
    };
    const own = 'app://countersign/index.html';
    for (const permission of [
      'media',
      'clipboard-read',
      'notifications',
      'openExternal',
      'fullscreen',
    ]) {
      expect(ask(permission, own)).toEqual([[[false]], false]);
    }
    for (const address of HOSTILE_ADDRESSES) {
      expect(ask('clipboard-sanitized-write', address)).toEqual([[[false]], false]);
    }
    expect(ask('clipboard-sanitized-write', own)).toEqual([[[true]], true]);
    expect(get('devicePermission')()).toBe(false);
    const certificate = vi.fn();
    get('certificate')({}, certificate);
    expect(certificate).toHaveBeenCalledExactlyOnceWith(-2);
    expect(handlers.get('spellChecker')).toBe(false);
  });

  it('stops downloads', () => {
    const event = { preventDefault: vi.fn() };
    createFakeSession().session.emit('will-download', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});

describe('secureAllWebContents', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'prevents %s in contents that are made later',
    (name) => {
      const app = new FakeApp();
      secureAllWebContents(app as unknown as App);
      const contents = new FakeWebContents();
      app.emit('web-contents-created', {}, contents);
      const event = { preventDefault: vi.fn() };
      contents.emit(name, event, {}, {});
      expect(event.preventDefault).toHaveBeenCalledOnce();
    },
  );

  it('denies new windows', () => {
    const app = new FakeApp();
    secureAllWebContents(app as unknown as App);
    const contents = new FakeWebContents();
    app.emit('web-contents-created', {}, contents);
    expect(contents.windowOpenHandler?.()).toEqual({ action: 'deny' });
  });
});

describe('setupSandbox', () => {
  function isSandboxed(
    isPackaged: boolean,
    userId: number | undefined,
    hasSwitch: boolean,
  ): boolean {
    const app = new FakeApp();
    app.isPackaged = isPackaged;
    if (hasSwitch) app.switches.set('no-sandbox', '');
    setupSandbox(app as unknown as App, userId);
    return app.calls.includes('enableSandbox');
  }

  it('puts every page into the sandbox, and in a package even against the switch', () => {
    expect(isSandboxed(true, 1000, false)).toBe(true);
    expect(isSandboxed(true, 1000, true)).toBe(true);
    expect(isSandboxed(true, undefined, true)).toBe(true);
    expect(isSandboxed(false, 1000, false)).toBe(true);
    expect(isSandboxed(true, 0, false)).toBe(true);
  });

  it('honours the switch for root and while developing', () => {
    expect(isSandboxed(true, 0, true)).toBe(false);
    expect(isSandboxed(false, 1000, true)).toBe(false);
  });
});
