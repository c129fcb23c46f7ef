/** Two adjudicators at one seat: neither sees the ballot of the other, nor that there is one, before their own is sealed. */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import {
  ADJUDICATOR, chooseFromIdentityMenu, closeSigned, declareNoInterests, endIdentity, fillIdentity, openSample,
  PASSPHRASE, raiseChallenge, readAndUnlock, showSection, waitForScreen, writeChallenge,
} from '../../scripts/main-job.mjs'; // prettier-ignore
import { expect, test } from '../support/launch.ts';
import { kindsOf, readWorkspace } from '../support/on-disk.ts';

const FIRST = ADJUDICATOR;
const SECOND = { printedName: 'T. Boateng', organisation: 'benefit trust', role: 'lay adjudicator', line: 'Third line' }; // prettier-ignore
const REASON = 'The control leg rests on another build, CH-01.';

async function switchTo(page: Page, person: typeof FIRST): Promise<void> {
  await chooseFromIdentityMenu(page, `${person.printedName}, ${person.role}`);
  await page.getByRole('banner').locator('[aria-haspopup=menu]').getByText(person.printedName).waitFor(); // prettier-ignore
}

async function sealBallot(page: Page, vote: string, reasons: string): Promise<void> {
  await showSection(page, 'Sign-off');
  await page.getByRole('button', { name: 'Prepare ballot' }).click();
  const dialog = page.getByRole('dialog', { name: /^Your ballot on/ });
  await dialog.getByRole('radio', { name: vote, exact: true }).check();
  await expect(dialog.getByRole('radio', { name: 'Seal it' })).toBeChecked();
  await dialog.getByLabel('Reasons').fill(reasons);
  await dialog.getByLabel('What would change my mind').fill('A run of m3-r7 itself.');
  await dialog.getByLabel(/Reason for passing R8/).fill('Outside my questions.');
  await readAndUnlock(dialog, 'Outside my questions.');
  await dialog.getByRole('button', { name: /^Seal: / }).click();
  const sealed = page.getByRole('dialog', { name: 'Sealed and recorded' });
  await sealed.getByText(/Sealing, record \d+/).waitFor();
  await closeSigned(page);
}

async function openBallot(page: Page, vote: string): Promise<void> {
  await page.getByRole('button', { name: 'Open ballot' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open your ballot' });
  await dialog.getByLabel('Passphrase of your signing key', { exact: true }).fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Open ballot' }).click();
  await page.getByRole('dialog', { name: 'Signed and recorded' }).getByText(/Ballot, record \d+/).waitFor(); // prettier-ignore
  await closeSigned(page);
  await page
    .getByRole('heading', { name: `Ballot: ${vote}` })
    .first()
    .waitFor();
}

function panelOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Panel' });
}

/** Everything that the program would draw for the person at the seat, asked for as the page asks. */
function everythingSent(page: Page): Promise<string> {
  return page.evaluate(async () => {
    interface Api { readonly countersign: { call(name: string, request?: object): Promise<unknown> } }
    const { countersign } = window as unknown as Api;
    return JSON.stringify([await countersign.call('review.get'), await countersign.call('log.entries', { from: 0 })]);
  }); // prettier-ignore
}

test('ballots of one seat are sealed from each other, opened together, and counted', async ({ launch, folder }) => {
  test.setTimeout(300_000);
  const userData = path.join(folder, 'user-data');
  const { page, close } = await launch({ userData });
  await waitForScreen(page, 'start');
  await page.getByRole('button', { name: 'Create identity' }).click();
  await fillIdentity(page, FIRST);
  await endIdentity(page);
  await openSample(page);
  await declareNoInterests(page);
  await writeChallenge(page);
  await raiseChallenge(page);
  await chooseFromIdentityMenu(page, 'Create identity');
  await fillIdentity(page, SECOND);
  await endIdentity(page);
  await declareNoInterests(page);
  const before = await everythingSent(page);

  await test.step('the first seals, and the second sees exactly what was there before', async () => {
    await switchTo(page, FIRST);
    await sealBallot(page, 'Not approve', REASON);
    await expect(page.getByText(`Not opened yet: ${SECOND.printedName} has not sealed yet.`)).toBeVisible();
    await switchTo(page, SECOND);
    await showSection(page, 'Sign-off');
    await expect(panelOf(page)).toContainText('ballots sealed for you');
    await expect(panelOf(page)).not.toContainText('sealed, not opened');
    await expect(page.getByText('never opened so far')).toHaveCount(0);
    expect(await everythingSent(page)).toBe(before);
  });

  await test.step('once the second sealed, each sees that the other did, and not what', async () => {
    await sealBallot(page, 'Abstain', 'I know too little of control evaluations.');
    await expect(panelOf(page).getByText('sealed, not opened')).toHaveCount(2);
    expect(await everythingSent(page)).not.toContain(REASON);
    await openBallot(page, 'abstain');
  });

  await test.step('the first opens, and both lie open', async () => {
    await switchTo(page, FIRST);
    await openBallot(page, 'not approve');
    await expect(panelOf(page)).toContainText('2 of 2 voted');
    await expect(page.getByText(REASON).first()).toBeVisible();
  });

  await test.step('the decision counts them', async () => {
    await page.getByRole('button', { name: 'Prepare decision' }).click();
    const dialog = page.getByRole('dialog', { name: /^Your decision on/ });
    await expect(dialog.getByRole('radio', { name: 'Approve', exact: true })).toBeDisabled();
    await dialog.getByRole('radio', { name: 'Not approve' }).check();
    await dialog.getByLabel(/^Reasons/).fill('CH-01 is not answered.');
    await dialog.getByLabel('What would change my mind').fill('A run of m3-r7 itself.');
    await dialog.getByLabel(/Reason for passing R8/).fill('Outside my questions.');
    await readAndUnlock(dialog, 'Outside my questions.');
    await expect(dialog.getByRole('region', { name: /Text to be signed/ })).toContainText('2 of 2 adjudicators voted');
    await dialog.getByRole('button', { name: /^Sign: / }).click();
    await page.getByRole('dialog', { name: 'Signed and recorded' }).waitFor();
    await closeSigned(page);
    await expect(page.getByRole('heading', { name: /^Decision: / }).first()).toBeVisible();
  });
  await close();

  await readWorkspace(userData, async ({ cases }) => {
    expect(cases.map(kindsOf)).toEqual([['bundle-admitted', 'declaration', 'challenge', 'declaration', 'ballot-commitment', 'ballot-commitment', 'ballot', 'ballot', 'decision']]);
  });
}); // prettier-ignore
