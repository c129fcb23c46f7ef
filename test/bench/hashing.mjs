// Verifying a bundle of 2 GiB in 1,000 files: every name, size and digest, against sha256sum and openssl.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { hasCommand, median, printRatio, printTimes, run as runCommand, runTask, takeTurns, timeOf } from './processes.mjs'; // prettier-ignore

const BYTES = 2 * 1024 ** 3;
const ZIP_BYTES = 512 * 1024 ** 2;
const ROUNDS = 3;

/** Bytes a second on one core, as `openssl speed` says it. */
async function opensslSpeed() {
  const { stdout } = await runCommand('openssl', ['speed', '-mr', '-seconds', '1', '-bytes', '1048576', '-evp', 'sha256']); // prettier-ignore
  return Number(stdout.trim().split('\n').at(-1).split(':').at(-1));
}

export async function run({ folder, tasks }) {
  const bundle = path.join(folder, 'bundle');
  const { digest } = await runTask(tasks, 'make-bundle', { folder: bundle, files: 1_000, bytes: BYTES }); // prettier-ignore
  const { binary, version } = await resolveElectron();
  const options = { folder: bundle, digest };
  const hasSpeed = await hasCommand('openssl', ['version']);
  const { node, electron, sum, speed } = await takeTurns(
    {
      node: () => runTask(tasks, 'verify-bundle', options),
      electron: () => runTask(tasks, 'verify-bundle', options, binary),
      sum: () => timeOf('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: bundle }),
      speed: () => (hasSpeed ? opensslSpeed() : null),
    },
    ROUNDS,
  );
  const milliseconds = (list) => list.map((item) => item.milliseconds);
  const peak = (list) => `peak ${Math.max(...list.map((item) => item.peakMiB))} MiB`;
  console.log('\nhashing: a bundle of 2 GiB in 1,000 files');
  printTimes('Countersign in Node', milliseconds(node), peak(node));
  printTimes(`Countersign in Electron ${version}`, milliseconds(electron), peak(electron));
  printTimes('sha256sum -c', sum);
  const [inNode, inElectron] = [median(milliseconds(node)), median(milliseconds(electron))];
  printRatio('sha256sum / Node', median(sum) / inNode, 'at least 4');
  printRatio(`sha256sum / Electron ${version}`, median(sum) / inElectron, 'at least 1.4');
  if (hasSpeed) {
    const cores = os.availableParallelism();
    const share = BYTES / (inNode / 1000) / (median(speed) * cores);
    printRatio(`Node / (openssl speed x ${cores} cores)`, share, 'at least 0.70');
  }
  fs.rmSync(bundle, { recursive: true });
  await runOne(folder, tasks);
  await runZip(folder, tasks);
}

/** Memory must not follow the size of a file. */
async function runOne(folder, tasks) {
  const peaks = [];
  for (const bytes of [16 * 1024 ** 2, 480 * 1024 ** 2]) {
    const bundle = path.join(folder, `one-${bytes}`);
    const { digest } = await runTask(tasks, 'make-bundle', { folder: bundle, files: 1, bytes });
    peaks.push((await runTask(tasks, 'verify-bundle', { folder: bundle, digest })).peakMiB);
    fs.rmSync(bundle, { recursive: true });
  }
  console.log(`  peak memory with one file of 16 and of 480 MiB      ${peaks.join(' and ')} MiB  (aim: the same)`); // prettier-ignore
}

async function runZip(folder, tasks) {
  const [bundle, file] = [path.join(folder, 'small'), path.join(folder, 'small.safetycase')];
  const { digest } = await runTask(tasks, 'make-bundle', { folder: bundle, files: 250, bytes: ZIP_BYTES }); // prettier-ignore
  await runTask(tasks, 'make-zip', { folder: bundle, file });
  const { zip, plain } = await takeTurns(
    {
      zip: async () => (await runTask(tasks, 'unpack', { file })).milliseconds,
      plain: async () => (await runTask(tasks, 'verify-bundle', { folder: bundle, digest })).milliseconds, // prettier-ignore
    },
    ROUNDS,
  );
  printTimes('ZIP of 512 MiB, unpacked, hashed and written', zip);
  printTimes('the same as a folder, hashed', plain);
}
