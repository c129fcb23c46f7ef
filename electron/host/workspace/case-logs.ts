/** The logs that this workspace holds open: that of the seat, that of the case on screen, and those that a packet is taken into. */
import type { LastHeads } from './last-heads.ts';
import type { RecordLog } from './record-log.ts';

export interface CaseLogs {
  /** Every log that is open: that of the seat as "seat", those of cases under the names of their folders. */
  all(): ReadonlyMap<string, RecordLog>;
  /** The log of a case for the time of an import: the one that is open, or one that is closed with the next case. */
  visit(name: string): Promise<RecordLog>;
  /** Opens the log of a case anew; the same one that was open before is closed first. */
  openCase(name: string): Promise<RecordLog>;
  /** Keeps what heads the logs have now. A damaged log is not what it was: what was known of it stays. */
  keepHeads(): Promise<void>;
  close(): Promise<void>;
}

export interface CaseLogsOptions {
  /** Reads the log of the case whose folder has this name. */
  readonly open: (name: string) => Promise<RecordLog>;
  readonly lastHeads: LastHeads;
}

export function isSound(log: RecordLog): boolean {
  return log.damage().every((item) => item.acknowledged);
}

export function openCaseLogs(seatLog: RecordLog, { open, lastHeads }: CaseLogsOptions): CaseLogs {
  const held = new Map<string, RecordLog>([['seat', seatLog]]);
  const visited = new Set<RecordLog>();

  async function closeVisited(): Promise<void> {
    const logs = [...visited];
    visited.clear();
    await Promise.all(logs.map((log) => log.close()));
  }

  return {
    all: () => held,
    async visit(name) {
      const log = held.get(name);
      if (log !== undefined) return log;
      const opened = await open(name);
      visited.add(opened);
      return opened;
    },
    async openCase(name) {
      await Promise.all([held.get(name)?.close(), closeVisited()]);
      const log = await open(name);
      held.set(name, log);
      return log;
    },
    async keepHeads() {
      for (const [name, log] of held) {
        if (isSound(log)) await lastHeads.keep(name, log.own().map(({ head }) => head)); // prettier-ignore
      }
    },
    async close() {
      await Promise.all([closeVisited(), ...[...held.values()].map((log) => log.close())]);
    },
  };
}
