/** `verify.html` as an outsider opens it: from a file, offline, in the system's Chromium. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../../scripts/run.mjs';
import { expectNoViolations } from '../../support/accessibility.ts';
import { expect, test as base } from '../../support/renderer-page.ts';
import { makeSampleReview } from '../../support/sample-review.ts';

interface Record {
  readonly folder: string;
  readonly zip: string;
  readonly firstRoster: string;
}

const test = base.extend<{ openPage: (init?: () => void) => Promise<Page> }, { record: Record }>({
  record: [
    async ({ headless: _unused }, use) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-verify-page-'));
      execFileSync(process.execPath, [path.join(root, 'scripts/verify-page.mjs'), path.join(folder, 'verify.html')]); // prettier-ignore
      const sample = await makeSampleReview(folder);
      const zip = path.join(folder, 'record.zip');
      await sample.makeExport(zip);
      await use({ folder, zip, firstRoster: sample.firstRoster });
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  openPage: async ({ systemChromium, record }, use) => {
    const context = await systemChromium.newContext({ offline: true });
    await use(async (init) => {
      const page = await context.newPage();
      if (init !== undefined) await page.addInitScript(init);
      page.on('request', (request) => expect(request.url()).toMatch(/^(file|blob):/));
      page.on('console', (message) => expect(message.type(), message.text()).not.toBe('error'));
      await page.goto(`file://${record.folder}/verify.html`);
      return page;
    });
    await context.close();
  },
});

const choose = (page: Page, file: string): Promise<void> => page.setInputFiles('input[type=file]', file); // prettier-ignore
const first = (page: Page) => page.getByRole('region', { name: 'Look at these first' }).getByRole('listitem'); // prettier-ignore

test('says that nobody is known until the fingerprint was compared, and passes axe', async ({ openPage, record }) => {
  const page = await openPage();
  await expectNoViolations(page);
  await choose(page, record.zip);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Consistent. Signers not yet known.');
  await expect(page.locator('.card .fp')).toHaveText(record.firstRoster);
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'I compared it, it is the same' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Consistent and trusted.');
  await page.getByRole('button', { name: 'It differs' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Broken.');
}); // prettier-ignore

test('takes a record that is dropped on it', async ({ openPage, record }) => {
  const page = await openPage();
  const bytes = (await readFile(record.zip)).toString('base64');
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], 'record.zip'));
    return data;
  }, bytes);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Consistent. Signers not yet known.'); // prettier-ignore
});

test('says what it cannot check in a browser without Ed25519, and passes nothing that rests on it', async ({ openPage, record }) => {
  const page = await openPage(() => {
    SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
  });
  await choose(page, record.zip);
  await expect(first(page).filter({ hasText: 'This browser cannot verify Ed25519 signatures' }).filter({ has: page.getByText('Signatures', { exact: true }) })).toHaveCount(1);
  await page.getByRole('button', { name: 'I compared it, it is the same' }).click();
  await expect(page.getByText('compared by you, the same')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Consistent and trusted.');
  const held = page.getByRole('region', { name: 'Hold', exact: true }).locator('li b');
  for (const title of ['Signatures', 'Logs', 'Proofs that sign-offs stand in their log', 'Chain of rosters']) {
    await expect(held.filter({ hasText: new RegExp(`^${title}$`) })).toHaveCount(0);
  }
}); // prettier-ignore

test('refuses a hostile ZIP as the program does, and a ZIP of something else', async ({ openPage, record }) => {
  const page = await openPage();
  const hidden = path.join(record.folder, 'hidden.zip');
  await writeFile(hidden, Buffer.concat([Buffer.from('hidden'), await readFile(record.zip)]));
  await choose(page, hidden);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Broken.');
  await page.getByRole('button', { name: 'Check another file' }).click();
  await choose(page, path.join(root, 'examples/marram-3-1.0.safetycase'));
  await expect(page.getByRole('status')).toContainText('is a bundle. This page checks audit records');
  const text = path.join(record.folder, 'no.zip');
  await writeFile(text, 'this is no ZIP');
  await choose(page, text);
  await expect(first(page).first()).toContainText('this is no ZIP, or it was cut off');
}); // prettier-ignore
