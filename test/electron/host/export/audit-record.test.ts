import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuditRecord, toBaseFolder, type AuditRecordSource } from '../../../../electron/host/export/audit-record.ts'; // prettier-ignore
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { failures, listAll, sha256, unpackExport } from '../../../support/export-folder.ts';
import { makeSampleReview, type SampleReview } from '../../../support/sample-review.ts';

let folder = '';
let sample: SampleReview;
let source: AuditRecordSource;
let unpacked = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-export-'));
  sample = await makeSampleReview(folder);
  const gathered = await sample.source();
  // Asked twice with the same state, the source gives the same answer: the entry is appended once.
  let after: ReturnType<AuditRecordSource['recordExportMade']> | null = null;
  source = {
    ...gathered,
    recordExportMade: (...args) => (after ??= gathered.recordExportMade(...args)),
  };
  await makeAuditRecord(source, path.join(folder, 'first.zip'));
  unpacked = await unpackExport(path.join(folder, 'first.zip'), path.join(folder, 'unpacked'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (name: string): Promise<string> => readFile(path.join(unpacked, name), 'utf8');

describe('the audit record', () => {
  it('has the same bytes when it is made twice from the same source, in any time zone', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Auckland';
    try {
      await makeAuditRecord(source, path.join(folder, 'second.zip'));
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    const [first, second] = await Promise.all(['first.zip', 'second.zip'].map((name) => readFile(path.join(folder, name)))); // prettier-ignore
    expect(sha256(second ?? '')).toBe(sha256(first ?? ''));
  });

  it('holds one base folder with every part of the layout and nothing else', async () => {
    const names = await listAll(unpacked);
    const shape = names
      .filter((name) => !name.startsWith('data/bundle/'))
      .map((name) =>
        name
          .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/, '<uuid>')
          .replace(/[0-9a-f]{64}/, '<keyid>')
          .replace(/(\d{4}-[a-z-]+)-[0-9a-f]{8}\./, '$1-<key>.'),
      );
    expect([...new Set(shape)].sort()).toMatchSnapshot();
    const digest = sample.review.safetyCase.bundleDigest ?? '';
    expect(names).toContain(`data/bundle/${digest}/data/evidence/E1_tasks.csv`);
  });

  it('names the person, the time and the meaning of every signature in the report', async () => {
    const report = await text('data/report.html');
    for (const name of ['A. Author', 'B. Tester', 'C. Ödegård']) expect(report).toContain(name);
    expect(report).toContain('meaning: review');
    expect(report).toContain('20 November 2026, 09:00 UTC');
    expect(report).toContain('formal dissent');
  });

  it('holds the report as a PDF of the time of the export, and none where it is not printed', async () => {
    expect(await text('data/report.pdf')).toContain(`/CreationDate (D:${source.now.replace(/\D/g, '')}+00'00')`); // prettier-ignore
    expect(await text('data/report.pdf')).not.toContain('D:2001');
    const { printReport: _printer, ...unprinted } = await sample.source();
    const out = path.join(folder, 'unprinted.zip');
    await makeAuditRecord(unprinted, out);
    expect(await listAll(await unpackExport(out, path.join(folder, 'unprinted')))).not.toContain('data/report.pdf'); // prettier-ignore
    expect((await verifyFile(out)).checks.filter(({ result }) => result === 'fail')).toEqual([]);
  });

  it('binds report, registers and README in the export-made entry before the log is written', async () => {
    const logs = (await listAll(unpacked)).filter((name) => name.endsWith('entries.jsonl'));
    const last = (await Promise.all(logs.map(text))).map((lines) => JSON.parse(lines.trim().split('\n').at(-1) ?? '') as { type: string; obj: Record<string, string> }).find((entry) => entry.type === 'export-made'); // prettier-ignore
    for (const name of ['report.html', 'README.md', 'withheld.json', 'registers/timeline.csv']) {
      expect(last?.obj[name]).toBe(sha256(await text(`data/${name}`)));
    }
    expect(Object.keys(last?.obj ?? {}).filter((name) => name.startsWith('logs/'))).toHaveLength(2);
  });

  it('leaves out what is private to the seat: drafts and what was read when', async () => {
    await sample.review.saveDraft(sample.keyids.tester, { id: '7b0e4c53-8f0e-4a60-9d2c-111111111111', kind: 'note', target: null, about: null, fields: { body: 'nobody may see this' } }); // prettier-ignore
    const out = path.join(folder, 'third.zip');
    await sample.makeExport(out);
    expect((await readFile(out)).includes('nobody may see this')).toBe(false);
    expect((await verifyFile(out)).verdict).toBe('consistent; signers unknown');
  });

  it('is checked as consistent however often it is made again', async () => {
    const out = path.join(folder, 'again.zip');
    await sample.makeExport(out);
    await sample.makeExport(out);
    const report = await verifyFile(out, { pinnedRosters: [sample.firstRoster] });
    expect(failures(report)).toEqual([]);
    expect(report.verdict).toBe('consistent and trusted');
  });

  it('is not made from a stored bundle whose bytes changed, and leaves no file behind', async () => {
    const [bundle] = source.bundles;
    const file = path.join(bundle?.folder ?? '', 'data/evidence/E1_tasks.csv');
    const before = await readFile(file);
    await writeFile(file, 'task,solved\nt1,1\nt2,1\n');
    const out = path.join(folder, 'never.zip');
    try {
      await expect(makeAuditRecord(source, out)).rejects.toMatchObject({
        code: 'bundle-refused',
        problems: [{ file: 'data/evidence/E1_tasks.csv' }],
      });
      await expect(readFile(out)).rejects.toThrow('ENOENT');
    } finally {
      await writeFile(file, before);
    }
  });

  it('names its base folder after the case, whatever the case is called', () => {
    expect(toBaseFolder({ id: 'FL-SC-014', version: '1.1' })).toBe('FL-SC-014-1.1-audit');
    expect(toBaseFolder({ id: '../../up', version: '/' })).toBe('up-audit');
    expect(toBaseFolder({ id: '…', version: '' })).toBe('case-audit');
  });
});
