import { openRecordLog, type RecordLog, type RecordLogOptions } from '../../electron/host/workspace/record-log.ts'; // prettier-ignore
import { closeLater, closeOpened } from './opened.ts';

/** Opens a record log as the program does: after the one that was open before was closed. */
export async function reopenRecordLog(
  folder: string,
  options: RecordLogOptions,
): Promise<RecordLog> {
  await closeOpened();
  return closeLater(await openRecordLog(folder, options));
}
