/** The three marks of load-bearing: set with a reason, set apart, and listed where they disagree. */
import { expect, test } from '../../support/renderer-page.ts';
import { openSampleCase } from '../../support/sample-page.ts';
import { expectNoViolations } from '../../support/accessibility.ts';

test('a reviewer marks a claim with a reason, and the disagreement is listed and filtered', async ({
  openRenderer,
}) => {
  const { page, goTo, fake } = await openSampleCase(openRenderer);
  await goTo('G20');
  const own = page.locator('#inspector').getByRole('region', { name: 'Load-bearing' });
  await expect(own).toContainText('by nobody');
  await own.getByRole('button', { name: 'Judge load-bearing' }).press('Enter');
  const sheet = page.getByRole('form', { name: 'Your mark on G20' });
  await expect(sheet.getByRole('radio', { name: 'Yes' })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText('Give the reason.')).toBeVisible();
  await sheet.getByLabel('Reason').fill('I do not believe the other leg.');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  expect(fake.state.review.notes.map((note) => [note.target.id, note.judged?.mark])).toEqual([['G20', 'load-bearing']]); // prettier-ignore
  await expect(own).toContainText(/yes, Y\. Tanaka, 20 November 2026, record 1/);
  await expect(own).toContainText('by structure other support carries the top claim');
  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('tab', { name: 'Three marks' }).click();
  const grid = page.getByRole('grid', { name: 'Marks of load-bearing' });
  const row = grid.getByRole('row', { name: /^G20/ });
  await expect(row).toHaveAccessibleName(/Y\. Tanaka judges it load-bearing; by structure other support carries the top claim\./); // prettier-ignore
  await expectNoViolations(page);
  await page.getByRole('radio', { name: /^All marked/ }).click();
  await grid.getByRole('row', { selected: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(grid.getByRole('row', { selected: true })).toBeFocused();
  await expect(grid.getByRole('row', { selected: true })).not.toHaveAccessibleName(/^G20/);
  await page.keyboard.press('Enter');
  await expect(grid).toHaveCount(0);
  await page.keyboard.press('Control+Shift+B');
  await page.getByRole('button', { name: 'Marks differ' }).click();
  await expect(page.getByRole('grid', { name: 'Claims' }).getByRole('row', { name: /^Claim G20\b/ })).toBeVisible(); // prettier-ignore
});

test('a mark is taken back with a reason and counts no more', async ({ openRenderer }) => {
  const { page, goTo, fake } = await openSampleCase(openRenderer);
  await goTo('G20');
  const own = page.locator('#inspector').getByRole('region', { name: 'Load-bearing' });
  await own.getByRole('button', { name: 'Judge not' }).click();
  await expect(page.getByRole('radio', { name: 'Take back' })).toHaveCount(0);
  await page.getByLabel('Reason').fill('The other leg is enough.');
  await page.keyboard.press('Control+Enter');
  await expect(own).toContainText(/no, Y\. Tanaka/);
  await own.getByRole('button', { name: 'Judge load-bearing' }).click();
  await page.getByRole('radio', { name: 'Take back' }).click();
  await page.getByLabel('Reason').fill('I have not read enough.');
  await page.keyboard.press('Control+Enter');
  await expect(own).toContainText('by nobody');
  expect(fake.state.review.notes.map((note) => [note.judged?.mark, note.judged?.isCurrent])).toEqual([['not-load-bearing', false], ['no-view', true]]); // prettier-ignore
});

test('whoever has not sealed an opinion is told that marks of others are not shown', async ({
  openRenderer,
}) => {
  const sample = await openSampleCase(openRenderer);
  sample.fake.state.review = { ...sample.fake.state.review, blindTo: ['opinion'] };
  await sample.emit('review.changed', undefined);
  await sample.goTo('G20');
  await expect(sample.page.locator('#inspector').getByText('Marks of others are shown once you have sealed your opinion.')).toBeVisible(); // prettier-ignore
});

test('a group is made by hand, fails as one, and what falls is taken up as a challenge', async ({
  openRenderer,
}) => {
  const { page, goTo, fake } = await openSampleCase(openRenderer);
  await goTo('G26');
  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('tab', { name: 'Common causes' }).click();
  const view = page.getByRole('region', { name: 'Common causes' });
  await expect(view.getByRole('region', { name: 'prepared by M. Quill' })).toContainText('found by rule');
  await view.getByLabel('New group').fill('Monitor team');
  await view.getByRole('button', { name: 'Make group' }).click();
  const card = view.getByRole('region', { name: 'Monitor team' });
  await expect(card).toContainText('Load-bearing as one: the top claim G1 falls when it fails.');
  await expectNoViolations(page);
  await goTo('E05');
  await page.locator('#inspector').getByRole('button', { name: 'Monitor team' }).click();
  await expect(card.getByRole('link', { name: 'E05' })).toBeVisible();
  expect(fake.state.review.drafts.map(({ kind, fields }) => ({ kind, fields }))).toEqual([
    { kind: 'group', fields: { name: 'Monitor team', members: 'G26\nE05' } },
  ]);
  await expect(page.getByText(/\d draft/)).toHaveCount(0);
  await card.getByRole('button', { name: 'What if it fails: Monitor team' }).press('Enter');
  const pane = page.getByRole('region', { name: 'What if', exact: true });
  await expect(pane.getByText('The top claim G1 falls.')).toBeVisible();
  await expectNoViolations(page);
  await pane.getByRole('button', { name: 'Raise challenge from this' }).press('Enter');
  const sheet = page.getByRole('form', { name: 'New challenge on G1' });
  await expect(sheet.getByLabel('What is wrong')).toHaveValue(/^If G26 and Sn4 fail \(group "Monitor team"\), the top claim G1 falls\. \d+ other nodes fall with it: /); // prettier-ignore
  expect(fake.state.review.challenges).toEqual([]);
}); // prettier-ignore
