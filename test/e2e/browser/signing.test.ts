/** Signing in the renderer alone: what makes the button available, and what takes that away again. */
import type { Page } from '@playwright/test';
import { expect, test, type RendererPage } from '../../support/renderer-page.ts';
import { caseAnswers, PASSPHRASE } from '../../support/review-answers.ts';
import { expectNoViolations } from '../../support/accessibility.ts';

async function openDecision(opened: RendererPage): Promise<void> {
  await opened.emit('open.caseOpened', { operation: 'a' });
  await expect(opened.page.locator('html')).toHaveAttribute('data-ready', 'case');
  await opened.emit('menu.command', 'sign-decision');
  await expect(opened.page.getByRole('dialog').getByRole('heading', { level: 2 })).toContainText(
    'Your decision on',
  );
  await expect(opened.page.locator('.deed')).toBeVisible();
}

const tick = (page: Page) => page.getByRole('checkbox', { name: 'I have read the text above' });
const sign = (page: Page) => page.getByRole('dialog').locator('footer .btn.main');
const passphrase = (page: Page) =>
  page.getByRole('textbox', { name: 'Passphrase of your signing key' });

async function fillAndRead(page: Page): Promise<void> {
  await page
    .getByRole('textbox', { name: 'Reasons, each tied to a challenge' })
    .fill('CH-01 stands.');
  await page.getByRole('textbox', { name: 'Reason for passing R8' }).fill('Outside what I return.');
  await expect(sign(page)).toHaveText('Sign: return');
  await readToTheEnd(page);
}

async function readToTheEnd(page: Page): Promise<void> {
  await expect(tick(page)).toBeDisabled();
  await page.locator('.deed').evaluate((deed) => { deed.scrollTo(0, deed.scrollHeight); });
  await tick(page).check();
} // prettier-ignore

function signCalls(opened: RendererPage): number {
  return opened.asked.filter((call) => call.name === 'signOff.sign').length;
}

test('a decision is signed only after its text was read to the end and the passphrase typed', async ({
  openRenderer,
}) => {
  const opened = await openRenderer(caseAnswers());
  const { page } = opened;
  await openDecision(opened);
  await expect(page.getByRole('radio', { name: 'Return' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Approve', exact: true })).toBeDisabled();
  await fillAndRead(page);
  await expect(sign(page)).toHaveAttribute('aria-disabled', 'true');
  await passphrase(page).fill(PASSPHRASE);
  await sign(page).click();
  await expect(page.getByRole('heading', { name: 'Signed and recorded' })).toBeVisible();
  await expect(page.getByText('Decision, record 14')).toBeVisible();
  await expect(page.getByRole('dialog').getByText('entry 31 of')).toBeVisible();
});

test('Enter signs nothing, neither in the passphrase nor on the button', async ({
  openRenderer,
}) => {
  const opened = await openRenderer(caseAnswers());
  await openDecision(opened);
  await fillAndRead(opened.page);
  await passphrase(opened.page).fill(PASSPHRASE);
  await passphrase(opened.page).press('Enter');
  await sign(opened.page).focus();
  await opened.page.keyboard.press('Enter');
  await opened.page.keyboard.press('Control+Enter');
  await expect(opened.page.locator('.deed')).toBeVisible();
  expect(signCalls(opened)).toBe(0);
});

test('a change of the text takes the tick away', async ({ openRenderer }) => {
  const opened = await openRenderer(caseAnswers());
  await openDecision(opened);
  await fillAndRead(opened.page);
  await opened.page
    .getByRole('textbox', { name: 'Reasons, each tied to a challenge' })
    .fill('CH-01 stands. More.');
  await expect(tick(opened.page)).not.toBeChecked();
});

test('a stale text is made again, unticked, and said so; the passphrase is gone', async ({
  openRenderer,
}) => {
  const opened = await openRenderer(caseAnswers());
  await openDecision(opened);
  await fillAndRead(opened.page);
  await passphrase(opened.page).fill('stale');
  await sign(opened.page).click();
  await expect(
    opened.page.getByRole('alert').filter({ hasText: 'Something changed' }),
  ).toBeVisible();
  await expect(tick(opened.page)).not.toBeChecked();
  await expect(passphrase(opened.page)).toHaveValue('');
});

test('a wrong passphrase is said at its field, and nothing typed is lost', async ({
  openRenderer,
}) => {
  const opened = await openRenderer(caseAnswers());
  await openDecision(opened);
  await fillAndRead(opened.page);
  await passphrase(opened.page).fill('wrong');
  await sign(opened.page).click();
  await expect(passphrase(opened.page)).toHaveAccessibleDescription(/does not open the key/);
  await expect(
    opened.page.getByRole('textbox', { name: 'Reasons, each tied to a challenge' }),
  ).toHaveValue('CH-01 stands.');
});

test('every keystroke of a sign-off is a draft, and Esc keeps it', async ({ openRenderer }) => {
  const opened = await openRenderer(caseAnswers());
  await openDecision(opened);
  await opened.page
    .getByRole('textbox', { name: 'Reasons, each tied to a challenge' })
    .pressSequentially('CH-01');
  await opened.page.keyboard.press('Escape');
  await expect(opened.page.getByRole('dialog')).toHaveCount(0);
  const last = opened.asked.filter((call) => call.name === 'draft.save').at(-1)?.request;
  expect(last).toMatchObject({
    kind: 'decision',
    fields: { reasons: 'CH-01', decision: 'return' },
  });
  await opened.emit('menu.command', 'sign-decision');
  await expect(
    opened.page.getByRole('textbox', { name: 'Reasons, each tied to a challenge' }),
  ).toHaveValue('CH-01');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`signing, register, sign-offs and log pass axe (${colorScheme})`, async ({ openRenderer }) => {
    const opened = await openRenderer(caseAnswers(), { colorScheme });
    const { page } = opened;
    await openDecision(opened);
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    for (const [command, heading] of [['show-sign-off', 'Sign-off'], ['show-challenges', 'Challenges'], ['show-log', 'Log']] as const) {
      await opened.emit('menu.command', command);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeAttached();
      await expectNoViolations(page);
    }
  });
} // prettier-ignore
