/**
 * The files of a log on disk:
 *
 *   entries.jsonl   the entries
 *   checkpoint      the signed head, written after each entry
 *   head.json       the largest head ever signed: {origin, size, root}
 *   vkey            the verifier key of the log, which also names its origin
 *   .torn-<time>    last lines that a crash left without their end
 */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { LogHead } from '../../../shared/review/records.ts';
import {
  fromStandardBase64,
  toBase64,
  utf8Decode,
  utf8Encode,
} from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import {
  parseCheckpointBody,
  toCheckpointBody,
  toSignedCheckpoint,
  type Checkpoint,
} from '../../../shared/trust/checkpoint.ts';
import { toObject, toText } from '../../../shared/trust/json-shape.ts';
import { parseStrictJson } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { SeatKey } from '../keys/seat-key.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { readFileIfThere, type FileSystem } from '../storage/file-system.ts';

export const ENTRIES = 'entries.jsonl';
export const CHECKPOINT = 'checkpoint';
export const HEAD = 'head.json';
export const VKEY = 'vkey';
export const TORN_PREFIX = '.torn-';

/** What lies in the folder, unchecked. Null for a file that is not there; not UTF-8 reads as empty. */
export interface JournalFiles {
  readonly entries: Uint8Array | null;
  readonly checkpoint: string | null;
  readonly head: string | null;
  readonly vkey: string | null;
}

export async function readJournalFiles(folder: string, fs: FileSystem): Promise<JournalFiles> {
  const read = (name: string): Promise<Uint8Array | null> =>
    readFileIfThere(path.join(folder, name), fs);
  const [entries, checkpoint, head, vkey] = [
    await read(ENTRIES),
    await read(CHECKPOINT),
    await read(HEAD),
    await read(VKEY),
  ];
  return {
    entries,
    checkpoint: toText0(checkpoint),
    head: toText0(head),
    vkey: toText0(vkey)?.trim() ?? null,
  };
}

function toText0(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  return orNull(() => utf8Decode(bytes)) ?? '';
}

/** Value of a reader that refuses, or null. */
export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

export function toLogHead(checkpoint: Checkpoint): LogHead {
  return { origin: checkpoint.origin, size: checkpoint.size, root: toBase64(checkpoint.root) };
}

/** A head as it stands in head.json or in a record. @throws CountersignError 'input-refused' */
export function fromLogHead(head: LogHead): Checkpoint {
  const { origin, size, root } = head;
  return parseCheckpointBody(
    toCheckpointBody({ origin, size, root: fromStandardBase64(root) }),
    HEAD,
  );
}

/** @throws CountersignError 'input-refused' */
export function parseHeadFile(text: string): Checkpoint {
  const context = { file: HEAD, rule: '{origin, size, root in base64}' };
  const head = toObject(parseStrictJson(text, HEAD), 'the head', context);
  const origin = toText(head['origin'], 'origin', context);
  return fromLogHead({
    origin,
    size: Number(head['size']),
    root: toText(head['root'], 'root', context),
  });
}

/** The signed note over a head. */
export function signHead(head: Checkpoint, seatKey: SeatKey): string {
  const signature = seatKey.sign(utf8Encode(toCheckpointBody(head)));
  return toSignedCheckpoint(head, seatKey.publicKey, signature, nodeCrypto);
}

/** Writes the head to both of its files. @throws CountersignError 'storage-failed' */
export async function writeHead(
  folder: string,
  head: Checkpoint,
  checkpointText: string,
  fs: FileSystem,
): Promise<void> {
  await writeFileAtomically(path.join(folder, CHECKPOINT), checkpointText, { fs });
  await writeFileAtomically(path.join(folder, HEAD), `${toCanonicalJson(toLogHead(head))}\n`, {
    fs,
  });
}
