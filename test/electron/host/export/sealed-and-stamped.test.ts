import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import path from 'node:path';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { toCommitment, toSealedContent } from '../../../../shared/review/sealing.ts';
import { nodeCrypto } from '../../../../electron/host/crypto.ts';
import type { VerificationReport } from '../../../../shared/verify/model.ts';
import { makeSampleReview, type SampleReview } from '../../../support/sample-review.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { hasOpenssl, makeAuthority } from '../../../support/time-stamp-authority.ts';

const SALT = 'ab'.repeat(32);
const words = { support: 'unable-to-assess', view: 'no-view', otherGrounds: '', reservations: '', reasons: 'r', whatWouldChangeMyMind: 'w', keyUncertainties: '', stance: 'agree' }; // prettier-ignore

describe('an audit record', () => {
  let folder: string;
  let sample: SampleReview;
  beforeEach(async () => {
    folder = await makeTempFolder();
    sample = await makeSampleReview(folder);
  });
  afterEach(() => sample.workspace.close());

  async function verify(): Promise<VerificationReport> {
    const file = path.join(folder, 'out.zip');
    await sample.makeExport(file);
    return verifyFile(file);
  }
  const rowsOf = (report: VerificationReport, name: string): readonly { result: string; why: string }[] =>
    report.checks.filter((check) => check.name === name); // prettier-ignore

  it('holds a sealed opinion that was never opened, by name, and is none the worse for it', async () => {
    await sample.sign('tester', {
      kind: 'opinion',
      input: words as never,
      passed: {},
      mode: 'sealed',
    });
    const report = await verify();
    expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
    expect(rowsOf(report, 'sealing')[0]?.why).toContain('B. Tester sealed an opinion on');
  });

  it('is broken by an opening that does not say what was sealed', async () => {
    const commitment = toCommitment(toSealedContent('opinion', words), SALT, nodeCrypto);
    const sealing = await sample.forge('tester', { kind: 'ballot-commitment', fields: { of: 'opinion', commitment } }); // prettier-ignore
    const { log, sample: _ } = { log: sample.review.log, sample };
    const opinion = log?.records().find((record) => record.kind === 'opinion');
    const fields = { ...opinion?.predicate, log: log?.head(), reasons: 'Other words.', mode: 'sealed', commitment: { record: sealing.digest, salt: SALT } }; // prettier-ignore
    await sample.forge('tester', { kind: 'opinion', fields });
    const report = await verify();
    expect(rowsOf(report, 'sealing')).toMatchObject([{ result: 'fail', why: 'It does not count: it does not say what was sealed.' }]); // prettier-ignore
  });

  it.skipIf(!hasOpenssl())('carries time stamps that its log names, and misses none', async () => {
    const stamps = sample.review.timeStamps;
    const asked = await stamps?.ask();
    const answer = makeAuthority(path.join(folder, 'tsa')).answer(
      asked?.query ?? new Uint8Array(0),
    );
    await stamps?.add(answer, 'a.tsr', null);
    const report = await verify();
    expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
    expect(rowsOf(report, 'time-stamps')).toMatchObject([{ result: 'cannot check' }]);
    const { view } = { view: sample.review.view(null) };
    expect(Object.values(view.times).map((time) => time.notAfter?.kind)).toEqual(Object.values(view.times).map(() => 'time stamp')); // prettier-ignore
  });
});
