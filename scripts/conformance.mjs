// `npm run conformance [-- --json] [-- --here]`: judges the public test data on every runtime and counts.
// It runs the tests under test/conformance, which count their cases (test/support/conformance-count.ts);
// this file knows only how many there are to be.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveElectron } from './electron-runtime.mjs';
import { runCaptured, runCommand, SetupError, toEnvironment } from './run.mjs';
import { ensureNodeModules } from './setup.mjs';
import { electronAsNode, fetchNode, runVitest } from './stages.mjs';

/**
 * @typedef {{ suite: string, cases: number, differing: readonly string[], verdicts: string | null }} Count
 * @typedef {{ name: string, version: string | null, counts: readonly Count[] | null, why: string | null }} Run
 *   `counts` is null where the runtime could not be had; `why` says so.
 * @typedef {{ expected: number, asExpected: number, differing: string[], missing: number }} Cell
 */

/** The suites, and how many cases each has: a case that is not judged is no case that passed. */
export const SUITES = new Map([
  ['BagIt', 60],
  ['Hostile ZIPs', 16],
  ['Merkle inclusion', 98],
  ['Merkle consistency', 98],
  ['Merkle subtree inclusion', 204],
  ['Merkle subtree consistency', 118],
  ['Merkle roots', 9],
  ['Signed notes', 18],
  ['Verifier keys', 4],
  ['Checkpoints', 17],
  ['Inclusion proofs in text', 11],
  ['Cosignatures', 6],
  ['DSSE', 1],
  ['Canonical JSON', 6],
  ['JSON that is valid', 95],
  ['JSON that is none', 188],
  ['JSON that readers are free to judge', 35],
  ['JSON that readers understand differently', 22],
  ['Wycheproof Ed25519', 151],
  ['CCTV Ed25519', 914],
  ['gsn2x files', 59],
  ['gsn2x files together', 7],
  ['gsn2x bad files', 40],
  ['gsn2x round trips', 57],
  ['LTAC files', 23],
  ['LTAC round trips', 21],
  ['TEA cases', 18],
  ['TEA round trips', 18],
  ['SACM files', 6],
  ['SACM round trips', 6],
  ['ASCE files', 4],
]);

/** Beside the Node that runs this. */
const MAJORS = [18, 20, 22, 24];

/**
 * The counts of one report of the test runner. A test that failed without naming a case is one that
 * differs in all it counted.
 * @returns {Count[]}
 */
export function readCounts(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  return tests.flatMap((test) => {
    const count = test.meta?.conformance;
    if (count === undefined) return [];
    if (test.status === 'passed' || count.differing.length > 0) return [count];
    const names = count.cases === 1 ? [test.title] : [`all ${count.cases} of "${test.title}"`];
    return [{ ...count, differing: names }];
  });
}

/**
 * What one runtime says of one suite.
 * @param {string} suite
 * @param {readonly Count[]} counts
 * @returns {Cell}
 */
export function toCell(suite, counts) {
  const expected = SUITES.get(suite) ?? 0;
  const own = counts.filter((count) => count.suite === suite);
  const cases = own.reduce((sum, count) => sum + count.cases, 0);
  const differing = own.flatMap((count) => [...count.differing]);
  return {
    expected,
    asExpected: cases - differing.length,
    differing,
    missing: expected - cases,
  };
}

/**
 * The whole result. It is as expected only if each suite has all its cases, each case is as expected on
 * each runtime, and all runtimes give the same verdicts.
 * @param {readonly Run[]} runs
 */
export function toResult(runs) {
  const done = runs.filter((run) => run.counts !== null);
  const suites = [...SUITES.keys()].map((name) => {
    const runtimes = Object.fromEntries(done.map((run) => [run.name, toCell(name, run.counts)]));
    const verdicts = done.map((run) => run.counts.find((count) => count.suite === name)?.verdicts);
    const sameVerdicts = verdicts.every((verdict) => verdict === verdicts[0]);
    const cells = Object.values(runtimes);
    const isAsExpected =
      sameVerdicts && cells.length > 0 && cells.every((cell) => cell.asExpected === cell.expected);
    return { name, cases: SUITES.get(name), isAsExpected, sameVerdicts, runtimes };
  });
  const known = done.flatMap((run) => run.counts.map((count) => count.suite));
  return {
    isAsExpected: suites.every((suite) => suite.isAsExpected) && done.length === runs.length,
    runtimes: runs.map(({ name, version, why }) => ({ name, version, why })),
    suites,
    unknownSuites: [...new Set(known)].filter((suite) => !SUITES.has(suite)),
  };
}

/** The result as a table of text, one row a suite, and below it whatever is not as expected. */
export function toTable(result) {
  const names = result.runtimes.filter((run) => run.why === null).map((run) => run.name);
  const rows = result.suites.map(({ name, cases, isAsExpected, runtimes }) => {
    const cells = names.map((runtime) => String(runtimes[runtime].asExpected));
    const worst = Object.values(runtimes);
    const not = Math.max(0, ...worst.map((cell) => cell.differing.length));
    const skipped = Math.max(0, ...worst.map((cell) => cell.missing));
    return [name, String(cases), ...cells, String(not), String(skipped), isAsExpected ? '' : '<--'];
  });
  const head = ['suite', 'cases', ...names, 'not as expected', 'not judged', ''];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column].length)),
  );
  const line = (row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line), '', ...toRemarks(result)].join('\n');
}

function toRemarks(result) {
  const absent = result.runtimes.filter((run) => run.why !== null);
  return [
    ...absent.map((run) => `${run.name} was not run: ${run.why}`),
    ...result.suites
      .filter((suite) => !suite.sameVerdicts)
      .map((suite) => `${suite.name}: the runtimes do not give the same verdicts.`),
    ...result.suites.flatMap(({ name, runtimes }) =>
      Object.entries(runtimes).flatMap(([runtime, cell]) =>
        cell.differing.map((item) => `${name} on ${runtime}: ${item}`),
      ),
    ),
    ...result.unknownSuites.map((suite) => `${suite} is not in the list of suites.`),
    result.isAsExpected ? 'All as expected.' : 'Not all as expected.',
  ];
}

/** The runtimes to run on: this Node, the others that npm has, and Electron's. */
function listRuntimes(onlyHere) {
  const own = process.versions.node;
  const here = {
    name: `Node ${own.split('.')[0]}`,
    find: async () => ({ binary: process.execPath, env: {} }),
  };
  if (onlyHere) return [here];
  const others = MAJORS.filter((major) => !own.startsWith(`${major}.`)).map((major) => ({
    name: `Node ${major}`,
    find: () => fetchNode(major),
  }));
  return [here, ...others, { name: 'Electron', find: electronAsNode }];
}

/** @returns {Promise<Run>} */
async function runOn({ name, find }, folder) {
  const { binary, env, why } = await find().catch((error) => ({ why: error.message }));
  if (binary === undefined) return { name, version: null, counts: null, why };
  const asked = await runCaptured(
    binary,
    ['-p', 'process.versions.electron ?? process.versions.node'],
    {
      env: toEnvironment(env),
    },
  );
  const version = asked.stdout.trim();
  const file = path.join(folder, `${name}.json`);
  const { output } = await runVitest({ binary, env }, ['test/conformance'], file);
  if (!fs.existsSync(file)) {
    const last = output.trim().split('\n').at(-1);
    return { name, version, counts: null, why: `the tests gave no report: ${last}` };
  }
  const counts = readCounts(JSON.parse(fs.readFileSync(file, 'utf8')));
  return { name, version, counts, why: null };
}

async function main(args) {
  const unknown = args.find((arg) => arg !== '--json' && arg !== '--here');
  if (unknown !== undefined) throw new SetupError(`There are --json and --here, not ${unknown}.`);
  const asJson = args.includes('--json');
  const runtimes = listRuntimes(args.includes('--here'));
  await ensureNodeModules();
  if (runtimes.length > 1) await resolveElectron();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-conformance-'));
  try {
    const runs = [];
    for (const runtime of runtimes) {
      if (!asJson) console.error(`${runtime.name} …`);
      runs.push(await runOn(runtime, folder));
    }
    const result = toResult(runs);
    console.log(asJson ? JSON.stringify(result, null, 2) : toTable(result));
    process.exitCode = result.isAsExpected ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runCommand(() => main(process.argv.slice(2)));
