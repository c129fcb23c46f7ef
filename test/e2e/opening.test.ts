/** Every way in which a file comes to the program, and what is opened without a seal. */
import { randomFillSync } from 'node:crypto';
import { cp, copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { packBundle } from '../../electron/host/bundle/pack.ts';
import { answerOpenDialog, chooseFromIdentityMenu, openSample, showSection, waitForScreen } from '../../scripts/main-job.mjs'; // prettier-ignore
import { sampleSource, sampleZip, writeFiles } from '../support/bundle-folder.ts';
import { expect, test, waitUntilReady } from '../support/launch.ts';
import { layoutOf, listNames } from '../support/on-disk.ts';
import { startSecondInstance } from '../support/second-instance.ts';

const TITLE = 'Marram-3 general availability';

async function expectSample(page: Page): Promise<void> {
  await waitForScreen(page, 'case');
  const bar = page.getByRole('banner');
  await expect(bar.getByText(TITLE)).toBeVisible();
  await expect(bar.getByText('version 1.0')).toBeVisible();
  // In a narrow window the digest makes room for the title.
  await expect(bar.getByText('3027 4e02 7eb1')).toBeAttached();
}

test('a file on the command line is opened at the start', async ({ launch }) => {
  const { page } = await launch({ args: [sampleZip] });
  await expectSample(page);
});

test('a second start hands its file to the first window and ends', async ({ program }) => {
  const code = await startSecondInstance(program.userData, sampleZip);
  expect(code).toBe(0);
  await expectSample(program.page);
  expect(program.app.windows()).toHaveLength(1);
});

test('a file chosen in the dialog is opened', async ({ program }) => {
  await answerOpenDialog(program.app, sampleZip);
  await program.page.getByRole('button', { name: /^Open bundle/ }).click();
  await expectSample(program.page);
});

test('a case that was opened before is opened from the recent list after a restart', async ({
  launch,
  folder,
}) => {
  const userData = path.join(folder, 'user-data');
  const file = path.join(folder, 'FL-SC-014.safetycase');
  await copyFile(sampleZip, file);
  const first = await launch({ userData, args: [file] });
  await expectSample(first.page);
  await first.close();

  const { page } = await launch({ userData });
  await waitUntilReady(page);
  const recent = page.getByRole('region', { name: 'Recent cases' });
  await expect(recent.getByRole('row', { name: `${TITLE} 1.0` })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Drafts recovered' })).toHaveCount(0);
  await recent.getByRole('button', { name: TITLE, exact: true }).click();
  await expectSample(page);
});

test('a file dropped on the window is opened', async ({ program }) => {
  const { page } = program;
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [sampleZip], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    if (type === 'dragOver') await expect(page.getByText('Drop it here.')).toBeVisible();
  }
  await expectSample(page);
});

test.describe('what is not sealed', () => {
  async function expectUnsigned(page: Page): Promise<void> {
    await waitForScreen(page, 'case');
    await expect(page.getByRole('banner').getByText('draft, not sealed')).toBeVisible();
    await expect(page.getByRole('contentinfo').getByText('draft, not sealed')).toBeVisible();
    await showSection(page, 'Sign-off');
    const sentence =
      'Not available, this is an unsealed draft, which can be read and never signed.';
    await expect(page.getByText(sentence)).toHaveCount(2);
    await expect(page.getByRole('button', { name: /^Prepare/ })).toHaveCount(0);
  }

  test('a lone argument file opens as a draft that cannot be signed', async ({
    program,
    folder,
  }) => {
    const file = path.join(folder, 'argument.yaml');
    await copyFile(path.join(sampleSource, 'argument.yaml'), file);
    await answerOpenDialog(program.app, file);
    await program.page.getByRole('button', { name: /^Open bundle/ }).click();
    await expectUnsigned(program.page);
    await showSection(program.page, 'Read');
    await expect(program.page.getByRole('treeitem', { name: /^.*\bG1\b/ }).first()).toBeVisible();
    expect(await listNames(layoutOf(program.userData).bundles)).toEqual([]);
  });

  test('a working folder opens as a draft that cannot be signed', async ({ program, folder }) => {
    const draft = path.join(folder, 'draft');
    await cp(sampleSource, draft, { recursive: true });
    await answerOpenDialog(program.app, draft);
    await program.page.keyboard.press('Control+Shift+O');
    await expectUnsigned(program.page);
    await showSection(program.page, 'Read');
    await program.page.getByRole('tab', { name: /^Documents/ }).click();
    await expect(program.page.getByRole('button', { name: /01-case-report\.md/ })).toBeVisible();
    await chooseFromIdentityMenu(program.page, 'Close the case');
    await waitForScreen(program.page, 'start');
    const row = program.page.getByRole('region', { name: 'Recent cases' }).getByRole('row', { name: /draft, not sealed/ }); // prettier-ignore
    await expect(row).toBeVisible();
  });
});

test('a long opening can be cancelled and leaves nothing', async ({ program, folder }) => {
  test.setTimeout(180_000);
  const { app, page } = program;
  const big = path.join(folder, 'big.safetycase');
  await test.step('a bundle of 300 MB is made', () => makeBigBundle(folder, big));
  await answerOpenDialog(app, big);
  await page.getByRole('button', { name: /^Open bundle/ }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await waitForScreen(page, 'start');
  await expect(page.getByText('Opening was cancelled. Nothing was kept.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Open bundle/ })).toBeVisible();
  // The worker may still remove what it had written.
  await expect.poll(() => listNames(layoutOf(program.userData).bundles)).toEqual([]);
  await expect(page.getByRole('region', { name: 'Recent cases' })).toHaveCount(0);

  await test.step('another file can be opened after it', async () => {
    await openSample(page);
    await expectSample(page);
  });
});

async function makeBigBundle(folder: string, outFile: string): Promise<void> {
  const source = await writeFiles(path.join(folder, 'big'), {
    'case.yaml': 'case: BIG-1\ntitle: A case with much evidence\nversion: "1.0"\ntopNode: G1\nargument: argument.yaml\n', // prettier-ignore
    'argument.yaml': 'G1:\n  kind: goal\n  text: The system is acceptably safe.\n',
  });
  for (let part = 0; part < 6; part += 1) {
    const bytes = randomFillSync(Buffer.alloc(50 * 1024 * 1024));
    await writeFile(path.join(source, `part-${String(part)}.bin`), bytes);
  }
  await packBundle(source, outFile);
}
