/** C2SP signed notes, v1.0.0: a text, an empty line, signature lines. Ed25519 keys (type 0x01) only. */
import { concatBytes, fromStandardBase64, toBase64, toHex, utf8Encode } from './bytes.ts';
import { CountersignError } from '../errors.ts';
import { isUsablePublicKey, verifySignature } from './ed25519.ts';
import type { TrustCrypto } from './ports.ts';
import { refuse } from './refuse.ts';

/** More signature lines than this are refused before any is checked; C2SP asks for 16 at least. */
export const MAX_NOTE_SIGNATURES = 100;
export const MAX_NOTE_CHARACTERS = 1_000_000;

const RULE = 'C2SP signed-note v1.0.0';
const ED25519_TYPE = 0x01;
/** What a key name must not hold: Unicode spaces and the plus that ends it in a vkey. */
const NOT_IN_NAME = /[\s\u0085+]/u;

export interface NoteSignature {
  readonly name: string;
  /** Four bytes in hex: a hint which key to try. */
  readonly keyHash: string;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** What was signed, with the line end before the empty line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A public key under a name, as `<name>+<key hash>+<base64>` says it. */
export interface Vkey {
  readonly name: string;
  readonly keyHash: string;
  readonly publicKey: Uint8Array;
}

export function isKeyName(name: string): boolean {
  return name !== '' && !NOT_IN_NAME.test(name);
}

/** First four bytes of SHA-256(name || 0x0A || 0x01 || key), in hex. */
export function toKeyHash(name: string, publicKey32: Uint8Array, crypto: TrustCrypto): string {
  const bytes = concatBytes(utf8Encode(`${name}\n`), new Uint8Array([ED25519_TYPE]), publicKey32);
  return toHex(crypto.sha256(bytes).subarray(0, 4));
}

export function toVkey(name: string, publicKey32: Uint8Array, crypto: TrustCrypto): string {
  const key = toBase64(concatBytes(new Uint8Array([ED25519_TYPE]), publicKey32));
  return `${name}+${toKeyHash(name, publicKey32, crypto)}+${key}`;
}

/**
 * Reads a verifier key. The key hash in it must be that of name and key.
 * @throws CountersignError 'input-refused'
 */
export function parseVkey(text: string, crypto: TrustCrypto): Vkey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const [name = '', keyHash = '', key = ''] = match?.slice(1) ?? [];
  const bytes = isKeyName(name) ? tryBase64(key) : null;
  const publicKey = bytes?.slice(1) ?? new Uint8Array(0);
  const isValid = bytes?.[0] === ED25519_TYPE && isUsablePublicKey(publicKey);
  if (!isValid || toKeyHash(name, publicKey, crypto) !== keyHash) {
    const message = `"${text.slice(0, 120)}" is not a verifier key of the form <name>+<hash>+<key>.`;
    refuse({ code: 'invalid-vkey', file: null, place: null, rule: RULE, message });
  }
  return { name, keyHash, publicKey };
}

/** One signature line, with its line end. */
export function toSignatureLine(name: string, keyHash: Uint8Array, signature: Uint8Array): string {
  return `— ${name} ${toBase64(concatBytes(keyHash, signature))}\n`;
}

/**
 * Splits a note into text and signatures. Verifies nothing.
 * @throws CountersignError 'input-refused'
 */
export function parseNote(note: string, file: string): SignedNote {
  if (note.length > MAX_NOTE_CHARACTERS) fail(file, 'is longer than a note may be');
  if (hasControlCharacter(note)) fail(file, 'holds a control character');
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n'))
    fail(file, 'has no signature block that ends with a line feed');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_NOTE_SIGNATURES)
    fail(file, `has more than ${MAX_NOTE_SIGNATURES} signatures`);
  return {
    text: note.slice(0, end + 1),
    signatures: lines.map((line) => parseSignatureLine(line, file)),
  };
}

/** True for anything below space but the line feed. */
function hasControlCharacter(text: string): boolean {
  for (const character of text) if (character < ' ' && character !== '\n') return true;
  return false;
}

function parseSignatureLine(line: string, file: string): NoteSignature {
  const [name = '', encoded = '', ...others] = line.startsWith('— ')
    ? line.slice(2).split(' ')
    : [];
  const bytes = tryBase64(encoded);
  if (!isKeyName(name) || others.length > 0 || bytes === null || bytes.length < 5) {
    fail(file, 'has a signature line that is none');
  }
  return { name, keyHash: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

/**
 * Verifies a note against known keys and returns those that signed it, each once. Signatures by other
 * keys are ignored; a wrong signature under a known key refuses the note.
 * @throws CountersignError 'input-refused', also if no known key signed it
 */
export function verifyNote(
  note: SignedNote,
  vkeys: readonly Vkey[],
  crypto: TrustCrypto,
  file: string,
): readonly Vkey[] {
  const signers: Vkey[] = [];
  for (const { name, keyHash, signature } of note.signatures) {
    const [known, ...others] = vkeys.filter(
      (vkey) => vkey.name === name && vkey.keyHash === keyHash,
    );
    if (known === undefined || signers.includes(known)) continue;
    if (others.length > 0)
      fail(file, `is signed under the name ${name}, which several known keys bear`);
    if (!verifySignature(known.publicKey, utf8Encode(note.text), signature, crypto)) {
      fail(
        file,
        `has a signature under the name ${name} that does not verify`,
        'signature-invalid',
      );
    }
    signers.push(known);
  }
  if (signers.length === 0) fail(file, 'has no signature by a known key', 'signature-unknown');
  return signers;
}

function tryBase64(text: string): Uint8Array | null {
  try {
    return fromStandardBase64(text);
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

function fail(file: string, what: string, code = 'invalid-note'): never {
  return refuse({ code, file, place: null, rule: RULE, message: `${file} ${what}.` });
}
