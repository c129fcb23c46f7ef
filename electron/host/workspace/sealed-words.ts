/**
 * What a person sealed and has not opened: one file a sealing, `sealed/<digest of its record>.json`,
 * readable by this user only and encrypted so that nobody else at this seat can read it. The key is
 * derived from the person key: an Ed25519 signature over words that no other signature is over, hashed.
 * The file is on the disk before the sealing is recorded, so that a crash never leaves one that cannot
 * be opened.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { sealedKind, type SealedKind } from '../../../shared/review/records.ts';
import {
  fromBase64,
  toBase64,
  toHex,
  utf8Decode,
  utf8Encode,
} from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseStrictJson, type JsonObject } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { makeFolder, nodeFileSystem, type FileSystem } from '../storage/file-system.ts';

/** The record as it will be opened: complete but for its signature, which the key makes again. */
export interface SealedWords {
  readonly kind: SealedKind;
  readonly predicate: JsonObject;
}

export interface SealedStore {
  /** Digests of the sealings whose words are here. */
  list(): readonly string[];
  /** Resolves once the words are on the disk. @param record digest of the record that seals them */
  put(record: string, words: SealedWords, key: UnlockedKey): Promise<void>;
  /** @throws CountersignError 'not-found'; 'input-refused' for another key, or bytes that were changed */
  open(record: string, key: UnlockedKey): Promise<SealedWords>;
}

const sealedFile = z.object({
  record: sha256Hex,
  /** 16 bytes in hex: part of what the key is derived from. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** base64 of nonce (12 bytes), AES-256-GCM ciphertext and tag (16 bytes). */
  box: z.string(),
});
const sealedWords = z.object({ kind: sealedKind, predicate: z.record(z.string(), z.unknown()) });

const PURPOSE = 'countersign sealed words v1';
const RULE = 'Sealed words are encrypted with the key of the person who sealed them';

/** Nothing else is ever signed over these words, so nobody but the holder of the key has this secret. */
function toSecret(key: UnlockedKey, record: string, salt: string): Uint8Array {
  return nodeCrypto.sha256(key.sign(utf8Encode(`${PURPOSE}\n${record}\n${salt}\n`)));
}

function encrypt(plain: Uint8Array, secret: Uint8Array, record: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(utf8Encode(record));
  return toBase64(
    Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
  );
}

function decrypt(box: string, secret: Uint8Array, record: string): Uint8Array {
  const bytes = fromBase64(box);
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12)).setAAD(utf8Encode(record)); // prettier-ignore
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}

/** Opens the folder of one case. */
export async function openSealedStore(
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<SealedStore> {
  await makeFolder(folder, fs);
  const ENDING = '.json';
  const records = new Set(
    (await fs.readdir(folder))
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .filter((name) => sha256Hex.safeParse(name).success),
  );
  const fileOf = (record: string): string => path.join(folder, `${record}${ENDING}`);
  return {
    list: () => [...records].sort(),
    async put(record, words, key) {
      const salt = toHex(randomBytes(16));
      const secret = toSecret(key, record, salt);
      const plain = utf8Encode(toCanonicalJson({ kind: words.kind, predicate: words.predicate }));
      const file = { record, salt, box: encrypt(plain, secret, record) };
      await writeFileAtomically(fileOf(record), `${toCanonicalJson(file)}\n`, { mode: 0o600, fs });
      records.add(record);
    },
    async open(record, key) {
      if (!records.has(record)) throw new CountersignError('not-found', 'What was sealed here is not on this computer. It can be opened only at the seat that sealed it.'); // prettier-ignore
      const name = `sealed/${record}${ENDING}`;
      try {
        const { salt, box } = sealedFile.parse(parseStrictJson(utf8Decode(await fs.readFile(fileOf(record))), name)); // prettier-ignore
        const plain = utf8Decode(decrypt(box, toSecret(key, record, salt), record), name);
        const { kind, predicate } = sealedWords.parse(parseStrictJson(plain, name));
        return { kind, predicate: predicate as JsonObject };
      } catch (error) {
        const message = 'What was sealed here cannot be read with this key: it is another person’s, or its bytes were changed.'; // prettier-ignore
        throw new CountersignError('input-refused', message, [{ code: 'sealed-words', file: name, place: null, rule: RULE, message }], { cause: error }); // prettier-ignore
      }
    },
  };
}
