/** C2SP tlog-checkpoint: the signed head of a log. Origin and key name are the same text in our logs. */
import { fromHex, fromStandardBase64, toBase64 } from './bytes.ts';
import { CountersignError } from '../errors.ts';
import type { TrustCrypto } from './ports.ts';
import { refuse } from './refuse.ts';
import {
  isKeyName, parseNote, parseVkey, toKeyHash, toSignatureLine, verifyNote, type NoteSignature,
} from './signed-note.ts'; // prettier-ignore

export { parseVkey, toVkey, type Vkey } from './signed-note.ts';

export interface Checkpoint {
  readonly origin: string;
  /** Number of entries, up to 2^53-1. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

export interface SignedCheckpoint extends Checkpoint {
  /** The text that the signatures are over. */
  readonly body: string;
  /** Lines after the root. Ours have none. */
  readonly extensions: readonly string[];
  /** Not verified by parsing. */
  readonly signatures: readonly NoteSignature[];
}

const RULE = 'C2SP tlog-checkpoint';

/** Origin of a log of Countersign: "countersign/log/<uuid>". */
export function toOrigin(uuid: string): string {
  return `countersign/log/${uuid}`;
}

/**
 * The text that the seat key signs.
 * @throws CountersignError 'input-refused' if it could not be read back
 */
export function toCheckpointBody(checkpoint: Checkpoint): string {
  if (!isKeyName(checkpoint.origin))
    fail('new checkpoint', 'has an origin that cannot be a key name');
  const body = `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
  parseCheckpointBody(body, 'new checkpoint');
  return body;
}

/** The signed note. `signature` is over the UTF-8 of `toCheckpointBody(checkpoint)`. */
export function toSignedCheckpoint(
  checkpoint: Checkpoint,
  publicKey32: Uint8Array,
  signature: Uint8Array,
  crypto: TrustCrypto,
): string {
  const { origin } = checkpoint;
  const keyHash = fromHex(toKeyHash(origin, publicKey32, crypto));
  return `${toCheckpointBody(checkpoint)}\n${toSignatureLine(origin, keyHash, signature)}`;
}

/**
 * Reads the text of a checkpoint without its signatures.
 * @throws CountersignError 'input-refused'
 */
export function parseCheckpointBody(
  body: string,
  file: string,
): Checkpoint & { readonly extensions: readonly string[] } {
  const [origin = '', size = '', root = '', ...rest] = body.split('\n');
  if (rest.pop() !== '') fail(file, 'is not three or more lines, each with its line feed');
  // SECURITY: a head must never be mistaken for a record or a sign-off (threats 17).
  if (origin === '' || /^(DSSEv1|SSHSIG)/.test(origin))
    fail(file, 'has no usable origin in its first line');
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size))) {
    fail(file, 'has no size in decimal in its second line');
  }
  if (rest.includes('')) fail(file, 'has an empty line after the root');
  return { origin, size: Number(size), root: toRoot(root, file), extensions: rest };
}

function toRoot(text: string, file: string): Uint8Array {
  try {
    const root = fromStandardBase64(text);
    if (root.length === 32) return root;
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
  }
  return fail(file, 'has no SHA-256 in base64 in its third line');
}

/**
 * Reads a signed checkpoint without verifying it.
 * @throws CountersignError 'input-refused'
 */
export function parseSignedCheckpoint(text: string, file: string): SignedCheckpoint {
  const note = parseNote(text, file);
  return { ...parseCheckpointBody(note.text, file), body: note.text, signatures: note.signatures };
}

/**
 * Reads a checkpoint that the key of `vkey` signed under its own name. Other signatures are ignored.
 * @param vkey `<origin>+<hash>+<key>`: where this key comes from is the caller's matter.
 * @throws CountersignError 'input-refused': malformed, signed by another key, or for another origin
 */
export function verifySignedCheckpoint(
  text: string,
  vkey: string,
  crypto: TrustCrypto,
  file = 'checkpoint',
): SignedCheckpoint {
  const key = parseVkey(vkey, crypto);
  const checkpoint = parseSignedCheckpoint(text, file);
  if (checkpoint.origin !== key.name) {
    fail(file, `is of the log ${checkpoint.origin}, expected ${key.name}`, 'other-origin');
  }
  verifyNote({ text: checkpoint.body, signatures: checkpoint.signatures }, [key], crypto, file);
  return checkpoint;
}

function fail(file: string, what: string, code = 'invalid-checkpoint'): never {
  return refuse({ code, file, place: null, rule: RULE, message: `${file} ${what}.` });
}
