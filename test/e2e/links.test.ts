/** Going about in a case: from claim to passage to evidence to claim, back and forward, find, Go to. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { goToId, openSample } from '../../scripts/main-job.mjs';
import { sampleSource } from '../support/bundle-folder.ts';
import { expect, test } from '../support/launch.ts';

const ANNEX = 'Annex 02: control and alignment';
const CONTROL_LEG = 'The control evaluation puts a red team in the place of the model.';

function readerOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Reader' });
}

async function expectAt(page: Page, title: string | RegExp): Promise<void> {
  await expect(readerOf(page).getByRole('heading').first()).toHaveText(title);
}

test.beforeEach(async ({ program }) => {
  await openSample(program.page);
});

test('claim, passage, evidence and claim lead to one another, and back to the same places', async ({
  program: { page },
}) => {
  const reader = readerOf(page);
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const current = page.locator('[data-block]:focus');

  await test.step('from a claim to its passage in the whole document', async () => {
    await goToId(page, 'G26');
    await expectAt(page, 'Claim G26');
    await expect(reader.getByText(CONTROL_LEG)).toBeVisible();
    await reader.getByRole('link', { name: 'Read the whole document' }).click();
    await expectAt(page, ANNEX);
    await expect(current).toContainText('Control leg');
    await expect(current).toBeInViewport();
  });
  await test.step('from another paragraph back to the claim, and to its evidence', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(current).toContainText(CONTROL_LEG);
    await goToId(page, 'G26');
    await expectAt(page, 'Claim G26');
    await inspector.getByRole('link', { name: /^E14 / }).click();
    await expectAt(page, /^E14 /);
    await expect(reader.getByText('red_team_policy').or(reader.getByRole('grid')).first()).toBeVisible(); // prettier-ignore
  });
  await test.step('from the evidence to the claim that rests on it', async () => {
    await reader.getByText('Cited by').getByRole('link', { name: 'G26' }).click();
    await expectAt(page, 'Claim G26');
  });
  await test.step('back, by key, to each place', async () => {
    await page.keyboard.press('Alt+ArrowLeft');
    await expectAt(page, /^E14 /);
    await page.keyboard.press('Alt+ArrowLeft');
    await expectAt(page, 'Claim G26');
    await page.keyboard.press('Alt+ArrowLeft');
    await expectAt(page, ANNEX);
    // Not the heading at which the document was entered, but the paragraph that was left.
    await expect(current).toContainText(CONTROL_LEG);
    await expect(current).toBeInViewport();
  });
  await test.step('forward, by button, to the end', async () => {
    const forward = reader.getByRole('button', { name: 'Forward' });
    await forward.click();
    await expectAt(page, 'Claim G26');
    await forward.click();
    await expectAt(page, /^E14 /);
    await forward.click();
    await expectAt(page, 'Claim G26');
    await expect(forward).toHaveAttribute('aria-disabled', 'true');
  });
  await test.step('from a passage to the claim that is argued there, and back', async () => {
    await reader.getByText('Argued here:').getByRole('link', { name: 'G21' }).click();
    await expectAt(page, 'Claim G21');
    await reader.getByRole('button', { name: 'Back' }).click();
    await expectAt(page, 'Claim G26');
  });
  await test.step('evidence beside the claim, by key, and back with Esc', async () => {
    await page.getByRole('treeitem', { name: /\bG26\b/, selected: true }).focus();
    await page.keyboard.press('e');
    const beside = page.getByRole('region', { name: 'Evidence', exact: true });
    await expect(beside.getByRole('heading', { name: /^E14 / })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Claim', exact: true })).toContainText('The action monitor detects'); // prettier-ignore
    await expect(beside.locator(':focus')).toBeVisible();
    await page.keyboard.press('Escape');
    await expectAt(page, 'Claim G26');
    // Back at the place in the passage, or at the row of the claim: never nowhere.
    await expect(page.locator('#reader [data-block]:focus, #outline [role=treeitem]:focus')).toHaveCount(1); // prettier-ignore
  });
});

test('find counts every hit of the document, and F3 goes on, round its end', async ({
  program: { page },
}) => {
  const source = await readFile(
    path.join(sampleSource, 'docs/02-control-and-alignment.md'),
    'utf8',
  );
  const total = source.match(/monitor/gi)?.length ?? 0;
  expect(total).toBeGreaterThan(2);
  await page.getByRole('tab', { name: /^Documents/ }).click();
  await page.getByRole('button', { name: new RegExp(ANNEX) }).click();
  await expectAt(page, ANNEX);
  await expect(readerOf(page).getByText('bytes match the manifest')).toBeVisible();
  await page.keyboard.press('Control+f');
  const bar = page.getByRole('search');
  await bar.getByLabel('Find in document').fill('MONITOR');
  const count = bar.getByRole('status');
  const hit = page.locator('mark.find.current');
  const seen: number[] = [];
  for (let at = 1; at <= total; at += 1) {
    await expect(count).toHaveText(`${String(at)} of ${String(total)}`);
    await expect(hit).toHaveText(/^monitor$/i);
    await expect(hit).toBeInViewport();
    seen.push(
      await hit.evaluate((one) => [...document.querySelectorAll('mark.find')].indexOf(one)),
    );
    await page.keyboard.press('F3');
  }
  expect(seen).toEqual(seen.map((_, index) => index));
  await expect(count).toHaveText(`1 of ${String(total)}`);
  await page.keyboard.press('Shift+F3');
  await expect(count).toHaveText(`${String(total)} of ${String(total)}`);
  await bar.getByLabel('Find in document').fill('zeppelin');
  await expect(count).toHaveText('not found');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
});

test('Go to finds claims by id, documents and evidence by words, and commands', async ({
  program: { page },
}) => {
  const box = page.getByRole('combobox', { name: /^Go to/ });
  const first = page.getByRole('option').first();
  const goTo = async (words: string, row: string | RegExp): Promise<void> => {
    await page.keyboard.press('Control+l');
    await box.fill(words);
    await expect(first).toHaveText(row);
    await box.press('Enter');
    await expect(box).toHaveCount(0);
  };
  await goTo('g27', /^G27/);
  await expectAt(page, 'Claim G27');
  await expect(page.getByRole('treeitem', { name: /\bG27\b/, selected: true })).toBeInViewport();
  await goTo('annex 02', new RegExp(ANNEX));
  await expectAt(page, ANNEX);
  await goTo('sandbox boundary E15', /^E15/);
  await expectAt(page, /^E15 /);
  await goTo('raise challenge', /^Raise challenge/);
  await expect(page.getByRole('heading', { name: /^New challenge on E15/ })).toBeVisible();
  await page.keyboard.press('Control+l');
  await box.fill('zeppelin');
  await expect(page.getByText('Nothing has these words.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
});
