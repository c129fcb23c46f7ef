// Makes a fresh clone ready: `node scripts/setup.mjs`. Plain Node, because nothing is installed yet.
// Every step looks first, so that it costs nothing where there is nothing to do.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { listStale } from './build-stamp.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { root, runCaptured, runCommand, runNpm, secondsSince, SetupError } from './run.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** Installs node_modules where it is absent or not what the lock file says. */
export async function ensureNodeModules() {
  if (isInstalled()) return;
  const start = performance.now();
  console.error('Installing packages with npm ci …');
  // The scripts of packages are not needed, and Electron's binary is fetched by its own step.
  const { code, output } = await runNpm([
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (code !== 0) throw new SetupError(`npm ci failed:\n${output}`);
  console.error(`  done in ${secondsSince(start)}`);
}

function isInstalled() {
  // npm writes this copy of the lock file last; `npm ci` removes it first.
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(installed)) return false;
  const lock = path.join(root, 'package-lock.json');
  return isSameTree(readPackages(lock), readPackages(installed));
}

function readPackages(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
}

/**
 * True if everything the lock file asks for is there in the same version. Optional packages of other
 * systems are not installed, and missing peers are allowed to be.
 * @param {Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean, devOptional?: boolean }>} wanted
 * @param {Record<string, { version?: string, integrity?: string }>} installed
 */
export function isSameTree(wanted, installed) {
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const found = installed[place];
    if (found === undefined) return entry.optional === true || entry.peer === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * Builds the parts whose sources changed since they were built.
 * @param {readonly string[]} [parts] Names of `scripts/build.mjs`; all of them by default.
 */
export async function ensureBuilt(parts) {
  const stale = listStale(parts);
  if (stale.length === 0) return;
  const start = performance.now();
  console.error(`Building ${stale.join(', ')} …`);
  const script = path.join(root, 'scripts', 'build.mjs');
  const { code, output } = await runCaptured(process.execPath, [script, ...stale]);
  if (code !== 0) throw new SetupError(`The build failed:\n${output}`);
  console.error(`  done in ${secondsSince(start)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    await ensureSystemPackages(['program']);
    await ensureNodeModules();
    await resolveElectron();
    await ensureBuilt();
  });
}
