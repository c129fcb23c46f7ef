/** Packets that wait for a person: one that was opened and is being looked at, and those in the exchange folder. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { ExchangeView, WaitingPacket } from '../../../shared/packet/exchange-view.ts';
import type { ImportSummary, PacketPreview } from '../../../shared/packet/preview.ts';
import {
  findPackets, publish, readExchangeFolder, writeExchangeFolder, type FoundPacket,
} from '../../host/packet/exchange-folder.ts'; // prettier-ignore
import type { PreparedImport } from '../../host/packet/import.ts';
import type { OpenCaseForPacket } from '../../host/packet/packets.ts';
import { nodeFileSystem } from '../../host/storage/file-system.ts';
import { caseFolderName } from '../../host/workspace/layout.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';

export interface PacketSession {
  /** Reads and checks a packet; it is then the one that is looked at. */
  open(file: string, options: { signal: AbortSignal; onProgress: (done: number, total: number | null) => void }): Promise<string>;
  preview(token: string): PacketPreview | null;
  accept(token: string): Promise<ImportSummary>;
  discard(token: string): Promise<void>;
  exchange(): Promise<ExchangeView>;
  chooseFolder(folder: string | null): Promise<ExchangeView>;
  /** Writes what this seat has to the exchange folder and looks for what others wrote. */
  check(): Promise<ExchangeView>;
  /** Path of a packet in the exchange folder. */
  fileOf(token: string): string;
} // prettier-ignore

interface Looked {
  readonly token: string;
  readonly prepared: PreparedImport;
  readonly preview: PacketPreview;
}

interface Known {
  readonly stamp: string;
  /** Null: it brings nothing. */
  readonly waiting: WaitingPacket | null;
}

export function createPacketSession(
  context: AppContext,
  workspace: Workspace,
  openCase: () => OpenCaseForPacket | null,
): PacketSession {
  let looked: Looked | null = null;
  let view: ExchangeView | null = null;
  /** By path. Emptied when something was imported: what a packet brings depends on what is here. */
  const known = new Map<string, Known>();
  const files = new Map<string, string>();
  let checking: Promise<ExchangeView> | null = null;

  async function toPreview(file: string, prepared: PreparedImport): Promise<PacketPreview> {
    const { size } = await stat(file);
    return { ...prepared.preview, token: randomUUID(), fileName: path.basename(file), bytes: size };
  }

  async function leave(): Promise<void> {
    const before = looked;
    looked = null;
    if (before !== null) await workspace.packets.discard(before.prepared);
  }

  async function toWaiting(found: FoundPacket): Promise<WaitingPacket | null> {
    const base = { token: randomUUID(), fileName: found.name, bytes: found.bytes };
    try {
      const prepared = await workspace.packets.prepare(found.file);
      await workspace.packets.discard(prepared);
      const { preview } = prepared;
      if (preview.isKnown) return null;
      return {
        ...base,
        from: { person: preview.from.person, fingerprint: preview.from.fingerprint },
        caseTitle: preview.case.title,
        entries: preview.logs.reduce((sum, log) => sum + Math.max(0, log.size - log.known), 0),
        records: preview.records.length,
        forks: preview.forks.length,
        refused: null,
      };
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      const why = [error.message, error.problems[0]?.message ?? ''].filter((part) => part !== '').join(' '); // prettier-ignore
      return { ...base, from: null, caseTitle: '', entries: 0, records: 0, forks: 0, refused: why };
    }
  }

  /** Writes the packet of the open case. What cannot be sent now is no reason not to look for others. */
  async function publishOpenCase(folder: string): Promise<void> {
    const about = openCase();
    if (about === null || workspace.seat.roster() === null) return;
    const plan = await workspace.packets.plan(about, { recipient: null, isWhole: true, withBundle: false }); // prettier-ignore
    const name = caseFolderName(about.safetyCase.id);
    await publish(folder, workspace.seat.log.head().origin, name, plan, workspace, nodeFileSystem); // prettier-ignore
  }

  async function checkNow(): Promise<ExchangeView> {
    const folder = await readExchangeFolder(workspace.layout, nodeFileSystem);
    const waiting: WaitingPacket[] = [];
    let problem: string | null = null;
    if (folder !== null) {
      try {
        await publishOpenCase(folder);
        const found = await findPackets(folder, workspace.seat.log.head().origin);
        for (const item of found) {
          const before = known.get(item.file);
          const now = before?.stamp === item.stamp ? before : { stamp: item.stamp, waiting: await toWaiting(item) }; // prettier-ignore
          known.set(item.file, now);
          if (now.waiting === null) continue;
          files.set(now.waiting.token, item.file);
          waiting.push(now.waiting);
        }
      } catch (error) {
        problem = error instanceof CountersignError ? error.message : `The folder cannot be used: ${error instanceof Error ? error.message : 'unknown reason'}`; // prettier-ignore
      }
    }
    const next = { folder, problem, waiting, checkedAt: folder === null ? null : workspace.now() };
    const isNews = JSON.stringify({ ...next, checkedAt: '' }) !== JSON.stringify({ ...view, checkedAt: '' }); // prettier-ignore
    view = next;
    if (isNews) context.sendEvent('exchange.changed', undefined);
    return next;
  }

  function check(): Promise<ExchangeView> {
    checking ??= checkNow().finally(() => {
      checking = null;
    });
    return checking;
  }

  return {
    async open(file, options) {
      await leave();
      const prepared = await workspace.packets.prepare(file, options);
      const preview = await toPreview(file, prepared);
      looked = { token: preview.token, prepared, preview };
      return preview.token;
    },
    preview: (token) => (looked?.token === token ? looked.preview : null),
    async accept(token) {
      const now = looked;
      if (now?.token !== token) throw new CountersignError('not-found', 'This packet is no longer open. Open it again.'); // prettier-ignore
      const summary = await workspace.packets.accept(now.prepared);
      looked = null;
      // What waits depends on what is here: it is looked at anew when somebody asks.
      known.clear();
      view = null;
      return summary;
    },
    async discard(token) {
      if (looked?.token === token) await leave();
    },
    exchange: async () => view ?? check(),
    async chooseFolder(folder) {
      await writeExchangeFolder(workspace.layout, folder, nodeFileSystem);
      known.clear();
      return check();
    },
    check,
    fileOf(token) {
      const file = files.get(token);
      if (file === undefined) throw new CountersignError('not-found', 'This packet is no longer in the exchange folder.'); // prettier-ignore
      return file;
    },
  };
}
