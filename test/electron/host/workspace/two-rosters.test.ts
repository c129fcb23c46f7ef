/** Two seats that begin rosters of their own and meet by packets: added, compared, adopted, exported. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAuditRecord } from '../../../../electron/host/export/audit-record.ts';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { adoptRoster, changeRoster } from '../../../../electron/host/workspace/people.ts';
import { toAuditRecordSource } from '../../../../electron/host/workspace/audit-record-source.ts';
import { toPeopleView } from '../../../../electron/host/workspace/people-view.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { addNote, makeSeat, receive, send, type TestSeat } from '../../../support/two-seats.ts';

const PASSPHRASE = 'correct horse battery';

function noteVoids({ review }: TestSeat): (string | null)[] {
  return review.view(null).notes.map(({ record }) => record.void);
}

async function exported(seat: TestSeat, file: string): ReturnType<typeof verifyFile> {
  const program = { name: 'Countersign', version: 'test' };
  const source = await toAuditRecordSource(seat.workspace, seat.review, program, new Uint8Array(0));
  await makeAuditRecord(source, file);
  return verifyFile(file, { pinnedRosters: [seat.workspace.seat.firstRosterDigest() ?? ''] });
}

describe('two seats with rosters of their own', () => {
  it('are unknown signers to each other until one is added and the other adopts', async () => {
    const folder = await makeTempFolder();
    const a = await makeSeat(path.join(folder, 'a'), 'Y. Tanaka', 'second', 10);
    const b = await makeSeat(path.join(folder, 'b'), 'L. Ferreira', 'first', 11);
    const file = path.join(folder, 'one.reviewpacket');
    await addNote(b, 'from b, before anybody knew b');
    await send(b, file);
    await receive(a.workspace, file);
    expect(noteVoids(a)).toEqual(['its signer is unknown, the roster does not name the key']);
    const before = await exported(a, path.join(folder, 'before.zip'));
    expect(before.checks.filter((check) => check.result === 'fail')).toEqual([]);
    expect(before.checks).toContainEqual(expect.objectContaining({ name: 'signers', result: 'cannot check', why: 'It counts for nothing: its signer is unknown, the roster does not name the key.' })); // prettier-ignore

    const other = toPeopleView(a.workspace).chains.find((chain) => !chain.isAdopted);
    expect(other).toMatchObject({ isOwn: false, compared: 'not compared', persons: [{ printedName: 'L. Ferreira' }] }); // prettier-ignore
    await changeRoster(a.workspace, { kind: 'add-known', first: other?.first ?? '', person: 'l.ferreira', isSigner: false }, { keyid: a.keyid, passphrase: PASSPHRASE }); // prettier-ignore
    expect(noteVoids(a)).toEqual([null]);
    expect(a.workspace.seat.roster()?.seats).toHaveLength(2);

    await send(a, file);
    await receive(b.workspace, file);
    const first = a.workspace.seat.firstRosterDigest() ?? '';
    await expect(adoptRoster(b.workspace, first)).rejects.toMatchObject({ code: 'bad-request' });
    await b.workspace.compareRoster(first, true);
    await adoptRoster(b.workspace, first);
    expect(b.workspace.seat.rosterDigest()).toEqual(a.workspace.seat.rosterDigest());
    expect(b.workspace.seat.policyDigest()).toEqual(a.workspace.seat.policyDigest());
    expect(b.workspace.identities().map((one) => one.printedName)).toEqual(['L. Ferreira']);
    await addNote(b, 'from b, under the roster of a');
    expect(noteVoids(b)).toEqual([null, null]);

    for (const seat of [a, b]) {
      const report = await exported(seat, path.join(folder, 'after.zip'));
      expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
      expect(report.verdict).toBe('consistent and trusted');
    }
    await a.workspace.close();
    await b.workspace.close();
  });
});
