/** The two screens of whoever was handed a file: what a verification found, and why a file was refused. */
import type { EventPayload } from '../../../shared/ipc/contract.ts';
import type { VerificationReport } from '../../../shared/verify/model.ts';
import { expectNoViolations } from '../../support/accessibility.ts';
import { digestOf } from '../../support/builders.ts';
import { expect, test, type Answers } from '../../support/renderer-page.ts';
import { caseAnswers } from '../../support/review-answers.ts';

const report: VerificationReport = {
  kind: 'audit record',
  fileName: 'T-1-audit.zip',
  verdict: 'consistent; signers unknown',
  checks: [
    { name: 'bundle', title: 'Bundle', result: 'pass', where: null, why: '34 files have the digests in the manifest.' },
    { name: 'signers', title: 'Who the signers are', result: 'cannot check', where: null, why: 'No roster has been confirmed on this computer.' },
    { name: 'signatures', title: 'Signatures', result: 'fail', where: 'data/records/12.json', why: '1 of 13 was not made by the key it names.' },
  ],
  roster: { version: 1, sha256: digestOf('roster'), confirmed: 'unknown' },
  case: { id: 'T-1', title: 'A test case', version: '1.0' },
  bundleDigest: digestOf('bundle'),
  decisions: ['N. Rahimi returned version 1.0 on 20 November 2026.'],
  counts: { files: 34, records: 13, entries: 40, logs: 1 },
}; // prettier-ignore

const answers: Answers = {
  ...caseAnswers(null),
  'verify.report': () => report,
  'verify.compareRoster': ({ isSame }) => ({
    ...report,
    verdict: isSame ? 'consistent and trusted' : 'consistent; signers unknown',
    roster: { version: 1, sha256: digestOf('roster'), confirmed: isSame ? 'confirmed' : 'changed' },
  }),
  'open.saveFindings': () => ({ saved: true }),
};

const refusal: EventPayload<'open.refused'> = {
  operation: 'a',
  fileName: 'T-1.safetycase',
  error: {
    code: 'bundle-refused',
    message: 'The bundle was refused: 1 problem was found.',
    problems: [{ code: 'digest-differs', file: 'data/evidence/E14.csv', place: null, rule: 'RFC 8493, 3', message: `Named ${digestOf('a')}, found ${digestOf('b')}.` }],
  },
  namesItself: 'A test case, 1.0',
  manifestDigest: digestOf('manifest'),
  filesChecked: 32,
  loggedAs: { origin: 'countersign/log/a', seq: 47 },
}; // prettier-ignore

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a verification shows first what does not hold, and passes axe (${colorScheme})`, async ({
    openRenderer,
  }) => {
    const { page, emit } = await openRenderer(answers, { colorScheme });
    await emit('open.verified', { operation: 'a' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Consistent. Signers not yet known.',
    );
    const first = page.getByRole('region', { name: 'Look at these first' }).getByRole('listitem');
    await expect(first).toHaveText([
      /does not hold.*Signatures/,
      /cannot be checked.*Who the signers are/,
    ]);
    await expectNoViolations(page);
  });
}

test('comparing the fingerprint is asked without a suggestion, and its answer changes the verdict', async ({
  openRenderer,
}) => {
  const { page, emit, asked } = await openRenderer(answers);
  await emit('open.verified', { operation: 'a' });
  const same = page.getByRole('button', { name: 'I compared it, it is the same' });
  await expect(same).not.toBeFocused();
  await expect(page.getByRole('button', { name: 'It differs' })).not.toBeFocused();
  await same.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Consistent and trusted.');
  expect(asked.at(-1)?.request).toEqual({ sha256: digestOf('roster'), isSame: true });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a refusal names the file, the digests and the rule, and passes axe (${colorScheme})`, async ({ openRenderer }) => {
    const { page, emit, asked } = await openRenderer(answers, { colorScheme });
    await emit('open.refused', refusal);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This bundle was not opened.');
    const row = page.getByRole('row').filter({ hasText: 'data/evidence/E14.csv' });
    await expect(row).toContainText('differs from the manifest');
    await expect(row).toContainText('RFC 8493, 3');
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Save these findings' }).click();
    await expect(page.getByText('Findings saved.').first()).toBeAttached();
    const saved = asked.findLast((call) => call.name === 'open.saveFindings')?.request as { text: string };
    expect(saved.text).toContain(digestOf('b'));
  });
} // prettier-ignore
