/** What a program that has ended left on disk, read with the code that the program reads it with. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { loadOrCreateSeatKey } from '../../electron/host/keys/seat-key.ts';
import { systemClock } from '../../electron/host/workspace/clock.ts';
import { toLayout, type WorkspaceLayout } from '../../electron/host/workspace/layout.ts';
import { openRecordLog, type RecordLog } from '../../electron/host/workspace/record-log.ts';
import { openWorkspace } from '../../electron/host/workspace/workspace.ts';
import type { LogEntry } from '../../shared/trust/log-entry.ts';

export interface StoredWorkspace {
  readonly layout: WorkspaceLayout;
  readonly seat: RecordLog;
  /** One for each case that was opened, in the order of their folders. */
  readonly cases: readonly RecordLog[];
}

export function layoutOf(userData: string): WorkspaceLayout {
  return toLayout(path.join(userData, 'workspace'));
}

/** Opens all logs of a workspace that no process holds, hands them over, and closes the workspace. */
export async function readWorkspace<T>(
  userData: string,
  read: (stored: StoredWorkspace) => T | Promise<T>,
): Promise<T> {
  const layout = layoutOf(userData);
  const workspace = await openWorkspace(layout.root, { program: { name: 'test', version: '0' } });
  try {
    const options = {
      seatKey: await loadOrCreateSeatKey(layout.seatKey),
      clock: systemClock,
      publicKeyOf: (keyid: string) => workspace.keys.publicKeyOf(keyid),
    };
    const cases: RecordLog[] = [];
    for (const name of await listNames(layout.cases)) {
      const folder = path.join(layout.cases, name);
      if (existsSync(path.join(folder, 'logs'))) cases.push(await openRecordLog(folder, options));
    }
    return await read({ layout, seat: workspace.seat.log, cases });
  } finally {
    await workspace.close();
  }
}

export function entriesOf(log: RecordLog): readonly LogEntry[] {
  return log.entries().map(({ entry }) => entry);
}

/** Types of the entries of a log, in order. */
export function kindsOf(log: RecordLog): readonly string[] {
  return entriesOf(log).map((entry) => entry.type);
}

/** Names in a folder, sorted; none where the folder is absent. */
export async function listNames(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** The files of the one case log of a workspace. */
export async function findCaseLog(userData: string): Promise<string> {
  const { cases } = layoutOf(userData);
  const [name = ''] = await listNames(cases);
  const [log = ''] = await listNames(path.join(cases, name, 'logs'));
  return path.join(cases, name, 'logs', log, 'entries.jsonl');
}
