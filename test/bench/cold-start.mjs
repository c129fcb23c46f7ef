// `npm run bench [-- <runs>]`: how long the program takes from its start to a start screen that can be
// used, against an empty window on the same runtime. Starts alternate, each in a new process with a new
// user data folder. The first pair is not counted: it brings the files into the system's cache.
import path from 'node:path';
import { ensureDisplay } from '../../scripts/display.mjs';
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { startUntilReady } from '../../scripts/launch.mjs';
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
      const { milliseconds, stop } = await startUntilReady({ appFolder });
      await stop();
      if (run > 0) times[name].push(milliseconds);
    }
  }
  return times;
}

function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
