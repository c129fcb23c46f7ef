/** The whole job of a stress-tester without a mouse, and what the accessibility tree says on the way. */
import type { Locator, Page } from '@playwright/test';
import { answerOpenDialog, PASSPHRASE, TESTER } from '../../scripts/main-job.mjs';
import { sampleZip } from '../support/bundle-folder.ts';
import { chooseRadio, createIdentityByKeyboard, pressUntil, tabTo } from '../support/keyboard.ts';
import { expect, test } from '../support/launch.ts';

const row = (page: Page, name: RegExp): Locator => page.getByRole('treeitem', { name });
const said = (page: Page): Locator => page.getByRole('contentinfo').getByRole('status');

test('a case is opened, read, doubted and signed without a mouse', async ({ program }) => {
  test.setTimeout(240_000);
  const { app, page } = program;
  const { keyboard } = page;
  const block = page.locator('#reader [data-block]:focus');

  await test.step('identity, and the focus is not lost with the dialog', async () => {
    await createIdentityByKeyboard(page, TESTER);
    await expect(page.getByRole('heading', { name: 'Countersign' })).toBeFocused();
  });

  await test.step('a file is chosen with Ctrl+O, and the focus is on its top claim', async () => {
    await answerOpenDialog(app, sampleZip);
    await keyboard.press('Control+o');
    await expect(row(page, /^Claim G1\b/)).toBeFocused();
    await expect(page.getByRole('tree', { name: 'Argument' })).toBeVisible();
    await expect(row(page, /^Claim G1\b/)).toHaveAttribute('aria-level', '1');
  });

  await test.step('N goes through the reading order, and the focus goes along', async () => {
    const seen = new Set<string>();
    for (let count = 0; count < 3; count += 1) {
      await keyboard.press('n');
      const at = page.locator('#outline [role=treeitem]:focus[aria-selected=true]');
      await expect.poll(async () => [(await at.getAttribute('data-key')) ?? ''].every((key) => key !== '' && !seen.has(key))).toBe(true); // prettier-ignore
      const id = (await at.getAttribute('data-key')) ?? '';
      await expect(at).toHaveAccessibleName(
        new RegExp(`^\\w+ ${id} .+ (load-bearing|supports itself)`),
      );
      await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(
        /queue \d+ of \d+/,
      );
      seen.add(id);
    }
    await keyboard.press('g');
    await expect(page.getByRole('combobox', { name: /^Go to/ })).toBeFocused();
    await keyboard.type('G26');
    await expect(page.getByRole('option', { name: /^G26/, selected: true })).toBeVisible();
    await keyboard.press('Enter');
    await expect(row(page, /^Claim G26\b/)).toBeFocused();
    await expect(row(page, /^Claim G26\b/)).toHaveAccessibleName(/The action monitor detects/);
  });

  await test.step('evidence beside the claim, and back', async () => {
    await keyboard.press('e');
    await expect(page.getByRole('region', { name: 'Evidence', exact: true })).toContainText('for m3-r4'.slice(4)); // prettier-ignore
    const cell = page.getByRole('gridcell', { name: 'direct backdoor' });
    await expect(cell).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(page.getByRole('gridcell', { name: 'result tampering' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(row(page, /^Claim G26\b/)).toBeFocused();
  });

  await test.step('a note on a passage', async () => {
    await pressUntil(page, 'F6', block);
    await pressUntil(page, 'ArrowDown', block.filter({ hasText: 'Over 1,150 attempts' }));
    await expect(block).toHaveAccessibleName('Paragraph 3.1');
    await keyboard.press('c');
    await expect(page.getByRole('form', { name: 'New note on G26' }).getByLabel('Note')).toBeFocused(); // prettier-ignore
    await keyboard.type('Ask how benign episodes were assigned.');
    await keyboard.press('Control+Enter');
    await expect(said(page)).toContainText('Note recorded as record');
    await expect(block).toContainText('Over 1,150 attempts');
  });

  await test.step('a challenge on a claim', async () => {
    await pressUntil(page, 'Shift+F6', page.locator('#outline [role=treeitem]:focus'));
    await expect(row(page, /^Claim G26\b/)).toBeFocused();
    await keyboard.press('x');
    const sheet = page.getByRole('form', { name: 'New challenge on G26' });
    await expect(sheet.getByLabel('What is wrong')).toBeFocused();
    await keyboard.type('E14 was run on another build.');
    await keyboard.press('Shift+Tab');
    await keyboard.press('3');
    await expect(sheet.getByRole('radio', { name: /^Undermines/ })).toBeChecked();
    await keyboard.press('b');
    await expect(sheet.getByRole('radio', { name: /^Blocking/ })).toBeChecked();
    await keyboard.press('Control+Enter');
    await expect(said(page)).toContainText('Challenge recorded as record');
    await expect(row(page, /^Claim G26\b/)).toBeFocused();
    await expect(row(page, /^Claim G26\b/)).toHaveAccessibleName(/load-bearing 1 blocking open/);
  });

  await test.step('a finding is taken up', async () => {
    await keyboard.press('Control+Shift+L');
    const finding = page.getByRole('row').filter({ hasText: 'G30 has no support' });
    await expect(finding).toBeVisible();
    await pressUntil(page, 'F6', page.locator('#reader [role=row]:focus'));
    await keyboard.press('Home');
    await pressUntil(page, 'ArrowDown', page.locator('#reader [role=row]:focus').filter({ hasText: 'G30 has no support' })); // prettier-ignore
    await expect(finding).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('x');
    const sheet = page.getByRole('form', { name: 'New challenge on G30' });
    await expect(sheet.getByLabel('What is wrong')).toHaveValue(/^G30 has no support/);
    await pressUntil(page, 'Tab', sheet.locator('[role=radio]:focus'));
    await keyboard.press('b');
    await expect(sheet.getByRole('radio', { name: /^Blocking/ })).toBeChecked();
    await keyboard.press('Control+Enter');
    await expect(sheet).toHaveCount(0);
    await expect(page.locator('#reader [role=row]:focus')).toContainText('G30 has no support');
  });

  await test.step('what if a claim does not hold, in the graph', async () => {
    await keyboard.press('Control+Shift+A');
    await pressUntil(page, 'F6', page.locator('[role=application]:focus'));
    await keyboard.press('Control+l');
    await keyboard.type('G26');
    await expect(page.getByRole('option', { name: /^G26/, selected: true })).toBeVisible();
    await keyboard.press('Enter');
    const graph = page.getByRole('application', { name: /^Argument graph/ });
    await expect(graph).toBeFocused();
    await expect(page.locator('#graph-current')).toHaveAccessibleName(/^Claim G26\. /);
    await keyboard.press('w');
    const pane = page.getByRole('region', { name: 'What if', exact: true });
    await expect(pane.getByRole('status')).toContainText('The top claim G1 falls.');
    await expect(graph).toBeFocused();
    await pressUntil(page, 'F6', page.locator('#inspector:focus-within'));
    await tabTo(page, pane.getByRole('button', { name: 'Close what if' }));
    await keyboard.press('Enter');
    await expect(pane).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Inspector' })).toBeFocused();
  });

  await test.step('interests are declared', async () => {
    await keyboard.press('Control+3');
    await expect(
      page.getByRole('heading', { name: 'Sign-off', exact: true, level: 2 }),
    ).toBeFocused();
    await tabTo(page, page.getByRole('button', { name: 'Declare interests' }));
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Declare interests' });
    await chooseRadio(page, dialog, dialog.getByRole('radio', { name: /no interests/ }));
    await tabTo(page, dialog.getByRole('button', { name: 'Sign declaration' }));
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect(page.getByRole('button', { name: 'Declare again' })).toBeFocused();
  });

  await test.step('the opinion is signed with the passphrase, by no shortcut', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Prepare opinion' }), 'Shift+Tab');
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Your opinion on/ });
    const group = (name: RegExp): Locator => dialog.getByRole('group', { name });
    await chooseRadio(page, group(/^Does the bundle support/), dialog.getByRole('radio', { name: /^Does not support/ })); // prettier-ignore
    await chooseRadio(page, group(/^Your view/), dialog.getByRole('radio', { name: /^Disagrees/ }));
    await tabTo(page, dialog.getByLabel('Reasons'));
    await keyboard.type('The control leg rests on E14 (CH-01).');
    await tabTo(page, dialog.getByLabel('What would change my mind'));
    await keyboard.type('A run of m3-r7.');
    const text = dialog.getByRole('region', { name: 'Text to be signed' });
    await expect(text).toContainText('A run of m3-r7.');
    await tabTo(page, text);
    await keyboard.press('End');
    const tick = dialog.getByRole('checkbox', { name: 'I have read the text above' });
    await expect(tick).toBeEnabled();
    await tabTo(page, tick);
    await keyboard.press('Space');
    await tabTo(page, dialog.getByLabel('Passphrase of your signing key', { exact: true }));
    await keyboard.type(PASSPHRASE);
    await keyboard.press('Enter');
    const sign = dialog.getByRole('button', { name: 'Sign: does not support' });
    await expect(sign).toHaveAccessibleDescription('Nothing is missing.');
    await tabTo(page, sign);
    await keyboard.press('Space');
    const signed = page.getByRole('dialog', { name: 'Signed and recorded' });
    await expect(signed).toContainText(/Opinion, record \d+/);
    await tabTo(page, signed.getByRole('button', { name: 'Done' }));
    await keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Prepare opinion' })).toBeFocused();
    await expect(page.getByRole('heading', { name: 'Opinion: does not support' })).toBeVisible();
  });
});
