/** A new version of a case: what changed is found, and what was kept on the earlier one is taken over. */
import { expectNoViolations } from '../../support/accessibility.ts';
import { digestOf } from '../../support/builders.ts';
import { createFakeMain, type FakeMain } from '../../support/fake-api.ts';
import { expect, test } from '../../support/renderer-page.ts';
import { openSampleCase } from '../../support/sample-page.ts';

/** Version 1.1, after a search, a what-if and a group were kept on 1.0. */
function createLaterMain(): FakeMain {
  const fake = createFakeMain('1.1');
  const kept = [
    ['search', { name: 'Watchers', query: '"action monitor" in:claims' }],
    ['scenario', { name: 'No monitor', failed: 'G26\nG99' }],
    ['group', { name: 'Monitor team', members: 'G26\nE05\nG99' }],
  ] as const;
  const drafts = kept.map(([kind, fields], at) => ({ id: `00000000-0000-4000-8000-00000000000${String(at)}`, kind, owner: null, bundleDigest: digestOf('1.0'), target: null, about: null, fields, updatedAt: '2026-11-02T09:00:00Z' })); // prettier-ignore
  fake.state.review = { ...fake.state.review, drafts };
  const changes = { version: '1.0', bundleDigest: digestOf('1.0'), nodes: ['G20', 'G22'], documents: ['docs/03-capability-evaluations.md'], evidence: ['E01'] }; // prettier-ignore
  return { ...fake, answers: { ...fake.answers, 'case.changes': () => changes } };
}

test('what changed since the version before is found by one view', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer, createLaterMain());
  await page.keyboard.press('Control+Shift+F');
  await expect(page.getByText(/files searched, compared with version 1\.0/)).toBeVisible();
  await page.getByRole('button', { name: /^Changed since the version before/ }).click();
  await expect(page.getByRole('option', { name: /^Claim G20/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Claim G22/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Evidence E01/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Claim G26/ })).toHaveCount(0);
});

test('a search, a what-if and a group of another version are listed, say what this one lacks, and are taken over', async ({
  openRenderer,
}) => {
  const fake = createLaterMain();
  const { page } = await openSampleCase(openRenderer, fake);
  const status = page.locator('[role=status]').filter({ hasText: 'taken over' });
  await page.keyboard.press('Control+Shift+F');
  const views = page.getByRole('region', { name: 'Your views' });
  await expect(views).toContainText('kept on another version');
  await views.getByRole('button', { name: 'Take over Watchers' }).click();
  await expect(views).not.toContainText('kept on another version');
  await expectNoViolations(page);

  await expect(page.getByRole('region', { name: 'Views', exact: true })).toBeFocused();
  await page.getByRole('link', { name: 'Read' }).click();
  await page.keyboard.press('Control+Shift+A');
  await page.getByRole('application', { name: /^Argument graph/ }).focus();
  await page.keyboard.press('w');
  const scenarios = page.getByRole('region', { name: 'Scenarios' });
  await expect(scenarios).toContainText('Not in this version: G99');
  await scenarios.getByRole('button', { name: 'Take over No monitor' }).click();
  await expect(scenarios).not.toContainText('G99');
  await expect(status.first()).toContainText('Not in this version: G99.');

  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('tab', { name: 'Common causes' }).click();
  const card = page.getByRole('region', { name: 'Common causes' }).getByRole('region', { name: 'Monitor team' }); // prettier-ignore
  await expect(card).toContainText('Not in this version: G99');
  await card.getByRole('button', { name: 'Take over Monitor team' }).click();
  await expect(card).not.toContainText('G99');
  await expect(card.getByRole('link', { name: 'E05' })).toBeVisible();
  await expectNoViolations(page);

  // The other version keeps its own.
  const { drafts } = fake.state.review;
  expect(drafts.filter((one) => one.bundleDigest === digestOf('1.0'))).toHaveLength(3);
  expect(drafts.filter((one) => one.bundleDigest === fake.safetyCase.bundleDigest).map(({ kind, fields }) => [kind, fields['failed'] ?? fields['members'] ?? fields['query']])).toEqual([
    ['search', '"action monitor" in:claims'], ['scenario', 'G26'], ['group', 'G26\nE05'],
  ]); // prettier-ignore
});
