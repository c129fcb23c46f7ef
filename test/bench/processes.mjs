// Processes of their own for what is measured, so that none warms up another and each has its own memory.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/run.mjs';

/** Builds tasks.cjs and the working threads beside it, in the form in which the program is built. */
export async function buildTasks(outDir) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node18.15',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: {
          tasks: path.join(root, 'test/bench/tasks.ts'),
          'host-worker': path.join(root, 'electron/host/workers/worker.ts'),
        },
        external: builtinModules.flatMap((name) => [name, `node:${name}`]),
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  });
}

/** Runs one task of tasks.ts. `electron` is the binary to run it in, as plain Node; this Node unless given. */
export async function runTask(tasks, name, options, electron = null) {
  const input = path.join(path.dirname(tasks), 'input.json');
  fs.writeFileSync(input, JSON.stringify(options));
  const env = electron === null ? process.env : { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await run(electron ?? process.execPath, [tasks, name, input], { env });
  return JSON.parse(stdout);
}

/** Output of a command; it must succeed. */
export async function run(command, args, options = {}) {
  return promisify(execFile)(command, args, { maxBuffer: 256 * 1024 * 1024, ...options });
}

/** Milliseconds that a command takes, its start included. */
export async function timeOf(command, args, options = {}) {
  const start = performance.now();
  await run(command, args, options);
  return performance.now() - start;
}

/** True where the command can be run at all. */
export async function hasCommand(command, args) {
  return run(command, args).then(
    () => true,
    (error) => error.code !== 'ENOENT',
  );
}

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Each of `works` in turn, `rounds` times; the first round may be left out as a warm-up. Lists by name. */
export async function takeTurns(works, rounds, warmUps = 0) {
  const lists = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round < rounds + warmUps; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const result = await work();
      if (round >= warmUps) lists[name].push(result);
    }
  }
  return lists;
}

/** One line: name, median and range of milliseconds, and what else is to be said. */
export function printTimes(name, list, more = '') {
  const range = `${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)}`;
  console.log(`  ${name.padEnd(44)} median ${median(list).toFixed(0).padStart(6)} ms  (${range})${more === '' ? '' : `  ${more}`}`); // prettier-ignore
}

/** One line: what was found against its aim. */
export function printRatio(name, ratio, aim) {
  console.log(`  ${name.padEnd(44)} ${ratio.toFixed(2)}  (aim: ${aim})`);
}
