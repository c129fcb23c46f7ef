// How long the program takes from its start to a start screen that can be used, against an empty window on
// the same runtime. Starts alternate, each in a new process with a new user data folder. The first pair is
// not counted: it brings the files into the system's cache.
import path from 'node:path';
import { ensureDisplay } from '../../scripts/display.mjs';
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { startUntilReady } from '../../scripts/launch.mjs';
import { root } from '../../scripts/run.mjs';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { ensureSystemPackages } from '../../scripts/system-packages.mjs';
import { median, printRatio, printTimes, takeTurns } from './processes.mjs';

const STARTS = 9;

const PROGRAMS = {
  'Countersign, start screen': root,
  'empty window': path.join(root, 'test', 'bench', 'empty-app'),
};

export async function run() {
  await ensureSystemPackages(['program', 'display']);
  await ensureBuilt();
  const { version } = await resolveElectron();
  const stopDisplay = await ensureDisplay();
  const start = (appFolder) => async () => {
    const { milliseconds, stop } = await startUntilReady({ appFolder });
    await stop();
    return milliseconds;
  };
  const works = Object.fromEntries(Object.entries(PROGRAMS).map(([name, folder]) => [name, start(folder)])); // prettier-ignore
  const times = await takeTurns(works, STARTS, 1);
  stopDisplay();
  console.log(`\ncold-start: Electron ${version}, ${STARTS} starts each`);
  for (const [name, list] of Object.entries(times)) printTimes(name, list);
  const [program, empty] = Object.values(times).map(median);
  printRatio('Countersign / empty window', program / empty, 'at most 2');
}
