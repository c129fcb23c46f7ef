/** Every screen in light and dark, judged by axe in the real program, and the way to a challenge by keyboard alone. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ADJUDICATOR, answerOpenDialog, answerSaveDialog, chooseFromIdentityMenu, closeSigned, declareNoInterests, endIdentity, fillIdentity, goToId, noteOnClaim, openChallenge, openSample, prepareDecision, prepareOpinion, raiseChallenge, readAndUnlock, showSection, sign, TESTER, writeChallenge } from '../../scripts/main-job.mjs'; // prettier-ignore
import { expectNoViolations } from '../support/accessibility.ts';
import { createIdentityByKeyboard, pressUntil, tabTo } from '../support/keyboard.ts';
import { expect, test } from '../support/launch.ts';

interface Api {
  call(name: string, request: unknown): Promise<{ ok: boolean }>;
}

async function useTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(
    (next) =>
      (Reflect.get(window, 'countersign') as Api).call('app.setPreferences', { theme: next }),
    theme,
  );
  await page.locator(`html[data-theme=${theme}]`).waitFor({ state: 'attached' });
}

/** `PICTURES`: a folder for a picture of each screen, to be looked at. */
async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Judges the screen as it stands in both themes. */
async function judge(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    for (const theme of ['dark', 'light'] as const) {
      await useTheme(page, theme);
      await expectNoViolations(page, `${name}, ${theme}`);
      await takePicture(page, `${name}, ${theme}`);
    }
  });
}

async function judgeDialog(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').waitFor();
  await judge(page, name);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('no screen has a violation, in light and in dark', async ({ program, folder }) => {
  test.setTimeout(420_000);
  const { app, page } = program;
  const exportFile = path.join(folder, 'audit.zip');
  await judge(page, 'start');
  await page.getByRole('button', { name: 'Create identity' }).click();
  await judge(page, 'create identity');
  await fillIdentity(page, TESTER);
  await judge(page, 'fingerprint of the new key');
  await endIdentity(page);
  await openSample(page);
  await goToId(page, 'G26');
  await judge(page, 'claim');
  await page.getByRole('tab', { name: /^Documents/ }).click();
  await page.getByRole('button', { name: /02-control-and-alignment/ }).click();
  await page.getByText('bytes match the manifest').first().waitFor();
  await page.keyboard.press('Control+f');
  await page.getByLabel('Find in document').fill('monitor');
  await judge(page, 'document with find');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Evidence/ }).click();
  await page.getByRole('button', { name: /^E14/ }).click();
  await page.getByText('red_team_policy').or(page.getByRole('grid')).first().waitFor();
  await judge(page, 'evidence, table');
  await page.getByRole('button', { name: /^E13/ }).click();
  await page.getByRole('tree', { name: /E13/ }).waitFor();
  await judge(page, 'evidence, JSON');
  await page.getByRole('tab', { name: 'Source' }).click();
  await judge(page, 'evidence, source');
  await page.keyboard.press('Control+l');
  await page.getByRole('option').first().waitFor();
  await judge(page, 'Go to');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Argument/ }).click();
  await goToId(page, 'G26');
  await page.getByRole('treeitem', { name: /\bG26\b/, selected: true }).focus();
  await page.keyboard.press('e');
  await page.getByRole('region', { name: 'Evidence', exact: true }).waitFor();
  await judge(page, 'evidence beside a claim');
  await page.keyboard.press('Escape');
  await noteOnClaim(page);
  await writeChallenge(page);
  await judge(page, 'composer of a challenge');
  await raiseChallenge(page);
  await judge(page, 'claim with a challenge');
  await openChallenge(page);
  await judge(page, 'challenges');
  await showSection(page, 'Sign-off');
  await judge(page, 'sign-off');
  await declareNoInterests(page);
  const opinion = await prepareOpinion(page);
  await judge(page, 'opinion');
  await readAndUnlock(opinion, 'weakest policy reported.');
  await judge(page, 'opinion, ready to sign');
  await sign(page, opinion, 'opinion');
  await judge(page, 'signed and recorded');
  await closeSigned(page);
  await chooseFromIdentityMenu(page, 'Create identity');
  await fillIdentity(page, ADJUDICATOR);
  await endIdentity(page);
  await prepareDecision(page);
  await judge(page, 'decision');
  await page.getByRole('button', { name: 'Keep as draft' }).click();
  await chooseFromIdentityMenu(page, 'Declare interests');
  await judge(page, 'declare interests');
  await page.keyboard.press('Escape');
  await showSection(page, 'Log');
  await page.getByRole('heading', { name: 'Log' }).first().waitFor();
  await judge(page, 'log');
  for (const [item, name] of [
    ['Settings', 'settings'],
    ['About Countersign', 'about'],
  ] as const) {
    await chooseFromIdentityMenu(page, item);
    await page.getByRole('dialog').waitFor();
    await judge(page, name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: /^Shortcuts/ }).click();
  await page.getByRole('dialog').waitFor();
  await judge(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await answerSaveDialog(app, exportFile);
  await chooseFromIdentityMenu(page, /^Export/);
  await judge(page, 'export');
  await page.getByRole('button', { name: 'Choose file and export' }).click();
  await page.getByRole('dialog').getByText('audit.zip').first().waitFor();
  await judge(page, 'exported');
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await chooseFromIdentityMenu(page, 'Close the case');
  await page.getByRole('region', { name: 'Recent cases' }).waitFor();
  await judge(page, 'start with a recent case');
  await answerOpenDialog(app, exportFile);
  await page.getByRole('button', { name: 'Verify an audit record' }).click();
  await page.getByRole('heading', { name: /^Consistent/ }).waitFor();
  await judge(page, 'verification');
  await page.getByRole('button', { name: 'Back to start' }).click();
  const broken = path.join(folder, 'broken.safetycase');
  await writeFile(broken, 'no ZIP');
  await answerOpenDialog(app, broken);
  await page.getByRole('button', { name: /^Open bundle/ }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  await judge(page, 'refused');
});

test('what seats and panels use has no violation, in light and in dark', async ({ program }) => {
  test.setTimeout(300_000);
  const { page } = program;
  await page.getByRole('button', { name: 'Create identity' }).click();
  await fillIdentity(page, ADJUDICATOR);
  await endIdentity(page);
  await page.getByRole('button', { name: 'People and keys' }).click();
  await page.getByRole('heading', { name: 'People and keys', level: 1 }).waitFor();
  await judge(page, 'people and keys');
  await page.getByRole('button', { name: 'Back to start' }).click();
  await openSample(page);
  await showSection(page, 'Exchange');
  await page.getByRole('heading', { name: 'Exchange' }).first().waitFor();
  await judge(page, 'exchange');
  await chooseFromIdentityMenu(page, 'Send packet');
  await judgeDialog(page, 'send packet');
  await chooseFromIdentityMenu(page, /^Export/);
  await judgeDialog(page, 'export');
  await showSection(page, 'Log');
  await page.getByRole('button', { name: 'Time stamp' }).click();
  await judgeDialog(page, 'time stamp');
  await showSection(page, 'Sign-off');
  await page.getByRole('button', { name: 'Step aside' }).click();
  await judgeDialog(page, 'step aside');
  // Two persons of the third line are a panel.
  await chooseFromIdentityMenu(page, 'Create identity');
  await fillIdentity(page, { ...ADJUDICATOR, printedName: 'T. Boateng' });
  await endIdentity(page);
  await page.getByRole('region', { name: 'Panel' }).waitFor();
  await judge(page, 'sign-off of a panel');
  await declareNoInterests(page);
  await showSection(page, 'Sign-off');
  await page.getByRole('button', { name: 'Prepare ballot' }).click();
  const ballot = page.getByRole('dialog', { name: /^Your ballot on/ });
  await ballot.getByRole('radio', { name: 'Abstain', exact: true }).check();
  await ballot.getByLabel('Reasons').fill('I know too little of control evaluations.');
  await ballot.getByLabel('What would change my mind').fill('A run of m3-r7 itself.');
  await ballot.getByLabel(/Reason for passing R8/).fill('Outside my questions.');
  await judge(page, 'ballot');
  await readAndUnlock(ballot, 'Outside my questions.');
  await ballot.getByRole('button', { name: /^Seal: / }).click();
  await page.getByRole('dialog', { name: 'Sealed and recorded' }).waitFor();
  await judge(page, 'sealed and recorded');
  await closeSigned(page);
  // Whoever sealed sees the panel, and may set a rule aside.
  await page.getByRole('button', { name: 'Set a rule aside' }).click();
  await page.getByLabel('Rule that is set aside').waitFor();
  await judgeDialog(page, 'override');
});

test('a challenge on a passage is raised from the start without a mouse', async ({
  program: { page },
}) => {
  test.setTimeout(120_000);
  const { keyboard } = page;
  await test.step('identity', () => createIdentityByKeyboard(page, TESTER));
  await test.step('the sample', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Open the sample case' }).first());
    await keyboard.press('Enter');
    await page.getByRole('tree', { name: 'Argument' }).waitFor();
  });
  const block = page.locator('[data-block]:focus');
  await test.step('the passage', async () => {
    await keyboard.press('Control+l');
    await page.getByRole('combobox', { name: /^Go to/ }).waitFor();
    await keyboard.type('G26');
    await page.getByRole('option', { name: /^G26/ }).first().waitFor();
    await keyboard.press('Enter');
    await page.getByText('Over 1,150 attempts under six policies').first().waitFor();
    await pressUntil(page, 'F6', page.locator('#reader [data-block]:focus'));
    await pressUntil(page, 'ArrowDown', block.filter({ hasText: 'Over 1,150 attempts' }));
    await keyboard.press('Shift+ArrowRight');
    const selected = await page.evaluate(() => String(getSelection()));
    expect(selected).toMatch(
      /^The control evaluation puts a red team in the place of the model\.\s*$/,
    );
  });
  await test.step('the challenge', async () => {
    await keyboard.press('x');
    const wrong = page.getByLabel('What is wrong');
    await expect(wrong).toBeFocused();
    await keyboard.type('E14 was run on another build.');
    await keyboard.press('Shift+Tab');
    await expect(page.locator('.composer input[type=radio]:focus')).toHaveCount(1);
    await keyboard.press('3');
    await expect(page.getByRole('radio', { name: /^Undermines/ })).toBeChecked();
    await keyboard.press('b');
    await expect(page.getByRole('radio', { name: /^Blocking/ })).toBeChecked();
    await keyboard.press('Control+Enter');
    await expect(page.getByText('CH-01').first()).toBeVisible();
    await expect(wrong).toHaveCount(0);
    // The focus is where the challenge began.
    await expect(block).toContainText('Over 1,150 attempts');
    await keyboard.press('Control+2');
    const row = page.getByRole('row', { name: /CH-01/ });
    await expect(row).toContainText('E14 was run on another build.');
    await expect(page.getByText('The control evaluation puts a red team').first()).toBeVisible();
  });
});
