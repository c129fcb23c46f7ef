/**
 * The person key: signs records. It rests in an age file under a passphrase, `<keyid>.age`, and beside it
 * `<keyid>.json` holds what may be known of it. `age -d` gives a PEM that openssl reads.
 */
import path from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { CountersignError } from '../../../shared/errors.ts';
import { fromBase64, toBase64, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { isSha256Hex, toObject, toText } from '../../../shared/trust/json-shape.ts';
import { fromSpki, keyIdOf, toSpki } from '../../../shared/trust/key-id.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { generateEd25519, nodeCrypto, signEd25519, toPublicKey } from '../crypto.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import {
  makeFolder,
  nodeFileSystem,
  readFileIfThere,
  throwDiskError,
  type FileSystem,
} from '../storage/file-system.ts';
import { DEFAULT_WORK_FACTOR, toScryptIdentity, toScryptRecipient } from './age-scrypt.ts';
import { fromSecretPem, toSecretPem } from './pem.ts';

export interface UnlockedKey {
  readonly keyid: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** @throws CountersignError 'key-locked' after `forget()` */
  sign(message: Uint8Array): Uint8Array;
  /** Overwrites the secret. Copies that the engine made on the way (text of the PEM) are out of reach. */
  forget(): void;
}

/** An age file with one key is a few hundred bytes. */
const MAX_KEY_FILE_BYTES = 64 * 1024;

/**
 * Makes a new key and stores it encrypted, readable by this user only. Returns it unlocked.
 * @param workFactor log2 of the scrypt cost; lower than the default only in tests
 * @throws CountersignError 'bad-request' for an empty passphrase, 'storage-failed'
 */
export async function createPersonKey(
  folder: string,
  passphrase: string,
  workFactor: number = DEFAULT_WORK_FACTOR,
  fs: FileSystem = nodeFileSystem,
): Promise<UnlockedKey> {
  return storePersonKey(folder, generateEd25519().secretSeed, passphrase, workFactor, fs);
}

/**
 * Stores a key that was made elsewhere, in the same way. Returns it unlocked; it keeps the seed.
 * @throws CountersignError 'bad-request' for an empty passphrase, 'storage-failed'
 */
export async function storePersonKey(
  folder: string,
  secretSeed: Uint8Array,
  passphrase: string,
  workFactor: number = DEFAULT_WORK_FACTOR,
  fs: FileSystem = nodeFileSystem,
): Promise<UnlockedKey> {
  if (passphrase === '') throw new CountersignError('bad-request', 'A key needs a passphrase.');
  const publicKey = toPublicKey(secretSeed);
  const keyid = keyIdOf(publicKey, nodeCrypto);
  const pem = toSecretPem(secretSeed);
  const encrypter = new Encrypter();
  encrypter.addRecipient(toScryptRecipient(passphrase.normalize('NFC'), workFactor));
  const file = await encrypter.encrypt(pem).finally(() => pem.fill(0));
  const known = toCanonicalJson({
    createdAt: `${new Date().toISOString().slice(0, 19)}Z`,
    keyid,
    publicKey: toBase64(toSpki(publicKey)),
  });
  await makeFolder(folder, fs).catch((error: unknown) => throwDiskError('keys', error));
  // The public file comes second: where there is one, the secret is there too.
  await writeFileAtomically(path.join(folder, `${keyid}.age`), file, { fs });
  await writeFileAtomically(path.join(folder, `${keyid}.json`), utf8Encode(`${known}\n`), { fs });
  return toUnlockedKey(secretSeed);
}

/**
 * Opens a key with its passphrase.
 * @throws CountersignError 'not-found', 'wrong-passphrase', 'key-refused' (no age file with a passphrase,
 *   a work factor above the limit, a damaged file, or another key than the name says)
 */
export async function unlockPersonKey(
  folder: string,
  keyid: string,
  passphrase: string,
  fs: FileSystem = nodeFileSystem,
): Promise<UnlockedKey> {
  const bytes = await readKeyFile(folder, keyid, 'age', fs);
  const decrypter = new Decrypter();
  decrypter.addIdentity(toScryptIdentity(passphrase.normalize('NFC')));
  const pem = await decrypter.decrypt(bytes).catch((cause: unknown) => {
    // An encoding that is refused on the way is a damaged file like any other.
    if (cause instanceof CountersignError && cause.code !== 'input-refused') throw cause;
    throw refused(keyid, 'is damaged', cause);
  });
  const key = toUnlockedKey(readSeed(pem, keyid));
  if (key.keyid === keyid) return key;
  key.forget();
  throw refused(keyid, 'holds another key than its name says');
}

function readSeed(pem: Uint8Array, keyid: string): Uint8Array {
  try {
    return fromSecretPem(pem);
  } catch (cause) {
    throw refused(keyid, 'does not hold a key', cause);
  } finally {
    pem.fill(0);
  }
}

/**
 * The public half of a stored key, without its passphrase.
 * @throws CountersignError 'not-found'; 'key-refused' if the file is not about this key
 */
export async function readPublicKey(
  folder: string,
  keyid: string,
  fs: FileSystem = nodeFileSystem,
): Promise<Uint8Array> {
  const name = `${keyid}.json`;
  const bytes = await readKeyFile(folder, keyid, 'json', fs);
  const context = { file: name, rule: 'keyid, publicKey (base64 SPKI), createdAt' };
  const known = toObject(parseStrictJsonBytes(bytes, name), 'the file', context);
  const publicKey = fromSpki(fromBase64(toText(known['publicKey'], 'publicKey', context)));
  const isSame = known['keyid'] === keyid && keyIdOf(publicKey, nodeCrypto) === keyid;
  if (!isSame) throw refused(keyid, 'names another key than its name says');
  return publicKey;
}

async function readKeyFile(
  folder: string,
  keyid: string,
  extension: 'age' | 'json',
  fs: FileSystem,
): Promise<Uint8Array> {
  // SECURITY: the id becomes part of a path, so it is nothing but hexadecimal.
  const name = `${keyid}.${extension}`;
  const bytes = isSha256Hex(keyid)
    ? await readFileIfThere(path.join(folder, name), fs).catch((error: unknown) =>
        throwDiskError(name, error),
      )
    : null;
  if (bytes === null)
    throw new CountersignError(
      'not-found',
      `There is no key ${keyid.slice(0, 16)} on this computer.`,
    );
  if (bytes.length > MAX_KEY_FILE_BYTES) throw refused(keyid, 'is too long for a key file');
  return bytes;
}

/** A key over 32 bytes of seed, which it keeps and overwrites when it is forgotten. */
export function toUnlockedKey(secretSeed: Uint8Array): UnlockedKey {
  const publicKey = toPublicKey(secretSeed);
  let isForgotten = false;
  return {
    keyid: keyIdOf(publicKey, nodeCrypto),
    publicKey,
    sign(message) {
      if (isForgotten) throw new CountersignError('key-locked', 'This key was locked again.');
      return signEd25519(secretSeed, message);
    },
    forget() {
      isForgotten = true;
      secretSeed.fill(0);
    },
  };
}

function refused(keyid: string, what: string, cause?: unknown): CountersignError {
  const file = `${keyid}.age`;
  const message = `The file of the key ${keyid.slice(0, 16)} ${what}.`;
  const problem = {
    code: 'key-file-refused',
    file,
    place: null,
    rule: 'formats.md 4: keys at rest',
    message,
  };
  return new CountersignError('key-refused', message, [problem], { cause });
}
