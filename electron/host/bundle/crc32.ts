/** CRC-32 of a ZIP by the runtime where it has one: `zlib.crc32` exists only from Node 20.15 and 22.2 on. */
import * as zlib from 'node:zlib';
import { crc32Slow } from '../../../shared/bundle/crc32.ts';

export { crc32Slow } from '../../../shared/bundle/crc32.ts';

const native = (zlib as { crc32?: (bytes: Uint8Array, previous?: number) => number }).crc32;

/** CRC of `bytes` continued from `previous` (0 at the start). */
export const crc32: (bytes: Uint8Array, previous: number) => number = native ?? crc32Slow;
