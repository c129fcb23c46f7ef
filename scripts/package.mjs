// `npm run package`: the unpacked program for this machine, in dist/. On the stand-in it is a demo, and is
// started once to see that it opens.
// `npm run package -- --linux AppImage deb` (or --mac, --win …) makes installers; see docs/packaging.md.
import fs from 'node:fs';
import path from 'node:path';
import { resolveElectron } from './electron-runtime.mjs';
import { startUntilReady } from './launch.mjs';
import { root, runCaptured, runCommand, secondsSince, SetupError } from './run.mjs';
import { ensureBuilt, ensureNodeModules } from './setup.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const DEMO_NOTICE = `This is a demonstration of Countersign, not a release.

It runs on the stand-in runtime, an old Electron that gets no security fixes.
Do not open real cases with it.
`;

await runCommand(async () => {
  const targets = process.argv.slice(2);
  await ensureSystemPackages(['program', 'display']);
  await ensureNodeModules();
  await ensureBuilt();
  const runtime = await resolveElectron();
  if (targets.length === 0) await packUnpacked(runtime);
  else await packInstallers(runtime, targets);
});

async function packUnpacked(runtime) {
  if (!runtime.isStandIn) {
    await runBuilder(['--dir', `-c.electronDist=${runtime.dist}`]);
    console.log(`Packaged on Electron ${runtime.version}, in dist/.`);
    return;
  }
  const copy = copyWithoutDefaultApp(runtime.dist);
  try {
    await runBuilder([
      '--dir',
      `-c.electronDist=${copy}`,
      `-c.electronVersion=${runtime.version}`,
      '-c.appId=org.countersign.CountersignDemo',
      '-c.productName=Countersign demo',
      '-c.linux.executableName=countersign-demo',
      '-c.directories.output=dist/demo',
    ]);
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
  const folder = path.join(root, 'dist', 'demo', 'linux-unpacked');
  fs.writeFileSync(path.join(folder, 'DEMO-ONLY.txt'), DEMO_NOTICE);
  console.log('Packaged as a DEMO on the stand-in runtime, in dist/demo/linux-unpacked.');
  const binary = path.join(folder, 'countersign-demo');
  const { milliseconds, stop } = await startUntilReady({ binary, appFolder: null });
  await stop();
  console.log(`It opens: the start screen was there after ${milliseconds.toFixed(0)} ms.`);
}

async function packInstallers(runtime, targets) {
  if (runtime.isStandIn) {
    throw new SetupError(
      'Installers are made only from the official Electron, which is not on this machine. `npx install-electron` fetches it.',
    );
  }
  await runBuilder(targets);
}

/** electron-builder takes everything in the folder; the stand-in's default app must stay out. */
function copyWithoutDefaultApp(dist) {
  const copy = fs.mkdtempSync(path.join(path.dirname(dist), 'package-'));
  const left = path.join(dist, 'resources', 'app');
  fs.cpSync(dist, copy, { recursive: true, filter: (source) => source !== left });
  return copy;
}

async function runBuilder(args) {
  const start = performance.now();
  const cli = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const { code, output } = await runCaptured(process.execPath, [
    cli,
    '--publish',
    'never',
    ...args,
  ]);
  if (code !== 0) throw new SetupError(`electron-builder failed:\n${output}`);
  console.log(
    output
      .split('\n')
      .filter((line) => line.startsWith('  fuse '))
      .join('\n'),
  );
  console.log(`electron-builder took ${secondsSince(start)}`);
}
