/** The binary encoding of SSH (RFC 4251, 5), as far as keys and signatures need it. */
import { concatBytes } from './bytes.ts';

/** A length in four bytes, big-endian, then the bytes. */
export function sshString(bytes: Uint8Array): Uint8Array {
  return concatBytes(sshUint32(bytes.length), bytes);
}

export function sshUint32(value: number): Uint8Array {
  return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
}
