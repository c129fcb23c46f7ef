/** A person who has a keyboard and no mouse. Nothing here gives the focus to anything by itself. */
import type { Locator, Page } from '@playwright/test';
import { PASSPHRASE, type TESTER } from '../../scripts/main-job.mjs';

const MOST_PRESSES = 60;

/** Presses a key until an element has the focus, as a person does who looks for it. */
export async function pressUntil(page: Page, key: string, goal: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    if ((await goal.count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${String(goal)}`);
}

export async function tabTo(page: Page, goal: Locator, key = 'Tab'): Promise<void> {
  await goal.waitFor();
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    if (await goal.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${String(goal)}`);
}

/** Goes to a radio button of a group with Tab and the arrows. */
export async function chooseRadio(page: Page, group: Locator, wanted: Locator): Promise<void> {
  await group.waitFor();
  await pressUntil(page, 'Tab', group.locator('input[type=radio]:focus'));
  for (let presses = 0; presses < 12 && !(await wanted.isChecked()); presses += 1) {
    // Space chooses the first one, from which the arrows go on.
    await page.keyboard.press(presses === 0 ? 'Space' : 'ArrowDown');
  }
}

export async function createIdentityByKeyboard(page: Page, person: typeof TESTER): Promise<void> {
  const { keyboard } = page;
  await tabTo(page, page.getByRole('button', { name: 'Create identity' }));
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Create identity' });
  for (const [label, words] of [['Printed name', person.printedName], ['Organisation', person.organisation]] as const) {
    await tabTo(page, dialog.getByLabel(label));
    await keyboard.type(words);
  } // prettier-ignore
  await chooseRadio(page, dialog.getByRole('group', { name: 'Line' }), dialog.getByRole('radio', { name: person.line })); // prettier-ignore
  await tabTo(page, dialog.getByLabel('Role'));
  await keyboard.type(person.role);
  for (const label of ['Passphrase', 'Passphrase again']) {
    await tabTo(page, dialog.getByLabel(label, { exact: true }));
    await keyboard.type(PASSPHRASE);
  }
  await tabTo(page, dialog.getByRole('button', { name: 'Create identity' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Done' }));
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
