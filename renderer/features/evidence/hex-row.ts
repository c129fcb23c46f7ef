/** "00000010  89 50 4e 47 …  |.PNG|": one line of a hex dump. */
export function toHexRow(bytes: Uint8Array, from: number, width: number): string {
  const part = [...bytes.subarray(from, from + width)];
  const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = part
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
    .join('');
  return `${from.toString(16).padStart(8, '0')}  ${hex.padEnd(width * 3 - 1)}  ${text}`;
}
