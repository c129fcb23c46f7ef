// Starts the real program for tests, the demo and the benchmark: the same runtime, the same switches, a
// display where there is none, and a folder of its own for everything the program stores.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDisplay } from './display.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { isRoot, root, toEnvironment } from './run.mjs';

/** One device pixel per CSS pixel and plain glyph edges: pictures are the same on every start. */
const PICTURE_SWITCHES = [
  '--force-device-scale-factor=1',
  '--font-render-hinting=none',
  '--disable-lcd-text',
];

/**
 * @typedef {object} LaunchOptions
 * @property {string} [appFolder] What to run; by default this project as built.
 * @property {readonly string[]} [args] Passed on after the folder: a file to open.
 * @property {string} [userData] Where the program stores everything. By default a new folder, removed
 *   by `close`; give one to start again on what an earlier start left.
 * @property {Record<string, string>} [env] Added to the environment.
 * @property {'light' | 'dark' | 'no-preference' | 'no-override'} [colorScheme] By default
 *   'no-override': otherwise the program's own choice of theme would not reach the page.
 * @property {string} [tracesDir]
 */

/**
 * Starts the program under Playwright and waits for its first window. As root there is no Chromium
 * sandbox; otherwise the sandbox is on, as it is for the people who use the program.
 * @param {LaunchOptions} [options]
 */
export async function launchProgram(options = {}) {
  await ensureDisplay();
  await resolveElectron();
  // Here, not above: Playwright is there only after node_modules are.
  const { _electron } = await import('@playwright/test');
  const userData = options.userData ?? makeUserData();
  const app = await _electron.launch({
    args: [...toSwitches(userData), options.appFolder ?? root, ...(options.args ?? [])],
    env: toEnvironment(options.env),
    chromiumSandbox: !isRoot,
    colorScheme: options.colorScheme ?? 'no-override',
    ...(options.tracesDir === undefined ? {} : { tracesDir: options.tracesDir }),
  });
  const close = async () => {
    await app.close();
    if (options.userData === undefined) removeFolder(userData);
  };
  try {
    const page = await app.firstWindow();
    return { app, page, userData, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Starts a program without Playwright's launcher, which holds back the start until it has connected, and
 * needs a fuse that is off in a package. Waits until the page says that its start screen can be used; it
 * is asked over Chromium's debugging port, to which we connect while the program starts.
 * @param {{ binary?: string, appFolder?: string | null }} [options] `appFolder: null` for a packaged
 *   program, which brings its own.
 */
export async function startUntilReady({ binary, appFolder = root } = {}) {
  await ensureDisplay();
  const program = binary ?? (await resolveElectron()).binary;
  const { chromium } = await import('@playwright/test');
  const userData = makeUserData();
  const switches = [...(isRoot ? ['--no-sandbox'] : []), '--remote-debugging-port=0'];
  const started = performance.now();
  const child = spawn(
    program,
    [...switches, ...toSwitches(userData), ...(appFolder === null ? [] : [appFolder])],
    { env: toEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await ended;
    removeFolder(userData);
  };
  try {
    // Without `noDefaults` Playwright would ask for a download folder, which Electron refuses.
    const browser = await chromium.connectOverCDP(await readEndpoint(child), { noDefaults: true });
    const [context] = browser.contexts();
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.locator('html[data-ready="start"]').waitFor({ state: 'attached' });
    return { milliseconds: performance.now() - started, page, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that Chromium prints once its debugging port is open. */
function readEndpoint(child) {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(printed);
      if (found !== null) resolve(found[1]);
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`The program ended before it was ready:\n${printed}`)));
  });
}

/** @returns {string} A new empty folder for what a program stores. */
export function makeUserData() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-'));
}

/** @param {string} folder */
export function removeFolder(folder) {
  // Chromium's last helper may still write for a moment after the program has ended.
  fs.rmSync(folder, {
    recursive: true,
    force: true,
    maxRetries: 5,
    retryDelay: 100,
  });
}

function toSwitches(userData) {
  return [`--user-data-dir=${userData}`, ...PICTURE_SWITCHES];
}
