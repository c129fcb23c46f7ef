// Starts the real program for tests, the demo and the benchmark: the same runtime, the same switches, a
// display where there is none, and a folder of its own for everything the program stores.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDisplay } from './display.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { isLinux, isRoot, root, toEnvironment } from './run.mjs';

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
 * Starts the program without Playwright's loader, which holds back its start until Playwright has
 * connected: for measuring. The caller ends the process.
 * @param {LaunchOptions & { userData: string }} options
 */
export async function spawnProgram(options) {
  await ensureDisplay();
  const { binary } = await resolveElectron();
  const switches = isLinux && isRoot ? ['--no-sandbox'] : [];
  const args = [...switches, '--remote-debugging-port=0', ...toSwitches(options.userData)];
  return spawn(binary, [...args, options.appFolder ?? root, ...(options.args ?? [])], {
    env: toEnvironment(options.env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** @returns {string} A new empty folder for what a program stores. */
export function makeUserData() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-'));
}

/** @param {string} folder */
export function removeFolder(folder) {
  // Chromium's last helper may still write for a moment after the program has ended.
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function toSwitches(userData) {
  return [`--user-data-dir=${userData}`, ...PICTURE_SWITCHES];
}
