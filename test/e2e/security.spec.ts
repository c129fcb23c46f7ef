/**
 * The walls around the page, tried from inside it. Each wall around the network is tried alone: where
 * the policy of the page stops everything, nobody sees whether the session behind it would.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test, waitUntilReady } from '../support/launch.ts';
import {
  PROBES,
  reachForNetwork,
  startListener,
  type Listener,
  type Probe,
} from './network-probes.ts';

let listener: Listener;

test.beforeEach(async () => {
  listener = await startListener();
});

test.afterEach(() => listener.close());

test.describe('the window', () => {
  test('states its security settings and has no Node in it', async ({ program }) => {
    const settings = await program.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in the published types, though every version has it.
      return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(settings).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    const inPage = await program.page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'electron', '__dirname'].filter(
        (name) => name in window,
      ),
      api: Object.keys(Reflect.get(window, 'countersign') as object).sort(),
      isSecureContext,
      origin: location.origin,
    }));
    expect(inPage).toEqual({
      node: [],
      api: ['call', 'on', 'openDropped'],
      isSecureContext: true,
      origin: 'app://countersign',
    });
  });

  test('takes no string where script could be in it, and no policy but the first default one', async ({
    program,
  }) => {
    const outcome = await program.page.evaluate(async () => {
      // Playwright may evaluate text itself; what runs later may only do what the page may.
      await new Promise((resolve) => setTimeout(resolve));
      const attempt = (run: () => unknown): string => {
        try {
          run();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const factory = Reflect.get(window, 'trustedTypes') as {
        createPolicy(name: string, rules: object): object;
      };
      return {
        innerHTML: attempt(
          () => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'),
        ),
        eval: attempt(() => window.eval('1')),
        function: attempt(() => Reflect.construct(Function, ['return 1'])),
        policy: attempt(() => factory.createPolicy('other', {})),
        secondDefault: attempt(() => factory.createPolicy('default', {})),
        ownWorker: attempt(() => new Worker('./assets/parse-worker-0.js', { type: 'module' })),
        blobWorker: attempt(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
        dataWorker: attempt(() => new Worker('data:text/javascript,1')),
        foreignWorker: attempt(() => new Worker('app://countersign.evil/assets/a.js')),
      };
    });
    expect(outcome).toEqual({
      innerHTML: 'TypeError',
      eval: 'EvalError',
      function: 'EvalError',
      policy: 'TypeError',
      secondDefault: 'TypeError',
      ownWorker: 'done',
      blobWorker: 'TypeError',
      dataWorker: 'TypeError',
      foreignWorker: 'TypeError',
    });
  });

  test('may put text on the clipboard after a click', async ({ program }) => {
    const { app, page } = program;
    const before = await app.evaluate(({ clipboard }) => clipboard.readText());
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    await page.evaluate(() => {
      const button = Object.assign(document.createElement('button'), {
        textContent: 'Copy the probe',
      });
      button.style.cssText = 'position: fixed; inset: 0; z-index: 9999';
      button.addEventListener('click', () => void navigator.clipboard.writeText('the probe'));
      document.body.append(button);
    });
    await page.getByRole('button', { name: 'Copy the probe' }).click();
    await expect
      .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe('the probe');
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), before);
  });

  test('is denied every other permission', async ({ program }) => {
    const outcome = await program.page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'clipboard-read',
        'midi',
      ];
      const states = await Promise.all(
        names.map(
          async (name) =>
            (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      );
      const refused = async (ask: () => Promise<unknown>): Promise<boolean> => {
        try {
          await ask();
          return false;
        } catch {
          return true;
        }
      };
      return {
        states: [...new Set(states)],
        notification: await Notification.requestPermission(),
        camera: await refused(() =>
          navigator.mediaDevices.getUserMedia({ video: true, audio: true }),
        ),
        screen: await refused(() => navigator.mediaDevices.getDisplayMedia()),
        midi: await refused(() => navigator.requestMIDIAccess()),
        clipboard: await refused(() => navigator.clipboard.readText()),
        place: await refused(
          () =>
            new Promise((resolve, reject) => {
              navigator.geolocation.getCurrentPosition(resolve, reject);
            }),
        ),
      };
    });
    expect(outcome).toEqual({
      states: ['denied'], notification: 'denied',
      camera: true, screen: true, midi: true, clipboard: true, place: true,
    }); // prettier-ignore
  });
});

test.describe('navigation', () => {
  const hostile = (origin: string): string[] => [
    `${origin}/a`,
    `${origin}/?next=app://countersign`,
    `${origin}/app://countersign/index.html`,
    'https://countersign/index.html',
    'app://countersign/other.html',
    'app://countersign.evil/',
    'app://evil/',
    'file:///etc/passwd',
    'data:text/html,<h1>x</h1>',
    'javascript:document.body.replaceChildren()',
    'chrome://gpu',
    'mailto:someone@example.org',
  ];

  interface Clicker {
    clickLink(address: string, target: string): void;
  }

  const ways: Readonly<Record<string, (address: string) => void>> = {
    'a click on a link': (address) => {
      (window as unknown as Clicker).clickLink(address, '');
    },
    'a click on a link to a new window': (address) => {
      (window as unknown as Clicker).clickLink(address, '_blank');
    },
    'window.open': (address) => {
      window.open(address);
    },
    'location.assign': (address) => {
      location.assign(address);
    },
    'a form': (address) => {
      const form = Object.assign(document.createElement('form'), { action: address });
      document.body.append(form);
      form.submit();
    },
    'a frame': (address) => {
      const frame = Object.assign(document.createElement('iframe'), { src: address });
      document.body.append(frame);
    },
  };

  for (const [name, way] of Object.entries(ways)) {
    test(`does not happen by ${name}`, async ({ program }) => {
      const { app, page } = program;
      const before = page.url();
      await page.evaluate(() => {
        Object.assign(window, {
          marker: 'still here',
          clickLink: (address: string, target: string) => {
            const link = Object.assign(document.createElement('a'), { href: address, target });
            document.body.append(link);
            link.click();
            link.remove();
          },
        });
      });
      for (const address of hostile(listener.origin)) {
        await page.evaluate(way, address).catch((error: unknown) => {
          // A refused address may throw in the page; a page that is gone must not pass for that.
          if (!/SecurityError|SyntaxError|DOMException|Invalid/.test(String(error))) throw error;
        });
      }
      // The browser's side has heard of all of them once it answers.
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
      expect(page.url()).toBe(before);
      expect(await page.evaluate(() => Reflect.get(window, 'marker') as unknown)).toBe('still here');
      const frames = page.frames().map((frame) => frame.url()).filter((url) => /^(https?|file|data|app):/.test(url));
      expect(frames).toEqual([before]);
      expect(listener.seen).toEqual([]);
    }); // prettier-ignore
  }

  test('is refused by the main process even where the policy of the page is gone', async ({
    program,
  }) => {
    const { app, page } = program;
    await openPolicy(page);
    await app.evaluate(({ webContents }) => {
      const prevented: string[] = [];
      Object.assign(globalThis, { prevented });
      for (const contents of webContents.getAllWebContents()) {
        contents.on('will-frame-navigate', (event) => {
          if (event.defaultPrevented) prevented.push(event.url);
        });
      }
    });
    const before = page.url();
    await page.evaluate((origin) => {
      document.body.append(
        Object.assign(document.createElement('iframe'), { src: `${origin}/frame` }),
      );
      const form = Object.assign(document.createElement('form'), {
        action: `${origin}/form`,
        method: 'post',
      });
      document.body.append(form);
      form.submit();
    }, listener.origin);
    await expect
      .poll(() => app.evaluate(() => Reflect.get(globalThis, 'prevented') as string[]))
      .toEqual(expect.arrayContaining([`${listener.origin}/form`]));
    expect(page.url()).toBe(before);
    expect(listener.seen).toEqual([]);
  });

  test('to about:blank, which nothing can prevent, leads back at once and has no call', async ({
    program,
  }) => {
    const { page } = program;
    const addresses: string[] = [];
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await page.evaluate(() => {
      location.assign('about:blank');
    });
    await expect.poll(() => addresses).toEqual(['about:blank', 'app://countersign/index.html']);
    await waitUntilReady(page);
  });

  test('does not end in a download', async ({ program }) => {
    const { app, page } = program;
    await app.evaluate(({ session }) => {
      const downloads: boolean[] = [];
      Object.assign(globalThis, { downloads });
      session.defaultSession.on('will-download', (event) => downloads.push(event.defaultPrevented));
    });
    await page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['x']));
      const link = Object.assign(document.createElement('a'), { href, download: 'evidence.txt' });
      document.body.append(link);
      link.click();
    });
    await expect
      .poll(() => app.evaluate(() => Reflect.get(globalThis, 'downloads') as boolean[]))
      .toEqual([true]);
  });
});

test.describe('the network', () => {
  test('is reached by every probe where there are no walls', async ({ launch }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bare-'));
    try {
      writeFileSync(path.join(folder, 'package.json'), '{"name":"bare","main":"main.cjs"}');
      writeFileSync(path.join(folder, 'main.cjs'), toBareProgram(listener.origin));
      const { page } = await launch({ appFolder: folder });
      await page.waitForURL(`${listener.origin}/bare`);
      await page.evaluate(reachForNetwork, toTarget());
      const expected = [...PROBES.map((name) => `/${name}`), 'connection', 'datagram'];
      await expect.poll(() => listener.seen).toEqual(expect.arrayContaining(expected));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('is not reached past the policy of the page', async ({ program }) => {
    const { page } = program;
    await page.evaluate(() => {
      const blocked: string[] = [];
      Object.assign(window, { blocked });
      document.addEventListener(
        'securitypolicyviolation',
        ({ effectiveDirective, blockedURI, sample }) => {
          blocked.push(`${effectiveDirective} ${blockedURI} ${sample}`);
        },
      );
    });
    const refused = await page.evaluate(reachForNetwork, toTarget());
    // Scripts and workers have an address that must not be text: they are refused on the spot.
    expect(refused).toEqual(expect.arrayContaining(['script', 'worker-script', 'worker-fetch']));
    const listMissing = async (): Promise<string[]> => {
      const blocked = await page.evaluate(() => Reflect.get(window, 'blocked') as string[]);
      const others = PROBES.filter((name) => !refused.includes(name));
      return others.filter((name) => !blocked.some((entry) => isAbout(entry, name)));
    };
    await expect.poll(listMissing).toEqual([]);
    await finishAddresses(page);
    expect(listener.seen).toEqual([]);
  });

  test('is not reached past the session where the policy of the page is gone', async ({
    program,
  }) => {
    const { app, page } = program;
    await openPolicy(page);
    await collectErrors(app);
    await page.evaluate(reachForNetwork, toTarget());
    await expect
      .poll(() => readErrors(app))
      .toEqual(expect.objectContaining(forRequests('net::ERR_BLOCKED_BY_CLIENT')));
    await finishAddresses(page);
    expect(listener.seen).toEqual([]);
  });

  test('is not reached by the session itself', async ({ program }) => {
    const outcomes = await program.app.evaluate(async ({ net, session }, origin) => {
      const other = session.fromPartition('made later');
      const attempts = [
        () => net.fetch(`${origin}/net`),
        () => session.defaultSession.fetch(`${origin}/session`),
        () => other.fetch(`${origin}/other`),
        () => net.fetch('https://example.org/'),
      ];
      return Promise.all(
        attempts.map(async (attempt) => {
          try {
            await attempt();
            return 'reached';
          } catch (error) {
            return (error as Error).message;
          }
        }),
      );
    }, listener.origin);
    expect(new Set(outcomes)).toEqual(new Set(['net::ERR_BLOCKED_BY_CLIENT']));
    expect(listener.seen).toEqual([]);
  });

  test('is not reached past the switches where policy and session are gone', async ({
    program,
  }) => {
    const { app, page } = program;
    await openPolicy(page);
    await app.evaluate(({ session }) => {
      session.defaultSession.webRequest.onBeforeRequest(null);
    });
    await collectErrors(app);
    await page.evaluate(reachForNetwork, toTarget());
    const expected = {
      ...forRequests('net::ERR_NAME_NOT_RESOLVED'),
      // A socket does not say why it failed.
      '/websocket': expect.stringMatching(/^net::ERR_(FAILED|NAME_NOT_RESOLVED)$/) as unknown,
    };
    await expect.poll(() => readErrors(app)).toEqual(expect.objectContaining(expected));
    await finishAddresses(page);
    expect(listener.seen).toEqual([]);
  });
});

test.describe('a call', () => {
  interface Api {
    call(name: string, request?: unknown): Promise<{ ok: boolean; error?: { code: string } }>;
    openDropped(file: unknown): Promise<{ ok: boolean; error?: { code: string } }>;
    on(name: string, listener: () => void): () => void;
  }

  test('with a forged name or wrong arguments is refused with a code', async ({ program }) => {
    const codes = await program.page.evaluate(async () => {
      const api = Reflect.get(window, 'countersign') as Api;
      const replies = [
        await api.call('nope'),
        await api.call('__proto__'),
        await api.call('electron-store-get-data'),
        await api.call('open.dropped', { path: '/etc/passwd' }),
        await api.call('app.setPreferences', { theme: 'pink' }),
        await api.call('app.setPreferences'),
        await api.call('app.info', 'more than nothing'),
        await api.call('case.readFile', { path: 1, as: 'text' }),
        await api.call('draft.discard', { id: '../../etc' }),
        await api.openDropped({ path: '/etc/passwd' }),
        await api.openDropped(new File(['x'], '/etc/passwd')),
      ];
      return replies.map((reply) => (reply.ok ? 'answered' : reply.error?.code));
    });
    expect(new Set(codes)).toEqual(new Set(['bad-request']));
    expect(codes).toHaveLength(11);
  });

  test('to listen to a channel outside the contract is refused', async ({ program }) => {
    const message = await program.page.evaluate(() => {
      const api = Reflect.get(window, 'countersign') as Api;
      try {
        api.on('nope', () => undefined);
        return 'listening';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toContain('There is no event "nope"');
  });

  test('cannot be made from a frame inside the page', async ({ program }) => {
    const inFrame = await program.page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      return frame.contentWindow !== null && 'countersign' in frame.contentWindow;
    });
    expect(inFrame).toBe(false);
  });

  test('from a window that the program did not make is refused', async ({ program }) => {
    const answer = await program.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`;
      const replies: unknown[] = [];
      for (const address of ['about:blank', 'app://countersign/index.html']) {
        const other = new BrowserWindow({
          show: false,
          webPreferences: { sandbox: true, preload },
        });
        await other.loadURL(address);
        replies.push(await other.webContents.executeJavaScript("countersign.call('app.info')"));
        other.destroy();
      }
      return replies;
    });
    const refusal = {
      ok: false,
      error: expect.objectContaining({ code: 'bad-request' }) as unknown,
    };
    expect(answer).toEqual([refusal, refusal]);
  });
});

function toTarget(): { origin: string; udpPort: number } {
  return { origin: listener.origin, udpPort: listener.udpPort };
}

/** Waits until WebRTC has given up looking for its addresses. */
async function finishAddresses(page: Page): Promise<void> {
  const readState = (): string =>
    (Reflect.get(window, 'probeConnection') as RTCPeerConnection).iceGatheringState;
  await expect.poll(() => page.evaluate(readState)).toBe('complete');
}

/** Takes the first wall away: the page is loaded again without its content security policy. */
async function openPolicy(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.enable');
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
}

/** Keeps, in the main process, why each request of the listener's origin failed. */
async function collectErrors(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ session }) => {
    const errors: Record<string, string> = {};
    Object.assign(globalThis, { errors });
    session.defaultSession.webRequest.onErrorOccurred((details) => {
      errors[new URL(details.url).pathname] = details.error;
    });
  });
}

function readErrors(app: ElectronApplication): Promise<Record<string, string>> {
  return app.evaluate(() => Reflect.get(globalThis, 'errors') as Record<string, string>);
}

/** The same error for every probe that asks the session; frames are stopped before, as navigation. */
function forRequests(error: string): Record<string, string> {
  const requests = PROBES.filter((name) => name !== 'iframe' && name !== 'object');
  return Object.fromEntries(requests.map((name) => [`/${name}`, error]));
}

/** Whether a violation of the policy, as it was reported, is that of a probe. */
function isAbout(entry: string, name: Probe): boolean {
  // Of a frame only the origin is told.
  if (name === 'iframe') return entry.startsWith('frame-src ');
  return new RegExp(`/${name}\\b(?!-)`).test(entry);
}

/** A program without walls, to show that the probes reach the listener where nothing stops them. */
function toBareProgram(origin: string): string {
  return `const { app, BrowserWindow } = require('electron');
app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'));
app.whenReady().then(() => new BrowserWindow().loadURL('${origin}/bare'));
`;
}
