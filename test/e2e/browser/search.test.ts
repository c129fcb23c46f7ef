/** Search over the whole case by keyboard alone: asked, gone to, come back from, kept under a name. */
import type { Locator, Page } from '@playwright/test';
import { expectNoViolations } from '../../support/accessibility.ts';
import { digestOf } from '../../support/builders.ts';
import { createFakeMain, type FakeMain } from '../../support/fake-api.ts';
import { expect, test } from '../../support/renderer-page.ts';
import { openSampleCase } from '../../support/sample-page.ts';
import { buildChallengeView, buildRecord, RAISER } from '../../support/view-builders.ts';

function createReviewedMain(): FakeMain {
  const fake = createFakeMain('1.0');
  const sha256Of = (id: string): string => fake.safetyCase.nodes.find((one) => one.id === id)?.sha256 ?? digestOf(id); // prettier-ignore
  const target = (id: string) => ({ kind: 'node', id, sha256: sha256Of(id) }) as const;
  fake.state.review = {
    ...fake.state.review,
    challenges: [
      buildChallengeView({ severity: 'blocking', whatIsWrong: 'The monitor saw transcripts of a weaker model only.', target: target('G26') }),
    ],
    notes: [{ record: buildRecord(RAISER, { number: 3, kind: 'note' }), target: target('G4'), body: 'Ask who watches the monitor at night.' }],
  }; // prettier-ignore
  return fake;
}

const field = (page: Page): Locator => page.getByRole('combobox', { name: /^Search claims/ });
const said = (page: Page): Locator => page.locator('.searchsaid [role=status]');
const current = (page: Page): Locator => page.getByRole('option', { selected: true });
const view = (page: Page, name: RegExp): Locator => page.getByRole('region', { name: 'Views', exact: true }).getByRole('button', { name }); // prettier-ignore

/** Opens the search with its key, and asks once every file is in. */
async function ask(page: Page, query: string): Promise<void> {
  if ((await field(page).count()) === 0) await page.keyboard.press('Control+Shift+F');
  await expect(field(page)).toBeFocused();
  await expect(page.getByText('28 files searched')).toBeVisible();
  await field(page).fill(query);
}

/** Goes with the arrows to the first hit of a name, which a screen reader hears. */
async function stepTo(page: Page, name: RegExp): Promise<void> {
  await expect(current(page)).toHaveCount(1);
  for (let step = 0; step < 40; step += 1) {
    const heard = await current(page).textContent();
    if (name.test(heard ?? '')) return;
    const before = await field(page).getAttribute('aria-activedescendant');
    await page.keyboard.press('ArrowDown');
    await expect(field(page)).not.toHaveAttribute('aria-activedescendant', before ?? '');
  }
  throw new Error(`No hit is called ${String(name)}.`);
}

test('a hit in every area is gone to by keyboard, and Back returns to the same question and hit', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer, createReviewedMain());
  await ask(page, 'monitor');
  await expect(said(page)).toHaveText('8 found: 3 in claims, 1 in challenges, 1 in notes, 2 in documents and 1 in evidence.');
  await expect(current(page)).toHaveAccessibleName(/^Claim G21 .*monitoring, sandboxing/);

  await stepTo(page, /G26/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: /^Claim G26\b/ })).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(field(page)).toHaveValue('monitor');
  await expect(field(page)).toBeFocused();
  await expect(current(page)).toHaveAccessibleName(/^Claim G26 /);

  await stepTo(page, /^Challenge CH-01/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'CH-01', pressed: true })).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(current(page)).toHaveAccessibleName(/^Challenge CH-01 /);

  await stepTo(page, /^Note note 3/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Note of Y. Tanaka' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');

  await stepTo(page, /Control leg, 3\.1/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#reader [data-block]:focus')).toContainText('the defenders run the action monitor');
  await page.keyboard.press('Alt+ArrowLeft');

  await stepTo(page, /^Evidence E/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#reader')).toContainText('m3-r7');
}); // prettier-ignore

test('words in a table lead to their cell', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer);
  await ask(page, 'in:evidence agent-misuse');
  await expect(current(page)).toHaveAccessibleName(/^Evidence E05 .*row 3/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell', { name: 'agent-misuse' })).toBeFocused();
  await page.getByRole('button', { name: 'Back to the search' }).click();
  await expect(field(page)).toHaveValue('in:evidence agent-misuse');
});

test('steps made after a hit are gone back before the search', async ({ openRenderer }) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await ask(page, 'id:G26');
  await expect(said(page)).toHaveText('1 found in claims.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: /^Claim G26\b/ })).toBeFocused();
  await goTo('G4');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('#inspector').getByRole('heading', { level: 2, name: 'G26' })).toBeVisible(); // prettier-ignore
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(field(page)).toHaveValue('id:G26');
  await page.keyboard.press('Escape');
  await expect(page.locator('#reader')).toBeVisible();
});

test('an operator that is not known is said, with those that are', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer);
  await ask(page, 'knd:goal monitor');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('"knd:" is no operator. Did you mean kind: ?');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expectNoViolations(page, 'not understood');
  await field(page).fill('kind:goal monitor');
  await expect(alert).toHaveCount(0);
  await expect(said(page)).toHaveText('3 found in claims.');
});

test('structure, kinds and views narrow what is found', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer, createReviewedMain());
  await ask(page, 'order:1 kind:goal');
  await expect(said(page)).toHaveText(/^\d+ found in claims\.$/);
  await field(page).fill('monitor');
  const kinds = page.getByRole('group', { name: 'Kinds of what was found' });
  await kinds.getByRole('button', { name: 'Note 1' }).click();
  await expect(field(page)).toHaveValue('kind:note monitor');
  await expect(said(page)).toHaveText('1 found in notes.');
  await expect(kinds.getByRole('button', { name: 'Note 1' })).toHaveAttribute('aria-pressed', 'true'); // prettier-ignore
  await view(page, /^Open blocking challenges 1$/).click();
  await expect(said(page)).toHaveText('1 found in challenges.');
  await expect(current(page)).toHaveAccessibleName(/^Challenge CH-01 /);
});

test('a query is kept under a name, replaced by the same name, and discarded', async ({ openRenderer }) => {
  const { page, fake } = await openSampleCase(openRenderer, createReviewedMain());
  await ask(page, 'monitor kind:goal');
  const keep = async (): Promise<void> => {
    await page.getByRole('textbox', { name: 'Keep this query as' }).fill('Watchers');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
  };
  await keep();
  await expect(view(page, /^Watchers 3$/)).toBeVisible();
  await field(page).fill('monitor kind:note');
  await keep();
  await view(page, /^Watchers 1$/).click();
  await expect(field(page)).toHaveValue('monitor kind:note');
  expect(fake.state.review.drafts.map(({ kind, fields }) => ({ kind, fields }))).toEqual([{ kind: 'search', fields: { name: 'Watchers', query: 'monitor kind:note' } }]);
  await expect(page.locator('.foot')).not.toContainText('draft');
  await page.getByRole('button', { name: 'Discard Watchers' }).click();
  await expect(view(page, /^Watchers/)).toHaveCount(0);
}); // prettier-ignore

test('a file that is not searched is named with the reason', async ({ openRenderer }) => {
  const fake = createFakeMain('1.0', (one) => ({
    ...one,
    evidence: one.evidence.map((item) => (item.id === 'E01' ? { ...item, bytes: 9_000_000 } : item)), // prettier-ignore
  }));
  const { page } = await openSampleCase(openRenderer, fake);
  await page.keyboard.press('Control+Shift+F');
  await page.getByText('27 files searched, 1 file not in full').click();
  await expect(page.getByText('evidence/E01_ctf_results.csv: larger than 8.0 MB')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the search has no violations of the accessibility rules, ${colorScheme}`, async ({ openRenderer }) => {
    const { page } = await openSampleCase(openRenderer, createReviewedMain(), { colorScheme });
    await page.getByRole('link', { name: 'Search' }).click();
    await expect(page.getByRole('heading', { name: 'What can be asked' })).toBeVisible();
    await expectNoViolations(page, 'nothing asked');
    await ask(page, 'the');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectNoViolations(page, 'hits');
    await field(page).fill('nothing of this kind');
    await expect(said(page)).toHaveText('Nothing found.');
    await expectNoViolations(page, 'nothing found');
  }); // prettier-ignore
