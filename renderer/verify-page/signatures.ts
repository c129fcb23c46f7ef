/**
 * Ed25519 by the browser (WebCrypto), which answers later, for checks that want the answer at once: the
 * checks run once to learn what they ask, the browser answers, and they run again with its answers.
 */
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, fromHex, toHex } from '../../shared/trust/bytes.ts';
import type { TrustCrypto } from '../../shared/trust/ports.ts';

interface Asked {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

export type VerifyOne = (asked: Asked) => Promise<boolean>;

/** RFC 8032, 7.1, test 2. */
const KNOWN = {
  publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature: '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
} as const; // prettier-ignore

const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** The browser's Ed25519, after it gave the published answers; null where it has none. */
export async function findEd25519(): Promise<VerifyOne | null> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (subtle === undefined) return null;
  const verifyOne: VerifyOne = async ({ publicKey, message, signature }) => {
    const key = await subtle.importKey('raw', plain(publicKey), 'Ed25519', false, ['verify']);
    return subtle.verify('Ed25519', key, plain(signature), plain(message));
  };
  const known = { publicKey: fromHex(KNOWN.publicKey), message: fromHex(KNOWN.message), signature: fromHex(KNOWN.signature) }; // prettier-ignore
  try {
    const holds = await verifyOne(known);
    const refuses = !(await verifyOne({ ...known, message: new Uint8Array([0x73]) }));
    return holds && refuses ? verifyOne : null;
  } catch {
    return null;
  }
}

function nameOf({ publicKey, message, signature }: Asked): string {
  return toHex(sha256(concatBytes(publicKey, signature, sha256(message))));
}

/**
 * Runs checks until every signature they ask for has been answered: twice, unless an answer makes them ask
 * for others.
 * @param verifyOne null: no signature can be verified, and whoever runs the checks says so in them
 */
export async function withSignatures<T>(
  verifyOne: VerifyOne | null,
  run: (crypto: TrustCrypto) => T,
): Promise<T> {
  const answers = new Map<string, boolean>();
  for (;;) {
    const open = new Map<string, Asked>();
    const result = run({
      sha256: (bytes) => sha256(bytes),
      sha512: (bytes) => sha512(bytes),
      verifyEd25519(publicKey, message, signature) {
        if (verifyOne === null) return true;
        const asked = { publicKey, message, signature };
        const name = nameOf(asked);
        const answer = answers.get(name);
        if (answer === undefined) open.set(name, asked);
        return answer ?? true;
      },
    });
    if (open.size === 0 || verifyOne === null) return result;
    for (const [name, asked] of open) {
      // A key that is no point of the curve is refused by throwing.
      answers.set(name, await verifyOne(asked).catch(() => false));
    }
  }
}
