import { toHex } from './bytes.ts';
import type { TrustCrypto } from './ports.ts';

/**
 * The 14 encodings of the eight points of low order (C2SP CCTV, ed25519/README.md). A key or an R among
 * them lets one signature fit many messages, and runtimes disagree on them: with this list, all agree.
 */
const LOW_ORDER_POINTS: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
]);

export const PUBLIC_KEY_LENGTH = 32;
export const SIGNATURE_LENGTH = 64;

/** True for 32 bytes that are none of the low-order encodings. Whether they are a point, verifying shows. */
export function isUsablePublicKey(publicKey32: Uint8Array): boolean {
  return publicKey32.length === PUBLIC_KEY_LENGTH && !LOW_ORDER_POINTS.has(toHex(publicKey32));
}

/**
 * Verifies an Ed25519 signature (RFC 8032) with the rules of formats.md 4: 32-byte keys, 64-byte
 * signatures, no low-order point as key or as R. Never throws on hostile bytes.
 */
export function verifySignature(
  publicKey32: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  crypto: TrustCrypto,
): boolean {
  if (!isUsablePublicKey(publicKey32) || signature.length !== SIGNATURE_LENGTH) return false;
  if (LOW_ORDER_POINTS.has(toHex(signature.subarray(0, 32)))) return false;
  return crypto.verifyEd25519(publicKey32, message, signature);
}
