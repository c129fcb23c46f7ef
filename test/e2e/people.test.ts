/** People and keys in the real program: a roster that asks for two persons, a key replaced and one revoked, a policy pack. */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { answerOpenDialog, answerSaveDialog, endIdentity, fillIdentity, PASSPHRASE, ADJUDICATOR as SECOND, TESTER, waitForScreen } from '../../scripts/main-job.mjs'; // prettier-ignore
import { expectNoViolations } from '../support/accessibility.ts';
import { expect, test } from '../support/launch.ts';
import { entriesOf, readWorkspace } from '../support/on-disk.ts';

const NEW_PASSPHRASE = 'another passphrase for tests';

async function showPeople(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'People and keys' }).click();
  await expect(page.getByRole('heading', { name: 'People and keys', level: 1 })).toBeVisible();
}

/** Gives the passphrase in the open form and signs. */
async function signWith(page: Page, action: string | RegExp, passphrase = PASSPHRASE): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Passphrase of/).fill(passphrase);
  await dialog.getByRole('button', { name: action }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
} // prettier-ignore

function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name });
}

test('a roster asks for two persons, a key is replaced and revoked, and the fingerprint is compared', async ({
  launch,
  folder,
}) => {
  test.setTimeout(300_000);
  const userData = path.join(folder, 'user-data');
  const { app, page, close } = await launch({ userData });
  await waitForScreen(page, 'start');

  await test.step('two persons at one seat', async () => {
    for (const [index, person] of [TESTER, SECOND].entries()) {
      if (index === 0) await page.getByRole('button', { name: 'Create identity' }).click();
      else await page.getByRole('button', { name: 'Create another identity' }).click();
      await fillIdentity(page, person);
      await endIdentity(page);
      if (index === 0) await showPeople(page);
    }
    const roster = region(page, 'Roster in use');
    await expect(roster.getByRole('rowheader')).toHaveCount(2);
    await expect(roster.getByText('version 2, not compared')).toBeVisible();
  });

  await test.step('comparing says the same or differs, with equal weight', async () => {
    const needs = region(page, 'Needs you');
    await needs.getByRole('button', { name: 'Compare the fingerprint' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('group', { name: /^roster fingerprint/ }).locator('span')).toHaveCount(16); // prettier-ignore
    await expectNoViolations(page, 'comparing a fingerprint');
    await dialog.getByRole('button', { name: 'It differs' }).click();
    await expect(needs.getByText('The fingerprint of the roster differs')).toBeVisible();
    await needs.getByRole('button', { name: 'Compare the fingerprint' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'It is the same', exact: true }).click(); // prettier-ignore
    await expect(needs.getByText('Nothing waits for a signature or a comparison.')).toBeVisible();
  });

  await test.step('a threshold of two is proposed by one and in force once the other signs', async () => {
    await page.getByRole('button', { name: 'Change how many must sign' }).click();
    await page.getByRole('dialog').getByLabel('Persons who must sign').fill('2');
    await signWith(page, 'Sign: change');
    const needs = region(page, 'Needs you');
    await expect(needs.getByText('Roster 3 waits for signatures')).toBeVisible();
    await expect(needs.getByText('1 of 2 signatures needed by roster 3')).toBeVisible();
    await needs.getByRole('button', { name: 'Sign this roster' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/^Passphrase of/)
      .fill('not the passphrase');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign roster 3' }).click();
    await expect(page.getByText('This passphrase does not open the key.')).toBeVisible();
    await signWith(page, 'Sign roster 3', PASSPHRASE);
    await expect(region(page, 'Roster in use').getByText(/^version 3/)).toBeVisible();
  });

  await test.step('a new key takes the place of the old one, signed by old, new and the other person', async () => {
    await page.getByRole('button', { name: 'Replace this key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('New passphrase', { exact: true }).fill(NEW_PASSPHRASE);
    await dialog.getByLabel('New passphrase again', { exact: true }).fill(NEW_PASSPHRASE);
    await signWith(page, 'Sign: replace', PASSPHRASE);
    const needs = region(page, 'Needs you');
    await expect(needs.getByText('Roster 4 waits for signatures')).toBeVisible();
    await needs.getByRole('button', { name: 'Sign this roster' }).click();
    await signWith(page, 'Sign roster 4');
    await expect(region(page, 'Roster in use').getByText(/^version 4/)).toBeVisible();
  });

  await test.step('the old key is revoked from the head of the log of the seat on', async () => {
    const roster = region(page, 'Roster in use');
    await roster.getByRole('button', { name: new RegExp(`^Revoke key .* of ${SECOND.printedName}`) }).first().click(); // prettier-ignore
    await signWith(page, 'Sign: revoke', NEW_PASSPHRASE);
    const needs = region(page, 'Needs you');
    await expect(needs.getByText('Roster 5 waits for signatures')).toBeVisible();
    await needs.getByRole('button', { name: 'Sign this roster' }).click();
    await signWith(page, 'Sign roster 5');
    await expect(roster.getByText(/^revoked from entry \d+ of log/)).toBeVisible();
  });

  await test.step('the screen has no violation, in light and in dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoViolations(page, `people and keys, ${colorScheme}`);
    }
  });

  await test.step('a policy pack shows what it changes before it is signed', async () => {
    const file = path.join(folder, 'policy.json');
    await answerSaveDialog(app, file);
    await page.getByRole('button', { name: 'Save this pack as a file' }).click();
    await expect(page.getByText('Policy pack saved as a file.')).toBeVisible();
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"R7": "enforce"', '"R7": "show"'));
    await answerOpenDialog(app, file);
    await page.getByRole('button', { name: 'Load a policy pack' }).click();
    await expect(page.getByText(/R7 .* cannot be relaxed/)).toBeVisible();
    await writeFile(file, text.replace('"R2": "enforce"', '"R2": "warn"').replace('"R5": "warn"', '"R5": "enforce"')); // prettier-ignore
    await answerOpenDialog(app, file);
    await page.getByRole('button', { name: 'Load a policy pack' }).click();
    await expect(
      page.getByRole('dialog').getByText('2 changes, 1 stricter, 1 looser'),
    ).toBeVisible();
    await signWith(page, 'Sign the policy pack', NEW_PASSPHRASE);
    await expect(region(page, 'Needs you').getByText('Policy pack 2')).toBeVisible();
    await region(page, 'Needs you').getByRole('button', { name: 'Sign this pack' }).click();
    await signWith(page, 'Sign the policy pack');
    await expect(region(page, 'Policy pack').getByText('version 2', { exact: true })).toBeVisible();
  });
  await close();

  await readWorkspace(userData, ({ seat }) => {
    expect(seat.damage()).toEqual([]);
    const types = entriesOf(seat).map((entry) => entry.type);
    expect(types.filter((type) => type === 'unlock-failed')).toHaveLength(1);
    expect(types.filter((type) => type === 'roster-compared')).toHaveLength(2);
    expect(types.filter((type) => type === 'policy')).toHaveLength(3);
  });
});

test('an OpenSSH key is imported under a passphrase of its own', async ({ launch, folder }) => {
  test.setTimeout(120_000);
  const file = path.join(folder, 'id_ed25519');
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'passphrase of the file', '-C', 'test', '-f', file]); // prettier-ignore
  test.skip(made.error !== undefined, 'no ssh-keygen on this computer');
  const printed = spawnSync('ssh-keygen', ['-l', '-f', `${file}.pub`]).stdout.toString();
  const { app, page, close } = await launch({ userData: path.join(folder, 'user-data') });
  await waitForScreen(page, 'start');
  await page.getByRole('button', { name: 'Create identity' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create identity' });
  for (const name of ['Printed name', 'Organisation', 'Role']) await dialog.getByLabel(name).fill('Y. Tanaka'); // prettier-ignore
  await dialog.getByRole('radio', { name: 'Second line' }).check();
  for (const name of ['Passphrase', 'Passphrase again']) await dialog.getByLabel(name, { exact: true }).fill(PASSPHRASE); // prettier-ignore
  await dialog.getByText('Import an OpenSSH key').click();
  await answerOpenDialog(app, file);
  await dialog.getByRole('button', { name: 'Choose the key file' }).click();
  await expect(dialog.getByText('id_ed25519')).toBeVisible();
  await dialog
    .getByLabel('Passphrase of the key file', { exact: true })
    .fill('passphrase of the file');
  await dialog.getByRole('button', { name: 'Create identity' }).click();
  const fingerprint = /SHA256:\S+/.exec(printed)?.[0] ?? 'none';
  await expect(page.getByRole('dialog').getByText(fingerprint)).toBeVisible({ timeout: 60_000 });
  await close();
});
