/** An import that stops anywhere: on the next start it is whole, or it never was. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../../electron/host/storage/file-system.ts';
import type { PreparedImport } from '../../../../electron/host/packet/import.ts';
import { openRecordLog } from '../../../../electron/host/workspace/record-log.ts';
import { caseFolderName } from '../../../../electron/host/workspace/layout.ts';
import type { Workspace } from '../../../../electron/host/workspace/workspace.ts';
import { loadSeatKey } from '../../../../electron/host/keys/seat-key.ts';
import { createFaultFileSystem, type Fault, type FaultFileSystem } from '../../../support/fault-file-system.ts'; // prettier-ignore
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { addNote, caseLogOf, makeClock, makeSeat, openAt, openSample, send, type TestSeat } from '../../../support/two-seats.ts'; // prettier-ignore

/** How many of the calls are tried. */
const SAMPLES = 6;

interface State {
  readonly peers: readonly unknown[];
  readonly records: readonly string[];
  readonly imported: number;
  readonly cosigned: number;
  readonly damage: number;
}

async function stateOf(workspace: Workspace, caseId: string): Promise<State> {
  const folder = path.join(workspace.layout.cases, caseFolderName(caseId));
  const log = await openRecordLog(folder, {
    seatKey: await loadSeatKey(workspace.layout.seatKey),
    clock: makeClock(20),
    publicKeyOf: workspace.seat.log.publicKeyOf,
  });
  return {
    peers: log.peers().map((peer) => peer.head),
    records: log.records().map((record) => record.digest).sort(),
    imported: log.ownEntries().filter(({ entry }) => entry.type === 'packet-imported').length,
    cosigned: log.peers().filter((peer) => peer.cosigned.length > 0).length,
    damage: log.damage().length + workspace.seat.log.damage().length,
  };
} // prettier-ignore

describe('an import that is stopped', () => {
  async function prepare(): Promise<{ folder: string; sender: TestSeat; file: string }> {
    const folder = await makeTempFolder();
    const sender = await makeSeat(path.join(folder, 'a'), 'Y. Tanaka', 'second');
    await addNote(sender, 'a note');
    const file = path.join(folder, 'one.reviewpacket');
    await send(sender, file);
    const receiver = await openAt(path.join(folder, 'b'), 11);
    await openSample(receiver);
    await receiver.close();
    return { folder, sender, file };
  }

  async function acceptWith(root: string, file: string, at: number, fault: Fault): Promise<{ fs: FaultFileSystem; workspace: Workspace; prepared: PreparedImport; error: unknown }> {
    const fs = createFaultFileSystem(nodeFileSystem);
    const workspace = await openAt(root, 12, fs);
    const prepared = await workspace.packets.prepare(file);
    fs.arm(at, fault);
    const error: unknown = await workspace.packets.accept(prepared).then(() => null, (caught: unknown) => caught);
    return { fs, workspace, prepared, error };
  } // prettier-ignore

  it.each([['killed', { kind: 'kill' }], ['ENOSPC', { kind: 'error', number: 'ENOSPC', forGood: false }]] as const)('leaves the old state or the whole new one (%s at any call)', async (_, fault) => {
    const { folder, sender, file } = await prepare();
    const { id } = sender.review.safetyCase;
    await cp(path.join(folder, 'b'), path.join(folder, 'count'), { recursive: true });
    const count = (await acceptWith(path.join(folder, 'count'), file, Infinity, fault)).fs;
    const calls = count.calls().length;
    const whole = { peers: [caseLogOf(sender).head()], records: caseLogOf(sender).records().map((record) => record.digest).sort(), imported: 1, cosigned: 1, damage: 0 };
    const none = { peers: [], records: [], imported: 0, cosigned: 0, damage: 0 };
    const seen = new Set<string>();
    // Every call takes a start of the program; these are spread over all of them.
    const step = Math.max(1, Math.floor(calls / SAMPLES));
    for (let at = 0; at < calls; at += step) {
      const stopped = path.join(folder, `stopped-${at}`);
      await cp(path.join(folder, 'b'), stopped, { recursive: true });
      await acceptWith(stopped, file, at, fault);
      // The process is gone: what it left is opened elsewhere, without its lock.
      const found = path.join(folder, `found-${at}`);
      await cp(stopped, found, { recursive: true });
      await rm(path.join(found, 'lock'), { force: true });
      const workspace = await openAt(found, 13);
      const state = await stateOf(workspace, id);
      expect([none, whole], `call ${at} of ${calls}: ${count.calls()[at] ?? ''}`).toContainEqual(state);
      seen.add(state.imported === 1 ? 'whole' : 'none');
      const again = await workspace.packets.prepare(file);
      await workspace.packets.accept(again);
      expect(await stateOf(workspace, id)).toEqual(whole);
      await workspace.close();
      await rm(found, { recursive: true });
      await rm(stopped, { recursive: true });
    }
    expect([...seen].sort()).toEqual(['none', 'whole']);
  }, 300_000); // prettier-ignore

  /** An import that the disk stopped in the middle of the moves. */
  async function stopInMoves(): Promise<Awaited<ReturnType<typeof acceptWith>> & { readonly sender: TestSeat; readonly folder: string }> {
    const { folder, sender, file } = await prepare();
    const probe = path.join(folder, 'probe');
    await cp(path.join(folder, 'b'), probe, { recursive: true });
    const { fs, workspace } = await acceptWith(probe, file, Infinity, { kind: 'kill' });
    const names = [...fs.calls()];
    await workspace.close();
    // The first gives the intent its name, the next ones put files in place.
    const at = names.flatMap((name, index) => (name === 'rename' ? [index] : []))[2] ?? -1;
    const stopped = await acceptWith(path.join(folder, 'b'), file, at, { kind: 'error', number: 'EIO', forGood: true });
    expect(stopped.error).toMatchObject({ code: 'storage-failed' });
    stopped.fs.disarm();
    return { ...stopped, sender, folder };
  } // prettier-ignore

  it('says that it counts all the same, and cannot be thrown away then', async () => {
    const { workspace, prepared, error, sender, folder } = await stopInMoves();
    expect(error).toMatchObject({
      problems: [{ code: 'import-not-finished' }, { code: 'write-failed-eio' }],
    });
    await workspace.packets.discard(prepared);
    await workspace.close();
    const next = await openAt(path.join(folder, 'b'), 13);
    const { id } = sender.review.safetyCase;
    expect(await stateOf(next, id)).toMatchObject({ peers: [caseLogOf(sender).head()], imported: 1, damage: 0 }); // prettier-ignore
    await next.close();
  }, 60_000);

  it('is completed when the same packet is accepted again', async () => {
    const { workspace, prepared, sender } = await stopInMoves();
    expect(await workspace.packets.accept(prepared)).toMatchObject({ caseId: sender.review.safetyCase.id }); // prettier-ignore
    expect(await stateOf(workspace, sender.review.safetyCase.id)).toMatchObject({ imported: 1, damage: 0 }); // prettier-ignore
    await workspace.close();
  }, 60_000);

  it('is completed before a later packet, and never puts an older log over a newer one', async () => {
    const { workspace, sender, folder } = await stopInMoves();
    await addNote(sender, 'a later note');
    const later = path.join(folder, 'later.reviewpacket');
    await send(sender, later);
    await workspace.packets.accept(await workspace.packets.prepare(later));
    await workspace.close();
    const next = await openAt(path.join(folder, 'b'), 13);
    const { id } = sender.review.safetyCase;
    expect(await stateOf(next, id)).toMatchObject({ peers: [caseLogOf(sender).head()], imported: 2, damage: 0 }); // prettier-ignore
    await next.close();
  }, 60_000);
});
