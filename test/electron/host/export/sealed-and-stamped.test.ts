import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTimeStamp } from '../../../../electron/host/time-stamp/token.ts';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { CountersignError } from '../../../../shared/errors.ts';
import type { AuditFile, AuditInput } from '../../../../shared/verify/audit-input.ts';
import { checkTimeStamps } from '../../../../shared/verify/check-time-stamps.ts';
import { readAudit } from '../../../../shared/verify/read-audit.ts';
import { toAuditInput } from '../../../../shared/verify/to-audit-input.ts';
import { toCommitment, toSealedContent } from '../../../../shared/review/sealing.ts';
import { nodeCrypto } from '../../../../electron/host/crypto.ts';
import type { VerificationReport } from '../../../../shared/verify/model.ts';
import { root } from '../../../../scripts/run.mjs';
import { listAll, sha256, unpackExport } from '../../../support/export-folder.ts';
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
  /** What examples/verify.py says is wrong with the record that was exported last. */
  function byPython(): readonly { name: string; why: string }[] {
    const script = path.join(root, 'examples/verify.py');
    const { stdout } = spawnSync('python3', [script, path.join(folder, 'out.zip'), '--roster', sample.firstRoster, '--json'], { encoding: 'utf8' });
    const { checks } = JSON.parse(stdout) as { checks: readonly { name: string; result: string; why: string }[] };
    return checks.filter(({ result }) => result === 'fail').map(({ name, why }) => ({ name, why }));
  } // prettier-ignore
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
    if (hasPython()) expect(byPython()).toContainEqual({ name: 'sealing', why: 'does not open its sealing: it does not say what was sealed' }); // prettier-ignore
  });

  it.skipIf(!hasPython())(
    'is found whole by examples/verify.py when what was opened was sealed',
    async () => {
      const content = toSealedContent('opinion', words);
      const commitment = toCommitment(content, SALT, nodeCrypto);
      const sealing = await sample.forge('tester', { kind: 'ballot-commitment', fields: { of: 'opinion', commitment } }); // prettier-ignore
      const opinion = sample.review.log?.records().find((record) => record.kind === 'opinion');
      const fields = { ...opinion?.predicate, ...content, signedOn: sample.workspace.now(), log: sample.review.log?.head(), mode: 'sealed', commitment: { record: sealing.digest, salt: SALT } }; // prettier-ignore
      await sample.forge('tester', { kind: 'opinion', fields });
      const report = await verify();
      expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
      expect(byPython()).toEqual([]);
    },
  );

  it.skipIf(!hasOpenssl())('carries time stamps that its log names, and misses none', async () => {
    const stamps = sample.review.timeStamps;
    const asked = await stamps?.ask();
    const answer = makeAuthority(path.join(folder, 'tsa')).answer(
      asked?.query ?? new Uint8Array(0),
    );
    await stamps?.add(answer, 'a.tsr', null);
    const report = await verify();
    expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
    const [row, ...more] = rowsOf(report, 'time-stamps');
    expect(more).toEqual([]);
    expect(row?.result).toBe('cannot check');
    expect(row?.why).toMatch(/^Signed at 20\S+Z by CN=Test time stamping authority, with the certificate that came with it\. Whether that is the authority: compare its fingerprint, SHA-256 [0-9a-f]{64}, /); // prettier-ignore
    const { view } = { view: sample.review.view(null) };
    expect(Object.values(view.times).map((time) => time.notAfter?.kind)).toEqual(Object.values(view.times).map(() => 'time stamp')); // prettier-ignore
  });

  it.skipIf(!hasOpenssl())('is broken by a time stamp that does not hold, or is not the one that its entry names', async () => {
    const asked = await sample.review.timeStamps?.ask();
    const answer = makeAuthority(path.join(folder, 'tsa')).answer(asked?.query ?? new Uint8Array(0));
    await sample.review.timeStamps?.add(answer, 'a.tsr', null);
    await sample.makeExport(path.join(folder, 'out.zip'));
    const record = await unpackExport(path.join(folder, 'out.zip'), path.join(folder, 'out'));
    const files = new Map<string, AuditFile>();
    for (const name of await listAll(record)) {
      const bytes = readFileSync(path.join(record, name));
      files.set(name, { bytes: bytes.length, sha256: sha256(bytes) });
    }
    const real = readTimeStamp(answer, 'a.tsr');
    const check = (readStamp: AuditInput['readTimeStamp']): readonly string[] => {
      const read = (name: string): Uint8Array | null => (files.has(name) ? readFileSync(path.join(record, name)) : null);
      const input = toAuditInput(files, read, nodeCrypto, { readTimeStamp: readStamp });
      return checkTimeStamps(readAudit(input)).map(({ result, why }) => `${result}: ${why}`);
    };
    expect(check(() => real)).toEqual([expect.stringMatching(/^cannot check: Signed at/)]);
    expect(check(null)).toEqual([expect.stringMatching(/^cannot check: Whether the authority signed it/)]);
    const other = 'fail: It is over another digest, or signed with another certificate, than the entry of the log names.';
    expect(check(() => ({ ...real, imprint: 'ab'.repeat(32) }))).toEqual([other]);
    expect(check(() => ({ ...real, certificate: { ...real.certificate, sha256: 'ab'.repeat(32) } }))).toEqual([other]);
    expect(check(() => refuseStamp())).toEqual(['fail: a.tsr does not hold.']);
    const early = check(() => ({ ...real, time: '2020-01-01T00:00:00Z' })).slice(1);
    expect(early.length).toBeGreaterThan(0);
    for (const row of early) expect(row).toMatch(/^cannot check: Signed on .*, and the authority saw at 2020-01-01T00:00:00Z a head that holds it\. One of the clocks is wrong\.$/);
    // The name of the file says how many entries the head had.
    const tsr = [...files.keys()].find((name) => name.endsWith('.tsr')) ?? '';
    const renamed = tsr.replace(/[0-9]+\.tsr$/, '1.tsr');
    cpSync(path.join(record, tsr), path.join(record, renamed));
    cpSync(path.join(record, tsr.replace(/tsr$/, 'tsq')), path.join(record, renamed.replace(/tsr$/, 'tsq')));
    for (const ending of ['tsr', 'tsq']) files.set(renamed.replace(/tsr$/, ending), files.get(tsr.replace(/tsr$/, ending)) ?? { bytes: 0, sha256: '' });
    expect(check(() => real)).toContain('fail: It is not over the head that this log had at 1 entries.');
  }); // prettier-ignore
});

function hasPython(): boolean {
  return spawnSync('python3', ['--version']).status === 0;
}

function refuseStamp(): never {
  const message = 'a.tsr does not hold.';
  throw new CountersignError('input-refused', message, [{ code: 'time-stamp', file: 'a.tsr', place: null, rule: 'RFC 3161', message }]); // prettier-ignore
}
