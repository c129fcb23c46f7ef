/** An audit record of a seat that has logs of another one: what that seat vouched for is in it, and is checked. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAuditRecord } from '../../../../electron/host/export/audit-record.ts';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { toAuditRecordSource } from '../../../../electron/host/workspace/audit-record-source.ts';
import { failures, forge, listAll, unpackExport } from '../../../support/export-folder.ts';
import { PROGRAM, SAMPLE_PAGE } from '../../../support/sample-review.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { addNote, makeSeat, receive, send } from '../../../support/two-seats.ts';

/** @param hour of the clock of the other seat; that of the seat that exports shows 10 */
async function exportWith(hour: number): Promise<string> {
  const folder = await makeTempFolder();
  const here = await makeSeat(path.join(folder, 'here'), 'Y. Tanaka', 'third', 10);
  const there = await makeSeat(path.join(folder, 'there'), 'N. Rahimi', 'second', hour);
  await addNote(here, 'of this seat');
  await addNote(there, 'of the other seat');
  await send(there, path.join(folder, 'one.reviewpacket'));
  await receive(here.workspace, path.join(folder, 'one.reviewpacket'));
  const source = await toAuditRecordSource(here.workspace, here.review, PROGRAM, SAMPLE_PAGE);
  await makeAuditRecord(source, path.join(folder, 'audit.zip'));
  for (const { workspace } of [here, there]) await workspace.close();
  return unpackExport(path.join(folder, 'audit.zip'), path.join(folder, 'audit'));
}

async function rowsOf(record: string, name: string): Promise<readonly { result: string; why: string }[]> {
  return (await verifyFile(record)).checks.filter((check) => check.name === name);
} // prettier-ignore

describe('an audit record with logs of two seats', () => {
  it('has the heads that one seat vouched for, and verify checks each of them', async () => {
    const record = await exportWith(9);
    const notes = (await listAll(record)).filter((name) => name.includes('/cosigned/'));
    // The log of the other seat, and its log of the case.
    expect(notes).toHaveLength(2);
    expect(failures(await verifyFile(record))).toEqual([]);
    expect(await rowsOf(record, 'cosignatures')).toMatchObject([
      { result: 'pass', why: '1 other seat vouched for 2 heads, each a head that the log had.' },
    ]);
    const changed = await forge(record, `${record}-changed`, async (copy) => {
      const file = path.join(copy, notes[0] ?? '');
      const lines = (await readFile(file, 'utf8')).split('\n');
      // The cosignature is the last line; one letter of its base64 becomes another.
      const last = lines.findLastIndex((line) => line !== '');
      lines[last] = (lines[last] ?? '').replace(/.(?=.{8}$)/, (letter) => (letter === 'A' ? 'B' : 'A')); // prettier-ignore
      await writeFile(file, lines.join('\n'));
    });
    expect(failures(await verifyFile(changed)).map((check) => check.name)).toContain(
      'cosignatures',
    );
  }, 60_000);

  it('says where a record claims to be signed after another seat had seen it', async () => {
    const record = await exportWith(18);
    expect(failures(await verifyFile(record))).toEqual([]);
    const rows = await rowsOf(record, 'cosignatures');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.result).toBe('cannot check');
      expect(row.why).toMatch(/^Signed on 2026-11-20T18:\S+ by its own claim, and another seat vouched at 2026-11-20T10:\S+ by its clock for a head that holds it\. One of the clocks is wrong\.$/); // prettier-ignore
    }
  }, 60_000);
});
