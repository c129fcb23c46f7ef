/** CRC-32 as ZIP has it (APPNOTE 4.4.7), in plain code. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC of `bytes` continued from `previous` (0 at the start). */
export function crc32Slow(bytes: Uint8Array, previous: number): number {
  let value = ~previous >>> 0;
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
