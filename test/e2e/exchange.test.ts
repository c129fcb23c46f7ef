/** Two seats that share nothing but packets: they meet, doubt, answer, decide; then one is copied. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  ADJUDICATOR, answerOpenDialog, answerSaveDialog, assess, AUTHOR, chooseFromIdentityMenu, closeSigned, declareNoInterests,
  endIdentity, fillIdentity, noteOnClaim, openSample, PASSPHRASE, prepareDecision, prepareOpinion, raiseChallenge,
  readAndUnlock, respond, showSection, sign, TESTER, waitForScreen, writeChallenge,
} from '../../scripts/main-job.mjs'; // prettier-ignore
import { expect, test, waitUntilReady, type LaunchedProgram } from '../support/launch.ts';
import { readWorkspace } from '../support/on-disk.ts';
import { addNote, makeSeat, send } from '../support/two-seats.ts';

type Person = typeof TESTER;

async function makeIdentity(page: Page, person: Person, isFirst: boolean): Promise<void> {
  if (isFirst) await page.getByRole('button', { name: 'Create identity' }).click();
  else await chooseFromIdentityMenu(page, 'Create identity');
  await fillIdentity(page, person);
  await endIdentity(page);
}

/** Writes a packet; `to` is the printed name of the person at the other seat. */
async function sendPacket({ app, page }: LaunchedProgram, file: string, to: string | null): Promise<void> {
  await answerSaveDialog(app, file);
  await chooseFromIdentityMenu(page, 'Send packet');
  const dialog = page.getByRole('dialog', { name: 'Send packet' });
  if (to !== null) await dialog.getByRole('radio', { name: new RegExp(to) }).check();
  await dialog.getByText(/\d+ entr(y|ies) and/).waitFor();
  await dialog.getByRole('button', { name: 'Choose file and write' }).click();
  const written = page.getByRole('dialog', { name: 'Packet written' });
  await written.getByText(path.basename(file)).waitFor();
  await written.getByRole('button', { name: 'Done' }).click();
} // prettier-ignore

async function lookAtPacket({ app, page }: LaunchedProgram, file: string): Promise<void> {
  await answerOpenDialog(app, file);
  await chooseFromIdentityMenu(page, 'Import packet');
  await waitForScreen(page, 'packet');
  await page
    .getByRole('heading', { name: /packet/i })
    .first()
    .waitFor();
}

async function importPacket(program: LaunchedProgram, file: string): Promise<void> {
  await lookAtPacket(program, file);
  await program.page.getByRole('button', { name: 'Import packet', exact: true }).click();
  await program.page.getByText(/^Packet imported: /).waitFor();
}

async function showPeople(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go to' }).click();
  const box = page.getByRole('combobox', { name: /^Go to/ });
  await box.fill('People and keys');
  await page
    .getByRole('option', { name: /People and keys/ })
    .first()
    .waitFor();
  await box.press('Enter');
  await page.getByRole('heading', { name: 'People and keys' }).waitFor();
}

async function startWithSample(launch: (options: { userData: string }) => Promise<LaunchedProgram>, userData: string, person: Person): Promise<LaunchedProgram> {
  const program = await launch({ userData });
  await waitUntilReady(program.page);
  await makeIdentity(program.page, person, true);
  await openSample(program.page);
  return program;
} // prettier-ignore

/** Starts again on what is stored, with the case and the key open. */
async function startAgain(launch: (options: { userData: string }) => Promise<LaunchedProgram>, userData: string): Promise<LaunchedProgram> {
  const program = await launch({ userData });
  const { page } = program;
  await waitUntilReady(page);
  await openSample(page);
  await chooseFromIdentityMenu(page, 'Unlock the signing key');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Passphrase/).first().fill(PASSPHRASE);
  await dialog.getByRole('button', { name: /^Unlock/ }).click();
  await dialog.waitFor({ state: 'detached' });
  return program;
} // prettier-ignore

test('two seats review a case through packets alone, and a copied seat is found out', async ({
  launch,
  folder,
}, info) => {
  test.setTimeout(600_000);
  const at = (name: string): string => path.join(folder, name);
  const picture = async (program: LaunchedProgram, name: string): Promise<void> => {
    await program.page.screenshot({ path: info.outputPath(`${name}.png`) });
  };
  const tester = await startWithSample(launch, at('tester'), TESTER);
  const author = await startWithSample(launch, at('author'), AUTHOR);

  await test.step('the stress-tester doubts and sends a packet', async () => {
    await declareNoInterests(tester.page);
    await noteOnClaim(tester.page);
    await writeChallenge(tester.page);
    await raiseChallenge(tester.page);
    await sendPacket(tester, at('one.reviewpacket'), null);
  });

  await test.step('the author sees who it is from before anything is in place', async () => {
    const { page } = author;
    await lookAtPacket(author, at('one.reviewpacket'));
    await expect(page.getByText('Your roster does not name this seat.')).toBeVisible();
    await expect(page.getByRole('cell', { name: 'Challenge', exact: true })).toBeVisible();
    await picture(author, 'packet');
    await page.getByRole('button', { name: 'Do not import' }).click();
    await waitForScreen(page, 'case');
    await showSection(page, 'Exchange');
    await expect(page.getByText('No packet was imported yet.')).toBeVisible();
    await importPacket(author, at('one.reviewpacket'));
    await lookAtPacket(author, at('one.reviewpacket'));
    await expect(
      page.getByRole('heading', { name: 'This packet brings nothing new' }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
  });

  await test.step('the author takes the stress-tester into the roster and answers', async () => {
    const { page } = author;
    await showPeople(page);
    await page.getByRole('button', { name: `Add ${TESTER.printedName} to our roster` }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel(/^Passphrase of/)
      .first()
      .fill(PASSPHRASE);
    await dialog.getByRole('button', { name: 'Sign: add' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Back/ }).click();
    await waitForScreen(page, 'case');
    await respond(page);
    await sendPacket(author, at('two.reviewpacket'), TESTER.printedName);
  });

  await test.step('the stress-tester compares, adopts, assesses and gives an opinion', async () => {
    const { page } = tester;
    await importPacket(tester, at('two.reviewpacket'));
    await showPeople(page);
    await page.getByRole('button', { name: 'Compare and adopt' }).click();
    await page.getByRole('button', { name: 'It is the same, adopt' }).click();
    await page.getByText('Roster adopted.').waitFor();
    await page.getByRole('button', { name: /^Back/ }).click();
    await waitForScreen(page, 'case');
    await assess(page);
    const dialog = await prepareOpinion(page);
    await readAndUnlock(dialog, 'weakest policy reported.');
    await sign(page, dialog, 'opinion');
    await closeSigned(page);
    await showSection(page, 'Exchange');
    await expect(
      page.getByRole('cell', { name: new RegExp(AUTHOR.printedName) }).first(),
    ).toBeVisible();
    await picture(tester, 'exchange');
    await sendPacket(tester, at('three.reviewpacket'), AUTHOR.printedName);
  });

  await test.step('the adjudicator at the other seat decides on what came', async () => {
    const { page } = author;
    await importPacket(author, at('three.reviewpacket'));
    await makeIdentity(page, ADJUDICATOR, false);
    await declareNoInterests(page);
    const dialog = await prepareDecision(page);
    await readAndUnlock(dialog, 'Outside the questions I return.');
    await sign(page, dialog, 'decision');
    await closeSigned(page);
    await showSection(page, 'Log');
    await expect(page.getByText(`Seat of ${TESTER.printedName}.`).first()).toBeVisible();
    await sendPacket(author, at('four.reviewpacket'), TESTER.printedName);
    await importPacket(tester, at('four.reviewpacket'));
  });

  await test.step('the seat is copied, and both copies go on', async () => {
    await author.close();
    await cp(at('author'), at('copy'), { recursive: true });
    for (const name of ['author', 'copy']) {
      const program = await startAgain(launch, at(name));
      await noteOnClaim(program.page);
      await sendPacket(program, at(`${name}.reviewpacket`), null);
      await program.close();
    }
  });

  await test.step('the other seat finds the fork, keeps both heads and cosigns none that follows', async () => {
    const { page } = tester;
    await importPacket(tester, at('author.reviewpacket'));
    await lookAtPacket(tester, at('copy.reviewpacket'));
    await expect(page.getByRole('heading', { name: 'What contradicts' })).toBeVisible();
    await expect(page.getByText('Known first').first()).toBeVisible();
    await picture(tester, 'fork-in-packet');
    await page.getByRole('button', { name: 'Import packet', exact: true }).click();
    await page.getByText(/contradicts what was known/).waitFor();
    await showSection(page, 'Exchange');
    await expect(page.getByText('forked, no new head is cosigned').first()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Kept and not counted' })).toBeVisible();
    await picture(tester, 'fork');
    await tester.close();
    await readWorkspace(at('tester'), ({ cases }) => {
      const peer = cases[0]?.peers().find((one) => one.forks.length > 0);
      expect(peer?.forks[0]?.kind).toBe('fork');
      expect(peer?.forks[0]?.version.head.root).not.toBe(peer?.head.root);
      // What was cosigned was so before the fork was known; no head was added to it.
      const sizes = peer?.cosigned.map((note) => note.size) ?? [];
      expect(Math.max(...sizes)).toBeLessThanOrEqual(Number(peer?.head.size));
    });
  });
});

test('a packet comes by the command line or the exchange folder, and a broken one changes nothing', async ({
  launch,
  folder,
}, info) => {
  test.setTimeout(300_000);
  const sender = await makeSeat(path.join(folder, 'sender'), 'K. Osei', 'second');
  await addNote(sender, 'A note of another seat.');
  const file = path.join(folder, 'one.reviewpacket');
  await send(sender, file);
  const origin = sender.workspace.seat.log.head().origin;
  const shared = path.join(folder, 'shared');
  await send(
    sender,
    path.join(shared, origin.slice('countersign/log/'.length), 'case.reviewpacket'),
  );
  const broken = path.join(folder, 'broken.reviewpacket');
  await writeFile(broken, (await readFile(file)).subarray(0, 5_000));

  const userData = path.join(folder, 'receiver');
  const program = await launch({ userData, args: [file] });
  const { app, page } = program;
  await page.getByRole('heading', { name: 'Import this packet?' }).waitFor();
  await page.getByRole('button', { name: 'Do not import' }).click();
  await waitForScreen(page, 'start');
  await makeIdentity(page, AUTHOR, true);
  await openSample(page);

  await answerOpenDialog(app, broken);
  await chooseFromIdentityMenu(page, 'Import packet');
  await expect(page.getByRole('heading', { name: 'This packet was not imported.' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to start' }).click();
  await waitForScreen(page, 'case');

  await showSection(page, 'Exchange');
  await answerOpenDialog(app, shared);
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('heading', { name: 'Import this packet?' }).waitFor();
  await app.evaluate(({ nativeTheme }) => { nativeTheme.themeSource = 'dark'; }); // prettier-ignore
  await page.screenshot({ path: info.outputPath('packet-dark.png') });
  await page.getByRole('button', { name: 'Import packet', exact: true }).click();
  await page.getByText(/^Packet imported: /).waitFor();
  await expect(page.getByText('Nothing new from other seats.')).toBeVisible();
  await page.screenshot({ path: info.outputPath('exchange-folder-dark.png') });
  await program.close();
  // The seat wrote its own packet there, and nothing else.
  const own = await readWorkspace(userData, ({ seat }) => seat.head().origin);
  const names = [own, origin].map((one) => one.slice('countersign/log/'.length));
  expect((await readdir(shared)).sort()).toEqual(names.sort());
});
