// `npm start [-- <file to open>]`: sets up what is missing, then opens the program.
import { hasDisplay } from './display.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { isRoot, root, runCommand, runInForeground, SetupError, toEnvironment } from './run.mjs';
import { ensureBuilt, ensureNodeModules } from './setup.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

await runCommand(async () => {
  await ensureSystemPackages(['program']);
  await ensureNodeModules();
  const { binary } = await resolveElectron();
  await ensureBuilt();
  if (!hasDisplay()) {
    throw new SetupError(
      'There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set): `npm run demo -- --out demo` runs the program without one and writes pictures of it.',
    );
  }
  const switches = [];
  if (isRoot) {
    console.error('Running as root: Chromium cannot use its sandbox (--no-sandbox).');
    switches.push('--no-sandbox');
  }
  // Only older versions need to be told.
  if (!process.env.DISPLAY && process.env.WAYLAND_DISPLAY)
    switches.push('--ozone-platform=wayland');
  // npm moves to the project's folder; names on the command line are meant from where it was called.
  runInForeground(binary, [...switches, root, ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: toEnvironment(),
  });
});
