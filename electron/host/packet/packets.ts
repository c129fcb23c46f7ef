/** Packets of this workspace: whom they can be for, what they hold, reading them and taking them over. */
import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { ImportSummary } from '../../../shared/packet/preview.ts';
import type { Roster } from '../../../shared/policy/roster.ts';
import type { SeatPerson } from '../../../shared/review/peer-view.ts';
import { toOpenSshFingerprint } from '../../../shared/trust/key-id.ts';
import { nodeCrypto } from '../crypto.ts';
import {
  makeFolder,
  nodeFileSystem,
  throwDiskError,
  type FileSystem,
} from '../storage/file-system.ts';
import type { UnfinishedFiles } from '../storage/atomic-file.ts';
import { caseFolderName, type WorkspaceLayout } from '../workspace/layout.ts';
import { seatPersonOf } from '../workspace/peer-facts.ts';
import type { PeerLog, RecordLog } from '../workspace/record-log.ts';
import { complete, readIntent, recoverImports, type UnfinishedImport } from './commit.ts';
import {
  acceptImport,
  basisOf,
  prepareImport,
  toSummary,
  type ImportContext,
  type PreparedImport,
} from './import.ts';
import { planPacket, writePacket, type PacketFor, type PlannedPacket } from './write.ts';

/** A seat that a packet can be made for. */
export interface SeatChoice {
  /** Log by which the seat is named. */
  readonly origin: string;
  readonly person: SeatPerson;
  readonly fingerprint: string;
}

export interface PacketRequest {
  /** Origin of a `SeatChoice`; null for anybody. */
  readonly recipient: string | null;
  readonly isWhole: boolean;
  readonly withBundle: boolean;
}

export interface OpenCaseForPacket {
  readonly safetyCase: SafetyCase;
  readonly log: RecordLog;
  readonly bundleFolder: string | null;
}

export interface Packets {
  recipients(): readonly SeatChoice[];
  /** @throws CountersignError `no-identity`, `log-damaged`, `not-found` */
  plan(about: OpenCaseForPacket, request: PacketRequest): Promise<PlannedPacket>;
  write(plan: PlannedPacket, file: string): Promise<{ sha256: string; bytes: number }>;
  /** Reads, checks and compares a packet; nothing is written that opening again would not remove. */
  prepare(file: string, options?: { signal?: AbortSignal; onProgress?: (done: number, total: number | null) => void }): Promise<PreparedImport>;
  accept(prepared: PreparedImport): Promise<ImportSummary>;
  discard(prepared: PreparedImport): Promise<void>;
} // prettier-ignore

export interface PacketsOptions {
  readonly layout: WorkspaceLayout;
  readonly seatLog: RecordLog;
  readonly roster: () => Roster | null;
  /** The record log of a case: the open one, or one that is opened for this. */
  readonly openCaseLog: (caseFolder: string) => Promise<RecordLog>;
  readonly unfinished: UnfinishedFiles;
  readonly fs?: FileSystem;
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** Seats by their key. A seat is named by its log of rosters, which every packet holds. */
function toChoices(peers: readonly PeerLog[], roster: Roster | null): readonly SeatChoice[] {
  return peers.map((peer) => ({
    origin: peer.origin,
    person: seatPersonOf(roster, peer.publicKey),
    fingerprint: toOpenSshFingerprint(peer.publicKey, nodeCrypto),
  }));
}

export function createPackets(options: PacketsOptions): Packets {
  const { layout, seatLog, roster, openCaseLog } = options;
  const fs = options.fs ?? nodeFileSystem;

  function context(): ImportContext {
    return {
      root: layout.root,
      bundles: layout.bundles,
      seatLog,
      roster: roster(),
      fs,
      caseLogOf: async (caseId) => {
        const name = caseFolderName(caseId);
        return (await isFolder(path.join(layout.cases, name, 'logs'))) ? openCaseLog(name) : null;
      },
    };
  }

  function toRecipient(request: PacketRequest): PacketFor {
    if (request.recipient === null) return { origin: null, publicKey: null, isWhole: true };
    const seat = seatLog.peers().find((peer) => peer.origin === request.recipient);
    if (seat === undefined) throw new CountersignError('not-found', 'No packet of this seat came here yet. Send one for anybody.'); // prettier-ignore
    return { origin: seat.origin, publicKey: seat.publicKey, isWhole: request.isWhole };
  }

  /** Folders of packets that a person accepted here; those that are whole in place are gone from it. */
  const accepted = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  /** One after another: nothing is accepted or compared while another packet is put in place. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next;
    return next;
  }

  /** Goes on with what the disk stopped. @returns the folders of the packets that are in place now */
  async function completeAccepted(): Promise<ReadonlySet<string>> {
    const completed = new Set<string>();
    for (const folder of accepted) {
      const intent = await readIntent(folder, fs).catch((error: unknown) => throwDiskError('the imported packet', error)); // prettier-ignore
      if (intent !== null) {
        const logs = { seat: seatLog, case: await openCaseLog(intent.caseFolder) };
        await complete(layout.root, { folder, intent }, logs, fs);
        completed.add(folder);
      }
      accepted.delete(folder);
    }
    return completed;
  }

  async function acceptNow(prepared: PreparedImport): Promise<ImportSummary> {
    const completed = await completeAccepted();
    const logs = { seat: seatLog, case: await openCaseLog(prepared.intent.caseFolder) };
    if (completed.has(prepared.folder)) return toSummary(prepared, logs);
    if (basisOf(seatLog, logs.case) !== prepared.basis) {
      throw new CountersignError('stale-preparation', 'Another packet was imported since this one was read. Open it again.'); // prettier-ignore
    }
    accepted.add(prepared.folder);
    await acceptImport(prepared, context(), logs);
    accepted.delete(prepared.folder);
    return toSummary(prepared, logs);
  }

  return {
    recipients: () => toChoices(seatLog.peers(), roster()),
    plan({ safetyCase, log, bundleFolder }, request) {
      const { id, version, title, bundleDigest } = safetyCase;
      if (bundleDigest === null) throw new CountersignError('draft-case', 'An unsealed draft has no records to send.'); // prettier-ignore
      if (roster() === null) throw new CountersignError('no-identity', 'Create an identity first: a packet says whose seat it is from.'); // prettier-ignore
      const bundle = request.withBundle && bundleFolder !== null ? { digest: bundleDigest, folder: bundleFolder } : null; // prettier-ignore
      return planPacket(
        {
          case: { id, version, title },
          folders: [{ scope: 'case', log }, { scope: 'seat', log: seatLog }],
          sender: seatLog.head().origin,
          bundle,
          fs,
        },
        toRecipient(request),
      ); // prettier-ignore
    },
    write: (plan, file) => writePacket(plan, file, { unfinished: options.unfinished, fs }),
    async prepare(file, reading = {}) {
      await inTurn(completeAccepted);
      const folder = path.join(layout.incoming, randomUUID());
      try {
        return await prepareImport(file, folder, context(), reading);
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    },
    async accept(prepared) {
      const summary = await inTurn(() => acceptNow(prepared));
      if (prepared.placements.length === 0) await rm(prepared.folder, { recursive: true, force: true });
      return summary;
    },
    async discard({ folder }) {
      // One that was accepted is completed: taking it away would leave half of it.
      if (accepted.has(folder) && (await readIntent(folder, fs)) !== null) return;
      await rm(folder, { recursive: true, force: true });
    },
  };
} // prettier-ignore

/** On opening the workspace, before any log is read: completes what was accepted. */
export async function completeMoves(layout: WorkspaceLayout, fs: FileSystem): Promise<readonly UnfinishedImport[]> {
  await makeFolder(layout.incoming, fs);
  return recoverImports(layout.root, layout.incoming, fs);
} // prettier-ignore

/** Then, with the logs open: says in them what came. */
export async function completeImports(
  unfinished: readonly UnfinishedImport[],
  options: Pick<PacketsOptions, 'layout' | 'seatLog' | 'openCaseLog' | 'fs'>,
): Promise<void> {
  const fs = options.fs ?? nodeFileSystem;
  for (const item of unfinished) {
    const logs = { seat: options.seatLog, case: await options.openCaseLog(item.intent.caseFolder) };
    await complete(options.layout.root, item, logs, fs);
  }
}
