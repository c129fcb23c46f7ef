/**
 * The passphrase stanza of age files (C2SP age, "scrypt recipient"), over the runtime's scrypt: it runs
 * beside the event loop and in half the time of the one inside age-encryption, which does the rest.
 */
import { randomBytes, scrypt, webcrypto } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { Stanza, type Identity, type Recipient } from 'age-encryption';
import { CountersignError } from '../../../shared/errors.ts';
import {
  concatBytes,
  fromStandardBase64,
  toBase64,
  utf8Encode,
} from '../../../shared/trust/bytes.ts';

// Node 18 has Web Crypto under another name; age-encryption draws its random bytes from the global.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

/** log2 of the scrypt cost N of new files: about a second on an ordinary computer. */
export const DEFAULT_WORK_FACTOR = 18;
/** Files that ask for more are refused before any work: 20 already takes 1 GiB of memory. */
export const MAX_WORK_FACTOR = 20;

const LABEL = utf8Encode('age-encryption.org/v1/scrypt');
const BLOCK_SIZE = 8;
/** The key is used once, so the format fixes the nonce. */
const NONCE = new Uint8Array(12);

export function toScryptRecipient(passphrase: string, workFactor: number): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = new Uint8Array(randomBytes(16));
      const key = await deriveKey(passphrase, salt, workFactor);
      const body = chacha20poly1305(key, NONCE).encrypt(fileKey);
      return [new Stanza(['scrypt', toBase64(salt).replaceAll('=', ''), String(workFactor)], body)];
    },
  };
}

/**
 * Opens files that a passphrase protects.
 * The identity throws CountersignError 'key-refused' for other files and for work factors above the limit,
 * and 'wrong-passphrase' if the passphrase does not open the file.
 */
export function toScryptIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const { salt, workFactor, body } = readStanza(stanzas);
      const key = await deriveKey(passphrase, salt, workFactor);
      try {
        return chacha20poly1305(key, NONCE).decrypt(body);
      } catch (cause) {
        throw new CountersignError(
          'wrong-passphrase',
          'This passphrase does not open the key.',
          [],
          { cause },
        );
      }
    },
  };
}

function readStanza(stanzas: readonly Stanza[]): {
  salt: Uint8Array;
  workFactor: number;
  body: Uint8Array;
} {
  const [stanza, ...others] = stanzas;
  const [type, salt64 = '', factor = '', ...rest] = stanza?.args ?? [];
  const isOnly =
    stanza !== undefined && type === 'scrypt' && others.length === 0 && rest.length === 0;
  if (
    !isOnly ||
    !/^[1-9][0-9]{0,8}$/.test(factor) ||
    salt64.length !== 22 ||
    stanza.body.length !== 32
  ) {
    throw refused('This file is not protected by a passphrase in the way of age.');
  }
  const workFactor = Number(factor);
  // SECURITY: a hostile file must not cost gigabytes and minutes (threats 13).
  if (workFactor > MAX_WORK_FACTOR) {
    throw refused(
      `This key file asks for the work factor ${workFactor}; at most ${MAX_WORK_FACTOR} is allowed.`,
    );
  }
  return { salt: fromStandardBase64(`${salt64}==`), workFactor, body: stanza.body };
}

function refused(message: string): CountersignError {
  const rule = `formats.md 4: an age file with one scrypt stanza, work factor at most ${MAX_WORK_FACTOR}`;
  return new CountersignError('key-refused', message, [
    { code: 'age-file-refused', file: null, place: null, rule, message },
  ]);
}

function deriveKey(passphrase: string, salt: Uint8Array, workFactor: number): Promise<Uint8Array> {
  const cost = 2 ** workFactor;
  // The default memory limit of node:crypto fails from 2^15 on; this leaves room for what it needs itself.
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 2 * 128 * cost * BLOCK_SIZE + 2 ** 20 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, concatBytes(LABEL, salt), 32, options, (error, key) => {
      if (error === null) resolve(new Uint8Array(key));
      else reject(error);
    });
  });
}
