// The system libraries that Electron needs, on Debian and its relatives.
import fs from 'node:fs';
import path from 'node:path';
import { isLinux, isRoot, runCaptured, secondsSince } from './run.mjs';

/** Each entry lists the names one package has had: Debian 13 and Ubuntu 24.04 renamed some. */
const GROUPS = {
  /** What the program itself is linked to or opens, and fonts for text that is not Latin. */
  program: [
    ['libgtk-3-0', 'libgtk-3-0t64'],
    ['libnss3'],
    ['libasound2', 'libasound2t64'],
    ['libgbm1'],
    ['fonts-dejavu-core'],
    ['fonts-liberation'],
    ['fonts-noto-color-emoji'],
  ],
  /** A display in memory, for tests, the demo and the benchmark. */
  display: [['xvfb']],
  /** A current browser engine, for the renderer's journeys. */
  browser: [['chromium']],
};

/**
 * Installs what is missing where that can be done without asking (Debian, as root); elsewhere says
 * what is missing and how to install it. Never fails: what stays missing shows where it is used.
 * @param {readonly (keyof typeof GROUPS)[]} groups
 */
export async function ensureSystemPackages(groups) {
  if (!isLinux || !fs.existsSync('/etc/debian_version')) return;
  const wanted = groups
    .filter((group) => group !== 'browser' || findOnPath('chromium') === null)
    .flatMap((group) => GROUPS[group]);
  const installed = await listInstalled(wanted.flat());
  const missing = wanted.filter((names) => !names.some((name) => installed.has(name)));
  if (missing.length === 0) return;

  const shown = missing.map((names) => names[0]).join(' ');
  if (!isRoot) {
    console.error(`Missing system packages: ${shown}\n  sudo apt-get install ${shown}`);
    return;
  }
  console.error(`Installing system packages with apt-get: ${shown}`);
  const start = performance.now();
  const updated = await apt(['update']);
  const names = await chooseNames(missing);
  const result = await apt(['install', '-y', '--no-install-recommends', ...names]);
  if (result.code === 0) console.error(`  done in ${secondsSince(start)}`);
  else
    console.error(`  apt-get failed:\n${updated.output.slice(-800)}${result.output.slice(-2000)}`);
}

/** @param {string} name @returns {string | null} Where a program lies. */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const found = folders.find((folder) => fs.existsSync(path.join(folder, name)));
  return found === undefined ? null : path.join(found, name);
}

async function listInstalled(names) {
  if (names.length === 0) return new Set();
  const format = '${Package} ${db:Status-Status}\\n';
  const { stdout } = await runCaptured('dpkg-query', ['-W', '-f', format, ...names]);
  const lines = stdout.split('\n').filter((line) => line.endsWith(' installed'));
  return new Set(lines.map((line) => line.split(' ')[0]));
}

/** Of each package the name that this release knows. */
async function chooseNames(packages) {
  const chosen = [];
  for (const names of packages) {
    let known = names[0];
    for (const name of names.length > 1 ? names : []) {
      const { stdout } = await runCaptured('apt-cache', ['policy', name]);
      if (/Candidate: (?!\(none\))/.test(stdout)) known = name;
    }
    chosen.push(known);
  }
  return chosen;
}

function apt(args) {
  return runCaptured('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
