/** The three editions: what each holds, what stays provable of what it lacks, and what nobody can leave out. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeAuditRecord,
  type EditionRequest,
} from '../../../../electron/host/export/audit-record.ts';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import {
  parseWithheld,
  toWithheldJson,
  type WithheldItem,
} from '../../../../shared/export/withheld.ts';
import type { VerificationReport } from '../../../../shared/verify/model.ts';
import { failures, forge, listAll, sha256, unpackExport } from '../../../support/export-folder.ts';
import {
  makeSampleReview,
  SAMPLE_FILES,
  type SampleReview,
} from '../../../support/sample-review.ts';

const EVIDENCE = 'data/evidence/E1_tasks.csv';
const DOCUMENT = 'data/docs/01-report.md';

let folder = '';
let sample: SampleReview;
let external = '';
let publicOne = '';
let digest = '';
let copies = 0;

const request = (edition: EditionRequest['edition'], withheld: EditionRequest['withheld'] = []): EditionRequest => ({ edition, withheld, approvedBy: sample.keyids.tester }); // prettier-ignore
const EXTERNAL = [
  { path: EVIDENCE, ground: 'Task names are hazardous' },
  { path: DOCUMENT, ground: 'Personal data' },
];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-editions-'));
  sample = await makeSampleReview(folder);
  digest = sample.review.safetyCase.bundleDigest ?? '';
  await sample.makeExport(path.join(folder, 'external.zip'), request('external', EXTERNAL));
  external = await unpackExport(path.join(folder, 'external.zip'), path.join(folder, 'external'));
  await sample.makeExport(path.join(folder, 'public.zip'), request('public'));
  publicOne = await unpackExport(path.join(folder, 'public.zip'), path.join(folder, 'public'));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const check = (record: string): Promise<VerificationReport> => verifyFile(record, { pinnedRosters: [sample.firstRoster] }); // prettier-ignore
const withheldIn = async (record: string): Promise<readonly WithheldItem[]> => parseWithheld(await readFile(path.join(record, 'data/withheld.json')), 'withheld.json'); // prettier-ignore
const rowsOf = (report: VerificationReport, name: string): VerificationReport['checks'] => report.checks.filter((row) => row.name === name); // prettier-ignore

/** A copy with another list, sealed anew: what an attacker without the seat's key can do. */
async function relist(
  record: string,
  edit: (items: readonly WithheldItem[]) => readonly WithheldItem[],
  change: (copy: string) => Promise<void> = async () => undefined,
): Promise<string[]> {
  copies += 1;
  const copy = await forge(record, path.join(folder, `copy-${String(copies)}`), async (made) => {
    await writeFile(path.join(made, 'data/withheld.json'), toWithheldJson(edit(await withheldIn(made)))); // prettier-ignore
    await change(made);
  });
  return [...new Set(failures(await check(copy)).map((row) => row.name))].sort();
}

describe('the external edition', () => {
  it('leaves out what was chosen and nothing else, and names it by its digest, ground and approver', async () => {
    const names = await listAll(external);
    expect(names).not.toContain(`data/bundle/${digest}/${EVIDENCE}`);
    expect(names).not.toContain(`data/bundle/${digest}/${DOCUMENT}`);
    expect(names).toContain(`data/bundle/${digest}/data/argument.yaml`);
    expect(await withheldIn(external)).toEqual(
      [DOCUMENT, EVIDENCE].map((file) => ({
        path: `data/bundle/${digest}/${file}`,
        sha256: sha256(SAMPLE_FILES[file] ?? ''),
        bytes: Buffer.byteLength(SAMPLE_FILES[file] ?? ''),
        ground: EXTERNAL.find((item) => item.path === file)?.ground,
        approvedBy: sample.keyids.tester,
      })),
    );
    const archive = await readFile(path.join(folder, 'external.zip'));
    for (const file of [EVIDENCE, DOCUMENT]) expect(archive.includes(SAMPLE_FILES[file] ?? '?')).toBe(false); // prettier-ignore
  });

  it('keeps manifest, digest and counts whole, so that the withheld bytes can be shown to be the same', async () => {
    const manifest = await readFile(path.join(external, `data/bundle/${digest}/manifest-sha256.txt`), 'utf8'); // prettier-ignore
    expect(sha256(manifest)).toBe(digest);
    expect(manifest).toContain(`${sha256(SAMPLE_FILES[EVIDENCE] ?? '')}  ${EVIDENCE}\n`);
  });

  it('is checked as trusted, with a row that cannot be checked for each place that is withheld', async () => {
    const report = await check(external);
    expect(failures(report)).toEqual([]);
    expect(report.verdict).toBe('consistent and trusted');
    expect(rowsOf(report, 'withheld').map(({ result, where }) => [result, where])).toEqual([
      ['cannot check', `data/bundle/${digest}/${DOCUMENT}`],
      ['cannot check', `data/bundle/${digest}/${EVIDENCE}`],
    ]);
    // Digests of withheld evidence still bind what the records are about.
    expect(rowsOf(report, 'subjects').map((row) => row.result)).toEqual(['pass']);
  });

  it('says in the report what is hidden, on what ground, and who approved it', async () => {
    const html = await readFile(path.join(external, 'data/report.html'), 'utf8');
    expect(html).toContain('external edition. Withheld: 2 files');
    expect(html).toContain('Task names are hazardous');
    expect(html).toMatch(/approved by <bdi>B\. Tester<\/bdi>/);
    expect(html).not.toContain('Nothing is withheld');
  });

  it('has the same bytes when it is made twice from the same source', async () => {
    const gathered = await sample.source();
    let after: ReturnType<typeof gathered.recordExportMade> | null = null;
    const source = { ...gathered, recordExportMade: (...args: Parameters<typeof gathered.recordExportMade>) => (after ??= gathered.recordExportMade(...args)) }; // prettier-ignore
    const made = [];
    for (const name of ['one.zip', 'two.zip']) made.push(await makeAuditRecord(source, path.join(folder, name), request('external', EXTERNAL))); // prettier-ignore
    expect(made[1]?.sha256).toBe(made[0]?.sha256);
  });

  it.each<[string, (items: readonly WithheldItem[]) => readonly WithheldItem[], string[]]>([
    ['another ground', (items) => items.map((item) => ({ ...item, ground: 'None' })), ['report']],
    ['another digest', (items) => items.map((item) => ({ ...item, sha256: 'ab'.repeat(32) })), ['bundle', 'report', 'subjects']],
    ['another size', (items) => items.map((item) => ({ ...item, bytes: item.bytes + 1 })), ['bundle', 'report']],
    ['an unknown approver', (items) => items.map((item) => ({ ...item, approvedBy: 'ab'.repeat(32) })), ['report', 'withheld']],
    ['a line left out', (items) => items.slice(1), ['bundle', 'report']],
    ['no line at all', () => [], ['bundle', 'report']],
    ['a place outside bundles and records', (items) => [...items, { ...items[0]!, path: 'data/registers/claims.csv' }], ['report', 'withheld']],
  ])('is broken with a list that has %s', async (_, edit, expected) => {
    expect(await relist(external, edit)).toEqual(expect.arrayContaining(expected));
  }); // prettier-ignore

  it('is broken when a file is said to be withheld and is there', async () => {
    const put = (copy: string): Promise<void> => writeFile(path.join(copy, `data/bundle/${digest}/${EVIDENCE}`), SAMPLE_FILES[EVIDENCE] ?? ''); // prettier-ignore
    expect(await relist(external, (items) => items, put)).toContain('withheld');
  });

  it('is broken with a list in another form than the canonical one', async () => {
    const copy = await forge(external, path.join(folder, 'spaced'), async (made) => {
      const file = path.join(made, 'data/withheld.json');
      await writeFile(file, JSON.stringify(JSON.parse(await readFile(file, 'utf8')), null, 1));
    });
    expect(failures(await check(copy)).map((row) => row.name)).toContain('withheld');
  });

  it.each([
    ['the argument', 'data/argument.yaml', 'x'],
    ['a file that is not there', 'data/evidence/E9.csv', 'x'],
    ['evidence without a ground', EVIDENCE, ' '],
  ])('is not made without %s', async (_, file, ground) => {
    const out = path.join(folder, 'never.zip');
    await expect(sample.makeExport(out, request('external', [{ path: file, ground }]))).rejects.toMatchObject({ code: 'bad-request' }); // prettier-ignore
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  it('is not made without somebody who approves, or with nothing withheld', async () => {
    const out = path.join(folder, 'never.zip');
    await expect(sample.makeExport(out, { ...request('external', EXTERNAL), approvedBy: null })).rejects.toMatchObject({ code: 'bad-request' }); // prettier-ignore
    await expect(sample.makeExport(out, request('external'))).rejects.toMatchObject({ code: 'bad-request' }); // prettier-ignore
  });
});

describe('the public summary', () => {
  it('holds each bundle as its manifest only, and no working record', async () => {
    const names = await listAll(publicOne);
    expect(names.filter((name) => name.startsWith('data/bundle/')).map((name) => name.slice(`data/bundle/${digest}/`.length))).toEqual(['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']); // prettier-ignore
    const kinds = names.filter((name) => name.endsWith('.dsse.json')).map((name) => /\d-([a-z-]+)-/.exec(name)?.[1]); // prettier-ignore
    expect([...new Set(kinds)].sort()).toEqual(['decision', 'opinion', 'policy', 'roster']);
  });

  it('has no word of the case or of a working record in any of its files', async () => {
    const archive = await readFile(path.join(publicOne, '../public.zip'), 'latin1');
    for (const words of [
      'cannot <b>solve',
      'noticed within a day',
      'easier than real',
      'One hour, measured',
      'made with build t2-r3',
      'builds differ in nothing',
      'solved\nt1',
    ]) {
      // prettier-ignore
      expect(archive).not.toContain(words);
      expect(archive).not.toContain(words.replace('<', '&lt;'));
    }
  });

  it('keeps the dissent word for word, the counts and the decision', async () => {
    const html = await readFile(path.join(publicOne, 'data/report.html'), 'utf8');
    expect(html).toContain('I would refuse rather than ask.');
    expect(html).toContain('1 blocking open');
    expect(html).toContain('[withheld]');
    const report = await check(publicOne);
    expect(report.decisions).toEqual([expect.stringContaining('Stance: formal dissent')]);
    expect(report.bundleDigest).toBe(digest);
  });

  it('is checked as far as it goes: nothing fails, and what cannot be built again says so', async () => {
    const report = await check(publicOne);
    expect(failures(report)).toEqual([]);
    expect(report.verdict).toBe('consistent and trusted');
    const open = new Set(report.checks.filter((row) => row.result === 'cannot check').map((row) => row.name)); // prettier-ignore
    expect([...open].sort()).toEqual(['bundle', 'gate', 'page', 'subjects', 'withheld']);
  });

  it('cannot leave out a decision with its dissent, whatever its list says', async () => {
    const names = await listAll(publicOne);
    const stem =
      names.find((name) => /-decision-\w+\.pae$/.test(name))?.replace(/\.pae$/, '') ?? '';
    const pae = await readFile(path.join(publicOne, `${stem}.pae`));
    const item = { path: `${stem}.pae`, sha256: sha256(pae), bytes: pae.length, ground: 'Unwelcome', approvedBy: sample.keyids.tester }; // prettier-ignore
    const drop = async (copy: string): Promise<void> => {
      for (const name of names.filter((other) => other.startsWith(`${stem}.`))) await rm(path.join(copy, name)); // prettier-ignore
    };
    expect(await relist(publicOne, (items) => [...items, item], drop)).toContain('withheld');
    // Without a line for it, the log still names it.
    expect(await relist(publicOne, (items) => items, drop)).toContain('log-records');
  });

  it('is broken with a withheld record that no log names, or under another number', async () => {
    const renumber = (item: WithheldItem): WithheldItem => ({ ...item, path: item.path.replace(/\/(\d{4})-note/, '/9999-note') }); // prettier-ignore
    expect(await relist(publicOne, (items) => items.map(renumber))).toContain('derived');
    const redigest = (item: WithheldItem): WithheldItem => (/-note-/.test(item.path) ? { ...item, sha256: 'ab'.repeat(32) } : item); // prettier-ignore
    expect(await relist(publicOne, (items) => items.map(redigest))).toEqual(expect.arrayContaining(['log-records', 'withheld'])); // prettier-ignore
  });
});
