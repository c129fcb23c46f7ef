/** PKCS #8 in PEM, as openssl reads and writes an unencrypted Ed25519 key. */
import { CountersignError } from '../../../shared/errors.ts';
import {
  fromStandardBase64,
  toBase64,
  utf8Decode,
  utf8Encode,
} from '../../../shared/trust/bytes.ts';
import { fromPkcs8, toPkcs8 } from '../crypto.ts';

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';

/** The caller overwrites the bytes after use. */
export function toSecretPem(secretSeed32: Uint8Array): Uint8Array {
  const der = toPkcs8(secretSeed32);
  try {
    return utf8Encode(`${BEGIN}\n${toBase64(der)}\n${END}\n`);
  } finally {
    der.fill(0);
  }
}

/**
 * The seed in a PEM file.
 * @throws CountersignError 'key-refused' for anything but one unencrypted Ed25519 key
 */
export function fromSecretPem(pem: Uint8Array): Uint8Array {
  const match =
    /^-----BEGIN PRIVATE KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END PRIVATE KEY-----\r?\n?$/.exec(
      readText(pem),
    );
  if (match === null) throw new CountersignError('key-refused', 'This is not a secret key in PEM.');
  const der = readBase64((match[1] ?? '').replace(/[\r\n]/g, ''));
  try {
    return fromPkcs8(der);
  } finally {
    der.fill(0);
  }
}

function readText(pem: Uint8Array): string {
  return orRefused(() => utf8Decode(pem));
}

function readBase64(text: string): Uint8Array {
  return orRefused(() => fromStandardBase64(text));
}

function orRefused<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CountersignError('key-refused', 'This is not a secret key in PEM.', [], { cause });
  }
}
