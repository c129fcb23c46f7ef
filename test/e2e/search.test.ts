/** Search in the real program: its worker runs under the real policy, over files that main reads and checks. */
import { openSample } from '../../scripts/main-job.mjs';
import { expect, test } from '../support/launch.ts';

test('words of a document and of a table are found and gone to, and a view is kept', async ({
  program,
}) => {
  const { page } = program;
  await openSample(page);
  await page.keyboard.press('Control+Shift+F');
  const field = page.getByRole('combobox', { name: /^Search claims/ });
  await expect(field).toBeFocused();
  await expect(page.getByText('28 files searched')).toBeVisible();
  await field.fill('"action monitor" in:documents');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('#reader [data-block]:focus')).toContainText(/action monitor/i);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(field).toHaveValue('"action monitor" in:documents');
  await page.getByRole('textbox', { name: 'Keep this query as' }).fill('Watchers');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Discard Watchers' })).toBeVisible();
  await field.fill('agent-misuse');
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^Evidence E05/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell', { name: 'agent-misuse' })).toBeFocused();
});
