/** The main job as a person does it, and what it leaves: a log, records, and an export that others can check. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, runCaptured } from '../../scripts/run.mjs';
import { mainJobSteps } from '../../scripts/main-job.mjs';
import { flipByte, unpackExport } from '../support/export-folder.ts';
import { expect, test } from '../support/launch.ts';
import { entriesOf, kindsOf, layoutOf, listNames, readWorkspace } from '../support/on-disk.ts';

interface Verified {
  readonly verdict: string;
  readonly checks: readonly { name: string; result: string; where: string | null }[];
}

/** `countersign verify`, as an outsider runs it: plain Node, no program. */
async function verifyOutside(file: string): Promise<{ code: number; report: Verified }> {
  const cli = path.join(root, 'out/cli/countersign.cjs');
  const { code, stdout } = await runCaptured(process.execPath, [cli, 'verify', file, '--json']);
  return { code, report: JSON.parse(stdout) as Verified };
}

test('the main job leaves exactly its records, in an export that verifies', async ({
  launch,
  folder,
}) => {
  test.setTimeout(300_000);
  const userData = path.join(folder, 'user-data');
  const exportFile = path.join(folder, 'FL-SC-014-1.0-audit.zip');
  const program = await launch({ userData });
  const { app, page } = program;
  const recorded: string[] = [];
  const job = { app, page, exportFile, recorded: (kind: string) => recorded.push(kind) };
  for (const step of mainJobSteps(job)) await test.step(step.name, step.run);

  await test.step('comparing the fingerprint makes it trusted', async () => {
    await expect(page.getByRole('heading', { name: 'Consistent. Signers not yet known.' })).toBeVisible(); // prettier-ignore
    await page.getByRole('button', { name: 'I compared it, it is the same' }).click();
    await expect(page.getByRole('heading', { name: 'Consistent and trusted.' })).toBeVisible();
    await expect(page.getByText('compared by you, the same')).toBeVisible();
  });
  await program.close();

  await test.step('the logs hold exactly the expected entries', async () => {
    const onCase = ['bundle-admitted', 'declaration', 'note', 'challenge', 'response', 'assessment', 'opinion', 'declaration', 'decision', 'export-made']; // prettier-ignore
    expect(recorded.filter((kind) => kind !== 'roster')).toEqual(onCase);
    await readWorkspace(userData, async ({ seat, cases }) => {
      expect(kindsOf(seat)).toEqual(['roster', 'policy', 'roster', 'roster', 'roster-compared']);
      expect(cases.map(kindsOf)).toEqual([onCase]);
      for (const log of [seat, ...cases]) {
        expect(log.damage()).toEqual([]);
        expect(await log.storedRecords()).toHaveLength(log.records().length);
      }
      expect(cases[0]?.records().map((record) => record.kind)).toEqual(onCase.slice(1, -1));
    });
  });

  await test.step('no draft, no temporary file and no other bundle is left', async () => {
    const { bundles, cases } = layoutOf(userData);
    expect(await listNames(bundles)).toHaveLength(1);
    const all = await readdir(cases, { recursive: true });
    expect(all.filter((name) => /drafts\/.+|\.tmp$/.test(name))).toEqual([]);
  });

  await test.step('the command line finds the export consistent', async () => {
    const { code, report } = await verifyOutside(exportFile);
    expect([code, report.verdict]).toEqual([0, 'consistent; signers unknown']);
    expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
  });

  await test.step('the report is in it as a PDF too, of the time of the export', async () => {
    const unpacked = await unpackExport(exportFile, path.join(folder, 'printed'));
    const pdf = (await readFile(path.join(unpacked, 'data/report.pdf'))).toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\./);
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3);
    const [entry] = await readWorkspace(userData, async ({ cases }) => cases.flatMap((log) => entriesOf(log).filter(({ type }) => type === 'export-made')));
    expect(entry?.obj['report.pdf']).toBe(createHash('sha256').update(pdf, 'latin1').digest('hex'));
  }); // prettier-ignore

  await test.step('the command line names a file of which one byte was changed', async () => {
    const unpacked = await unpackExport(exportFile, path.join(folder, 'unpacked'));
    const records = path.join('data', 'records');
    for (const ending of ['.dsse.json', '.json', '.sig', '.pae']) {
      const names = await findRecords(unpacked);
      const name = names.find((one) => one.includes('-challenge-') && one.endsWith(ending)) ?? '';
      const file = path.join(unpacked, records, name);
      await flipByte(file);
      const { code, report } = await verifyOutside(unpacked);
      expect([code, report.verdict], name).toEqual([1, 'broken']);
      const failed = report.checks.filter((check) => check.result === 'fail');
      expect(
        failed.map((check) => check.where),
        name,
      ).toContain(`data/records/${name}`);
      await flipByte(file);
    }
    expect((await verifyOutside(unpacked)).report.verdict).toBe('consistent; signers unknown');
  });
});

async function findRecords(unpacked: string): Promise<string[]> {
  return listNames(path.join(unpacked, 'data', 'records'));
}
