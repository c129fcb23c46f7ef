/** The argument as graph and table: by keyboard alone, said aloud, folded, focused, failing in thought. */
import type { Page } from '@playwright/test';
import { createFakeMain } from '../../support/fake-api.ts';
import { expect, test } from '../../support/renderer-page.ts';
import { openSampleCase } from '../../support/sample-page.ts';
import { expectNoViolations } from '../../support/accessibility.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

/** What a screen reader has before it: the focused surface and the node that it names as current. */
async function expectAt(page: Page, name: RegExp): Promise<void> {
  const surface = page.getByRole('application', { name: /^Argument graph/ });
  await expect(surface).toBeFocused();
  await expect(surface).toHaveAttribute('aria-activedescendant', 'graph-current');
  const node = page.locator('#graph-current');
  await expect(node).toHaveAttribute('role', 'img');
  await expect(node).toHaveAccessibleName(name);
}

const moves = (page: Page) => page.getByRole('status', { name: 'Moves in the graph' });

async function openGraph(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+A');
  await expect(page.getByRole('application', { name: /^Argument graph, \d+ shown/ })).toBeVisible();
  await page.getByRole('application').focus();
}

test('the keyboard goes from the top claim to a given evidence item and back, in the graph', async ({
  openRenderer,
}) => {
  const { page } = await openSampleCase(openRenderer);
  await openGraph(page);
  await expectAt(
    page,
    /^Claim G1\. Marram-3 .* Supported by 1\. In 6 contexts\. load-bearing\. opened\.$/,
  );
  await page.keyboard.press('ArrowDown');
  await expectAt(page, /^Strategy S1\. /);
  await expect(moves(page)).toHaveText('Down to S1, 1 of 1.');
  await page.keyboard.press('ArrowDown');
  await expectAt(page, /^Claim G2\. /);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expectAt(page, /^Claim G4\. /);
  await expect(moves(page)).toHaveText('Right to G4, 3 of 7.');
  for (const id of ['S6', 'G20', 'G21', 'S8', 'G26', 'Sn13']) {
    await page.keyboard.press(id === 'G21' ? 'ArrowRight' : 'ArrowDown');
    await expect(page.locator('#graph-current')).toHaveAttribute('data-node', id);
  }
  await expectAt(page, /^Solution Sn13\. .* unread\.$/);
  await expect(moves(page)).toHaveText('Down to Sn13, 1 of 1.');
  await page.keyboard.press('Shift+ArrowDown');
  await expectAt(page, /^Solution Sn14\. /);
  await page.keyboard.press('Alt+ArrowLeft');
  await expectAt(page, /^Solution Sn13\. /);
  await page.keyboard.press('Enter');
  await expect(page.locator('#inspector')).toBeFocused();
  await expect(page.getByRole('heading', { level: 2, name: 'Sn13' })).toBeVisible();
  await page.keyboard.press('Shift+F6');
  for (const id of ['G26', 'S8', 'G21', 'S6', 'G4', 'S1', 'G1']) {
    await page.keyboard.press('ArrowUp');
    await expect(page.locator('#graph-current')).toHaveAttribute('data-node', id);
  }
  await expectAt(page, /^Claim G1\. /);
  await page.keyboard.press('ArrowUp');
  await expect(moves(page)).toHaveText('G1 is at the top.');
});

test('the whole text of what a box cuts off stands beside the graph', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer);
  const text = page.locator('#inspector').getByRole('region', { name: 'Text' });
  await expect(text).toHaveCount(0);
  await openGraph(page);
  await expect(text).toHaveText(/^Marram-3 \(build m3-r7\) is acceptably safe .* coding agent/);
});

test('the keyboard goes from the top claim to a given evidence item and back, in the outline', async ({
  openRenderer,
}) => {
  const { page } = await openSampleCase(openRenderer);
  const row = (name: RegExp) => page.getByRole('treeitem', { name });
  await row(/^Claim G1\b/).focus();
  await page.keyboard.press('Shift+G');
  await page.keyboard.type('4');
  await expect(row(/^Claim G4\b/)).toBeFocused();
  const way: readonly [string, RegExp, string][] = [
    ['ArrowRight', /^Claim G4\b.* load-bearing/, '3'],
    ['ArrowRight', /^Strategy S6\b.* any of 2/, '4'],
    ['ArrowRight', /^Strategy S6\b/, '4'],
    ['ArrowRight', /^Claim G20\b/, '5'],
    ['ArrowDown', /^Claim G21\b/, '5'],
    ['ArrowRight', /^Claim G21\b/, '5'],
    ['ArrowRight', /^Strategy S8\b/, '6'],
    ['ArrowRight', /^Strategy S8\b/, '6'],
    ['ArrowRight', /^Claim G26\b/, '7'],
    ['ArrowRight', /^Claim G26\b/, '7'],
    ['ArrowRight', /^Solution Sn13\b.* other build/, '8'],
  ];
  for (const [key, name, level] of way) {
    await page.keyboard.press(key);
    await expect(row(name)).toBeFocused();
    await expect(row(name)).toHaveAttribute('aria-level', level);
  }
  for (const name of [
    /^Claim G26\b/,
    /^Strategy S8\b/,
    /^Claim G21\b/,
    /^Strategy S6\b/,
    /^Claim G4\b/,
  ]) {
    await page.keyboard.press('ArrowLeft');
    if (!(await row(name).evaluate((one) => one === document.activeElement))) await page.keyboard.press('ArrowLeft'); // prettier-ignore
    await expect(row(name)).toBeFocused();
  }
  await page.keyboard.press('Home');
  await expect(row(/^Claim G1\b/)).toBeFocused();
});

test('a node with several parents asks which one; contexts are reached and left', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await openGraph(page);
  await goTo('Sn2');
  await page.getByRole('application').focus();
  await page.keyboard.press('ArrowUp');
  const menu = page.getByRole('menu', { name: 'Parents of Sn2' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expectAt(page, /^Solution Sn2\. /);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  const chosen = await menu.getByRole('menuitem').nth(1).locator('b').textContent();
  await page.keyboard.press('Enter');
  await expect(page.locator('#graph-current')).toHaveAttribute('data-node', chosen ?? '');
  await goTo('G1');
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expectAt(page, /^Context C1\. /);
  await page.keyboard.press('ArrowRight');
  await expectAt(page, /^Context C2\. /);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.locator('#graph-current')).toHaveAttribute('data-node', 'G1');
});

test('a fold says what it hides, focus shows a part, find unfolds, and the selection is shared', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await openGraph(page);
  await goTo('G4');
  await page.getByRole('application').focus();
  await page.keyboard.press('o');
  await expect(moves(page)).toHaveText('G4 is folded.');
  await expectAt(page, /^Claim G4\. .* Folded, hides 24 \(2 challenged\)\./);
  await expect(page.locator('[data-fold="G4"]')).toHaveText('+24 (2 challenged)');
  await expect(page.getByText('64 shown, 24 hidden')).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find in the argument' }).fill('G26');
  await expect(page.locator('#graph-current')).toHaveAttribute('data-node', 'G26');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('treeitem', { name: /^Claim G26\b/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await goTo('G21');
  await page.getByRole('application').focus();
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'G21 and below' })).toBeVisible();
  await page.keyboard.press('d');
  await expect(moves(page)).toHaveText(
    /^\d+ nodes on 4 levels, from G21\. \d+ nodes outside the focus\./,
  );
  await page.getByRole('application').press('Escape');
  await expect(page.getByRole('button', { name: 'G21 and below' })).toHaveCount(0);
});

test('the wheel with Ctrl draws larger around the pointer, the drawing is saved as it is folded', async ({
  openRenderer,
}) => {
  const fake = createFakeMain();
  const answers = { ...fake.answers, 'case.saveDrawing': () => ({ saved: true }) };
  const { page, asked } = await openSampleCase(openRenderer, { ...fake, answers });
  await openGraph(page);
  const before = await page.locator('#graph-current').boundingBox();
  await page.mouse.move((before?.x ?? 0) + 20, (before?.y ?? 0) + 20);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await page.locator('#graph-current').boundingBox())?.width ?? 0).toBeGreaterThan((before?.width ?? 0) * 1.3); // prettier-ignore
  await page.getByRole('application').focus();
  await page.keyboard.press('0');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
  await expect(page.getByText('Drawing saved.')).toBeVisible();
  expect(asked.findLast((one) => one.name === 'case.saveDrawing')?.request).toEqual({
    focus: null, levels: null, folded: [], unfolded: [], closed: [], failed: [],
  }); // prettier-ignore
});

test('a what-if says what falls in words and in the picture, is undone, and is kept under a name', async ({
  openRenderer,
}) => {
  const { page, goTo, fake } = await openSampleCase(openRenderer);
  await openGraph(page);
  await goTo('C7');
  await page.getByRole('application').focus();
  await page.keyboard.press('w');
  const pane = page.getByRole('region', { name: 'What if', exact: true });
  await expect(pane.getByText('The top claim G1 falls.')).toBeVisible();
  await expect(pane.getByRole('heading', { name: '6 nodes fall with it' })).toBeVisible();
  await expect(page.locator('.gnode.failed')).toHaveAttribute('data-node', 'C7');
  await expect(page.locator('.gnode.fallen[data-node="G4"]')).toHaveText(/falls/);
  await pane.getByRole('textbox', { name: 'Name' }).fill('Setting differs');
  await pane.getByRole('button', { name: 'Keep' }).click();
  await expect.poll(() => fake.state.review.drafts.map((one) => ({ kind: one.kind, fields: one.fields })))
    .toEqual([{ kind: 'scenario', fields: { name: 'Setting differs', failed: 'C7' } }]); // prettier-ignore
  await expect(page.getByText(/\d draft/)).toHaveCount(0);
  await pane.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.gnode.fallen')).toHaveCount(0);
  await pane.getByRole('button', { name: 'Redo' }).click();
  await expect(page.locator('.gnode.fallen[data-node="G21"]')).toHaveCount(1);
  await pane.getByRole('button', { name: 'Clear' }).click();
  await pane.getByRole('button', { name: 'Setting differs', exact: true }).click();
  await expect(pane.getByText('The top claim G1 falls.')).toBeVisible();
});

test('the table sorts by what structure says, keeps the selection, and goes by keyboard', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('G4');
  await page.keyboard.press('Control+Shift+B');
  const grid = page.getByRole('grid', { name: 'Claims' });
  await expect(grid.getByRole('row', { selected: true })).toHaveAccessibleName(/^Claim G4 .* 1 /);
  await grid.getByRole('button', { name: 'Reach' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Reach' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await grid.getByRole('row', { selected: true }).focus();
  await page.keyboard.press('Home');
  const first = grid.getByRole('row', { selected: true });
  await expect(first).toHaveAttribute('aria-rowindex', '2');
  await expect(first).toBeFocused();
  const most = Number(await first.locator('.c-reach').textContent());
  await page.keyboard.press('ArrowDown');
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3');
  expect(
    Number(await grid.getByRole('row', { selected: true }).locator('.c-reach').textContent()),
  ).toBeLessThanOrEqual(most);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Reader' })).toHaveAttribute('aria-selected', 'true');
});

test('five thousand nodes are drawn folded, and all of them on demand', async ({
  openRenderer,
}) => {
  const nodes = Array.from({ length: 5000 }, (_, at) => {
    const children = [1, 2, 3].map((one) => at * 3 + one).filter((one) => one < 5000);
    return buildNode(`G${String(at + 1)}`, { text: `Claim number ${String(at + 1)} holds.`, supportedBy: children.map((one) => `G${String(one + 1)}`) });
  }); // prettier-ignore
  const fake = createFakeMain('1.0', () => buildCase(nodes));
  const { page } = await openSampleCase(openRenderer, fake);
  await openGraph(page);
  await expect(page.getByText('121 shown, 4879 hidden')).toBeVisible();
  await page.getByRole('button', { name: '4 levels' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'All levels' }).click();
  await expect(page.getByText('5000 shown')).toBeVisible();
  // What is near is drawn as elements, not what is far away.
  expect(await page.locator('.gnode').count()).toBeLessThan(1200);
  await page.getByRole('button', { name: 'Whole' }).click();
  await expect(page.locator('canvas.farview')).toBeVisible();
  await expect(page.locator('.gnode')).toHaveCount(1);
});

test('modules close to boxes that say what they hide, are reached by keyboard, and open in place', async ({
  openRenderer,
}) => {
  const inModule = (name: string) => ({ other: { module: JSON.stringify(name) } });
  const safetyCase = buildCase([
    buildNode('G1', { ...inModule('Main'), supportedBy: ['G2', 'G3'] }),
    buildNode('G2', { ...inModule('Oversight of the controlled deployment'), supportedBy: ['Sn1'] }), // prettier-ignore
    buildNode('Sn1', { ...inModule('Oversight of the controlled deployment'), kind: 'solution' }),
    buildNode('G3', { ...inModule('Weights'), supportedBy: ['Sn2'] }),
    buildNode('Sn2', { ...inModule('Weights'), kind: 'solution' }),
  ]);
  const { page, goTo } = await openSampleCase(openRenderer, createFakeMain('1.0', () => safetyCase)); // prettier-ignore
  await openGraph(page);
  await page.getByRole('button', { name: 'Modules' }).click();
  await page.getByRole('menuitem', { name: 'Close all modules' }).click();
  await expect(page.getByText('0 shown, 3 modules closed, 5 hidden')).toBeVisible();
  await page.getByRole('application').focus();
  await expectAt(page, /^Module Main, closed\. Hides 1\. Leads to 2 below\.$/);
  await page.keyboard.press('ArrowDown');
  await expectAt(page, /^Module Oversight of the controlled deployment, closed\. Hides 2\.$/);
  await page.keyboard.press('ArrowRight');
  await expectAt(page, /^Module Weights, closed\. Hides 2\.$/);
  await page.keyboard.press('d');
  await expect(moves(page)).toHaveText(
    /^3 nodes on 2 levels, from Module Main\. 5 nodes folded below Module Main, /,
  );
  await expectNoViolations(page);
  await page.keyboard.press('ArrowDown');
  await expectAt(page, /^Claim G3\. /);
  await expect(page.getByText('2 shown, 2 modules closed, 3 hidden')).toBeVisible();
  await page.locator('[data-fold="Module Oversight of the controlled deployment"]').click();
  await expectAt(page, /^Claim G2\. /);
  await goTo('G1');
  await expect(page.getByText('5 shown')).toBeVisible();
  await page.getByRole('button', { name: 'Modules' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Weights, 2 nodes' }).click();
  await expect(moves(page)).toHaveText('Module Weights is closed.');
  await goTo('Sn2');
  await expect(page.locator('#graph-current')).toHaveAttribute('data-node', 'Sn2');
});

test('the graph prints on one page or on tiles, light, with title, digest and page on each', async ({
  openRenderer,
}) => {
  const { page } = await openSampleCase(openRenderer, createFakeMain(), { colorScheme: 'dark' });
  await openGraph(page);
  // The dialog of the system cannot be answered here: what it would print is taken as a PDF instead.
  await page.evaluate(() => {
    window.print = () => { document.body.dataset['printing'] = 'yes'; };
  }); // prettier-ignore
  const pagesOf = async (): Promise<number> =>
    ((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/gu) ?? []).length; // prettier-ignore
  for (const [choice, count] of [
    ['On one page', 1],
    [/^On \d+ pages$/, null],
  ] as const) {
    await page.keyboard.press('Control+p');
    const dialog = page.getByRole('dialog', { name: 'Print the graph' });
    await expect(dialog.getByText('What is shown now is printed: 88 shown.')).toBeVisible();
    const radio = dialog.getByRole('radio', { name: choice });
    await radio.click();
    const wanted = count ?? Number(/\d+/u.exec((await radio.textContent()) ?? '')?.[0]);
    if (count === null) await expectNoViolations(page);
    await dialog.getByRole('button', { name: 'Print' }).click();
    await expect(page.locator('body')).toHaveAttribute('data-printing', 'yes');
    await expect(page.locator('.printsheet')).toHaveCount(wanted);
    const sheet = page.locator('.printsheet').last();
    await expect(sheet.locator('header')).toContainText('version 1.0');
    await expect(sheet.locator('footer')).toHaveText(new RegExp(`bundle [0-9a-f]{64}.*page ${String(wanted)} of ${String(wanted)}$`, 'u')); // prettier-ignore
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.app')).toBeHidden();
    expect(await sheet.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(28, 27, 25)');
    await page.emulateMedia({ media: null });
    // Making the PDF ends as printing ends.
    expect(await pagesOf()).toBe(wanted);
    await page.evaluate(() => {
      delete document.body.dataset['printing'];
    });
    await expect(page.locator('.printsheets')).toHaveCount(0);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`graph, table and what-if have no accessibility violations, ${colorScheme}`, async ({ openRenderer }) => {
    const { page } = await openSampleCase(openRenderer, createFakeMain(), { colorScheme });
    await openGraph(page);
    await expectNoViolations(page);
    await page.keyboard.press('w');
    await expect(page.getByRole('heading', { name: /with it$/ })).toBeVisible();
    await expectNoViolations(page);
    await page.keyboard.press('Control+Shift+B');
    await expect(page.getByRole('grid', { name: 'Claims' })).toBeVisible();
    await expectNoViolations(page);
  }); // prettier-ignore
}
