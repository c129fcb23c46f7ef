// Remembers from which sources each part of `out/` was built. By content, because a checkout of an
// older commit gives files new times.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

/** What each part is built from; `package-lock.json` stands for what is bundled from node_modules. */
const VERIFY_PAGE = [
  'renderer/verify-page',
  'renderer/features/verify',
  'renderer/components',
  'renderer/styles',
];
const SOURCES = {
  main: ['shared', 'electron', ...VERIFY_PAGE],
  cli: ['shared', 'electron/host', 'electron/cli', ...VERIFY_PAGE],
  preload: ['shared', 'electron/preload'],
  renderer: ['shared', 'renderer'],
};
const COMMON = [
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/verify-page.mjs',
];

export const PARTS = Object.keys(SOURCES);

/** @param {readonly string[]} [parts] @returns {string[]} Those that are absent or out of date. */
export function listStale(parts = PARTS) {
  return parts.filter((part) => {
    const file = stampFile(part);
    return !fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== toStamp(part);
  });
}

/**
 * Called by the build once a part is written.
 * @param {string} part
 * @param {string} stamp `toStamp` before the build began, so that a change meanwhile is not missed.
 */
export function writeStamp(part, stamp) {
  fs.writeFileSync(stampFile(part), stamp);
}

/** @param {string} part @returns {string} A digest of the sources as they are now. */
export function toStamp(part) {
  const hash = createHash('sha256');
  for (const file of [...COMMON, ...SOURCES[part].flatMap(listFiles)]) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function stampFile(part) {
  return path.join(root, 'out', part, '.built-from');
}

function listFiles(folder) {
  return fs
    .readdirSync(path.join(root, folder), {
      withFileTypes: true,
      recursive: true,
    })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}
