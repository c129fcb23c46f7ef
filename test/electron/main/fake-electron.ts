/**
 * As much of Electron as the guards touch, for tests in plain Node. It does what Electron documents and
 * no more; whether Electron keeps its word is asked by the tests in `test/e2e/`.
 */
import { EventEmitter } from 'node:events';

type Listener = (event: unknown, ...args: unknown[]) => unknown;

class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Listener>();

  handle(channel: string, listener: Listener): void {
    if (this.handlers.has(channel)) throw new Error(`Second handler for ${channel}`);
    this.handlers.set(channel, listener);
  }
}

export const ipcMain = new FakeIpcMain();

export class FakeWebContents extends EventEmitter {
  readonly sent: { readonly channel: string; readonly payload: unknown }[] = [];
  readonly mainFrame: FakeFrame;
  isGone = false;
  reloads = 0;
  windowOpenHandler: (() => { action: string }) | null = null;

  constructor(url = 'app://countersign/index.html') {
    super();
    this.mainFrame = toFrame({ url });
  }

  send(channel: string, payload: unknown): void {
    this.sent.push({ channel, payload });
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  reload(): void {
    this.reloads += 1;
  }

  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpenHandler = handler;
  }

  setWebRTCIPHandlingPolicy(): void {
    // Nothing to do: there is no network in a fake.
  }

  destroy(): void {
    this.isGone = true;
    this.emit('destroyed');
  }
}

export interface FakeFrame {
  readonly url: string;
  readonly origin: string;
  readonly processId: number;
  readonly routingId: number;
  readonly parent: FakeFrame | null;
}

/** The main frame of one of our pages, but for what is given. */
export function toFrame(differences: Partial<FakeFrame> = {}): FakeFrame {
  return {
    url: 'app://countersign/index.html',
    origin: 'app://countersign',
    processId: 5,
    routingId: 1,
    parent: null,
    ...differences,
  };
}

export class FakeApp extends EventEmitter {
  isPackaged = true;
  readonly switches = new Map<string, string>();
  readonly calls: string[] = [];
  /** What the first instance gets when the lock is taken; null where this process is the first. */
  lockHolder: ((data: unknown) => void) | null = null;

  readonly commandLine = {
    hasSwitch: (name: string): boolean => this.switches.has(name),
    getSwitchValue: (name: string): string => this.switches.get(name) ?? '',
    appendSwitch: (name: string, value = ''): void => {
      this.switches.set(name, value);
    },
  };

  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }

  quit(): void {
    this.calls.push('quit');
  }

  setPath(name: string, value: string): void {
    this.calls.push(`setPath ${name} ${value}`);
  }

  requestSingleInstanceLock(data: unknown): boolean {
    if (this.lockHolder === null) return true;
    this.lockHolder(data);
    return false;
  }
}

export const app = new FakeApp();

export const nativeTheme = Object.assign(new EventEmitter(), {
  themeSource: 'system',
  shouldUseDarkColors: false,
});

export const BrowserWindow = { getAllWindows: (): unknown[] => [] };
export const protocol = { registerSchemesAsPrivileged: (): void => undefined };
export const dialog = {};
export const screen = { getAllDisplays: (): unknown[] => [] };
export const Menu = {};
