/** Names and public forms of a key (formats.md 4). All of them are made from the same 32 bytes. */
import { CountersignError } from '../errors.ts';
import { concatBytes, equalBytes, fromHex, toBase64, toHex, utf8Encode } from './bytes.ts';
import { isUsablePublicKey } from './ed25519.ts';
import type { TrustCrypto } from './ports.ts';
import { sshString } from './ssh-wire.ts';

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410, 4) up to its 32 bytes. */
const SPKI_PREFIX = fromHex('302a300506032b6570032100');

/** 44 bytes of DER. */
export function toSpki(publicKey32: Uint8Array): Uint8Array {
  return concatBytes(SPKI_PREFIX, publicKey32);
}

/**
 * The 32 bytes of an Ed25519 SPKI.
 * @throws CountersignError 'key-refused' for any other DER and for low-order keys
 */
export function fromSpki(spki: Uint8Array): Uint8Array {
  const publicKey32 = spki.slice(SPKI_PREFIX.length);
  if (
    !equalBytes(spki.subarray(0, SPKI_PREFIX.length), SPKI_PREFIX) ||
    !isUsablePublicKey(publicKey32)
  ) {
    const rule = 'RFC 8410, 4: 44 bytes of DER; formats.md 4: no low-order key';
    const message = 'This is not the public half of a usable Ed25519 key.';
    throw new CountersignError('key-refused', message, [
      { code: 'not-an-ed25519-key', file: null, place: null, rule, message },
    ]);
  }
  return publicKey32;
}

/** Name of a key everywhere: lowercase hex SHA-256 of its SPKI. */
export function keyIdOf(publicKey32: Uint8Array, crypto: TrustCrypto): string {
  return toHex(crypto.sha256(toSpki(publicKey32)));
}

/** PEM of the SPKI, as `openssl pkeyutl -verify -pubin -inkey` reads it. */
export function toPublicKeyPem(publicKey32: Uint8Array): string {
  return `-----BEGIN PUBLIC KEY-----\n${toBase64(toSpki(publicKey32))}\n-----END PUBLIC KEY-----\n`;
}

function toSshBlob(publicKey32: Uint8Array): Uint8Array {
  return concatBytes(sshString(utf8Encode('ssh-ed25519')), sshString(publicKey32));
}

/** "ssh-ed25519 AAAA…", as in allowed_signers and authorized_keys. */
export function toOpenSshPublicKey(publicKey32: Uint8Array): string {
  return `ssh-ed25519 ${toBase64(toSshBlob(publicKey32))}`;
}

/** "SHA256:…" without padding, as `ssh-keygen -l` prints it: the form that people read out. */
export function toOpenSshFingerprint(publicKey32: Uint8Array, crypto: TrustCrypto): string {
  return `SHA256:${toBase64(crypto.sha256(toSshBlob(publicKey32))).replaceAll('=', '')}`;
}
