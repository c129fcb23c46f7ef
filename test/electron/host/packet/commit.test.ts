/** An import that stops anywhere: on the next start it is whole, or it never was. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem, type FileSystem } from '../../../../electron/host/storage/file-system.ts';
import { openRecordLog } from '../../../../electron/host/workspace/record-log.ts';
import { caseFolderName } from '../../../../electron/host/workspace/layout.ts';
import type { Workspace } from '../../../../electron/host/workspace/workspace.ts';
import { loadSeatKey } from '../../../../electron/host/keys/seat-key.ts';
import { createFaultyFileSystem, type Fault, type FaultyFileSystem } from '../../../support/faulty-file-system.ts'; // prettier-ignore
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { addNote, caseLogOf, makeClock, makeSeat, openAt, send, type TestSeat } from '../../../support/two-seats.ts'; // prettier-ignore

/** A file system whose faults begin when it is told to. */
function createSwitch(): { fs: FileSystem; use: (next: FileSystem) => void } {
  let current: FileSystem = nodeFileSystem;
  const fs = new Proxy(nodeFileSystem, {
    get: (_target, name: keyof FileSystem) => (...args: readonly unknown[]) =>
      (current[name] as (...all: readonly unknown[]) => unknown)(...args),
  }); // prettier-ignore
  return { fs, use: (next) => { current = next; } }; // prettier-ignore
}

/** How many of the calls are tried. */
const SAMPLES = 12;

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
    await (await openAt(path.join(folder, 'b'), 11)).close();
    return { folder, sender, file };
  }

  async function acceptWith(root: string, file: string, plan: { at: number; fault: Fault; forGood: boolean }): Promise<FaultyFileSystem> {
    const { fs, use } = createSwitch();
    const workspace = await openAt(root, 12, fs);
    const prepared = await workspace.packets.prepare(file);
    const faulty = createFaultyFileSystem(plan);
    use(faulty);
    await workspace.packets.accept(prepared).catch(() => undefined);
    return faulty;
  } // prettier-ignore

  it.each(['killed', 'ENOSPC'] as const)('leaves the old state or the whole new one (%s at any call)', async (fault) => {
    const { folder, sender, file } = await prepare();
    const { id } = sender.review.safetyCase;
    const count = await acceptWith(path.join(folder, 'b'), file, { at: 0, fault, forGood: true });
    await rm(path.join(folder, 'b'), { recursive: true });
    await (await openAt(path.join(folder, 'b'), 11)).close();
    const calls = count.calls().length;
    const whole = { peers: [caseLogOf(sender).head()], records: caseLogOf(sender).records().map((record) => record.digest).sort(), imported: 1, cosigned: 1, damage: 0 };
    const none = { peers: [], records: [], imported: 0, cosigned: 0, damage: 0 };
    const seen = new Set<string>();
    // Every call takes a start of the program; these are spread over all of them.
    const step = Math.max(1, Math.floor(calls / SAMPLES));
    for (let at = 1; at <= calls; at += step) {
      const stopped = path.join(folder, `stopped-${at}`);
      await cp(path.join(folder, 'b'), stopped, { recursive: true });
      await acceptWith(stopped, file, { at, fault, forGood: fault === 'killed' });
      // The process is gone: what it left is opened elsewhere, without its lock.
      const found = path.join(folder, `found-${at}`);
      await cp(stopped, found, { recursive: true });
      await rm(path.join(found, 'lock'), { force: true });
      const workspace = await openAt(found, 13);
      const state = await stateOf(workspace, id);
      expect([none, whole], `call ${at} of ${calls}: ${count.calls()[at - 1] ?? ''}`).toContainEqual(state);
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
});
