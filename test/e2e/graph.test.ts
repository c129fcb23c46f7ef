/** The graph in the real program: its worker runs under the real policy, and the drawing reaches the disk. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { answerSaveDialog, goToId, openSample } from '../../scripts/main-job.mjs';
import { expect, test } from '../support/launch.ts';

test('the graph is drawn, and saved as an SVG file that is the same drawing', async ({
  program,
  folder,
}) => {
  const { page } = program;
  await openSample(page);
  await page.keyboard.press('Control+Shift+A');
  const graph = page.getByRole('application', { name: /^Argument graph, 88 shown/ });
  await expect(graph).toBeVisible();
  await goToId(page, 'G26');
  await expect(page.locator('#graph-current')).toHaveAttribute('data-node', 'G26');
  const file = path.join(folder, 'argument.svg');
  await answerSaveDialog(program.app, file);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
  await expect(page.getByText('Drawing saved.')).toBeVisible();
  const svg = readFileSync(file, 'utf8');
  expect(svg.match(/<g transform/g)).toHaveLength(88);
  expect(svg).toContain('Claim G26. The action monitor detects');
  await page.keyboard.press('Control+Shift+B');
  await expect(page.getByRole('grid', { name: 'Claims' }).getByRole('row', { selected: true })).toHaveAccessibleName(/^Claim G26/); // prettier-ignore
});
