// `npm run bench [-- <name> …]`: the benchmarks by name, or all. Each prints medians and ratios of one run;
// what is compared takes turns, so that a busy moment falls on both. Data is made in a temporary folder and
// removed. The aims and the last figures stand in CONTRIBUTING.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCommand } from '../../scripts/run.mjs';
import { ensureNodeModules } from '../../scripts/setup.mjs';
import { buildTasks } from './processes.mjs';

/** Bytes that the data of the largest benchmark may take, with room to spare. */
const ROOM = 8 * 1024 ** 3;

const BENCHMARKS = [
  'cold-start',
  'hashing',
  'log',
  'append',
  'argument',
  'hostile',
  'search',
  'frames',
];

await runCommand(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !BENCHMARKS.includes(name));
  if (unknown.length > 0) throw new Error(`There is no benchmark "${unknown.join(', ')}", only ${BENCHMARKS.join(', ')}.`); // prettier-ignore
  await ensureNodeModules();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  process.once('SIGINT', () => process.exit(130));
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize < ROOM) throw new Error(`The benchmarks need ${ROOM / 1024 ** 3} GiB of free disk in ${os.tmpdir()}.`); // prettier-ignore

  console.log(`${os.availableParallelism()} cores, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)} at the start`); // prettier-ignore
  await buildTasks(folder);
  for (const name of wanted.length > 0 ? wanted : BENCHMARKS) {
    const { run } = await import(`./${name}.mjs`);
    const data = fs.mkdtempSync(path.join(folder, `${name}-`));
    await run({ folder: data, tasks: path.join(folder, 'tasks.cjs') });
    fs.rmSync(data, { recursive: true, force: true });
  }
  console.log(`\nload ${os.loadavg()[0].toFixed(1)} at the end`);
});
