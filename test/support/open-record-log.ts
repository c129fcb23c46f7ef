import { onTestFinished } from 'vitest';
import { openRecordLog, type RecordLog, type RecordLogOptions } from '../../electron/host/workspace/record-log.ts'; // prettier-ignore

const opened = new Set<RecordLog>();

/** Heads are written after an entry is acknowledged: closing a log is waiting for them. */
async function closeAll(): Promise<void> {
  const logs = [...opened];
  opened.clear();
  await Promise.all(logs.map((log) => log.close()));
}

/** Opens a record log as the program does: after the one that was open before was closed. */
export async function reopenRecordLog(
  folder: string,
  options: RecordLogOptions,
): Promise<RecordLog> {
  await closeAll();
  const log = await openRecordLog(folder, options);
  opened.add(log);
  onTestFinished(closeAll);
  return log;
}
