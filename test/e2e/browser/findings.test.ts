/** All findings of the case: by keyboard alone, filtered, gone to, taken up as a challenge. */
import { expect, test } from '../../support/renderer-page.ts';
import { createFakeMain } from '../../support/fake-api.ts';
import { openSampleCase } from '../../support/sample-page.ts';
import { expectNoViolations } from '../../support/accessibility.ts';
import type { Page } from '@playwright/test';

const chosen = (page: Page) => page.locator('[role="row"][aria-selected="true"]');

async function openFindings(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('grid', { name: 'Findings' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^\d+ findings$/ })).toBeVisible();
}

test('findings of every kind are listed, the gravest first, with remarks on weaknesses', async ({
  openRenderer,
}) => {
  const { page } = await openSampleCase(openRenderer);
  await openFindings(page);
  const grid = page.getByRole('grid', { name: 'Findings' });
  await expect(grid.getByRole('row').nth(1)).toContainText('support each other in a circle');
  for (const rule of [
    'R15, shared-under-redundancy',
    'R14, contexts-differ',
    'R5, preparer-owns-claim',
    'G9, bare-claim',
    'evidence-stale',
  ]) {
    // prettier-ignore
    await expect(grid.getByText(rule).first()).toBeVisible();
  }
  await expectNoViolations(page);
});

test('the keyboard goes through findings, to the place of one, and takes one up', async ({
  openRenderer,
}) => {
  const { page, fake } = await openSampleCase(openRenderer);
  await openFindings(page);
  await page.getByRole('searchbox', { name: 'Filter findings by words' }).fill('bare-claim');
  await expect(page.getByRole('status').filter({ hasText: /^1 finding$/ })).toBeVisible();
  await page.keyboard.press('Tab');
  while (!(await page.locator('[role="row"][tabindex="0"]').evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab'); // prettier-ignore
  await page.keyboard.press('Home');
  await expect(chosen(page)).toContainText('G30 has no support');
  await expect(page.getByRole('region', { name: 'Chosen finding' })).toContainText('Add support, or mark it undeveloped.'); // prettier-ignore
  await page.keyboard.press('x');
  const sheet = page.getByRole('form', { name: 'New challenge on G30' });
  await expect(sheet.getByRole('radio', { name: /Something is missing/ })).toBeChecked();
  await expect(sheet.getByLabel('What is wrong')).toHaveValue(/^G30 has no support .*\n\nFound by rule \(G9, bare-claim\), at G30, line \d+ of data\/argument\.yaml\.$/); // prettier-ignore
  await expect(sheet.getByLabel('What would settle it')).toHaveValue('Add support, or mark it undeveloped.'); // prettier-ignore
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText('Choose a severity.')).toBeVisible();
  expect(fake.state.review.challenges).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(chosen(page)).toContainText('draft');
  await page.getByRole('button', { name: 'Go on with the draft' }).first().click();
  await expect(sheet.getByLabel('What is wrong')).toHaveValue(/^G30 has no support/);
  expect(fake.state.review.drafts).toHaveLength(1);
  await sheet.getByRole('radio', { name: 'Major' }).click();
  const reason = sheet.getByLabel(/^Reason for major/);
  if (await reason.isVisible()) await reason.fill('Another leg stands.');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  expect(fake.state.review.challenges.map((one) => [one.target.id, one.challengeType])).toEqual([['G30', 'missing']]); // prettier-ignore
  await chosen(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#reader').getByText('G30').first()).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
});

test('a finding in the inspector becomes a challenge about its claim', async ({ openRenderer }) => {
  const sample = await openSampleCase(openRenderer);
  await sample.goTo('E14');
  const list = sample.page.locator('#inspector').getByRole('region', { name: 'Findings by rule' });
  await list.getByRole('button', { name: /^Raise challenge: E14 applies to/ }).click();
  const sheet = sample.page.getByRole('form', { name: 'New challenge on E14' });
  await expect(sheet.getByRole('radio', { name: /Undermines the evidence/ })).toBeChecked();
  await expect(sheet.getByLabel('What is wrong')).toHaveValue(/evidence-stale/);
});

test('universal words over small samples are looked for only when asked', async ({
  openRenderer,
}) => {
  const fake = createFakeMain('1.0', (one) => ({
    ...one,
    nodes: one.nodes.map((node) => (node.id === 'G30' ? { ...node, text: 'It never fails in 12 trials.' } : node)),
  })); // prettier-ignore
  const { page } = await openSampleCase(openRenderer, fake);
  await openFindings(page);
  const row = page.getByRole('row', { name: /R16, universal-over-sample/ });
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Universal words' }).click();
  await expect(row).toContainText('G30 says "never", and what it rests on says "12 trials".');
});

test('an analysis that takes long is stopped, says so, and is asked for again', async ({ openRenderer }) => {
  const script = '**/argument-worker*.js';
  const { page } = await openSampleCase(async (...args) => {
    const opened = await openRenderer(...args);
    // The worker never begins; what it is asked is never answered.
    await opened.page.route(script, () => undefined);
    return opened;
  });
  await page.keyboard.press('Control+Shift+l');
  const pane = page.getByRole('main');
  const status = page.getByRole('group', { name: 'Which findings' }).getByRole('status');
  await expect(status).toHaveText('Looking at the argument');
  await pane.getByRole('button', { name: 'Cancel' }).click();
  await expect(pane.getByRole('alert')).toHaveText('What is weak about the argument is not known: the analysis was cancelled.');
  await page.unroute(script);
  await pane.getByRole('button', { name: 'Look again' }).click();
  await expect(status).toHaveText(/^\d+ findings$/);
  await expect(pane.getByRole('alert')).toHaveCount(0);
}); // prettier-ignore
