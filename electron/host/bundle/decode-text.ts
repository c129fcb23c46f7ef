/** Text of tag files in the encodings that old bags use. */

/** UTF-16 with or without a byte order mark; without one it is big-endian (RFC 2781, 4.3). */
function decodeUtf16(bytes: Uint8Array, isLittleEndian: boolean | null): string | null {
  if (bytes.length % 2 !== 0) return null;
  const [first, second] = [bytes[0], bytes[1]];
  const mark =
    first === 0xfe && second === 0xff ? false : first === 0xff && second === 0xfe ? true : null;
  const little = mark ?? isLittleEndian ?? false;
  const units = new Uint16Array(bytes.length / 2);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index < units.length; index += 1)
    units[index] = view.getUint16(index * 2, little);
  let text = '';
  for (let at = 0; at < units.length; at += 8_192)
    text += String.fromCharCode(...units.subarray(at, at + 8_192));
  return /\p{Cs}/u.test(text) ? null : text;
}

/**
 * Text of `bytes` in `encoding`, or null where the encoding is not known or the bytes are not in it.
 * A byte order mark is kept, since bagit.txt may not have one.
 */
export function decodeText(bytes: Uint8Array, encoding: string): string | null {
  const name = encoding.toLowerCase();
  if (name === 'utf-16') return decodeUtf16(bytes, null);
  if (name === 'utf-16be' || name === 'utf-16le') return decodeUtf16(bytes, name === 'utf-16le');
  // Browsers read this label as windows-1252; the bytes 80 to 9F are control characters in the standard.
  if (name === 'iso-8859-1') return Buffer.from(bytes).toString('latin1');
  if (name === 'us-ascii' && bytes.some((byte) => byte > 0x7f)) return null;
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
