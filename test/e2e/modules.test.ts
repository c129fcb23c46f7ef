/** An argument in several files of gsn2x: the first is opened, the others come with it. */
import path from 'node:path';
import { answerOpenDialog, goToId, waitForScreen } from '../../scripts/main-job.mjs';
import { writeFiles } from '../support/bundle-folder.ts';
import { expect, test } from '../support/launch.ts';

const FILES = {
  'index.gsn.yaml': 'module: {name: Plant, uses: [parts/control.gsn.yaml, parts/power.gsn.yaml]}\nG1: {text: The plant is safe to run, supportedBy: [S1], inContextOf: [C1]}\nS1: {text: Over its two systems, supportedBy: [G2, G3]}\nC1: {text: Normal operation}\n',
  'parts/control.gsn.yaml': 'module: {name: Control}\nG2: {text: Control holds the pressure, supportedBy: [Sn1]}\nSn1: {text: Test of the valve}\n',
  'parts/power.gsn.yaml': 'module: {name: Power}\nG3: {text: Power is there when it is needed, supportedBy: [G4]}\nG4: {text: The battery lasts, undeveloped: true}\n',
}; // prettier-ignore

test('every module is there, is closed and opened in place, and is named beside each of its elements', async ({
  program,
  folder,
}) => {
  const { app, page } = program;
  await writeFiles(folder, FILES);
  await answerOpenDialog(app, path.join(folder, 'index.gsn.yaml'));
  await page.getByRole('button', { name: /^Open bundle/ }).click();
  await waitForScreen(page, 'case');
  await expect(page.getByRole('banner')).toContainText('draft, not sealed');
  await expect(page.getByRole('banner')).not.toContainText('version');
  await page.keyboard.press('Control+Shift+A');
  await expect(page.getByRole('application', { name: /^Argument graph, 7 shown/ })).toBeVisible();
  await page.getByRole('button', { name: 'Modules' }).click();
  await expect(page.getByRole('menuitemcheckbox')).toHaveText(['Plant, 3 nodes', 'Control, 2 nodes', 'Power, 2 nodes']); // prettier-ignore
  await page.getByRole('menuitemcheckbox', { name: 'Power, 2 nodes' }).click();
  await expect(page.getByRole('application', { name: /^Argument graph, 5 shown, 1 module closed, 2 hidden/ })).toBeVisible(); // prettier-ignore
  // Whatever is gone to opens its module.
  await goToId(page, 'G4');
  await expect(page.getByRole('application', { name: /^Argument graph, 7 shown/ })).toBeVisible();
  await expect(page.locator('#inspector').getByRole('region', { name: 'Relations' })).toContainText('Power'); // prettier-ignore
  await page.keyboard.press('Control+Shift+B');
  await expect(page.getByRole('grid', { name: 'Claims' }).getByRole('row', { selected: true })).toHaveAccessibleName(/^Claim G4/); // prettier-ignore
});

test('a module that is not there is named with the file that asks for it', async ({
  program,
  folder,
}) => {
  const { app, page } = program;
  await writeFiles(folder, { 'index.gsn.yaml': FILES['index.gsn.yaml'], 'parts/control.gsn.yaml': FILES['parts/control.gsn.yaml'] }); // prettier-ignore
  await answerOpenDialog(app, path.join(folder, 'index.gsn.yaml'));
  await page.getByRole('button', { name: /^Open bundle/ }).click();
  await expect(page.getByText('The module "parts/power.gsn.yaml" is not there.').first()).toBeVisible(); // prettier-ignore
  await expect(page.getByText(/index\.gsn\.yaml/).first()).toBeVisible();
});
