// `npm run demo -- --out DIR [--theme light|dark]`: the main job, unattended, in the real program on the sample case. Leaves
// a picture of every step and the audit record in DIR, unpacked as well, and verifies the record.
import fs from 'node:fs';
import path from 'node:path';
import { root, runCaptured, runCommand, SetupError } from './run.mjs';
import { ensureBuilt, ensureNodeModules } from './setup.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const USAGE = 'usage: npm run demo -- --out DIR [--theme light|dark]';

function readArguments(args) {
  const [flag, folder, themeFlag, theme = 'light', ...rest] = args;
  if (flag !== '--out' || folder === undefined || rest.length > 0) throw new SetupError(USAGE);
  if (themeFlag !== undefined && themeFlag !== '--theme') throw new SetupError(USAGE);
  if (theme !== 'light' && theme !== 'dark') throw new SetupError(USAGE);
  const out = path.resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  if (fs.existsSync(out) && fs.readdirSync(out).length > 0 && !fs.existsSync(path.join(out, 'demo.txt'))) {
    throw new SetupError(`${folder} is not empty and was not made by the demo.`);
  }
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(path.join(out, 'demo.txt'), 'Made by the demo of Countersign: pictures of each step, the audit record, and what `countersign verify` says of it.\n');
  return { out, theme };
} // prettier-ignore

/** Unpacks the record as an outsider would, with the reader of the program's own dependency. */
async function unpack(zip, folder) {
  const { default: yauzl } = await import('yauzl');
  const { pipeline } = await import('node:stream/promises');
  const file = await new Promise((resolve, reject) => {
    yauzl.open(zip, { lazyEntries: true, autoClose: false }, (error, opened) => (error ? reject(error) : resolve(opened))); // prettier-ignore
  });
  const entries = await new Promise((resolve, reject) => {
    const found = [];
    file.on('entry', (entry) => {
      found.push(entry);
      file.readEntry();
    });
    file.on('end', () => resolve(found));
    file.on('error', reject);
    file.readEntry();
  });
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue;
    const target = path.join(folder, entry.fileName);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const stream = await new Promise((resolve, reject) => {
      file.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    await pipeline(stream, fs.createWriteStream(target));
  }
  file.close();
}

async function record(out, theme) {
  const { launchProgram } = await import('./launch.mjs');
  const { mainJobSteps } = await import('./main-job.mjs');
  const exportFile = path.join(out, 'FL-SC-014-1.0-audit.zip');
  const program = await launchProgram();
  try {
    const { app, page } = program;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate((value) => window.countersign.call('app.setPreferences', { theme: value }), theme); // prettier-ignore
    const picture = async (name) => {
      // Pictures are of a settled window: fonts loaded, nothing still fading in.
      await page.evaluate(() => Promise.all([document.fonts.ready, ...document.getAnimations().map((one) => one.finished)])); // prettier-ignore
      await page.screenshot({ path: path.join(out, `${name}.png`) });
    };
    for (const step of mainJobSteps({ app, page, exportFile, picture })) {
      const begin = Date.now();
      await step.run().catch(async (error) => {
        await page.screenshot({ path: path.join(out, 'stopped-here.png') });
        throw error;
      });
      console.log(`${step.name}, ${((Date.now() - begin) / 1000).toFixed(1)} s`);
    }
  } finally {
    await program.close();
  }
  return exportFile;
}

await runCommand(async () => {
  const begin = Date.now();
  const { out, theme } = readArguments(process.argv.slice(2));
  await ensureSystemPackages(['program', 'display']);
  await ensureNodeModules();
  await ensureBuilt();
  const exportFile = await record(out, theme);
  await unpack(exportFile, path.join(out, 'audit-record'));
  const verify = path.join(root, 'out/cli/countersign.cjs');
  const { code, output } = await runCaptured(process.execPath, [verify, 'verify', exportFile]);
  fs.writeFileSync(path.join(out, 'verification.txt'), output);
  process.stdout.write(`\n${output}`);
  if (code !== 0) throw new SetupError('The audit record was not verified.');
  console.log(`\n${path.relative(process.cwd(), out) || '.'}: done in ${((Date.now() - begin) / 1000).toFixed(0)} s`); // prettier-ignore
});
