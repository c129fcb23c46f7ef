/** The structure of a ZIP file on disk, checked by the code that the page `verify.html` uses as well. */
import type { FileHandle } from 'node:fs/promises';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import {
  readZipStructure as readStructure,
  type ZipLimits,
  type ZipStructure,
} from '../../../shared/bundle/zip-structure.ts';

export { outputLimit, type ZipLimits } from '../../../shared/bundle/zip-structure.ts';

/** See `readZipStructure` of shared/bundle. */
export function readZipStructure(
  file: FileHandle,
  size: number,
  limits: ZipLimits = LIMITS,
): Promise<ZipStructure> {
  const readAt = async (position: number, length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, position);
    return bytes.subarray(0, bytesRead);
  };
  return readStructure(readAt, size, limits);
}
