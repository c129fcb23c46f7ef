/**
 * SSHSIG (OpenSSH, PROTOCOL.sshsig), so that `ssh-keygen -Y verify` answers for a sign-off with no code
 * of ours. Ed25519 keys, SHA-512 and one namespace only.
 */
import { concatBytes, equalBytes, fromStandardBase64, toBase64, utf8Encode } from './bytes.ts';
import { CountersignError } from '../errors.ts';
import { verifySignature } from './ed25519.ts';
import type { TrustCrypto } from './ports.ts';
import { sshString, sshUint32 } from './ssh-wire.ts';

export const SIGN_OFF_NAMESPACE = 'signoff@countersign';

const MAGIC = utf8Encode('SSHSIG');
const VERSION = 1;
const HASH = utf8Encode('sha512');
const KEY_TYPE = utf8Encode('ssh-ed25519');
const BEGIN = '-----BEGIN SSH SIGNATURE-----';
const END = '-----END SSH SIGNATURE-----';
/** As ssh-keygen writes it; it reads any width. */
const LINE_LENGTH = 70;

/** The bytes that the person key signs for a payload. */
export function toSshsigMessage(payload: Uint8Array, crypto: TrustCrypto): Uint8Array {
  return concatBytes(
    MAGIC,
    sshString(utf8Encode(SIGN_OFF_NAMESPACE)),
    sshString(new Uint8Array(0)),
    sshString(HASH),
    sshString(crypto.sha512(payload)),
  );
}

/** Everything of the signature blob but the 64 bytes at its end. */
function toBlobHead(publicKey32: Uint8Array): Uint8Array {
  return concatBytes(
    MAGIC,
    sshUint32(VERSION),
    sshString(concatBytes(sshString(KEY_TYPE), sshString(publicKey32))),
    sshString(utf8Encode(SIGN_OFF_NAMESPACE)),
    sshString(new Uint8Array(0)),
    sshString(HASH),
    sshUint32(4 + KEY_TYPE.length + 4 + 64),
    sshString(KEY_TYPE),
    sshUint32(64),
  );
}

/** The armored signature file. `signature` is over `toSshsigMessage(payload)`. */
export function toSshsigArmor(publicKey32: Uint8Array, signature: Uint8Array): string {
  const text = toBase64(concatBytes(toBlobHead(publicKey32), signature));
  const lines = text.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return [BEGIN, ...lines, END, ''].join('\n');
}

/**
 * True if the armor is a sign-off signature over the payload by this very key. Every byte of the blob but
 * the signature is fixed by key and format, so it is compared, not parsed. Malformed armor is false.
 */
export function verifySshsig(
  armor: string,
  payload: Uint8Array,
  publicKey32: Uint8Array,
  crypto: TrustCrypto,
): boolean {
  const blob = readArmor(armor);
  const head = toBlobHead(publicKey32);
  if (blob === null || !equalBytes(blob.subarray(0, head.length), head)) return false;
  const message = toSshsigMessage(payload, crypto);
  return verifySignature(publicKey32, message, blob.subarray(head.length), crypto);
}

function readArmor(armor: string): Uint8Array | null {
  const lines = armor.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.shift() !== BEGIN || lines.pop() !== END) return null;
  try {
    return fromStandardBase64(lines.join(''));
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}
