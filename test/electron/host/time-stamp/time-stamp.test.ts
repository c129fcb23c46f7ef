import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTimeStamps, type TimeStampStore } from '../../../../electron/host/time-stamp/store.ts';
import { readTimeStamp, toTimeStampQuery } from '../../../../electron/host/time-stamp/token.ts';
import type { RecordLog } from '../../../../electron/host/workspace/record-log.ts';
import { openSampleReview, type SampleReview } from '../../../support/sample-review.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import {
  hasOpenssl,
  makeAuthority,
  type Authority,
} from '../../../support/time-stamp-authority.ts';

const isThere = hasOpenssl();
if (!isThere) console.warn('openssl is not there: time stamps are not tested.');
const BODY = new TextEncoder().encode('countersign/log/x\n3\nroot\n');
const digest = new Uint8Array(createHash('sha256').update(BODY).digest());

describe.skipIf(!isThere)('a time stamp', () => {
  let folder: string;
  let authority: Authority;
  beforeEach(async () => {
    folder = await makeTempFolder();
    authority = makeAuthority(path.join(folder, 'tsa'));
  });

  it('is asked for with exactly the query that openssl makes', async () => {
    await writeFile(path.join(folder, 'body'), BODY);
    execFileSync('openssl', ['ts', '-query', '-data', 'body', '-sha256', '-cert', '-no_nonce', '-out', 'q.tsq'], { cwd: folder, stdio: 'pipe' }); // prettier-ignore
    expect(Buffer.from(toTimeStampQuery(digest))).toEqual(
      await readFile(path.join(folder, 'q.tsq')),
    );
  });

  it.each(['rsa', 'ec'] as const)('of an authority with an %s key names its time, its imprint and its certificate', (key) => {
    const other = makeAuthority(path.join(folder, key), key);
    for (const as of ['response', 'token'] as const) {
      const token = readTimeStamp(other.answer(toTimeStampQuery(digest), as), 'a.tsr');
      const shown = execFileSync('openssl', ['x509', '-in', other.certificate, '-noout', '-fingerprint', '-sha256'], { encoding: 'utf8' });
      expect(token).toMatchObject({ imprint: Buffer.from(digest).toString('hex'), certificate: { subject: 'CN=Test time stamping authority' } });
      expect(shown.toLowerCase().replaceAll(':', '')).toContain(token.certificate.sha256);
      expect(Math.abs(Date.parse(token.time) - Date.now())).toBeLessThan(600_000);
    }
  }); // prettier-ignore

  it('of which any one byte of the signed part was changed is refused', () => {
    const good = authority.answer(toTimeStampQuery(digest));
    const at = Buffer.from(good).indexOf(Buffer.from(digest));
    const time = Buffer.from(good).indexOf(Buffer.from('180f', 'hex'));
    for (const place of [at, time + 6, good.length - 3]) {
      const bad = Uint8Array.from(good);
      bad[place] = (bad[place] ?? 0) ^ 1;
      expect(() => readTimeStamp(bad, 'a.tsr'), String(place)).toThrow(/a\.tsr/);
    }
  });

  it('without its certificate, or that is something else, is refused in words', () => {
    const noCertificate = toTimeStampQuery(digest).slice();
    // The same query without the wish for a certificate.
    const query = Uint8Array.from([0x30, 0x36, ...noCertificate.subarray(2, -3)]);
    expect(() => readTimeStamp(authority.answer(query), 'a.tsr')).toThrow('not signed with a certificate that it holds'); // prettier-ignore
    for (const bytes of [new Uint8Array(0), BODY, new Uint8Array(300_000)]) {
      expect(() => readTimeStamp(bytes, 'a.tsr')).toThrow(/^a\.tsr (cannot be read as a time stamp|is larger)/); // prettier-ignore
    }
  });
});

describe.skipIf(!isThere)('time stamps of a log', () => {
  let folder: string;
  let sample: SampleReview;
  let log: RecordLog;
  let stamps: TimeStampStore;
  let authority: Authority;
  beforeEach(async () => {
    folder = await makeTempFolder();
    sample = await openSampleReview(folder);
    if (sample.review.log === null) throw new Error('The sample case is sealed and has a log');
    log = sample.review.log;
    stamps = await openTimeStamps(log);
    authority = makeAuthority(path.join(folder, 'tsa'));
  });
  afterEach(() => sample.workspace.close());

  it('bound every record below the head, once the certificate was compared and logged', async () => {
    await sample.submit('tester', { kind: 'declaration', input: { interests: [] } });
    const asked = await stamps.ask();
    const answer = authority.answer(asked.query);
    await sample.submit('adjudicator', { kind: 'declaration', input: { interests: [] } });
    expect(await stamps.place(answer, 'a.tsr')).toMatchObject({ origin: asked.origin, size: asked.size, isKnownCertificate: false }); // prettier-ignore
    expect(stamps.vouchers()).toEqual([]);
    await stamps.add(answer, 'a.tsr', sample.keyids.tester);
    expect(stamps.vouchers()).toMatchObject([{ origin: asked.origin, size: asked.size, kind: 'time stamp', by: 'CN=Test time stamping authority' }]); // prettier-ignore
    const last = log.ownEntries().at(-1)?.entry;
    expect(last).toMatchObject({ type: 'time-stamp-imported', actor: sample.keyids.tester });
    expect(last?.obj['token']).toBe(createHash('sha256').update(answer).digest('hex'));
    expect((await openTimeStamps(log)).vouchers()).toEqual(stamps.vouchers());
    expect((await stamps.place(answer, 'a.tsr')).isKnownCertificate).toBe(true);
  });

  it('lie beside the log as openssl reads them, over the body of the checkpoint', async () => {
    const { origin, size, query } = await stamps.ask();
    await stamps.add(authority.answer(query), 'a.tsr', null);
    const at = path.join(log.folder, 'logs', origin.replace('countersign/log/', ''), 'time-stamps');
    expect((await readdir(at)).sort()).toEqual([`${String(size)}.tsq`, `${String(size)}.tsr`]);
    const out = execFileSync('openssl', ['ts', '-verify', '-in', `${String(size)}.tsr`, '-queryfile', `${String(size)}.tsq`, '-CAfile', authority.certificate], { cwd: at, encoding: 'utf8', stdio: 'pipe' }); // prettier-ignore
    expect(out).toContain('Verification: OK');
  });

  it('over anything else are refused, and nothing is kept', async () => {
    await stamps.ask();
    const other = authority.answer(toTimeStampQuery(digest));
    await expect(stamps.add(other, 'other.tsr', null)).rejects.toMatchObject({ code: 'input-refused', message: expect.stringContaining('over something else') as string }); // prettier-ignore
    expect(log.ownEntries().map(({ entry }) => entry.type)).not.toContain('time-stamp-imported');
  });

  it('that were changed on the disk bound nothing any more', async () => {
    const { origin, size, query } = await stamps.ask();
    const answer = authority.answer(query);
    await stamps.add(answer, 'a.tsr', null);
    const file = path.join(log.folder, 'logs', origin.replace('countersign/log/', ''), 'time-stamps', `${String(size)}.tsr`); // prettier-ignore
    await writeFile(file, Buffer.concat([Buffer.from(answer), Buffer.from([0])]));
    expect((await openTimeStamps(log)).vouchers()).toEqual([]);
  });
});
