/**
 * The runtime's cryptography behind the port of shared/. Electron is built with BoringSSL and Node with
 * OpenSSL: only Ed25519, SHA-256, SHA-512, scrypt and AES-GCM are used, and `selfTest` runs at the start.
 */
import * as crypto from 'node:crypto';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { CountersignError } from '../../shared/errors.ts';
import { concatBytes, equalBytes, fromHex, toHex, utf8Encode } from '../../shared/trust/bytes.ts';
import { verifySignature } from '../../shared/trust/ed25519.ts';
import { toSpki } from '../../shared/trust/key-id.ts';
import type { TrustCrypto } from '../../shared/trust/ports.ts';

/** PrivateKeyInfo of an Ed25519 key (RFC 8410, 7) up to its 32 bytes of seed. */
const PKCS8_PREFIX = fromHex('302e020100300506032b657004220420');

export const nodeCrypto: TrustCrypto = {
  sha256,
  sha512: (bytes) => toPlainBytes(createHash('sha512').update(bytes).digest()),
  verifyEd25519: verifyRaw,
};

/** From Node 20.12 and 21.7 on; a third of the time of a hash that is set up first. */
const oneShot = (crypto as { hash?: typeof crypto.hash }).hash;

/** As text with one character for each byte: a buffer for each of 100,000 hashes would cost more than they do. */
function sha256(bytes: Uint8Array): Uint8Array {
  const text = oneShot?.('sha256', bytes, 'binary') ?? createHash('sha256').update(bytes).digest('binary'); // prettier-ignore
  const digest = new Uint8Array(32);
  for (let index = 0; index < 32; index += 1) digest[index] = text.charCodeAt(index);
  return digest;
}

/** Buffers share memory with one another and print differently in tests: nothing outside sees one. */
function toPlainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}

/** Taking a key apart costs as much as verifying with it, and a log is signed by few. */
const publicKeys = new Map<string, KeyObject>();
const MAX_PUBLIC_KEYS = 256;

/** @throws where the runtime finds that the bytes are no point of the curve */
function toKeyObject(publicKey32: Uint8Array): KeyObject {
  const name = toHex(publicKey32);
  const known = publicKeys.get(name);
  if (known !== undefined) return known;
  const der = Buffer.from(toSpki(publicKey32));
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (publicKeys.size >= MAX_PUBLIC_KEYS) publicKeys.clear();
  publicKeys.set(name, key);
  return key;
}

function verifyRaw(publicKey32: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, message, toKeyObject(publicKey32), signature);
  } catch {
    // Runtimes differ in whether 32 bytes that are no point, or a short signature, throw or are false.
    return false;
  }
}

/** A new key pair: 32 bytes each, raw. The caller overwrites the seed when done with it. */
export function generateEd25519(): { publicKey: Uint8Array; secretSeed: Uint8Array } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  const secretSeed = fromPkcs8(der);
  der.fill(0);
  return { publicKey: toPublicKey(secretSeed), secretSeed };
}

/** 48 bytes of DER. Overwrite them after use. */
export function toPkcs8(secretSeed32: Uint8Array): Uint8Array {
  assertSeed(secretSeed32);
  return concatBytes(PKCS8_PREFIX, secretSeed32);
}

/**
 * The seed in the PKCS #8 form of an Ed25519 key.
 * @throws CountersignError 'key-refused'
 */
export function fromPkcs8(der: Uint8Array): Uint8Array {
  const isEd25519 =
    der.length === 48 && equalBytes(der.subarray(0, PKCS8_PREFIX.length), PKCS8_PREFIX);
  if (!isEd25519) {
    throw new CountersignError(
      'key-refused',
      'This is not the secret half of an Ed25519 key in PKCS #8.',
    );
  }
  return new Uint8Array(der.subarray(PKCS8_PREFIX.length));
}

/** The public half of a seed. */
export function toPublicKey(secretSeed32: Uint8Array): Uint8Array {
  return withPrivateKey(secretSeed32, (key) => {
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    return toPlainBytes(spki.subarray(-32));
  });
}

/** Ed25519 signature (RFC 8032), 64 bytes, the same for the same input. */
export function signEd25519(secretSeed32: Uint8Array, message: Uint8Array): Uint8Array {
  return withPrivateKey(secretSeed32, (key) => toPlainBytes(sign(null, message, key)));
}

/** Signs with a key that is read once and kept: for the seat key, which signs after every entry. */
export function createEd25519Signer(secretSeed32: Uint8Array): (message: Uint8Array) => Uint8Array {
  const kept = withPrivateKey(secretSeed32, (key) => key);
  return (message) => toPlainBytes(sign(null, message, kept));
}

function withPrivateKey<T>(
  secretSeed32: Uint8Array,
  use: (key: ReturnType<typeof createPrivateKey>) => T,
): T {
  const der = Buffer.from(toPkcs8(secretSeed32));
  try {
    return use(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  } finally {
    der.fill(0);
  }
}

function assertSeed(secretSeed32: Uint8Array): void {
  if (secretSeed32.length !== 32) {
    throw new CountersignError(
      'key-refused',
      `A secret key is 32 bytes, not ${secretSeed32.length}.`,
    );
  }
}

/** RFC 8032, 7.1, test 2 and FIPS 180-4 "abc". */
const KNOWN = {
  seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
  publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  sha512:
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
} as const;

/**
 * Compares the runtime with published answers, before anything is signed or believed.
 * @throws CountersignError 'internal' naming what differs
 */
export function selfTest(crypto: TrustCrypto = nodeCrypto): void {
  const [seed, publicKey] = [fromHex(KNOWN.seed), fromHex(KNOWN.publicKey)];
  const [message, signature] = [fromHex(KNOWN.message), fromHex(KNOWN.signature)];
  const changed = signature.map((byte, index) => (index === 63 ? byte ^ 1 : byte));
  const checks: Record<string, boolean> = {
    'SHA-256': equalBytes(crypto.sha256(utf8Encode('abc')), fromHex(KNOWN.sha256)),
    'SHA-512': equalBytes(crypto.sha512(utf8Encode('abc')), fromHex(KNOWN.sha512)),
    'Ed25519 keys': equalBytes(toPublicKey(seed), publicKey),
    'Ed25519 signing': equalBytes(signEd25519(seed, message), signature),
    'Ed25519 verifying': verifySignature(publicKey, message, signature, crypto),
    'Ed25519 refusing': !verifySignature(publicKey, message, changed, crypto),
  };
  const failed = Object.keys(checks).filter((name) => checks[name] !== true);
  if (failed.length > 0) {
    const message = `The cryptography of this computer gives wrong answers: ${failed.join(', ')}.`;
    throw new CountersignError('internal', message);
  }
}
