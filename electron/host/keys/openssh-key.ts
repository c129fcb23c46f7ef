/**
 * Reads the file of an OpenSSH ed25519 key (openssh-portable, PROTOCOL.key), so that a key that people
 * already know by its fingerprint can sign here. Anything else in such a file is refused with what to do.
 */
import { createDecipheriv } from 'node:crypto';
import bcrypt from 'bcrypt-pbkdf';
import { CountersignError } from '../../../shared/errors.ts';
import { equalBytes, fromStandardBase64, utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts'; // prettier-ignore
import { isUsablePublicKey } from '../../../shared/trust/ed25519.ts';
import { toPublicKey } from '../crypto.ts';

/** A key file with one ed25519 key is about 400 bytes. */
export const MAX_OPENSSH_BYTES = 16 * 1024;
/** ssh-keygen writes 16 or 24. More would hold the program up at the wish of a file. */
export const MAX_BCRYPT_ROUNDS = 256;

const MAGIC = utf8Encode('openssh-key-v1\0');
const RULE = 'openssh-portable, PROTOCOL.key';
const WITHOUT = 'Write a copy without a passphrase with “ssh-keygen -p -N "" -f COPY”, import the copy, and destroy it.'; // prettier-ignore

/** Ciphers by the name in the file, each with 32 bytes of key and 16 of vector. */
const CIPHERS: Readonly<Record<string, string>> = {
  'aes256-ctr': 'aes-256-ctr',
  'aes256-cbc': 'aes-256-cbc',
};

/** Whether the file must be opened with a passphrase, without any work. @throws CountersignError 'key-refused' */
export function needsPassphrase(file: Uint8Array): boolean {
  return readHead(file).cipher !== 'none';
}

/**
 * The 32 bytes of seed in the file. The caller overwrites them.
 * @param passphrase of the file; ignored where the file has none
 * @throws CountersignError 'key-refused' for any other kind of file or key, for more bcrypt rounds than
 *   MAX_BCRYPT_ROUNDS before any work, and for public halves that do not belong to the secret;
 *   'wrong-passphrase'
 */
export function readOpenSshKey(file: Uint8Array, passphrase: string): Uint8Array {
  const head = readHead(file);
  const secret = head.cipher === 'none' ? head.secret.slice() : decrypt(head, passphrase);
  try {
    return readSecret(secret, head);
  } finally {
    secret.fill(0);
  }
}

interface Head {
  readonly cipher: string;
  readonly kdf: string;
  readonly kdfOptions: Uint8Array;
  /** 32 bytes, as the open part of the file says. */
  readonly publicKey: Uint8Array;
  readonly secret: Uint8Array;
  /** What follows the key: the tag of ciphers that have one, else nothing. */
  readonly after: Uint8Array;
}

/** Reads strings one after the other (RFC 4251, 5). */
function reader(bytes: Uint8Array): {
  uint32(): number;
  string(): Uint8Array;
  rest(): Uint8Array;
} {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw refused('The file ends before its last part.');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const uint32 = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = take(4);
    return a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  };
  return { uint32, string: () => take(uint32()), rest: () => take(bytes.length - at) };
}

function readHead(file: Uint8Array): Head {
  const blob = readArmor(file);
  if (!equalBytes(blob.subarray(0, MAGIC.length), MAGIC)) throw refused('This is not a private key of OpenSSH.'); // prettier-ignore
  const from = reader(blob.subarray(MAGIC.length));
  const [cipher, kdf] = [toName(from.string()), toName(from.string())];
  const kdfOptions = from.string();
  if (from.uint32() !== 1) throw refused('The file holds more than one key.');
  const publicKey = readPublic(from.string());
  const secret = from.string();
  return { cipher, kdf, kdfOptions, publicKey, secret, after: from.rest() };
}

function readArmor(file: Uint8Array): Uint8Array {
  if (file.length > MAX_OPENSSH_BYTES) throw refused('The file is too long for a key.');
  try {
    const match = /^-----BEGIN OPENSSH PRIVATE KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END OPENSSH PRIVATE KEY-----\r?\n?$/.exec(utf8Decode(file)); // prettier-ignore
    if (match !== null) return fromStandardBase64((match[1] ?? '').replace(/[\r\n]/g, ''));
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
  }
  throw refused('This is not a private key of OpenSSH.');
}

function toName(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 40));
}

function readPublic(blob: Uint8Array): Uint8Array {
  const from = reader(blob);
  const type = toName(from.string());
  if (type !== 'ssh-ed25519') {
    throw refused(`This is a key of the kind ${type.replace(/[^\w@.-]/g, '?')}. Countersign signs with ssh-ed25519 only.`); // prettier-ignore
  }
  const publicKey = from.string();
  // SECURITY: the low-order encodings let one signature fit many messages (threats 14).
  if (!isUsablePublicKey(publicKey)) throw refused('The public half is not a usable Ed25519 key.');
  return publicKey;
}

function decrypt(head: Head, passphrase: string): Uint8Array {
  const algorithm = Object.hasOwn(CIPHERS, head.cipher) ? CIPHERS[head.cipher] : undefined;
  if (algorithm === undefined || head.kdf !== 'bcrypt') {
    throw refused(`The key is encrypted with ${head.cipher.replace(/[^\w@.-]/g, '?')}, which is not read here. ${WITHOUT}`); // prettier-ignore
  }
  const options = reader(head.kdfOptions);
  const [salt, rounds] = [options.string(), options.uint32()];
  // SECURITY: before any work, a hostile file must not hold the program up (threats 13).
  if (rounds < 1 || rounds > MAX_BCRYPT_ROUNDS) {
    throw refused(`The key asks for ${rounds} rounds of bcrypt; at most ${MAX_BCRYPT_ROUNDS} are done here. ${WITHOUT}`); // prettier-ignore
  }
  if (head.secret.length === 0 || head.secret.length % 16 !== 0) throw refused('The encrypted part has no whole blocks.'); // prettier-ignore
  const bytes = utf8Encode(passphrase);
  if (bytes.length === 0) throw wrongPassphrase();
  const derived = new Uint8Array(48);
  try {
    const outcome = bcrypt.pbkdf(bytes, bytes.length, salt, salt.length, derived, 48, rounds);
    if (outcome !== 0) throw refused('The salt of the key is missing.');
    const decipher = createDecipheriv(algorithm, derived.subarray(0, 32), derived.subarray(32));
    decipher.setAutoPadding(false);
    const parts = [decipher.update(head.secret), decipher.final()];
    const secret = new Uint8Array(Buffer.concat(parts));
    for (const part of parts) part.fill(0);
    const check = reader(secret);
    if (check.uint32() === check.uint32()) return secret;
    secret.fill(0);
    throw wrongPassphrase();
  } finally {
    derived.fill(0);
    bytes.fill(0);
  }
}

function readSecret(secret: Uint8Array, head: Head): Uint8Array {
  if (head.after.length > 0) throw refused('Something follows the key in the file.');
  const from = reader(secret);
  if (from.uint32() !== from.uint32()) throw refused('The two check numbers of the key differ.');
  if (toName(from.string()) !== 'ssh-ed25519') throw refused('The secret half is of another kind than the public one.'); // prettier-ignore
  const [publicKey, both] = [from.string(), from.string()];
  from.string();
  if (from.rest().some((byte, index) => byte !== index + 1)) throw refused('The padding of the key is not as it should be.'); // prettier-ignore
  const seed = both.slice(0, 32);
  const isWhole = both.length === 64 && equalBytes(publicKey, head.publicKey) && equalBytes(both.subarray(32), head.publicKey); // prettier-ignore
  if (isWhole && equalBytes(toPublicKey(seed), head.publicKey)) return seed;
  seed.fill(0);
  throw refused('The public half does not belong to the secret one.');
}

function wrongPassphrase(): CountersignError {
  return new CountersignError('wrong-passphrase', 'This passphrase does not open the key file.');
}

function refused(message: string): CountersignError {
  return new CountersignError('key-refused', message, [
    { code: 'openssh-key-refused', file: null, place: null, rule: RULE, message },
  ]);
}
