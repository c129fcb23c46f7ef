/** The logs that this seat wrote in one folder of records: opening them, beginning a new one. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { LogHead } from '../../../shared/review/records.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { toVkey } from '../../../shared/trust/checkpoint.ts';
import { nodeCrypto } from '../crypto.ts';
import type { SeatKey } from '../keys/seat-key.ts';
import { openJournal, type Journal } from '../log/journal.ts';
import { makeFolder, type FileSystem } from '../storage/file-system.ts';
import type { Clock } from './clock.ts';
import { largestHeads } from './known-heads.ts';
import { findGoneLogs } from './last-heads.ts';
import { COSIGNED, forkPointOf, type LogFork } from './peers.ts';

export interface OpenLog {
  readonly journal: Journal;
  readonly folder: string;
  readonly damage: LogDamage | null;
}

export interface OwnLogs {
  /** In the order of their names; what is begun later comes last. Never empty. */
  readonly logs: readonly OpenLog[];
  /** Logs that were here once and are gone. */
  readonly gone: readonly LogDamage[];
  /** Last lines without an end that were set aside while the logs were opened. */
  torn(): readonly LogDamage[];
  begin(): Promise<OpenLog>;
}

export interface OwnLogsOptions {
  readonly seatKey: SeatKey;
  readonly clock: Clock;
  readonly fs: FileSystem;
  /** Heads that these logs had when they were last closed. */
  readonly lastHeads: readonly LogHead[];
  /** Heads of logs that records name, by origin. */
  readonly signedHeads: Promise<ReadonlyMap<string, readonly LogHead[]>>;
}

/** @throws CountersignError 'storage-failed' */
export async function openOwnLogs(
  logsFolder: string,
  { seatKey, clock, fs, lastHeads, signedHeads }: OwnLogsOptions,
): Promise<OwnLogs> {
  signedHeads.catch(() => undefined); // Whoever waits for it gets the error.
  const torn: LogDamage[] = [];
  const logs: OpenLog[] = [];

  async function open(name: string, largestSeen: Promise<LogHead | null> | null): Promise<OpenLog> {
    const folder = path.join(logsFolder, name);
    const origin = toOriginOf(name);
    const opened = await openJournal(folder, { origin, seatKey, clock, fs, largestSeen });
    if (opened.torn !== null) {
      const message = `The last line of the log had no end. It was set aside as ${opened.torn}; nothing was lost that was shown as recorded.`;
      torn.push({ kind: 'torn', origin, seq: null, message, acknowledged: true });
    }
    const log = { journal: opened.journal, folder, damage: opened.damage };
    logs.push(log);
    return log;
  }

  /** The largest head of a log that is known from elsewhere: records, the last closing, other seats. */
  async function findLargest(name: string): Promise<LogHead | null> {
    const origin = toOriginOf(name);
    const last = lastHeads.filter((head) => head.origin === origin);
    // Notes of other seats hold our signature too, so nobody can make one up.
    const vkey = toVkey(origin, seatKey.publicKey, nodeCrypto);
    const cosigned = await largestHeads(path.join(logsFolder, name, COSIGNED), vkey, fs);
    const heads = [...((await signedHeads).get(origin) ?? []), ...last, ...cosigned];
    return heads.sort((a, b) => a.size - b.size).at(-1) ?? null;
  }

  await makeFolder(logsFolder, fs);
  const names = (await fs.readdir(logsFolder)).sort();
  for (const name of names) {
    const largest = findLargest(name);
    largest.catch(() => undefined); // Opening waits for it and gets the error.
    await open(name, largest);
  }
  const signed = [...(await signedHeads).values()].flat();
  const gone = findGoneLogs(names.map(toOriginOf), lastHeads, signed);
  const begin = (): Promise<OpenLog> => open(randomUUID(), null);
  if (logs.length === 0) await begin();
  return { logs, gone, torn: () => torn, begin };
}

function toOriginOf(name: string): string {
  return `countersign/log/${name}`;
}

/** A version of a log of this seat that this seat does not have: the folder was copied, or put back. */
export function findForkDamage({ journal }: OpenLog, forks: readonly LogFork[]): LogDamage | null {
  const at = forkPointOf(forks);
  if (at === null) return null;
  const { origin } = journal;
  const size = journal.entries().length;
  if (at < size) {
    const message = `Two versions of this log exist. They are the same up to entry ${at} and differ from there: this workspace was copied, and both copies were written to.`;
    return { kind: 'forked', origin, seq: at, acknowledged: false, message };
  }
  const largest = Math.max(...forks.map((fork) => fork.version.head.size));
  const message = `The log holds ${size} entries here, and a packet holds ${largest} that follow from them. An older copy of this workspace is in use.`;
  return { kind: 'rolled-back', origin, seq: size, acknowledged: false, message };
}
