/**
 * A case of which every part reaches for a server on this computer, runs scripts and leads away. It is
 * read from end to end, and every link in it is clicked: the server sees nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { answerOpenDialog, waitForScreen } from '../../scripts/main-job.mjs';
import { HOSTILE_DOCUMENTS, HOSTILE_EVIDENCE, HOSTILE_NODES, packHostileCase, REACHED_BY_HTML, toHostileHtml } from '../support/hostile-case.ts'; // prettier-ignore
import { expect, test, waitUntilReady } from '../support/launch.ts';
import { startListener, type Listener } from './network-probes.ts';

let listener: Listener;

test.beforeEach(async () => {
  listener = await startListener();
});

test.afterEach(() => listener.close());

test('the same words reach the server in a window without walls', async ({ launch, folder }) => {
  const bare = path.join(folder, 'bare');
  mkdirSync(bare);
  writeFileSync(path.join(bare, 'package.json'), '{"name":"bare","main":"main.cjs"}');
  // Its address is not that of the server, as in the program; a script in it would raise a dialog.
  const page = `<!doctype html><body>${toHostileHtml(listener.origin).replace("alert('reached');", '')}</body>`; // prettier-ignore
  writeFileSync(path.join(bare, 'page.html'), page);
  writeFileSync(path.join(bare, 'main.cjs'), `const { app, BrowserWindow } = require('electron');
app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'));
app.whenReady().then(() => new BrowserWindow().loadFile(require('node:path').join(__dirname, 'page.html')));
`); // prettier-ignore
  await launch({ appFolder: bare });
  const expected = REACHED_BY_HTML.map((name) => `/${name}`);
  await expect.poll(() => listener.seen, { timeout: 20_000 }).toEqual(expect.arrayContaining(expected)); // prettier-ignore
});

for (const walls of ['with all walls', 'without the policy of the page'] as const) {
  test(`nothing in a hostile case runs, loads or leads away, ${walls}`, async ({
    program,
    folder,
  }) => {
    test.setTimeout(180_000);
    const { app, page } = program;
    const file = await packHostileCase(folder, listener.origin);
    if (walls === 'without the policy of the page') {
      const session = await page.context().newCDPSession(page);
      await session.send('Page.enable');
      await session.send('Page.setBypassCSP', { enabled: true });
      await page.reload();
      await waitUntilReady(page);
    }
    // Asked for, whether or not a later wall stops it.
    const asked: string[] = [];
    page.on('request', (request) => {
      if (!/^(app|blob):/.test(request.url())) asked.push(request.url());
    });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await spyOnShell(app);
    const globals = await listGlobals(page);

    await answerOpenDialog(app, file);
    await page.getByRole('button', { name: /^Open bundle/ }).click();
    await waitForScreen(page, 'case');
    await readEverything(page);

    expect(page.url()).toMatch(/^app:\/\/countersign\/index\.html/);
    expect(app.windows()).toHaveLength(1);
    expect(await readShell(app)).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(await listGlobals(page)).toEqual(globals);
    expect(asked).toEqual([]);
    expect(listener.seen).toEqual([]);
  });
}

async function readEverything(page: Page): Promise<void> {
  const reader = page.getByRole('region', { name: 'Reader' });
  for (const id of HOSTILE_NODES) {
    await test.step(`claim ${id}`, async () => {
      await goTo(page, id);
      await expectInert(page);
    });
  }
  for (const name of HOSTILE_DOCUMENTS) {
    await test.step(name, async () => {
      const open = async (): Promise<void> => {
        await page.getByRole('tab', { name: /^Documents/ }).click();
        await page.getByRole('button', { name: new RegExp(name.replace('docs/', '')) }).click();
        await expect(reader.getByText('bytes match the manifest')).toBeVisible();
      };
      await open();
      await expectNotice(reader);
      await expect(
        reader.getByText('picture from outside', { exact: false }).first(),
      ).toBeVisible();
      // The picture of the bundle itself is shown: from its checked bytes, as a picture.
      await expect(reader.locator('img[alt="the picture inside"]')).toHaveAttribute(
        'src',
        /^blob:/,
      );
      await expectInert(page);
      await followLinks(page, reader, open);
    });
  }
  for (const id of HOSTILE_EVIDENCE) {
    await test.step(`evidence ${id}`, async () => {
      const open = (): Promise<void> => goTo(page, id);
      await open();
      await expect(reader.getByRole('heading').first()).toContainText(id);
      await expect(reader.locator('#evidence-view')).not.toContainText(/^Reading /);
      if (id === 'E1') await expect(reader.getByRole('img', { name: /^E1/ })).toBeVisible();
      if (id === 'E3') await expectNotice(reader);
      await expectInert(page);
      await followLinks(page, reader, open);
      const source = reader.getByRole('tab', { name: 'Source' });
      if ((await source.count()) > 0) await source.click();
      await expectInert(page);
    });
  }
}

async function goTo(page: Page, id: string): Promise<void> {
  await page.keyboard.press('Control+l');
  const box = page.getByRole('combobox', { name: /^Go to/ });
  await box.fill(id);
  await page
    .getByRole('option', { name: new RegExp(`^${id}\\b`) })
    .first()
    .waitFor();
  await box.press('Enter');
  await box.waitFor({ state: 'detached' });
}

async function expectNotice(reader: Locator): Promise<void> {
  await expect(reader.getByText('Made inert in this document')).toBeVisible();
  const words = reader.getByText(/nothing was run or loaded\.$/);
  await expect(words).toContainText(/\d+ pieces of raw HTML/);
  await expect(words).toContainText(/\d+ links that could run or open something/);
  await expect(words).toContainText(/\d+ images from outside the bundle/);
}

/** Nothing on the page could act, and nothing on it has an address outside. */
async function expectInert(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const inPage = [...document.querySelectorAll('#main *')];
    const active = inPage.filter((one) => one.matches('iframe, object, embed, video, audio, base, script, meta, link, style, form[action]')); // prettier-ignore
    const leading = inPage.flatMap((one) =>
      ['src', 'href', 'action', 'poster', 'data', 'srcset', 'xlink:href'].flatMap((name) => {
        const value = one.getAttribute(name);
        return value === null || /^(#|blob:app:)/.test(value) ? [] : [`${one.localName} ${name} ${value}`]; // prettier-ignore
      }),
    );
    const handlers = inPage.flatMap((one) =>
      one.getAttributeNames().filter((name) => name.startsWith('on')),
    );
    return { active: active.map((one) => one.outerHTML.slice(0, 80)), leading, handlers };
  });
  expect(found).toEqual({ active: [], leading: [], handlers: [] });
}

/** Clicks whatever looks like a link, coming back each time. */
async function followLinks(page: Page, reader: Locator, open: () => Promise<void>): Promise<void> {
  const links = reader.locator('.doc a, .inertlink, .outside, .doc .address');
  const count = await links.count();
  for (let at = 0; at < count; at += 1) {
    const link = links.nth(at);
    await link.waitFor();
    const leads = await link.evaluate((one: HTMLElement) => {
      one.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true, cancelable: true }));
      one.click();
      return one.localName === 'a';
    });
    // Only links inside the case lead anywhere.
    if (leads) await open();
  }
  await expectInert(page);
}

function listGlobals(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.getOwnPropertyNames(window)
      // Playwright puts its own there when it first looks at the page.
      .filter((name) => !/^(__playwright|__pw)/i.test(name))
      .sort(),
  );
}

async function spyOnShell(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    const note = (address: string): Promise<never> => {
      opened.push(address);
      return Promise.reject(new Error('not in a test'));
    };
    Object.assign(shell, { openExternal: note, openPath: note });
  });
}

function readShell(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
}
