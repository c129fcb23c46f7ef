/**
 * The built renderer alone, in the system's Chromium: the check that it works on a current engine, which
 * the stand-in runtime is not. The main process is replaced by answers that the test gives; they are
 * held against the contract, so a test cannot invent what main would never send.
 */
import { createServer, type Server } from 'node:http';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import {
  test as base,
  chromium,
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { SECURITY_HEADERS } from '../../electron/main/security/content-security-policy.ts';
import {
  calls, events, type CallName, type CallRequest, type CallResponse, type EventName, type EventPayload, type Reply,
} from '../../shared/ipc/contract.ts'; // prettier-ignore
import { CountersignError } from '../../shared/errors.ts';
import { findOnPath } from '../../scripts/system-packages.mjs';
import { isRoot, root } from '../../scripts/run.mjs';

export { expect };

/** What main would answer. A call without an entry is answered with an error, as a broken main would. */
export type Answers = {
  readonly [N in CallName]?: (request: CallRequest<N>) => CallResponse<N>;
};

export interface RendererPage {
  readonly page: Page;
  /** The calls that the page made, in order. */
  readonly asked: readonly {
    readonly name: string;
    readonly request: unknown;
  }[];
  /** Sends an event as main would. */
  emit<N extends EventName>(name: N, payload: EventPayload<N>): Promise<void>;
}

interface Fixtures {
  readonly openRenderer: (
    answers: Answers,
    options?: { readonly colorScheme?: 'light' | 'dark' },
  ) => Promise<RendererPage>;
}

interface WorkerFixtures {
  readonly systemChromium: Browser;
  /** Address of the built renderer, on the loopback interface. */
  readonly rendererUrl: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  systemChromium: [
    async ({ headless }, use) => {
      const executablePath = process.env['CHROMIUM_PATH'] ?? findOnPath('chromium') ?? '';
      const browser = await chromium.launch({
        executablePath,
        headless,
        chromiumSandbox: !isRoot,
        args: ['--disable-quic', '--disable-gpu'],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  rendererUrl: [
    // The pattern names no fixture: this one needs none, and Playwright insists on a pattern.
    async ({ headless: _unused }, use) => {
      const server = await serveFolder(path.join(root, 'out', 'renderer'));
      await use(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/index.html`);
      server.close();
    },
    { scope: 'worker' },
  ],
  openRenderer: async ({ systemChromium, rendererUrl }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (answers, options = {}) => {
      // A context of its own for each page: axe opens a second page in it.
      const context = await systemChromium.newContext({
        viewport: { width: 1280, height: 800 },
        ...(options.colorScheme === undefined ? {} : { colorScheme: options.colorScheme }),
      });
      opened.push(context);
      const page = await context.newPage();
      const rendererPage = await connect(page, answers);
      await page.goto(rendererUrl);
      return rendererPage;
    });
    for (const context of opened) await context.close();
  },
});

/** Puts `window.countersign` into the page, answered from here. */
async function connect(page: Page, answers: Answers): Promise<RendererPage> {
  const asked: { name: string; request: unknown }[] = [];
  await page.exposeFunction('answerCall', (name: string, request: unknown) => {
    asked.push({ name, request });
    return answer(name, request, answers);
  });
  await page.addInitScript(() => {
    type Listener = (payload: unknown) => void;
    const listeners = new Map<string, Set<Listener>>();
    const scope = window as unknown as {
      answerCall: (name: string, request: unknown) => Promise<unknown>;
      emitEvent: (name: string, payload: unknown) => void;
    };
    scope.emitEvent = (name, payload) => {
      for (const listener of listeners.get(name) ?? []) listener(payload);
    };
    Object.defineProperty(window, 'countersign', {
      value: {
        call: (name: string, request: unknown) => scope.answerCall(name, request),
        openDropped: () => scope.answerCall('open.dropped', undefined),
        on: (name: string, listener: Listener) => {
          const known = listeners.get(name) ?? new Set();
          listeners.set(name, known.add(listener));
          return () => known.delete(listener);
        },
      },
    });
  });
  return {
    page,
    asked,
    emit: async (name, payload) => {
      const checked = events[name].parse(payload);
      await page.evaluate(
        ([event, value]) => {
          const scope = window as unknown as {
            emitEvent: (name: unknown, value: unknown) => void;
          };
          scope.emitEvent(event, value);
        },
        [name, checked] as const,
      );
    },
  };
}

function answer(name: string, request: unknown, answers: Answers): Reply<unknown> {
  if (!isCallName(name)) return refuse(`There is no call "${name}".`);
  const given = answers[name] as ((request: unknown) => unknown) | undefined;
  if (given === undefined) return refuse(`The test gives no answer to "${name}".`);
  calls[name].request.parse(request);
  try {
    return { ok: true, value: calls[name].response.parse(given(request)) };
  } catch (error) {
    // A test refuses a call as main does: by throwing the coded error.
    if (!(error instanceof CountersignError)) throw error;
    return {
      ok: false,
      error: { code: error.code, message: error.message, problems: error.problems },
    };
  }
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

function refuse(message: string): Reply<never> {
  return { ok: false, error: { code: 'internal', message, problems: [] } };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Serves the build with the headers that the program's own scheme sends. */
async function serveFolder(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const file = path.join(folder, new URL(request.url ?? '/', 'http://localhost').pathname);
    if (!file.startsWith(folder + path.sep) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    void readFile(file).then((bytes) => {
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': type }).end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
