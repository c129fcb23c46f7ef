// A display for the real program where the machine has none.
import { spawn } from 'node:child_process';
import { isLinux, SetupError } from './run.mjs';

export function hasDisplay() {
  return !isLinux || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/** @type {Promise<() => void> | null} */
let started = null;

/**
 * Makes sure that programs started from here find a display: does nothing where there is one, else
 * starts Xvfb once and puts its number into `process.env.DISPLAY`. Xvfb ends with this process.
 * @returns {Promise<() => void>} Ends the display that was started here, if one was.
 */
export function ensureDisplay() {
  if (started === null && hasDisplay()) return Promise.resolve(() => undefined);
  started ??= startXvfb();
  return started;
}

function startXvfb() {
  return new Promise((resolve, reject) => {
    // `-displayfd 3`: Xvfb picks a free number and writes it to its file descriptor 3 once it serves.
    const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    const stop = () => {
      process.off('exit', stop);
      child.kill();
      started = null;
      delete process.env.DISPLAY;
    };
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
    child.on('error', () => {
      reject(new SetupError('There is no display and no Xvfb. On Debian: apt-get install xvfb'));
    });
    child.on('exit', (code) => {
      reject(new SetupError(`Xvfb stopped with code ${code}:\n${complaint}`));
    });
    let number = '';
    child.stdio[3].setEncoding('utf8').on('data', (text) => {
      number += text;
      if (!number.includes('\n')) return;
      process.env.DISPLAY = `:${number.trim()}`;
      process.on('exit', stop);
      // The event loop must be able to end while Xvfb runs.
      child.unref();
      child.stderr.unref();
      child.stdio[3].destroy();
      resolve(stop);
    });
  });
}
