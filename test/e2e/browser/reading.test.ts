/** Reading in the renderer alone: outline, text, evidence and the ways between them, mostly by keyboard. */
import { expect, test } from '../../support/renderer-page.ts';
import { createFakeMain } from '../../support/fake-api.ts';
import { openSampleCase } from '../../support/sample-page.ts';
import { expectNoViolations } from '../../support/accessibility.ts';

const G26 =
  'The action monitor detects at least 97 percent of red-team sabotage attempts by Marram-3 before they complete.';

test('the outline is a tree with levels, sizes and positions, and the keyboard goes through it', async ({
  openRenderer,
}) => {
  const { page } = await openSampleCase(openRenderer);
  const top = page.getByRole('treeitem', { name: /^Claim G1\b/ });
  await expect(top).toHaveAttribute('aria-level', '1');
  await expect(top).toHaveAttribute('aria-expanded', 'true');
  await expect(top).toHaveAccessibleName(/Supported by 1\. opened load-bearing/);
  await top.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('treeitem', { name: /^Strategy S1\b/ })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('treeitem', { name: /^Claim G7\b/ })).toBeFocused();
  await expect(page.getByRole('treeitem', { name: /^Claim G7\b/ })).toHaveAttribute(
    'aria-posinset',
    '7',
  );
  await expect(page.getByRole('treeitem', { name: /^Claim G7\b/ })).toHaveAccessibleName(/hides 5/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('treeitem', { expanded: true, name: /^Claim G7\b/ })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('treeitem', { name: /^Claim G7\b/ })).toBeFocused();
  await page.keyboard.press('Shift+G');
  await page.keyboard.type('4');
  await expect(page.getByRole('treeitem', { name: /^Claim G4\b/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Agents running Marram-3');
});

test('a node with several parents is shown once; elsewhere a reference goes there', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('G10');
  const tree = page.getByRole('tree', { name: 'Argument' });
  await tree.getByRole('treeitem', { name: /^Claim G10\b/ }).focus();
  await page.keyboard.press('*');
  const reference = tree.getByRole('treeitem', { name: /^Reference to solution Sn2\b/ });
  await reference.click();
  await expect(page.getByRole('heading', { level: 2, name: 'Solution Sn2' })).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: /^Solution Sn2\b/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('what is really shown is marked as opened, Space and V mark it as reviewed', async ({
  openRenderer,
}) => {
  const { page, asked, fake } = await openSampleCase(openRenderer);
  await expect
    .poll(() => fake.state.review.reading.map((one) => `${one.kind} ${one.id} ${one.state}`))
    .toEqual(['node G1 opened']);
  // First what is stale at order 1, then what is bare: the reading order.
  await page.getByRole('treeitem', { name: /^Claim G1\b/ }).press('n');
  await expect(page.getByText(/^Read early: Its evidence is for another build/)).toBeVisible();
  await expect(page.getByRole('treeitem', { name: /^Solution Sn13\b.* opened/ })).toBeVisible();
  await page.getByRole('treeitem', { name: /^Solution Sn13\b/ }).press('n');
  await expect(page.getByRole('heading', { level: 2, name: 'Claim G30' })).toBeVisible();
  await expect(page.getByText(/^Read early: Nothing supports it/)).toBeVisible();
  await page.getByRole('treeitem', { name: /^Claim G30\b/ }).press(' ');
  await expect(page.getByRole('treeitem', { name: /^Claim G30\b.* reviewed / })).toBeVisible();
  expect(
    asked.filter((call) => call.name === 'reading.mark').map((call) => call.request),
  ).toContainEqual({ kind: 'node', id: 'G30', state: 'reviewed' });
});

test('a claim shows its words, its contexts and the passage that argues it; the passage leads back', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('G26');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(G26);
  await expect(page.getByRole('navigation', { name: 'Path to the top claim' })).toHaveText(
    /G1 .*S8 .*G26/,
  );
  await expect(page.getByText('Written and answered for by L. Ferreira')).toBeVisible();
  await expect(
    page.getByText(
      'Setting assumed for the control argument: agent sessions of at most 60 minutes',
    ),
  ).toBeVisible();
  await expect(page.getByRole('group', { name: 'Paragraph 3.1' })).toContainText(
    'caught 97.9 percent',
  );
  await page.getByRole('link', { name: 'Read the whole document' }).click();
  await expect(page.getByRole('group', { name: 'Heading § 3' })).toBeFocused();
  await page.getByRole('group', { name: 'Heading § 3' }).getByRole('link', { name: 'G21' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Claim G21' })).toBeVisible();
});

test('back returns to the paragraph', async ({ openRenderer }) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('Annex 02');
  await page.getByRole('group', { name: 'Paragraph 3.2' }).focus();
  await goTo('E14');
  await expect(page.getByRole('grid', { name: 'E14, table' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('group', { name: 'Paragraph 3.2' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('grid', { name: 'E14, table' })).toBeVisible();
});

test('selected words become the target of a note, in code points of the source', async ({
  openRenderer,
}) => {
  const { page, goTo, fake, asked } = await openSampleCase(openRenderer);
  await goTo('Annex 02');
  const block = page.getByRole('group', { name: 'Paragraph 2.2' });
  await block.focus();
  await page.keyboard.press('Control+Shift+ArrowRight');
  await page.keyboard.press('Control+Shift+n');
  await page.getByRole('textbox', { name: /^Note/ }).fill('Which behaviour');
  await expect.poll(() => asked.some((call) => call.name === 'draft.save')).toBe(true);
  const { target } = asked.findLast((call) => call.name === 'draft.save')?.request as {
    target: unknown;
  };
  const document = fake.safetyCase.documents.find((one) => one.path.includes('02'));
  expect(target).toMatchObject({
    kind: 'document',
    id: document?.path,
    sha256: document?.sha256,
    block: '2.2',
    selector: [
      { type: 'TextQuoteSelector', exact: expect.stringMatching(/^Behaviour/) as unknown },
      { type: 'TextPositionSelector', start: 562 },
    ],
  });
});

test('every keystroke of a note is a draft, Esc keeps it, and the mark in the margin leads back to it', async ({
  openRenderer,
}) => {
  const { page, goTo, fake } = await openSampleCase(openRenderer);
  await goTo('G26');
  const block = page.getByRole('group', { name: 'Paragraph 3.1' });
  await block.press('c');
  await page.getByRole('textbox', { name: /^Note/ }).pressSequentially('Ask about this');
  await expect
    .poll(() => fake.state.review.drafts.map((one) => one.fields['body']))
    .toEqual(['Ask about this']);
  await page.keyboard.press('Escape');
  await expect(block).toBeFocused();
  await expect(page.getByText('1 draft, only you')).toBeVisible();
  await expect(block.locator('mark').first()).toHaveAttribute('aria-details', /^mn-/);
  await page.keyboard.press("Control+'");
  await expect(page.getByRole('textbox', { name: /^Note/ })).toHaveValue('Ask about this');
});

test('a raised challenge is marked in the text, counted in the outline and leads there and back', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('G26');
  await page.getByRole('treeitem', { name: /^Claim G26\b/ }).press('x');
  await page.getByRole('radio', { name: 'Undermines the evidence' }).check();
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('E14 was run on another build.');
  await page.getByRole('radio', { name: /^Blocking/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('treeitem', { name: /^Claim G26\b.*1 blocking open/ })).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Sections' }).getByText('1 open'),
  ).toBeVisible();
  await expect(page.getByRole('article', { name: 'CH-01, blocking' })).toBeVisible();
});

test('a challenge on a passage can be gone to from the text and back with one key', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('Annex 02');
  const block = page.getByRole('group', { name: 'Paragraph 3.2' });
  await block.press('x');
  await page.getByRole('radio', { name: 'Rebuts the claim' }).check();
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('26 minutes is not 30.');
  await page.getByRole('radio', { name: /^Minor/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(block.locator('mark.doubt').first()).toBeVisible();
  await expect(block.getByRole('link', { name: 'CH-01' })).toBeVisible();
  await block.focus();
  await page.keyboard.press("Control+'");
  await expect(page.getByRole('article', { name: 'CH-01, minor' })).toBeFocused();
  await page.keyboard.press("Control+'");
  await expect(block).toBeFocused();
});

test('evidence of another build says so, opens beside the claim, and a note can be on one cell', async ({
  openRenderer,
}) => {
  const { page, goTo, asked } = await openSampleCase(openRenderer);
  await goTo('G26');
  await expect(page.getByText('for m3-r4, case is m3-r7')).toBeVisible();
  await page.getByRole('treeitem', { name: /^Claim G26\b/ }).press('e');
  const grid = page.getByRole('grid', { name: 'E14, table' });
  await expect(grid.getByRole('gridcell', { name: 'direct backdoor' })).toBeFocused();
  await expect(page.getByText('m3-r4, case is m3-r7')).toBeVisible();
  await expect(page.getByText('13 July 2026, before the freeze')).toBeVisible();
  for (const key of ['Control+ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key);
  await expect(grid.getByRole('gridcell', { name: '0.96' })).toBeFocused();
  await page.keyboard.press('c');
  await page.getByRole('textbox', { name: /^Note/ }).fill('Below 97.');
  await expect
    .poll(() => asked.findLast((call) => call.name === 'draft.save')?.request)
    .toMatchObject({
      target: {
        kind: 'evidence',
        id: 'E14',
        selector: [{ type: 'CellSelector', row: 6, column: 'detection_rate' }],
      },
    });
  await page.keyboard.press('Escape');
  await expect(grid.getByRole('gridcell', { name: '0.96' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tree', { name: 'Argument' })).toBeVisible();
});

test('JSON evidence is a tree whose values have pointers', async ({ openRenderer }) => {
  const { page, goTo, asked } = await openSampleCase(openRenderer);
  await goTo('E12');
  const tree = page.getByRole('tree', { name: 'E12, values' });
  await tree.getByRole('treeitem').first().focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'])
    await page.keyboard.press(key);
  await page.keyboard.press('x');
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('x');
  await expect
    .poll(() => asked.findLast((call) => call.name === 'draft.save')?.request)
    .toMatchObject({
      target: {
        kind: 'evidence',
        id: 'E12',
        selector: [{ type: 'JsonPointerSelector', value: '/training_organisms/A/auroc' }],
      },
    });
});

test('find searches the parsed text, says how many, and Esc returns to the place', async ({
  openRenderer,
}) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('Annex 02');
  await page.getByRole('group', { name: 'Paragraph 2.1' }).focus();
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find in document' }).fill('PERCENT');
  await expect(page.getByRole('search').getByRole('status')).toHaveText(/^1 of \d+$/);
  const total = Number(
    (await page.getByRole('search').getByRole('status').textContent())?.split(' ')[2],
  );
  expect(total).toBe(await page.locator('mark.find').count());
  await page.keyboard.press('F3');
  await expect(page.getByRole('search').getByRole('status')).toHaveText(`2 of ${String(total)}`);
  await page.getByRole('textbox', { name: 'Find in document' }).fill('nowhere at all');
  await expect(page.getByRole('search').getByRole('status')).toHaveText('not found');
  await page.keyboard.press('Escape');
  await expect(page.locator('mark.find')).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Paragraph 2.1' })).toBeFocused();
});

test('F6 goes round the panes and a pane remembers its place; a splitter moves with arrows', async ({
  openRenderer,
}) => {
  const { page } = await openSampleCase(openRenderer);
  await page.getByRole('treeitem', { name: /^Strategy S1\b/ }).focus();
  await page.keyboard.press('F6');
  await expect(page.locator('#reader')).toContainText('Claim G1');
  expect(await page.evaluate(() => document.activeElement?.closest('#reader') !== null)).toBe(true);
  await page.keyboard.press('Shift+F6');
  await expect(page.getByRole('treeitem', { name: /^Strategy S1\b/ })).toBeFocused();
  const splitter = page.getByRole('separator', { name: 'Width of the outline' });
  const before = Number(await splitter.getAttribute('aria-valuenow'));
  await splitter.press('ArrowRight');
  await expect(splitter).toHaveAttribute('aria-valuenow', String(before + 16));
  expect((await page.locator('#outline').boundingBox())?.width).toBeCloseTo(before + 16, 0);
});

test('a hostile document runs nothing, loads nothing and says what was made inert', async ({
  openRenderer,
}) => {
  const fake = createFakeMain('1.0');
  const path = 'data/docs/02-control-and-alignment.md';
  fake.state.files.set(
    path,
    new TextEncoder().encode(
      '# Annex\n\n<script>window.ran = 1</script>\n\n<img src=x onerror="window.ran = 1">\n\n[run](javascript:window.ran=1) and [out](https://example.org/x) and [in](../evidence/E14_control_evaluation.csv) and [gone](no.md) and [claim](#G26)\n\n![pixel](https://example.org/p.png)\n',
    ),
  );
  const { page, goTo, asked } = await openSampleCase(openRenderer, fake);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await goTo('Annex 02');
  await expect(page.getByText('Made inert in this document')).toBeVisible();
  await expect(
    page.getByText(
      '2 pieces of raw HTML, 1 link that could run or open something and 1 image from outside the bundle.',
    ),
  ).toBeVisible();
  await expect(page.getByText('<script>window.ran = 1</script>')).toBeVisible();
  await expect(page.getByText('[inert link: javascript:window.ran=1]')).toBeVisible();
  await expect(
    page.getByText('[image from outside, not loaded: https://example.org/p.png]'),
  ).toBeVisible();
  await expect(page.getByText('out (https://example.org/x)')).toBeVisible();
  await expect(page.getByText('[not in this bundle]')).toBeVisible();
  await expect(
    page.locator('#reader article a[href^="http"], #reader article a[href^="javascript"]'),
  ).toHaveCount(0);
  await expect(page.locator('#reader article').locator('script, iframe, style')).toHaveCount(0);
  expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
  expect(requests.filter((url) => !url.startsWith('http://127.0.0.1'))).toEqual([]);
  await page.getByRole('link', { name: 'claim' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Claim G26' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('link', { name: 'in', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'E14, table' })).toBeVisible();
  expect(asked.filter((call) => call.name.startsWith('open.')).map((call) => call.name)).toEqual([
    'open.sample',
  ]);
});

test('single keys can be switched off, and never act in a text field', async ({ openRenderer }) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('G26');
  await expect(page.getByRole('heading', { name: /^The action monitor detects/ })).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find in document' }).press('x');
  await expect(page.getByRole('textbox', { name: 'Find in document' })).toHaveValue('x');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  await page.getByRole('checkbox', { name: 'Single keys' }).uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('treeitem', { name: /^Claim G26\b/ }).press('x');
  await expect(page.getByRole('textbox', { name: 'What is wrong' })).toHaveCount(0);
});

test('each view of the argument is reached by its key from any section', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer);
  const read = page.getByRole('link', { name: 'Read', exact: true });
  for (const [key, view] of [['a', 'Graph'], ['b', 'Table'], ['l', 'Findings'], ['d', 'Reader']] as const) {
    await page.keyboard.press('Control+4');
    await expect(page.getByRole('heading', { name: 'Log' }).first()).toBeVisible();
    await page.keyboard.press(`Control+Shift+${key}`);
    await expect(read).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('tab', { name: view })).toHaveAttribute('aria-selected', 'true');
  }
}); // prettier-ignore

test('of a long passage the sheet shows the beginning, and the whole on demand', async ({ openRenderer }) => {
  const { page, goTo } = await openSampleCase(openRenderer);
  await goTo('G26');
  await page.getByText('Over 1,150 attempts under six policies').first().click();
  await page.keyboard.press('x');
  const passage = page.locator('.composer blockquote');
  const toggle = page.getByRole('button', { name: 'Show the whole passage' });
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await expect(passage).toContainText('which keeps runs comparable.');
  const heightOf = async (): Promise<number> => (await passage.boundingBox())?.height ?? 0;
  const begun = await heightOf();
  await toggle.click();
  expect(await heightOf()).toBeGreaterThan(3 * begun);
  await page.getByRole('button', { name: 'Show its beginning only' }).click();
  expect(await heightOf()).toBe(begun);
}); // prettier-ignore

test('the theme, contrast and size of the settings reach the page', async ({ openRenderer }) => {
  const { page } = await openSampleCase(openRenderer);
  const paper = (): Promise<string> =>
    page.locator('#reader').evaluate((pane) => getComputedStyle(pane).backgroundColor);
  expect(await paper()).toBe('rgb(253, 252, 249)');
  await page.keyboard.press('Control+,');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(paper).toBe('rgb(31, 30, 28)');
  await page.getByRole('radio', { name: 'More' }).click();
  await expect.poll(paper).toBe('rgb(12, 12, 11)');
  await page.getByRole('radio', { name: 'Light' }).click();
  await expect.poll(paper).toBe('rgb(255, 255, 255)');
  await page.getByRole('button', { name: 'Larger' }).click();
  await page.keyboard.press('Escape');
  await expect
    .poll(() =>
      page
        .locator('.para > .body')
        .first()
        .evaluate((body) => getComputedStyle(body).fontSize),
    )
    .toBe('18px');
});

test('at a narrow window one pane is shown with buttons for the others', async ({
  openRenderer,
}) => {
  const { page } = await openSampleCase(openRenderer);
  await page.setViewportSize({ width: 400, height: 700 });
  await expect(page.locator('#reader')).toBeVisible();
  await expect(page.locator('#outline')).toBeHidden();
  await page.getByRole('group', { name: 'Panes' }).getByRole('button', { name: 'Outline' }).click();
  await expect(page.locator('#outline')).toBeVisible();
  await page.getByRole('treeitem', { name: /^Strategy S1\b/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
});

test('the development runtime says on every screen that it is not for real cases', async ({
  openRenderer,
}) => {
  const fake = createFakeMain('1.0');
  fake.state.isStandIn = true;
  const { page } = await openSampleCase(openRenderer, fake);
  await expect(page.getByText('Development runtime, not for real cases.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the start screen passes axe (${colorScheme})`, async ({ openRenderer }) => {
    const { page } = await openRenderer(createFakeMain('1.0').answers, { colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-ready', 'start');
    await expectNoViolations(page);
  });

  for (const words of ['G26', 'Annex 02', 'E14', 'E12']) {
    test(`${words} passes axe (${colorScheme})`, async ({ openRenderer }) => {
      const { page, goTo } = await openSampleCase(openRenderer, createFakeMain('1.0'), {
        colorScheme,
      });
      await goTo(words);
      await expect(
        page.locator('#reader').locator('.doc, [role="grid"], [role="tree"]').first(),
      ).toBeVisible();
      await expectNoViolations(page);
    });
  }

  test(`the list of evidence under the palette passes axe (${colorScheme})`, async ({
    openRenderer,
  }) => {
    const { page } = await openSampleCase(openRenderer, createFakeMain('1.0'), { colorScheme });
    await page.getByRole('tab', { name: /^Evidence/ }).click();
    await page.keyboard.press('Control+l');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectNoViolations(page);
  });

  for (const [name, keys] of [
    ['settings', 'Control+,'],
    ['shortcuts', 'Control+/'],
  ] as const) {
    test(`${name} pass axe (${colorScheme})`, async ({ openRenderer }) => {
      const { page } = await openSampleCase(openRenderer, createFakeMain('1.0'), { colorScheme });
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page);
    });
  }
}
