/** C2SP tlog-proof: an entry's place in a log, in one text file that travels with the entry. */
import { fromStandardBase64, toBase64, utf8Encode } from './bytes.ts';
import { CountersignError } from '../errors.ts';
import { verifySignedCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { parseEntryLine } from './log-entry.ts';
import { leafHash, verifyInclusion } from './merkle.ts';
import type { TrustCrypto } from './ports.ts';
import { refuse } from './refuse.ts';

export interface TlogProof {
  readonly index: number;
  /** Not authenticated. Null where there is none; ours have none. */
  readonly extra: Uint8Array | null;
  /** Lowest first, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, not parsed. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const RULE = 'C2SP tlog-proof v1';
/** A tree of 2^53 entries is no deeper. */
const MAX_HASHES = 63;

export function toTlogProof(
  index: number,
  inclusionHashes: readonly Uint8Array[],
  signedCheckpoint: string,
): string {
  return [HEADER, `index ${index}`, ...inclusionHashes.map(toBase64), '', signedCheckpoint].join(
    '\n',
  );
}

/**
 * Reads a proof. Verifies nothing, and does not look into the checkpoint.
 * @throws CountersignError 'input-refused'
 */
export function parseTlogProof(text: string, file: string): TlogProof {
  const end = text.indexOf('\n\n');
  if (end === -1) fail(file, 'has no empty line before a checkpoint');
  const checkpoint = text.slice(end + 2);
  if (checkpoint === '' || !checkpoint.endsWith('\n'))
    fail(file, 'has no checkpoint that ends with a line feed');
  const lines = text.slice(0, end).split('\n');
  if (lines.shift() !== HEADER) fail(file, `does not start with the line ${HEADER}`);
  const extra =
    lines[0]?.startsWith('extra ') === true ? toBytes(lines.shift()?.slice(6) ?? '', file) : null;
  const index = /^index (0|[1-9][0-9]*)$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined || !Number.isSafeInteger(Number(index)))
    fail(file, 'has no index in decimal');
  if (lines.length > MAX_HASHES) fail(file, `has more than ${MAX_HASHES} hashes`);
  const hashes = lines.map((line) => toBytes(line, file));
  if (hashes.some((hash) => hash.length !== 32)) fail(file, 'has a hash that is not 32 bytes long');
  return { index: Number(index), extra, hashes, checkpoint };
}

/**
 * Verifies that the log of `vkey` holds a record. The entry's line comes from entries.jsonl and must name
 * this very record before the proof is looked at: CVE-2026-22703 accepted a valid proof of another entry.
 * @param recordDigest SHA-256 of the record's PAE, in hex.
 * @returns The verified head that contains the entry.
 * @throws CountersignError 'input-refused'
 */
export function verifyRecordInLog(
  proofText: string,
  entryLine: string,
  recordDigest: string,
  vkey: string,
  crypto: TrustCrypto,
  file = 'proof',
): SignedCheckpoint {
  const entry = parseEntryLine(entryLine, file);
  if (entry.obj['record'] !== recordDigest)
    fail(file, 'is about an entry of another record', 'other-entry');
  const proof = parseTlogProof(proofText, file);
  if (proof.index !== entry.seq)
    fail(file, `is about entry ${proof.index}, not ${entry.seq}`, 'other-entry');
  const head = verifySignedCheckpoint(proof.checkpoint, vkey, crypto, file);
  const leaf = leafHash(utf8Encode(entryLine), crypto);
  if (!verifyInclusion(proof.index, head.size, leaf, proof.hashes, head.root, crypto)) {
    fail(file, 'does not lead from the entry to the signed head', 'proof-invalid');
  }
  return head;
}

function toBytes(text: string, file: string): Uint8Array {
  try {
    return fromStandardBase64(text);
  } catch (error) {
    if (error instanceof CountersignError) return fail(file, 'has a line that is not base64');
    throw error;
  }
}

function fail(file: string, what: string, code = 'invalid-proof'): never {
  return refuse({
    code,
    file,
    place: null,
    rule: RULE,
    message: `The inclusion proof ${file} ${what}.`,
  });
}
