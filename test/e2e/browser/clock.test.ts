/** The banner of the log screen that asks why the clock went back. */
import type { ReviewView } from '../../../shared/review/view.ts';
import { expectNoViolations } from '../../support/accessibility.ts';
import { expect, test } from '../../support/renderer-page.ts';
import { caseAnswers, sampleReview } from '../../support/review-answers.ts';

const ROLLBACK = { origin: 'countersign/log/a', seq: 7, message: 'The clock of this computer went back from 2026-11-20T12:00:00Z to 2026-11-20T11:00:00Z' }; // prettier-ignore

test('the log asks for the reason of a clock that went back, and goes on once it has one', async ({
  openRenderer,
}) => {
  let review: ReviewView = {
    ...sampleReview,
    log: { ...sampleReview.log, clockRollbacks: [ROLLBACK] },
  };
  const opened = await openRenderer({
    ...caseAnswers(undefined, review),
    'review.get': () => review,
    'log.explainClock': () => {
      review = sampleReview;
      return undefined;
    },
  });
  const { page } = opened;
  await opened.emit('open.caseOpened', { operation: 'a' });
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'case');
  await page.keyboard.press('Control+4');
  await expect(page.getByText('The clock of this computer went back', { exact: true })).toBeVisible(); // prettier-ignore
  await expect(page.getByText(/from 2026-11-20T12:00:00Z to 2026-11-20T11:00:00Z\. Entry 7 of the log/)).toBeVisible(); // prettier-ignore
  await expectNoViolations(page, 'log with a clock that went back');
  await page.getByRole('button', { name: 'Record reason' }).click();
  await expect(page.getByText('Write the reason.')).toBeVisible();
  expect(opened.asked.some((call) => call.name === 'log.explainClock')).toBe(false);
  await page.getByRole('textbox', { name: 'Reason' }).fill(' The battery was empty. ');
  await page.getByRole('button', { name: 'Record reason' }).click();
  await expect(page.getByText('Reason recorded.')).toBeVisible();
  expect(opened.asked.find((call) => call.name === 'log.explainClock')).toMatchObject({
    request: { origin: ROLLBACK.origin, seq: 7, reason: 'The battery was empty.' },
  });
  await expect(page.getByRole('button', { name: 'Record reason' })).toHaveCount(0);
});
