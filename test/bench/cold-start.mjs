// `npm run bench [-- <runs>]`: how long the program takes from its start to a start screen that can be
// used, against an empty window on the same runtime. Starts alternate, each in a new process with a new
// user data folder. The first pair is not counted: it brings the files into the system's cache.
import { once } from 'node:events';
import path from 'node:path';
import { ensureDisplay } from '../../scripts/display.mjs';
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { makeUserData, removeFolder, spawnProgram } from '../../scripts/launch.mjs';
import { root, runCommand } from '../../scripts/run.mjs';
import { ensureBuilt, ensureNodeModules } from '../../scripts/setup.mjs';
import { ensureSystemPackages } from '../../scripts/system-packages.mjs';

const PROGRAMS = {
  'Countersign, start screen': root,
  'empty window': path.join(root, 'test', 'bench', 'empty-app'),
};

await runCommand(async () => {
  const runs = Number(process.argv[2] ?? 9);
  await ensureSystemPackages(['program', 'display']);
  await ensureNodeModules();
  await ensureBuilt();
  const { version } = await resolveElectron();
  const stopDisplay = await ensureDisplay();
  const times = await measureAlternating(runs);
  stopDisplay();

  console.log(`Cold start on Electron ${version}: ${runs} starts each, alternating, milliseconds`);
  for (const [name, list] of Object.entries(times)) {
    const range = `${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)}`;
    console.log(`  ${name.padEnd(28)} median ${median(list).toFixed(0).padStart(5)}  (${range})`);
  }
  const [program, empty] = Object.values(times).map(median);
  console.log(`  ratio ${(program / empty).toFixed(2)}`);
});

async function measureAlternating(runs) {
  const times = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]));
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, appFolder] of Object.entries(PROGRAMS)) {
      const milliseconds = await measureStart(appFolder);
      if (run > 0) times[name].push(milliseconds);
    }
  }
  return times;
}

/**
 * Milliseconds from starting the process until its page has set `data-ready="start"` on its root
 * element. The page is watched over the debugging port, to which we connect while the program starts.
 */
async function measureStart(appFolder) {
  const { chromium } = await import('@playwright/test');
  const userData = makeUserData();
  const started = performance.now();
  const child = await spawnProgram({ appFolder, userData });
  const ended = once(child, 'exit');
  try {
    const browser = await chromium.connectOverCDP(await readEndpoint(child));
    const [context] = browser.contexts();
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: 60_000 }));
    await page.locator('html[data-ready="start"]').waitFor({ state: 'attached', timeout: 60_000 });
    const milliseconds = performance.now() - started;
    await browser.close();
    return milliseconds;
  } finally {
    child.kill();
    await ended;
    removeFolder(userData);
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
    child.on('exit', () => reject(new Error(`The program ended before it was ready:\n${printed}`)));
  });
}

function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
