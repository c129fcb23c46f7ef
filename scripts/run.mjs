// Running other programs. Plain Node: it must work before anything is installed.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export const isLinux = process.platform === 'linux';
export const isRoot = isLinux && process.getuid?.() === 0;

/** An error whose message is all that a person needs: printed without a stack. */
export class SetupError extends Error {}

/**
 * The environment for programs we start. `ELECTRON_RUN_AS_NODE` is set in the terminals of editors
 * that are Electron programs themselves, and would turn ours into plain Node.
 * @param {Record<string, string | undefined>} [extra]
 * @returns {Record<string, string>}
 */
export function toEnvironment(extra = {}) {
  const { ELECTRON_RUN_AS_NODE: _unused, ...inherited } = process.env;
  const all = Object.entries({ ...inherited, ...extra });
  return Object.fromEntries(all.filter((entry) => entry[1] !== undefined));
}

/** How to call npm: the one that started us, where there is one, so that no shell is needed. */
export function npmCommand() {
  const own = process.env.npm_execpath;
  if (own !== undefined && path.basename(own) === 'npm-cli.js') {
    return { command: process.execPath, args: [own], shell: false };
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/**
 * Runs a program to its end and keeps what it prints (both streams, in order).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, shell?: boolean, timeout?: number }} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>} 127 where it cannot be started.
 */
export function runCaptured(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? toEnvironment(),
      shell: options.shell ?? false,
      timeout: options.timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => {
      resolve({ code: 127, output: `${output}${error.message}\n`, stdout });
    });
    child.on('close', (code, signal) => {
      const ended = signal === null ? '' : `${command} was ended by ${signal}\n`;
      resolve({ code: code ?? 1, output: output + ended, stdout });
    });
  });
}

/**
 * Runs npm to its end and keeps what it prints.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, timeout?: number }} [options]
 */
export function runNpm(args, options = {}) {
  const npm = npmCommand();
  return runCaptured(npm.command, [...npm.args, ...args], {
    ...options,
    shell: npm.shell,
  });
}

/**
 * Runs a program in the foreground and ends this process as it ended.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export function runInForeground(command, args, options = {}) {
  const child = spawn(command, args, {
    env: toEnvironment(),
    ...options,
    stdio: 'inherit',
  });
  // Ctrl+C reaches the child from the terminal; a second one would stop it before it has closed its files.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 127;
  });
  child.on('exit', (code, signal) => {
    if (signal !== null) console.error(`${path.basename(command)} was ended by ${signal}.`);
    process.exit(code ?? 1);
  });
}

/**
 * The body of a command: prints a `SetupError` as one message, anything else as the bug it is.
 * @param {() => Promise<void>} body
 */
export async function runCommand(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

/** Seconds since a `performance.now()` reading, as text. */
export function secondsSince(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
