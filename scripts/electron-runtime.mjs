// Finds the Electron to run on, and fetches one where there is none.
//
// `node scripts/electron-runtime.mjs` prints its folder.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, runCaptured, runCommand, secondsSince } from './run.mjs';
import { fetchStandIn, findStandIn, STAND_IN_MARKER } from './stand-in.mjs';

const packageFolder = path.join(root, 'node_modules', 'electron');

/**
 * @typedef {object} Runtime
 * @property {string} dist Folder of the runtime.
 * @property {string} binary The program in it.
 * @property {string} version "45.4.1".
 * @property {boolean} isStandIn True for the old runtime of `scripts/stand-in.mjs`.
 */

/** @type {Promise<Runtime> | null} */
let resolved = null;

/**
 * In this order: ELECTRON_OVERRIDE_DIST_PATH; the official binary, if it was downloaded; the stand-in,
 * if it was fetched; downloading the official binary; fetching the stand-in. Says so where it is the
 * stand-in. Once per process.
 * @returns {Promise<Runtime>}
 */
export function resolveElectron() {
  resolved ??= resolveOnce();
  return resolved;
}

async function resolveOnce() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const dist = override
    ? path.resolve(override)
    : (findOfficial() ?? findStandIn() ?? (await downloadOfficial()) ?? (await fetchStandIn()));
  const runtime = describe(dist);
  // Playwright and Electron's own launcher look here.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = dist;
  // Whoever set the variable knows; it may have been this function in the process that started us.
  if (runtime.isStandIn && !override) {
    console.error(
      `Running on the stand-in, Electron ${runtime.version}, for development and tests only: it gets no\n` +
        `security fixes. Electron ${pinnedVersion()} was not to be had; \`npx install-electron\` fetches it.`,
    );
  }
  return runtime;
}

/** @param {string} dist @returns {Runtime} */
function describe(dist) {
  const inside = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  };
  const binary = path.join(dist, inside[process.platform] ?? 'electron');
  if (!fs.existsSync(binary)) throw new Error(`There is no Electron at ${binary}.`);
  const file = path.join(dist, 'version');
  return {
    dist,
    binary,
    version: fs.existsSync(file)
      ? fs.readFileSync(file, 'utf8').trim().replace(/^v/, '')
      : 'unknown',
    isStandIn: fs.existsSync(path.join(dist, 'resources', STAND_IN_MARKER)),
  };
}

function pinnedVersion() {
  return JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version;
}

function findOfficial() {
  const dist = path.join(packageFolder, 'dist');
  const version = path.join(dist, 'version');
  if (!fs.existsSync(version) || !fs.existsSync(path.join(packageFolder, 'path.txt'))) return null;
  return fs.readFileSync(version, 'utf8').replace(/^v/, '').trim() === pinnedVersion()
    ? dist
    : null;
}

/** Lets the npm package fetch its binary, which it checks against the digests it ships with. */
async function downloadOfficial() {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || !(await canReachDownload())) return null;
  const start = performance.now();
  console.error(`Downloading Electron ${pinnedVersion()} (about 110 MB) …`);
  const install = path.join(packageFolder, 'install.js');
  const { code } = await runCaptured(process.execPath, [install], {
    timeout: 900_000,
  });
  console.error(code === 0 ? `  done in ${secondsSince(start)}` : '  not to be had from here');
  return findOfficial();
}

/**
 * Fails within seconds where packets are dropped silently; the download alone would hang for minutes.
 * Where a proxy or a mirror is set, only the download itself can tell.
 */
function canReachDownload() {
  const environment = Object.keys(process.env);
  if (environment.some((name) => /^(https?|all)_proxy$|electron_mirror$/i.test(name))) return true;
  return new Promise((resolve) => {
    const socket = net.connect({
      host: 'github.com',
      port: 443,
      timeout: 5000,
    });
    const answer = (isReachable) => {
      socket.destroy();
      resolve(isReachable);
    };
    socket.on('connect', () => answer(true));
    socket.on('error', () => answer(false));
    socket.on('timeout', () => answer(false));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => console.log((await resolveElectron()).dist));
}
