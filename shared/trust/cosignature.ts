/**
 * C2SP tlog-cosignature, the Ed25519 form (type 0x04): a seat says that, at a time by its own clock, this
 * was the largest head of a log that it had seen, and that it agreed with every earlier one. The name of
 * the cosigner is the origin of its own log, its key the seat key of that log's vkey.
 */
import { concatBytes, fromHex, toHex, utf8Encode } from './bytes.ts';
import {
  parseSignedCheckpoint,
  verifySignedCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.ts';
import { SIGNATURE_LENGTH, verifySignature } from './ed25519.ts';
import type { TrustCrypto } from './ports.ts';
import { refuse } from './refuse.ts';
import { toSignatureLine, type NoteSignature, type Vkey } from './signed-note.ts';

export interface Cosignature {
  /** Origin of a log of the seat that cosigned. */
  readonly by: string;
  /** UTC to the second, by the clock of that seat: "2026-11-21T09:30:00Z". */
  readonly time: string;
}

export type Cosigner = Pick<Vkey, 'name' | 'publicKey'>;

const RULE = 'C2SP tlog-cosignature, Ed25519 (type 0x04)';
const COSIGNATURE_TYPE = 0x04;
const TIME_LENGTH = 8;
/** 9999-12-31T23:59:59Z: later times do not fit the form in which times are written here. */
const MAX_SECONDS = 253_402_300_799;

/** First four bytes of SHA-256(name || 0x0A || 0x04 || key), in hex. */
export function toCosignerHash({ name, publicKey }: Cosigner, crypto: TrustCrypto): string {
  const bytes = concatBytes(utf8Encode(`${name}\n`), new Uint8Array([COSIGNATURE_TYPE]), publicKey);
  return toHex(crypto.sha256(bytes).subarray(0, 4));
}

/**
 * The bytes that a cosigner signs.
 * @param body Text of the checkpoint with its last line feed, without signatures.
 * @param seconds POSIX time.
 */
export function toCosignatureMessage(body: string, seconds: number): Uint8Array {
  return utf8Encode(`cosignature/v1\ntime ${seconds}\n${body}`);
}

/** The signature line of a cosigner, with its line feed. `signature` is over `toCosignatureMessage`. */
export function toCosignatureLine(
  cosigner: Cosigner,
  seconds: number,
  signature: Uint8Array,
  crypto: TrustCrypto,
): string {
  const keyHash = fromHex(toCosignerHash(cosigner, crypto));
  return toSignatureLine(cosigner.name, keyHash, concatBytes(toBigEndian(seconds), signature));
}

/** POSIX time of a UTC text. */
export function toSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

function toTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function toBigEndian(seconds: number): Uint8Array {
  const bytes = new Uint8Array(TIME_LENGTH);
  for (let [index, rest] = [TIME_LENGTH - 1, seconds]; index >= 0; index--) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

/** Null for a time that is beyond what can be written here. */
function fromBigEndian(bytes: Uint8Array): number | null {
  const seconds = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return seconds > MAX_SECONDS ? null : seconds;
}

/**
 * The known cosigners of a checkpoint, each once. Lines of others are ignored; a wrong signature under the
 * name and key of a known one refuses the whole.
 * @throws CountersignError 'input-refused'
 */
export function verifyCosignatures(
  checkpoint: Pick<SignedCheckpoint, 'body' | 'signatures'>,
  cosigners: readonly Cosigner[],
  crypto: TrustCrypto,
  file: string,
): readonly Cosignature[] {
  const found: Cosignature[] = [];
  for (const line of checkpoint.signatures) {
    const cosigner = cosigners.find(
      (known) => known.name === line.name && toCosignerHash(known, crypto) === line.keyHash,
    );
    if (cosigner === undefined || found.some((other) => other.by === cosigner.name)) continue;
    found.push({ by: cosigner.name, time: toTime(verifyLine(checkpoint.body, line, cosigner, crypto, file)) }); // prettier-ignore
  }
  return found;
}

function verifyLine(
  body: string,
  { name, signature }: NoteSignature,
  { publicKey }: Cosigner,
  crypto: TrustCrypto,
  file: string,
): number {
  if (signature.length !== TIME_LENGTH + SIGNATURE_LENGTH) {
    fail(file, `has a cosignature by ${name} that is not ${TIME_LENGTH + SIGNATURE_LENGTH} bytes long`);
  } // prettier-ignore
  const seconds = fromBigEndian(signature.subarray(0, TIME_LENGTH));
  if (seconds === null) return fail(file, `has a cosignature by ${name} of a time after the year 9999`);
  const message = toCosignatureMessage(body, seconds);
  if (!verifySignature(publicKey, message, signature.slice(TIME_LENGTH), crypto)) {
    fail(file, `has a cosignature by ${name} that does not verify`, 'signature-invalid');
  }
  return seconds;
} // prettier-ignore

export interface CosignedCheckpoint extends SignedCheckpoint {
  /** At least one. */
  readonly cosignatures: readonly Cosignature[];
}

/**
 * Reads a checkpoint that the log signed and a known cosigner cosigned.
 * @throws CountersignError 'input-refused', also where no known cosigner is among its lines
 */
export function verifyCosignedCheckpoint(
  text: string,
  vkey: string,
  cosigners: readonly Cosigner[],
  crypto: TrustCrypto,
  file = 'cosigned checkpoint',
): CosignedCheckpoint {
  const checkpoint = verifySignedCheckpoint(text, vkey, crypto, file);
  const cosignatures = verifyCosignatures(checkpoint, cosigners, crypto, file);
  if (cosignatures.length === 0) fail(file, 'has no cosignature by a known seat', 'signature-unknown');
  return { ...checkpoint, cosignatures };
} // prettier-ignore

/**
 * The checkpoint with the line of one more cosigner, and no other cosigner's: each keeps a note of its own.
 * @param sign Ed25519 with the key of `cosigner`.
 * @throws CountersignError 'input-refused' if `text` is no checkpoint
 */
export function toCosignedCheckpoint(
  text: string,
  cosigner: Cosigner,
  time: string,
  sign: (message: Uint8Array) => Uint8Array,
  crypto: TrustCrypto,
): string {
  const { body, origin, signatures } = parseSignedCheckpoint(text, 'checkpoint');
  const own = signatures
    .filter((line) => line.name === origin)
    .map((line) => toSignatureLine(line.name, fromHex(line.keyHash), line.signature));
  const seconds = toSeconds(time);
  const signature = sign(toCosignatureMessage(body, seconds));
  return `${body}\n${own.join('')}${toCosignatureLine(cosigner, seconds, signature, crypto)}`;
}

/** Several notes in one file: each is two blocks, and no block holds an empty line. */
export function joinNotes(notes: readonly string[]): string {
  return notes.join('\n');
}

/**
 * Splits what `joinNotes` joined. Verifies nothing.
 * @throws CountersignError 'input-refused' for more than `limit` notes, or half of one
 */
export function splitNotes(text: string, limit: number, file: string): readonly string[] {
  if (text === '') return [];
  const blocks = text.slice(0, -1).split('\n\n', limit * 2 + 1);
  if (!text.endsWith('\n') || blocks.length % 2 !== 0 || blocks.length > limit * 2) {
    fail(file, `is not a list of at most ${limit} signed notes`, 'invalid-notes');
  }
  const notes: string[] = [];
  for (let index = 0; index < blocks.length; index += 2) {
    notes.push(`${blocks[index] ?? ''}\n\n${blocks[index + 1] ?? ''}\n`);
  }
  return notes;
}

function fail(file: string, what: string, code = 'invalid-cosignature'): never {
  return refuse({ code, file, place: null, rule: RULE, message: `${file} ${what}.` });
}
