/**
 * The seat key: signs log heads, never records. It must work without a person, so it rests unencrypted in a
 * file that only this user can read; a head it signed says what this seat saw, not what a person meant.
 */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { createEd25519Signer, generateEd25519, toPublicKey } from '../crypto.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { nodeFileSystem, readFileIfThere, type FileSystem } from '../storage/file-system.ts';
import { fromSecretPem, toSecretPem } from './pem.ts';

export interface SeatKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** A seat key from 32 bytes of seed, which it keeps. */
export function toSeatKey(secretSeed32: Uint8Array): SeatKey {
  return {
    publicKey: toPublicKey(secretSeed32),
    sign: createEd25519Signer(secretSeed32),
  };
}

/** Makes a new key and stores it as PKCS #8 in PEM with mode 0600, replacing what is there. */
export async function createSeatKey(
  file: string,
  fs: FileSystem = nodeFileSystem,
): Promise<SeatKey> {
  const { secretSeed } = generateEd25519();
  const pem = toSecretPem(secretSeed);
  await writeFileAtomically(file, pem, { mode: 0o600, fs }).finally(() => pem.fill(0));
  return toSeatKey(secretSeed);
}

/**
 * Reads the key.
 * @throws CountersignError 'not-found'; 'key-refused' if the file is no Ed25519 key
 */
export async function loadSeatKey(file: string, fs: FileSystem = nodeFileSystem): Promise<SeatKey> {
  const pem = await readFileIfThere(file, fs);
  if (pem === null)
    throw new CountersignError('not-found', `There is no seat key "${path.basename(file)}".`);
  return toSeatKey(fromSecretPem(pem));
}

/** Reads the key, or makes it on the first start. A file that is there but unreadable is never replaced. */
export async function loadOrCreateSeatKey(
  file: string,
  fs: FileSystem = nodeFileSystem,
): Promise<SeatKey> {
  const isThere = (await readFileIfThere(file, fs)) !== null;
  return isThere ? loadSeatKey(file, fs) : createSeatKey(file, fs);
}
