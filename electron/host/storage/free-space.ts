/** Is there room? Asked before work begins that would fill the disk half-way. */
import { CountersignError } from '../../../shared/errors.ts';
import type { FileSystem } from './file-system.ts';

/** Kept free beside what is asked for: the log must still take entries. */
const RESERVE = 1024 * 1024;

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** Bytes in words: "812 bytes", "3.1 MB", in steps of 1,000. */
export function toSizeWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  // Compared as it will be printed: 999,950 bytes are 1.0 MB, not 1000.0 KB.
  while (unit < UNITS.length - 1 && value >= (unit === 0 ? 1000 : 999.95)) {
    [value, unit] = [value / 1000, unit + 1];
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/**
 * @param folder One that is there, on the disk that will be written to.
 * @param what Beginning of the sentence: "The bundle", "The audit record".
 * @throws CountersignError 'storage-failed' where less than the bytes and a reserve are free. A system that
 *   does not say how much is free is not asked twice: writing will tell.
 */
export async function assertRoom(
  folder: string,
  bytes: number,
  what: string,
  fs: FileSystem,
): Promise<void> {
  const free = await fs.freeBytes(folder).catch(() => null);
  if (free === null || free >= bytes + RESERVE) return;
  const message = `${what} needs ${toSizeWords(bytes + RESERVE)} on the disk and ${toSizeWords(free)} are free. Nothing was written.`;
  const rule = 'Room for the whole is there before the first byte is written';
  throw new CountersignError('storage-failed', message, [
    { code: 'no-room', file: null, place: null, rule, message },
  ]);
}
