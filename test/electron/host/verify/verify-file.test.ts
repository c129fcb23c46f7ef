import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looksLikeAuditRecord, verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { verificationReport } from '../../../../shared/verify/model.ts';
import {
  failures,
  flipByte,
  listAll,
  sha256,
  unpackExport,
} from '../../../support/export-folder.ts';
import {
  makeSampleReview,
  SAMPLE_PAGE,
  type SampleReview,
} from '../../../support/sample-review.ts';

let folder = '';
let sample: SampleReview;
let zip = '';
let unpacked = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-verify-test-'));
  sample = await makeSampleReview(folder);
  zip = path.join(folder, 'record.zip');
  await sample.makeExport(zip);
  unpacked = await unpackExport(zip, path.join(folder, 'unpacked'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function copyOf(name: string): Promise<string> {
  const copy = path.join(folder, name);
  await cp(unpacked, copy, { recursive: true });
  return copy;
}

describe('verifying a good audit record', () => {
  it('finds it consistent, with signers unknown, while no roster was compared', async () => {
    const report = await verifyFile(zip, { verifyPage: sha256(SAMPLE_PAGE) });
    expect(failures(report)).toEqual([]);
    expect(report.verdict).toBe('consistent; signers unknown');
    expect(report.roster).toEqual({ version: 1, sha256: sample.firstRoster, confirmed: 'unknown' });
    expect(report.checks.filter((check) => check.result === 'cannot check').map((check) => check.name)).toEqual(['trust']); // prettier-ignore
    expect(verificationReport.parse(report)).toEqual(report);
  });

  it('finds it consistent and trusted once its first roster was compared', async () => {
    const report = await verifyFile(zip, { pinnedRosters: [sample.firstRoster] });
    expect(report.verdict).toBe('consistent and trusted');
    expect(report.roster?.confirmed).toBe('confirmed');
  });

  it('is not satisfied by the comparison of another roster', async () => {
    const report = await verifyFile(zip, { pinnedRosters: ['0'.repeat(64)] });
    expect(report.verdict).toBe('consistent; signers unknown');
  });

  it('finds it broken when a person compared the roster and it differed', async () => {
    const report = await verifyFile(zip, { changedRosters: [sample.firstRoster], pinnedRosters: [sample.firstRoster] }); // prettier-ignore
    expect(report.verdict).toBe('broken');
    expect(report.roster?.confirmed).toBe('changed');
    expect(failures(report)).toMatchObject([{ name: 'trust', where: 'data/roster/roster-1.json' }]);
  });

  it('says the same of the unpacked folder as of the ZIP, and counts the same', async () => {
    const [ofZip, ofFolder] = [await verifyFile(zip), await verifyFile(unpacked)];
    expect({ ...ofFolder, fileName: '' }).toEqual({ ...ofZip, fileName: '' });
    expect(ofZip.counts).toEqual({ files: (await listAll(unpacked)).length, records: 11, entries: 13, logs: 2 }); // prettier-ignore
  });

  it('repeats each decision in the words of its record', async () => {
    const { decisions, case: about } = await verifyFile(zip);
    expect(about).toEqual({ id: 'T-7', title: 'Tern-2 pilot release & "more"', version: '1.0' });
    expect(decisions).toEqual(['Returned, version 1.0, by C. Ödegård, third line, on 20 November 2026. Stance: formal dissent.']); // prettier-ignore
  });

  it('leaves nothing behind in the folder for temporary files', async () => {
    const before = (await listTemporary()).length;
    await verifyFile(zip);
    expect(await listTemporary()).toHaveLength(before);
  });
});

async function listTemporary(): Promise<string[]> {
  return (await readdir(os.tmpdir())).filter((name) => name.startsWith('countersign-verify-') && !name.includes('test')); // prettier-ignore
}

describe('one changed byte', () => {
  it('in any file breaks the verdict and names that file', async () => {
    const copy = await copyOf('flipped');
    const unnoticed: string[] = [];
    for (const name of await listAll(copy)) {
      const file = path.join(copy, name);
      const before = await readFile(file);
      await flipByte(file);
      const report = await verifyFile(copy, { pinnedRosters: [sample.firstRoster] });
      const isNamed = failures(report).some((check) => `${check.where ?? ''} ${check.why}`.includes(name)); // prettier-ignore
      if (report.verdict !== 'broken' || !isNamed) unnoticed.push(name);
      await writeFile(file, before);
    }
    expect(unnoticed).toEqual([]);
  }, 120_000);

  it('anywhere in the ZIP is either found or changes nothing that is unpacked', async () => {
    const bytes = await readFile(zip);
    const good = await verifyFile(zip);
    const step = Math.floor(bytes.length / 40);
    for (let at = 3; at < bytes.length; at += step) {
      const changed = path.join(folder, 'changed.zip');
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 0x20;
      await writeFile(changed, copy);
      const report = await verifyFile(changed);
      if (report.verdict !== 'broken') expect({ ...report, fileName: '' }).toEqual({ ...good, fileName: '' }); // prettier-ignore
    }
  }, 180_000);
});

describe('files that are not there, or too many', () => {
  it('names a file that is missing and one that was added', async () => {
    const copy = await copyOf('moved');
    await rm(path.join(copy, 'data/registers/claims.csv'));
    await writeFile(path.join(copy, 'data/extra.txt'), 'x');
    const where = failures(await verifyFile(copy)).map((check) => check.where);
    expect(where).toContain('data/extra.txt');
    expect(where.some((place) => place?.startsWith('data/registers/claims.csv'))).toBe(true);
  });

  it('refuses a link in a folder instead of following it', async () => {
    const copy = await copyOf('linked');
    await rm(path.join(copy, 'data/withheld.json'));
    await symlink('/etc/passwd', path.join(copy, 'data/withheld.json'));
    const report = await verifyFile(copy);
    expect(failures(report)).toContainEqual(expect.objectContaining({ name: 'container', where: 'data/withheld.json' })); // prettier-ignore
  });

  it('reports a ZIP that was cut short, and one with bytes in front, without a stack trace', async () => {
    const bytes = await readFile(zip);
    const hostile = [bytes.subarray(0, bytes.length - 40), Buffer.concat([Buffer.from('#!'), bytes]), Buffer.from('PK')]; // prettier-ignore
    for (const content of hostile) {
      const file = path.join(folder, 'hostile.zip');
      await writeFile(file, content);
      const report = await verifyFile(file);
      expect(report.verdict).toBe('broken');
      expect(failures(report)[0]?.name).toBe('container');
      expect(JSON.stringify(report)).not.toMatch(/\bat .*\.ts:\d+/);
    }
  });

  it('throws only for a file that cannot be read, and when it is cancelled', async () => {
    await expect(verifyFile(path.join(folder, 'absent.zip'))).rejects.toMatchObject({ code: 'unreadable-file' }); // prettier-ignore
    await expect(verifyFile(zip, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' }); // prettier-ignore
  });
});

describe('verifying a bundle', () => {
  it('finds a whole one consistent and never says who made it', async () => {
    const report = await verifyFile(path.join(folder, 'bag'));
    expect(report).toMatchObject({ kind: 'bundle', verdict: 'consistent; signers unknown', bundleDigest: sample.review.safetyCase.bundleDigest, case: { id: 'T-7' } }); // prettier-ignore
  });

  it('names the evidence file that was changed', async () => {
    const copy = path.join(folder, 'bag-copy');
    await cp(path.join(folder, 'bag'), copy, { recursive: true });
    await flipByte(path.join(copy, 'data/evidence/E1_tasks.csv'));
    const report = await verifyFile(copy);
    expect(report.verdict).toBe('broken');
    expect(failures(report).map((check) => check.where)).toContain('data/evidence/E1_tasks.csv');
  });
});

describe('telling an audit record from a bundle', () => {
  it('goes by what the file holds', async () => {
    expect(await looksLikeAuditRecord(zip)).toBe(true);
    expect(await looksLikeAuditRecord(unpacked)).toBe(true);
    expect(await looksLikeAuditRecord(path.join(folder, 'bag'))).toBe(false);
    expect(await looksLikeAuditRecord(path.join(folder, 'absent'))).toBe(false);
    expect(await looksLikeAuditRecord(path.join(folder, 'bag/data/case.yaml'))).toBe(false);
  });
});
