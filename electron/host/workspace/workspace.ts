/**
 * The workspace: everything this seat keeps on disk, held by one process at a time. Opening it checks
 * what is there; closing it says that it was closed, so that a stop without closing can be seen.
 */
import path from 'node:path';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { sweepStore } from '../bundle/open-bundle.ts';
import { loadOrCreateSeatKey } from '../keys/seat-key.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import {
  makeFolder,
  nodeFileSystem,
  throwDiskError,
  unlinkIfThere,
  type FileSystem,
} from '../storage/file-system.ts';
import { acquireLock, type Lock } from '../storage/lock-file.ts';
import { completeImports, completeMoves, createPackets, type Packets } from '../packet/packets.ts';
import { openCaseReview, type CaseReview } from './case-review.ts';
import { isSound, openCaseLogs } from './case-logs.ts';
import { systemClock, type Clock } from './clock.ts';
import { openComparedRosters, type ComparedRoster, type RosterState } from './compared-rosters.ts';
import { listDrafts, openDrafts } from './drafts.ts';
import { openKeyRing, type KeyRing } from './identities.ts';
import { caseFolderName, toLayout, type WorkspaceLayout } from './layout.ts';
import { sweepLeftovers } from './leftovers.ts';
import { openReadingMarks } from './reading-marks.ts';
import { openLastHeads } from './last-heads.ts';
import { findPlace } from './place.ts';
import type { UnfinishedFiles } from '../storage/atomic-file.ts';
import { openUnfinishedFiles } from '../storage/unfinished-files.ts';
import { openRecordLog, type RecordLog } from './record-log.ts';
import { openTimeStamps } from '../time-stamp/store.ts';
import { openSealedStore } from './sealed-words.ts';
import { openSeat, type Seat } from './seat.ts';
import { openSeatIdentities, type SeatIdentities } from './seat-identities.ts';

export interface Workspace extends SeatIdentities {
  readonly layout: WorkspaceLayout;
  readonly keys: KeyRing;
  readonly seat: Seat;
  /** When the program last stopped without closing; null after a clean close. */
  readonly stoppedUncleanAt: string | null;
  /** What a person is told where the workspace was copied or restored since it was last open; else null. */
  readonly moved: string | null;
  readonly unfinished: UnfinishedFiles;
  /** Writes a whole file where a person chose it; what a kill leaves of it is removed at the next start. */
  save(file: string, content: Uint8Array | string): Promise<void>;
  /** Every log that is open: that of the seat as "seat", those of cases under the names of their folders. */
  openLogs(): ReadonlyMap<string, RecordLog>;
  /** How the first roster of the adopted chain compared, and whether the chain has forked since. */
  rosterState(): RosterState;
  readonly packets: Packets;
  openCase(safetyCase: SafetyCase, bundleFolder: string | null): Promise<CaseReview>;
  /** Drafts of all cases, for the start screen. */
  allDrafts(): Promise<readonly Draft[]>;
  comparedRosters(): readonly ComparedRoster[];
  /** UTC by the clock of this seat. */
  now(): string;
  compareRoster(sha256: string, isSame: boolean): Promise<void>;
  close(): Promise<void>;
} // prettier-ignore

export interface WorkspaceOptions {
  readonly program: { readonly name: string; readonly version: string };
  readonly clock?: Clock;
  readonly workFactor?: number;
  /** Called when keys were locked after a time without use. */
  readonly onLock?: () => void;
  readonly fs?: FileSystem;
}

async function whenMarked(file: string, fs: FileSystem): Promise<string | null> {
  try {
    return (await fs.stat(file)).modifiedAt.toISOString();
  } catch {
    return null;
  }
}

/**
 * Opens the workspace below `root`, creating what is missing.
 * @throws CountersignError `workspace-in-use` while another process holds it.
 */
export async function openWorkspace(root: string, options: WorkspaceOptions): Promise<Workspace> {
  const fs = options.fs ?? nodeFileSystem;
  const name = path.basename(root);
  await makeFolder(root, fs).catch((error: unknown) => throwDiskError(name, error));
  const lock = await acquireLock(root, fs);
  try {
    return await openLocked(root, options, lock, fs);
  } catch (error) {
    // What cannot be opened is not held: the next try of this process would find itself in the way.
    await lock.release().catch(() => undefined);
    return throwDiskError(name, error);
  }
}

async function openLocked(
  root: string,
  options: WorkspaceOptions,
  lock: Lock,
  fs: FileSystem,
): Promise<Workspace> {
  const clock = options.clock ?? systemClock;
  const layout = toLayout(root);
  const stoppedUncleanAt = await whenMarked(layout.running, fs);
  await writeFileAtomically(layout.running, `${clock.now()}\n`, { fs });
  await makeFolder(layout.bundles, fs);
  await sweepStore(layout.bundles, fs);
  await sweepLeftovers(layout, fs);
  const seatKey = await loadOrCreateSeatKey(layout.seatKey, fs);
  const place = await findPlace(layout, fs);
  const unfinished = await openUnfinishedFiles(layout.unfinished, fs);
  const lastHeads = await openLastHeads(layout.lastHeads, fs);
  const keys: KeyRing = await openKeyRing(layout.keys, {
    ...(options.workFactor === undefined ? {} : { workFactor: options.workFactor }),
    onFailedUnlock: async (keyid) => {
      await seat.log.addEvent({ type: 'unlock-failed', actor: keyid });
    },
    onLock: () => options.onLock?.(),
    fs,
  });
  // Before any log is read: a packet that was accepted is put in place whole.
  const accepted = await completeMoves(layout, fs);
  const logOptions = {
    seatKey,
    clock,
    publicKeyOf: (keyid: string) => keys.publicKeyOf(keyid),
    signers: () => keys.keyids(),
    fs,
  };
  const seat = openSeat(
    await openRecordLog(layout.seat, { ...logOptions, lastHeads: lastHeads.of('seat') }),
    clock,
  );
  // Rosters lie with the seat, so the keys of other seats come from there.
  const rosterKeyids = (): readonly string[] =>
    seat.roster()?.persons.flatMap((person) => person.keys.map((key) => key.keyid)) ?? [];
  const caseLogOptions = {
    ...logOptions,
    publicKeyOf: seat.log.publicKeyOf,
    signers: () => new Set([...keys.keyids(), ...rosterKeyids()]),
  };
  const logs = openCaseLogs(seat.log, {
    open: (name) => openRecordLog(path.join(layout.cases, name), { ...caseLogOptions, lastHeads: lastHeads.of(name) }), // prettier-ignore
    lastHeads,
  });
  const openCaseLog = (name: string): Promise<RecordLog> => logs.visit(name);
  await completeImports(accepted, { layout, seatLog: seat.log, openCaseLog, fs });
  const packets = createPackets({ layout, seatLog: seat.log, roster: () => seat.roster(), openCaseLog, unfinished, fs }); // prettier-ignore
  if (isSound(seat.log)) {
    if (place.moved !== null)
      await seat.log.addEvent({ type: 'workspace-moved', reason: place.moved });
    await place.settle();
  }
  await logs.keepHeads();
  const identities = await openSeatIdentities(layout.active, { seat, keys, fs });
  const compared = await openComparedRosters(layout.confirmedRosters, { seat, clock, fs });

  async function openCaseHere(
    safetyCase: SafetyCase,
    bundleFolder: string | null,
  ): Promise<CaseReview> {
    const name = caseFolderName(safetyCase.bundleDigest === null ? `draft ${safetyCase.id}` : safetyCase.id); // prettier-ignore
    const folder = path.join(layout.cases, name);
    const log = safetyCase.bundleDigest === null ? null : await logs.openCase(name);
    const admitted = log?.ownEntries().some(({ entry }) => entry.type === 'bundle-admitted' && entry.obj['manifest'] === safetyCase.bundleDigest); // prettier-ignore
    if (log !== null && admitted !== true && isSound(log) && safetyCase.bundleDigest !== null) {
      await log.addEvent({ type: 'bundle-admitted', obj: { manifest: safetyCase.bundleDigest }, reason: `${safetyCase.title}, version ${safetyCase.version}` }); // prettier-ignore
    }
    await logs.keepHeads();
    return openCaseReview({
      safetyCase,
      bundleFolder,
      log,
      drafts: await openDrafts(path.join(folder, 'drafts'), (id) => log?.hasDraft(id) ?? false, fs),
      reading: await openReadingMarks(path.join(folder, 'reading'), fs),
      sealed: await openSealedStore(path.join(folder, 'sealed'), fs),
      timeStamps: log === null ? null : await openTimeStamps(log, fs),
      seat,
      keys,
      clock,
      program: options.program,
      rosterState: () => compared.state(),
    });
  }

  return {
    layout,
    keys,
    seat,
    stoppedUncleanAt,
    moved: place.moved,
    unfinished,
    save: (file, content) => writeFileAtomically(file, content, { unfinished, fs }),
    ...identities,
    openLogs: () => logs.all(),
    packets,
    rosterState: () => compared.state(),
    openCase: (safetyCase, bundleFolder) =>
      openCaseHere(safetyCase, bundleFolder).catch((error: unknown) => throwDiskError(safetyCase.id, error)), // prettier-ignore
    async allDrafts() {
      const folders = await fs.readdir(layout.cases).catch(() => []);
      const drafts = await Promise.all(
        folders.map((name) => listDrafts(path.join(layout.cases, name, 'drafts'), fs)),
      );
      return drafts.flat();
    },
    comparedRosters: () => compared.all(),
    now: () => clock.now(),
    compareRoster: (sha256, isSame) => compared.compare(sha256, isSame),
    async close() {
      keys.lock();
      await logs.close();
      // What cannot be kept now is in the other places of the heads; closing goes on.
      await logs.keepHeads().catch(() => undefined);
      try {
        await unlinkIfThere(layout.running, fs);
      } catch (error) {
        throwDiskError('running', error);
      } finally {
        await lock.release();
      }
    },
  };
}
