/**
 * The program is killed (SIGKILL) at any moment of the main job. Whatever its window had shown as
 * recorded must be there afterwards, whole and in order, and the next start must go on from it.
 *
 * KILL_ROUNDS: how many kills (4 unless given). KILL_SEED: the moments of an earlier run again.
 */
import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { answerSaveDialog, goToId, mainJobSteps, openSample, waitForScreen } from '../../scripts/main-job.mjs'; // prettier-ignore
import { verifyStoredBundle } from '../../electron/host/bundle/open-bundle.ts';
import { expect, test, type LaunchedProgram } from '../support/launch.ts';
import { entriesOf, kindsOf, layoutOf, listNames, readWorkspace } from '../support/on-disk.ts';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 4);
const SEED = Number(process.env['KILL_SEED'] ?? randomInt(2 ** 31));
const ROUND_MS = 150_000;

/** Entries that the program writes for itself, wherever they fall. */
const OF_THE_PROGRAM = ['torn-line-set-aside', 'clock-rollback'];

/** What the main job records, by log. */
const ON_SEAT = ['roster', 'policy', 'roster', 'roster'];
const ON_CASE = ['bundle-admitted', 'declaration', 'note', 'challenge', 'response', 'assessment', 'opinion', 'declaration', 'decision', 'export-made']; // prettier-ignore

interface Job {
  /** Kinds that the window had shown as recorded. */
  readonly acknowledged: readonly string[];
  /** Changes of files in the workspace that were noticed. */
  readonly changes: number;
  readonly milliseconds: number;
  readonly isFinished: boolean;
}

/** When to kill: so many milliseconds after the start, or upon the n-th change of a file. */
type Moment = { readonly after: number } | { readonly change: number };

test.describe.configure({ mode: 'serial' });

test('nothing that was shown as recorded is lost when the program is killed', async ({
  launch,
  folder,
}) => {
  test.setTimeout((ROUNDS + 1) * ROUND_MS);
  console.log(`KILL_SEED=${String(SEED)} KILL_ROUNDS=${String(ROUNDS)}`);
  const random = toRandom(SEED);
  const whole = await runJob(await launch(), folder, null);
  expect(whole.isFinished).toBe(true);
  for (let round = 0; round < ROUNDS; round += 1) {
    // The moments are spread over the whole job, each at random within its share of it. Every second one
    // falls on a write, which lasts so short that a clock alone would hardly ever meet one.
    const at = (round + random()) / ROUNDS;
    const moment: Moment =
      round % 2 === 0
        ? { after: Math.round(at * whole.milliseconds) }
        : { change: 1 + Math.floor(at * whole.changes) };
    await test.step(`round ${String(round + 1)}, killed at ${JSON.stringify(moment)}`, async () => {
      const userData = path.join(folder, `user-data-${String(round)}`);
      const job = await runJob(await launch({ userData }), folder, moment);
      const shown = `${String(job.acknowledged.length)} shown as recorded${job.isFinished ? ', job done' : ''}`; // prettier-ignore
      console.log(`round ${String(round + 1)}: ${JSON.stringify(moment)}, ${String(job.milliseconds)} ms, ${shown}`); // prettier-ignore
      await expectToGoOn(await launch({ userData }), job);
      await expectAllThere(userData, job);
    });
  }
});

test('words that were typed and not signed are offered again after a kill', async ({
  launch,
  folder,
}) => {
  const userData = path.join(folder, 'user-data');
  const words = 'E14 was run on build m3-r4, so nothing here meas';
  const killed = await launch({ userData });
  await waitForScreen(killed.page, 'start');
  await openSample(killed.page);
  await goToId(killed.page, 'G26');
  await killed.page.getByText('Over 1,150 attempts under six policies').first().click();
  await killed.page.keyboard.press('x');
  await killed.page.getByLabel('What is wrong').pressSequentially(words);
  await killed.page
    .getByRole('contentinfo')
    .getByText(/^saved \d\d:\d\d$/)
    .waitFor();
  await kill(killed.app.process());

  const { page } = await launch({ userData });
  await waitForScreen(page, 'start');
  const recovered = page.getByRole('region', { name: 'Drafts recovered' });
  await expect(recovered.getByText('Countersign stopped without closing')).toBeVisible();
  const row = recovered.getByRole('row', { name: /Challenge on G26/ });
  await expect(row).toContainText(`“${words}”`);
  await row.getByRole('button', { name: 'Recover' }).click();
  await waitForScreen(page, 'case');
  await expect(page.getByRole('heading', { name: 'New challenge on G26' })).toBeVisible();
  await expect(page.getByLabel('What is wrong')).toHaveValue(words);
  await expect(page.locator('.composer blockquote')).toContainText('Over 1,150 attempts under six policies'); // prettier-ignore
});

/** Runs the main job until it ends or the moment has come. */
async function runJob(
  { app, page, userData }: LaunchedProgram,
  folder: string,
  moment: Moment | null,
): Promise<Job> {
  const acknowledged: string[] = [];
  // Asked for now: of a program that is gone Playwright no longer knows it.
  const running = app.process();
  const begin = performance.now();
  let changes = 0;
  let isKilled = false as boolean;
  const killNow = (): void => {
    if (isKilled) return;
    isKilled = true;
    running.kill('SIGKILL');
  };
  // The program made the folder before it showed a window.
  const watcher = watch(layoutOf(userData).root, { recursive: true }, () => {
    changes += 1;
    if (moment !== null && 'change' in moment && changes >= moment.change) killNow();
  });
  const timer = moment !== null && 'after' in moment ? setTimeout(killNow, moment.after) : null;
  const job = {
    app,
    page,
    exportFile: path.join(folder, `${path.basename(userData)}.zip`),
    recorded: (kind: string) => {
      acknowledged.push(kind);
    },
  };
  let isFinished = false;
  try {
    for (const step of mainJobSteps(job)) await step.run();
    isFinished = true;
  } catch (error) {
    // The job ends in the middle because the program is gone, and for no other reason.
    if (!isKilled) throw error;
  } finally {
    if (timer !== null) clearTimeout(timer);
    watcher.close();
  }
  const milliseconds = Math.round(performance.now() - begin);
  if (moment !== null) await kill(running);
  else await app.close();
  return { acknowledged, changes, milliseconds, isFinished };
}

/** Kills the main process, where it still runs, and waits until it is gone. */
async function kill(process: ReturnType<ElectronApplication['process']>): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGKILL');
  await ended;
}

/** The program starts again on what is there, and the case opens again, with what it held. */
async function expectToGoOn(program: LaunchedProgram, { acknowledged }: Job): Promise<void> {
  const { app, page } = program;
  await waitForScreen(page, 'start');
  if (acknowledged.includes('bundle-admitted')) {
    const recent = page.getByRole('region', { name: 'Recent cases' });
    await recent
      .getByRole('button', { name: 'Marram-3 general availability', exact: true })
      .click();
    await waitForScreen(page, 'case');
    await page.getByRole('tree', { name: 'Argument' }).waitFor();
  } else {
    await openSample(page);
  }
  await expectNoDamage(page);
  if (acknowledged.includes('declaration')) await expectExport(app, page, program.userData);
  await program.close();
}

async function expectNoDamage(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Log' }).click();
  await page.getByRole('heading', { name: 'Log' }).first().waitFor();
  await page.getByText(/^\d+ (entry|entries) shown$/).waitFor({ state: 'attached' });
  await expect(page.getByText('Nothing can be signed until')).toHaveCount(0);
}

/** What is left makes an audit record that is consistent. */
async function expectExport(app: ElectronApplication, page: Page, userData: string): Promise<void> {
  const file = `${userData}-again.zip`;
  await answerSaveDialog(app, file);
  await page.getByRole('button', { name: 'Export audit record' }).click();
  await page.getByRole('button', { name: 'Choose file and export' }).click();
  await page.getByRole('dialog').getByText(path.basename(file)).first().waitFor();
  const { verifyFile } = await import('../../electron/host/verify/verify-file.ts');
  const report = await verifyFile(file);
  expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
  expect(report.verdict).toBe('consistent; signers unknown');
}

/** Reads everything from the disk, with nobody running. */
async function expectAllThere(userData: string, { acknowledged }: Job): Promise<void> {
  // Before anything is opened here, which would clear away what the program had to.
  expect(listHalfFiles(layoutOf(userData).root)).toEqual([]);
  const persons = acknowledged.filter((kind) => kind === 'roster').length;
  const onCase = acknowledged.filter((kind) => kind !== 'roster');
  await readWorkspace(userData, async ({ seat, cases, layout }) => {
    const [log, ...others] = cases;
    if (log === undefined) throw new Error('There is no log of the case');
    expect(others).toEqual([]);

    const own = kindsOf(log).filter((kind) => !OF_THE_PROGRAM.includes(kind));
    // The export that was made after the restart comes last.
    const fromJob = acknowledged.includes('declaration') ? own.slice(0, -1) : own;
    expect(fromJob.slice(0, onCase.length)).toEqual(onCase);
    // At most one more had reached the disk before the window could say so.
    expect(fromJob).toEqual(ON_CASE.slice(0, fromJob.length));
    expect(fromJob.length - onCase.length).toBeLessThanOrEqual(1);

    const onSeat = kindsOf(seat).filter((kind) => !OF_THE_PROGRAM.includes(kind));
    expect(onSeat).toEqual(ON_SEAT.slice(0, onSeat.length));
    expect(onSeat.filter((kind) => kind === 'roster').length).toBeGreaterThanOrEqual(persons);

    for (const one of [seat, log]) {
      expect(one.damage().filter((damage) => damage.kind !== 'torn')).toEqual([]);
      const named = entriesOf(one).filter((entry) => 'record' in entry.obj);
      expect(one.records()).toHaveLength(named.length);
      // Throws where a file of a record is not there.
      expect(await one.storedRecords()).toHaveLength(named.length);
    }
    const bundles = await listNames(layout.bundles);
    expect(bundles).toHaveLength(1);
    const [digest = ''] = bundles;
    expect(await verifyStoredBundle(path.join(layout.bundles, digest), digest)).toEqual([]);
  });
}

/** Files that are empty, and files under the names of writes that did not end. */
function listHalfFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => {
    const stats = statSync(path.join(folder, name));
    const isEmpty = stats.isFile() && stats.size === 0 && !name.endsWith('entries.jsonl');
    return isEmpty || name.endsWith('.tmp') || path.basename(name).startsWith('.opening');
  });
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function toRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
