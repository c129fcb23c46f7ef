// The stages of `npm test` and `npm run check`. Each is one program that is run to its end; where it is a
// test runner, a report in JSON says how many tests passed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasDisplay } from './display.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { isLinux, root, runCaptured, runNpm, toEnvironment } from './run.mjs';
import { findOnPath } from './system-packages.mjs';

/**
 * @typedef {object} Outcome
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {Counts} counts Of tests. A stage that runs none counts only when it fails or is skipped.
 * @property {string} detail Why it was skipped, or everything it printed.
 * @property {readonly string[]} notes What a person should know of a green stage.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, what: string, run: () => Promise<Outcome> }} Stage
 */

const modules = path.join(root, 'node_modules');
const bin = {
  eslint: path.join(modules, 'eslint', 'bin', 'eslint.js'),
  playwright: path.join(modules, '@playwright', 'test', 'cli.js'),
  prettier: path.join(modules, 'prettier', 'bin', 'prettier.cjs'),
  tsc: path.join(modules, 'typescript', 'bin', 'tsc'),
  vitest: path.join(modules, 'vitest', 'vitest.mjs'),
};

/** What has to hold on every engine it may run on: no window, no main process. */
const CORE = ['test/shared', 'test/electron/host', 'test/electron/cli', 'test/conformance'];
/** Long, and the same on every engine: other programs, and a disk that is only simulated. */
const NOT_AGAIN = ['**/five-ways.test.ts', '**/faults.test.ts'].map((glob) => `--exclude=${glob}`);
const CORE_ONCE_MORE = [...CORE, ...NOT_AGAIN];

/** @type {readonly Stage[]} In the order in which they are run: the quick ones first. */
export const STAGES = [
  tool('format', 'Prettier', [bin.prettier, '--check', '--log-level=warn', '.']),
  tool('lint', 'ESLint', [bin.eslint, '--max-warnings=0', '.']),
  tool('types', 'TypeScript', [bin.tsc, '-b']),
  tool('layers', 'packages, commands in the docs', [
    path.join(root, 'scripts', 'check-layers.mjs'),
  ]),
  tool('threats', 'each threat has its test', [path.join(root, 'scripts', 'check-threats.mjs')]),
  vitest('unit', `Vitest on Node ${process.versions.node}`, [], ownNode),
  vitest('node22', 'the core on Node 22', CORE_ONCE_MORE, () => fetchNode(22)),
  vitest('node24', 'the core on Node 24', CORE_ONCE_MORE, () => fetchNode(24)),
  vitest('electron', 'the core inside Electron', CORE_ONCE_MORE, electronAsNode),
  tool('build', 'Vite', [path.join(root, 'scripts', 'build.mjs')]),
  playwright('program', 'journeys in the real program', whyNoProgram),
  playwright('browser', 'the renderer in Chromium', whyNoBrowser),
];

/** @returns {Stage} A check that counts no tests. */
function tool(name, what, args) {
  const run = async () => {
    const { code, output } = await runCaptured(process.execPath, args);
    return code === 0 ? passed() : failed(output);
  };
  return { name, what, run };
}

/** @returns {Stage} */
function vitest(name, what, filters, findNode) {
  const run = async () => {
    const { binary, env, why } = await findNode();
    if (binary === undefined) return skipped(why);
    const work = (report) => runVitest({ binary, env }, filters, report);
    return await withReport(work, countVitest);
  };
  return { name, what, run };
}

/**
 * Runs Vitest on a runtime and lets it write a report.
 * @param {{ binary: string, env: Record<string, string> }} runtime
 * @param {readonly string[]} filters Files and folders of tests; none for all.
 * @param {string} report File that receives the report, in JSON.
 */
export async function runVitest({ binary, env }, filters, report) {
  const config = path.join('test', 'vitest.config.ts');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [bin.vitest, 'run', '--config', config, '--pool=forks', ...reporters, ...filters];
  return await runCaptured(binary, args, { env: toEnvironment(env) });
}

/** @returns {Stage} */
function playwright(name, what, findObstacle) {
  const run = async () => {
    const why = findObstacle();
    if (why !== null) return skipped(why);
    return await withReport(async (report) => {
      const config = path.join('test', 'e2e', 'playwright.config.ts');
      const args = [bin.playwright, 'test', '--config', config, '--project', name];
      return await runCaptured(process.execPath, [...args, '--reporter=list,json'], {
        env: toEnvironment({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
      });
    }, countPlaywright);
  };
  return { name, what, run };
}

/** Runs a test runner that writes a report. A run without a report, or without a test, has failed. */
async function withReport(run, count) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-report-'));
  try {
    const file = path.join(folder, 'report.json');
    const { code, output } = await run(file);
    if (!fs.existsSync(file)) return failed(output);
    const { counts, notes } = count(JSON.parse(fs.readFileSync(file, 'utf8')));
    const total = counts.passed + counts.failed + counts.skipped;
    if (total === 0) return failed(`${output}\nNo test was run.\n`);
    if (code === 0 && counts.failed === 0) {
      return { state: 'passed', counts, detail: output, notes };
    }
    // A file that could not be loaded fails the run without failing a test.
    return failed(output, { ...counts, failed: Math.max(1, counts.failed) });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {{ counts: Counts, notes: string[] }} */
export function countVitest(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const notRun = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  return {
    counts: {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: notRun.length,
    },
    notes: notRun.map((test) => `skipped: ${test.fullName}`),
  };
}

/** @returns {{ counts: Counts, notes: string[] }} */
export function countPlaywright(report) {
  const { expected, flaky, unexpected, skipped } = report.stats;
  const specs = report.suites.flatMap(listSpecs);
  const withStatus = (status) =>
    specs.filter((spec) => spec.tests.some((t) => t.status === status));
  return {
    counts: { passed: expected + flaky, failed: unexpected, skipped },
    notes: [
      ...withStatus('flaky').map((spec) => `passed only when tried again: ${spec.title}`),
      ...withStatus('skipped').map((spec) => `skipped: ${spec.title}${whySkipped(spec)}`),
    ],
  };
}

function listSpecs(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(listSpecs)];
}

function whySkipped(spec) {
  const reasons = spec.tests.flatMap((test) => test.annotations).map((note) => note.description);
  const known = reasons.filter(Boolean);
  return known.length === 0 ? '' : ` (${known.join('; ')})`;
}

function ownNode() {
  return { binary: process.execPath, env: {} };
}

/** Another version of Node, as npm has it. */
export async function fetchNode(major) {
  const call = 'node -p process.execPath';
  const args = ['exec', '--yes', `--package=node@${major}`, `--call=${call}`];
  const { code, stdout, output } = await runNpm(args, { timeout: 300_000 });
  const binary = stdout.trim().split('\n').at(-1) ?? '';
  if (code === 0 && fs.existsSync(binary)) return { binary, env: {} };
  return {
    why: `Node ${major} could not be fetched: ${output.trim().split('\n').at(-1)}`,
  };
}

/** Electron's own Node and its own crypto library (BoringSSL), which differ from plain Node's. */
export async function electronAsNode() {
  const { binary } = await resolveElectron();
  return { binary, env: { ELECTRON_RUN_AS_NODE: '1', TOOL_NODE: process.execPath } };
}

function whyNoProgram() {
  if (hasDisplay() || findOnPath('Xvfb') !== null) return null;
  return 'there is no display and no Xvfb (Debian: apt-get install xvfb)';
}

function whyNoBrowser() {
  if (process.env.CHROMIUM_PATH || findOnPath('chromium') !== null) return null;
  const how = isLinux ? 'Debian: apt-get install chromium' : 'set CHROMIUM_PATH to its program';
  return `there is no Chromium (${how})`;
}

/** @returns {Outcome} */
function passed() {
  return {
    state: 'passed',
    counts: { passed: 0, failed: 0, skipped: 0 },
    detail: '',
    notes: [],
  };
}

/** @returns {Outcome} */
function failed(detail, counts = { passed: 0, failed: 1, skipped: 0 }) {
  return { state: 'failed', counts, detail, notes: [] };
}

/** @returns {Outcome} */
function skipped(detail) {
  return {
    state: 'skipped',
    counts: { passed: 0, failed: 0, skipped: 1 },
    detail,
    notes: [],
  };
}
