/** What the program refuses, and how it says so: bundles, a passphrase, a log that was changed. */
import { appendFile, cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { answerOpenDialog, closeSigned, declareNoInterests, endIdentity, fillIdentity, noteOnClaim, openSample, prepareOpinion, readAndUnlock, showSection, sign, TESTER, waitForScreen } from '../../scripts/main-job.mjs'; // prettier-ignore
import { makeSampleBag, sampleSource, writeFiles, zipBag } from '../support/bundle-folder.ts';
import { flipByte } from '../support/export-folder.ts';
import { expect, test, type LaunchedProgram } from '../support/launch.ts';
import { entriesOf, findCaseLog, kindsOf, layoutOf, listNames, readWorkspace } from '../support/on-disk.ts'; // prettier-ignore

interface Refused {
  /** Name of the file that is handed to the program. */
  readonly name: string;
  /** Words of one row of the findings: the file, and the rule or what is wrong with it. */
  readonly row: RegExp;
  readonly rule: RegExp;
}

/** Opens a file and reads the page that refuses it. */
async function expectRefusal(
  app: ElectronApplication,
  page: Page,
  file: string,
  { name, row, rule }: Refused,
): Promise<void> {
  await answerOpenDialog(app, file);
  await page.getByRole('button', { name: /^Open (bundle|another file)/ }).click();
  const theFile = page.getByRole('region', { name: 'The file' });
  await expect(theFile.getByText(name, { exact: true })).toBeVisible();
  await expect(theFile.getByText(/^entry \d+, refused$/)).toBeVisible();
  await expect(page.getByRole('alert').getByText('Refused')).toBeVisible();
  const found = page.getByRole('region', { name: 'What was found' }).getByRole('row', { name: row }).first(); // prettier-ignore
  await expect(found).toBeVisible();
  await expect(found.getByRole('cell').last()).toHaveText(rule);
}

const E14 = 'data/evidence/E14_control_evaluation.csv';

test('a bundle with one changed byte is refused, whichever kind of file it is in', async ({
  launch,
  folder,
}) => {
  test.setTimeout(240_000);
  const userData = path.join(folder, 'user-data');
  const { app, page, close } = await launch({ userData });
  await waitForScreen(page, 'start');
  const bag = await makeSampleBag(folder);
  const kinds = ['data/case.yaml', 'data/argument.yaml', 'data/people.yaml', 'data/evidence/index.yaml', 'data/docs/02-control-and-alignment.md', E14, 'data/evidence/E13_training_manifest.json', 'bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']; // prettier-ignore
  const names: string[] = [];
  for (const kind of kinds) {
    await test.step(kind, async () => {
      const name = `flipped ${kind.replaceAll('/', ' ')}.safetycase`;
      names.push(name);
      await flipByte(path.join(bag, kind));
      const file = await zipBag(bag, path.join(folder, name));
      await flipByte(path.join(bag, kind));
      await expectRefusal(app, page, file, { name, row: new RegExp(escape(kind)), rule: /\S/ });
      expect(await listNames(layoutOf(userData).bundles)).toEqual([]);
    });
  }
  await close();
  await readWorkspace(userData, ({ seat, cases }) => {
    expect(cases).toEqual([]);
    const refused = entriesOf(seat).filter((entry) => entry.type === 'bundle-refused');
    expect(refused.map((entry) => (entry.reason ?? '').split(':')[0])).toEqual(names);
  });
});

test('a bundle whose files are not the ones it names is refused', async ({ launch, folder }) => {
  test.setTimeout(240_000);
  const userData = path.join(folder, 'user-data');
  const { app, page, close } = await launch({ userData });
  await waitForScreen(page, 'start');
  const whole = await makeSampleBag(folder);
  const changes: readonly {
    readonly name: string;
    readonly row: RegExp;
    readonly rule: RegExp;
    readonly change: (bag: string) => Promise<unknown>;
    readonly more?: Parameters<typeof zipBag>[2];
  }[] = [
    { name: 'missing', row: /E14_control_evaluation\.csv .*named, but missing/, rule: /^RFC 8493/, change: (bag) => rm(path.join(bag, E14)) },
    { name: 'extra', row: /E26\.csv .*not in the manifest/, rule: /^RFC 8493/, change: (bag) => writeFile(path.join(bag, 'data/evidence/E26.csv'), 'a,b\n1,2\n') },
    { name: 'renamed', row: /E14_control_evaluation\.csv .*has another name in the manifest/, rule: /\S/, change: (bag) => rename(path.join(bag, E14), path.join(bag, 'data/evidence/E14.csv')) },
    { name: 'escapes', row: /\.\.\/\.\.\/outside\.txt/, rule: /\S/, change: async () => undefined, more: [{ name: 'bundle/../../outside.txt', data: 'out' }] },
    { name: 'absolute', row: /\/etc\/outside\.txt/, rule: /\S/, change: async () => undefined, more: [{ name: '/etc/outside.txt', data: 'out' }] },
  ]; // prettier-ignore
  for (const { name, row, rule, change, more } of changes) {
    await test.step(name, async () => {
      const bag = path.join(folder, name);
      await cp(whole, bag, { recursive: true });
      await change(bag);
      const file = await zipBag(bag, path.join(folder, `${name}.safetycase`), more);
      await expectRefusal(app, page, file, { name: `${name}.safetycase`, row, rule });
      expect(await listNames(layoutOf(userData).bundles)).toEqual([]);
    });
  }
  await close();
  await readWorkspace(userData, ({ seat }) => {
    const refused = entriesOf(seat).filter((entry) => entry.type === 'bundle-refused');
    expect(refused).toHaveLength(changes.length);
  });
});

test('a case that is badly written is refused with file, line and rule', async ({
  launch,
  folder,
}) => {
  const userData = path.join(folder, 'user-data');
  const { app, page, close } = await launch({ userData });
  await waitForScreen(page, 'start');
  const argument = await readFile(path.join(sampleSource, 'argument.yaml'), 'utf8');
  const cases = [
    { name: 'invalid', text: `${argument}\nG900: [kind: goal\n`, row: /argument\.yaml.*line \d+/ },
    { name: 'twice', text: `${argument}\nG26:\n  kind: goal\n  text: Again.\n`, row: /argument\.yaml.*G26/ }, // prettier-ignore
  ];
  for (const { name, text, row } of cases) {
    await test.step(name, async () => {
      const file = path.join(folder, name, 'argument.yaml');
      await writeFiles(path.join(folder, name), { 'argument.yaml': text });
      await expectRefusal(app, page, file, { name: 'argument.yaml', row, rule: /\S/ });
      await page.getByRole('button', { name: 'Back to start' }).click();
      await page.getByRole('button', { name: /^Open bundle/ }).waitFor();
    });
  }
  expect(await listNames(layoutOf(userData).bundles)).toEqual([]);
  await close();
  await readWorkspace(userData, ({ seat }) => {
    expect(kindsOf(seat)).toEqual(['bundle-refused', 'bundle-refused']);
  });
});

/** A tester at the open sample, with interests declared. */
async function sitDown({ app, page }: LaunchedProgram): Promise<void> {
  await waitForScreen(page, 'start');
  await page.getByRole('button', { name: 'Create identity' }).click();
  await fillIdentity(page, TESTER);
  await endIdentity(page);
  await openSample(page);
  await declareNoInterests(page);
  expect(app.windows()).toHaveLength(1);
}

test('a wrong passphrase signs nothing and says so', async ({ launch, folder }) => {
  test.setTimeout(120_000);
  const userData = path.join(folder, 'user-data');
  const program = await launch({ userData });
  const { page } = program;
  await sitDown(program);
  const dialog = await prepareOpinion(page);
  await readAndUnlock(dialog, 'weakest policy reported.');
  const passphrase = dialog.getByLabel('Passphrase of your signing key', { exact: true });
  await passphrase.fill('not the passphrase at all');
  await dialog.getByRole('button', { name: /^Sign: / }).click();
  await expect(passphrase).toHaveAttribute('aria-invalid', 'true');
  await expect(passphrase).toHaveAccessibleDescription(/passphrase/i);
  await expect(passphrase).toHaveValue('');
  // What was read stays read; the right passphrase goes on from there.
  await passphrase.fill('a long enough passphrase');
  await sign(page, dialog, 'opinion');
  await closeSigned(page);
  await program.close();
  await readWorkspace(userData, ({ seat, cases }) => {
    expect(cases.map(kindsOf)).toEqual([['bundle-admitted', 'declaration', 'opinion']]);
    expect(kindsOf(seat)).toEqual(['roster', 'policy', 'unlock-failed']);
  });
});

test('a log with a torn last line opens and says what was set aside', async ({
  launch,
  folder,
}) => {
  test.setTimeout(120_000);
  const userData = path.join(folder, 'user-data');
  const first = await launch({ userData });
  await sitDown(first);
  await first.close();
  await appendFile(await findCaseLog(userData), '{"actor":null,"obj":{},"prev":"ab');

  const again = await launch({ userData });
  await waitForScreen(again.page, 'start');
  await openSample(again.page);
  await showSection(again.page, 'Log');
  await expect(again.page.getByText('A last line without its end was set aside')).toBeVisible();
  await expect(again.page.getByText(/It was set aside as .*\.torn-/)).toBeVisible();
  await showSection(again.page, 'Read');
  await unlockAndNote(again.page);
  await again.close();
  await readWorkspace(userData, ({ cases }) => {
    expect(cases.map(kindsOf)).toEqual([['bundle-admitted', 'declaration', 'torn-line-set-aside', 'note']]); // prettier-ignore
  });
});

/** Shares a note; after a start the key has to be unlocked for it. */
async function unlockAndNote(page: Page): Promise<void> {
  await page.getByRole('banner').locator('[aria-haspopup=menu]').click();
  await page.getByRole('menu').getByText('Unlock the signing key').click();
  const dialog = page.getByRole('dialog', { name: 'Unlock your signing key' });
  await dialog.getByLabel('Passphrase', { exact: true }).fill('a long enough passphrase');
  await dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await noteOnClaim(page);
}

test('an edited line of the log is named, and nothing is signed until it is acknowledged', async ({
  launch,
  folder,
}) => {
  test.setTimeout(150_000);
  const userData = path.join(folder, 'user-data');
  const first = await launch({ userData });
  await sitDown(first);
  await noteOnClaim(first.page);
  await first.close();
  const file = await findCaseLog(userData);
  const [admitted = '', ...others] = (await readFile(file, 'utf8')).split('\n');
  const edited = admitted.replace('general availability', 'general avoidability');
  expect(edited).not.toBe(admitted);
  await writeFile(file, [edited, ...others].join('\n'));

  const again = await launch({ userData });
  const { page } = again;
  await waitForScreen(page, 'start');
  await openSample(page);
  await showSection(page, 'Sign-off');
  await expect(page.getByText('Not available, the log is damaged, acknowledge it in Log first.')).toHaveCount(2); // prettier-ignore
  await showSection(page, 'Log');
  const alarm = page
    .getByRole('alert')
    .filter({ hasText: 'An earlier line of the log was changed' });
  await expect(alarm).toContainText(/First at entry \d\./);
  await expect(alarm).toContainText('Nothing can be signed until this is acknowledged.');

  await test.step('signing is refused', async () => {
    const refused = await page.evaluate(async () => {
      const api = Reflect.get(window, 'countersign') as {
        call(name: string, request?: unknown): Promise<{ ok: boolean; error?: { code: string } }>;
      };
      const record = { kind: 'declaration', interests: [] };
      return api.call('record.submit', { record, draft: null });
    });
    expect(refused.ok).toBe(false);
  });
  await test.step('a reason has to be given', async () => {
    await page.getByRole('button', { name: 'Acknowledge damage' }).click();
    await expect(page.getByText('Write the reason.')).toBeVisible();
    await page.getByLabel('Reason', { exact: true }).fill('The line was edited by hand for an exercise.'); // prettier-ignore
    await page.getByRole('button', { name: 'Acknowledge damage' }).click();
    await expect(page.getByText('Acknowledged. Both versions are kept.')).toBeVisible();
  });
  await test.step('signing works again', async () => {
    await showSection(page, 'Read');
    await unlockAndNote(page);
  });
  await again.close();
  await readWorkspace(userData, ({ cases: [log] }) => {
    const kinds = log === undefined ? [] : kindsOf(log);
    expect(kinds).toContain('damage-acknowledged');
    expect(kinds.filter((kind) => kind === 'note').length).toBeGreaterThanOrEqual(1);
    expect(log?.damage().map(({ kind, acknowledged }) => ({ kind, acknowledged }))).toEqual([{ kind: 'broken', acknowledged: true }]); // prettier-ignore
  });
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
