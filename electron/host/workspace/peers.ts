/**
 * Logs of other seats in a folder of records: `peers/<uuid>/` with `entries.jsonl`, `checkpoint` and
 * `vkey` byte for byte as they came, `cosigned/` with the heads that other seats vouched for, and
 * `forks/<id>/` with every version that does not agree with the one that came first. A log of this seat
 * has `cosigned/` and `forks/` beside its own files. Nothing here is believed because it lies here.
 */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { LogHead } from '../../../shared/review/records.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { equalBytes, toHex, utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import { parseVkey, verifySignedCheckpoint, type SignedCheckpoint } from '../../../shared/trust/checkpoint.ts'; // prettier-ignore
import { verifyCosignatures, type Cosignature, type Cosigner } from '../../../shared/trust/cosignature.ts'; // prettier-ignore
import type { KeptTree } from '../../../shared/trust/kept-tree.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import { checkLog, splitLines } from '../../../shared/trust/log.ts';
import { nodeCrypto } from '../crypto.ts';
import { CHECKPOINT, ENTRIES, toLogHead, VKEY } from '../log/journal-files.ts';
import { readFileIfThere, readFolderIfThere, type FileSystem } from '../storage/file-system.ts';

export const PEERS = 'peers';
export const COSIGNED = 'cosigned';
export const FORKS = 'forks';

/** A head that a seat vouched for, as the note says it. */
export interface CosignedHead extends Cosignature {
  readonly size: number;
  readonly text: string;
}

/** One version of a log, as far as its signed head reaches. */
export interface LogVersion {
  readonly origin: string;
  readonly vkey: string;
  /** 32 bytes: the seat key. */
  readonly publicKey: Uint8Array;
  readonly checkpoint: string;
  readonly head: LogHead;
  /** Without line feeds; one for each entry below the head. */
  readonly lines: readonly Uint8Array[];
  /** Over those lines. */
  readonly tree: KeptTree;
  /** Up to the first entry that does not follow. */
  readonly entries: readonly LogEntry[];
  readonly damage: LogDamage | null;
}

/** Two heads of one log that cannot both be true, or a log under the name of another. */
export interface LogFork {
  readonly id: string;
  /** "other-key": the same origin, signed by another seat key. It says nothing about the log it names. */
  readonly kind: 'fork' | 'other-key';
  /** First entry that differs. */
  readonly at: number;
  readonly version: LogVersion;
}

export interface PeerLog extends LogVersion {
  readonly cosigned: readonly CosignedHead[];
  readonly forks: readonly LogFork[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ORIGIN_PREFIX = 'countersign/log/';

/** The name of the folder of a log; null for an origin that is none of ours. It becomes part of a path. */
export function uuidOf(origin: string): string | null {
  const uuid = origin.startsWith(ORIGIN_PREFIX) ? origin.slice(ORIGIN_PREFIX.length) : '';
  return UUID.test(uuid) ? uuid : null;
}

/** Number of the first line in which two versions differ; the length of the shorter one if it is a prefix. */
export function firstDifference(a: readonly Uint8Array[], b: readonly Uint8Array[]): number {
  const shorter = Math.min(a.length, b.length);
  for (let seq = 0; seq < shorter; seq++) {
    if (!equalBytes(a[seq] ?? new Uint8Array(0), b[seq] ?? new Uint8Array(0))) return seq;
  }
  return shorter;
}

/** Reads what bytes of a log say, whoever kept them. @throws CountersignError 'input-refused' */
export function toLogVersion(
  files: { readonly entries: Uint8Array; readonly checkpoint: string; readonly vkey: string },
  origin: string,
): LogVersion {
  const vkey = files.vkey.trim();
  const { name, publicKey } = parseVkey(vkey, nodeCrypto);
  const checkpoint: SignedCheckpoint = verifySignedCheckpoint(files.checkpoint, vkey, nodeCrypto);
  // Lines beyond the head were written by an import that a crash cut short, before its head came.
  const lines = splitLines(files.entries).lines.slice(0, checkpoint.size);
  const { entries, tree, firstBad } = checkLog(lines, nodeCrypto, checkpoint);
  const damage: LogDamage | null =
    name !== origin
      ? toDamage(origin, null, `The folder of ${origin} holds the log ${name}.`)
      : firstBad === null
        ? null
        : toDamage(origin, firstBad.seq, `The copy of this log of another seat was changed: ${firstBad.why}. Import a packet that holds the whole log.`); // prettier-ignore
  return { origin, vkey, publicKey, checkpoint: files.checkpoint, head: toLogHead(checkpoint), lines, tree, entries, damage }; // prettier-ignore
}

function toDamage(origin: string, seq: number | null, message: string): LogDamage {
  return { kind: 'broken', origin, seq, message, acknowledged: false };
}

async function readVersion(
  folder: string,
  origin: string,
  fs: FileSystem,
): Promise<LogVersion | LogDamage> {
  const read = (name: string): Promise<Uint8Array | null> => readFileIfThere(path.join(folder, name), fs); // prettier-ignore
  const [entries, checkpoint, vkey] = [await read(ENTRIES), await read(CHECKPOINT), await read(VKEY)]; // prettier-ignore
  if (entries === null || checkpoint === null || vkey === null) {
    return toDamage(origin, null, 'The copy of this log of another seat is not whole. Import a packet that holds the whole log.'); // prettier-ignore
  }
  try {
    return toLogVersion({ entries, checkpoint: utf8Decode(checkpoint), vkey: utf8Decode(vkey) }, origin); // prettier-ignore
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return toDamage(origin, null, `The copy of this log of another seat cannot be read: ${error.message}`); // prettier-ignore
  }
}

function isDamage(found: LogVersion | LogDamage): found is LogDamage {
  return 'acknowledged' in found;
}

/** Every version that was kept beside `main`, each compared with it. */
export async function readForks(
  folder: string,
  main: Pick<LogVersion, 'origin' | 'vkey' | 'lines'>,
  fs: FileSystem,
): Promise<readonly LogFork[]> {
  const forks: LogFork[] = [];
  for (const id of (await readFolderIfThere(path.join(folder, FORKS), fs)).sort()) {
    const version = await readVersion(path.join(folder, FORKS, id), main.origin, fs);
    // A version whose own bytes do not hold proves nothing against the log.
    if (isDamage(version) || version.damage !== null) continue;
    const kind = version.vkey === main.vkey ? 'fork' : 'other-key';
    forks.push({ id, kind, at: firstDifference(main.lines, version.lines), version });
  }
  return forks;
}

/** The notes in `cosigned/` whose log signature, head and cosignature all hold; the others are ignored. */
export async function readCosigned(
  folder: string,
  log: Pick<LogVersion, 'vkey' | 'tree'>,
  cosigners: readonly Cosigner[],
  fs: FileSystem,
): Promise<readonly CosignedHead[]> {
  const notes: SignedCheckpointText[] = [];
  for (const name of (await readFolderIfThere(path.join(folder, COSIGNED), fs)).sort()) {
    if (name.startsWith('.')) continue;
    const text = utf8Decode(await fs.readFile(path.join(folder, COSIGNED, name)));
    const note = readNote(text, log.vkey, cosigners);
    if (note !== null) notes.push(note);
  }
  return notes
    .filter(({ checkpoint }) => {
      const root = log.tree.rootAt(checkpoint.size);
      return root === null || equalBytes(root, checkpoint.root);
    })
    .flatMap(({ text, checkpoint, cosignatures }) =>
      cosignatures.map((cosignature) => ({ ...cosignature, size: checkpoint.size, text })),
    )
    .sort((a, b) => a.size - b.size || (a.time < b.time ? -1 : 1));
}

interface SignedCheckpointText {
  readonly text: string;
  readonly checkpoint: SignedCheckpoint;
  readonly cosignatures: readonly Cosignature[];
}

function readNote(
  text: string,
  vkey: string,
  cosigners: readonly Cosigner[],
): SignedCheckpointText | null {
  try {
    const checkpoint = verifySignedCheckpoint(text, vkey, nodeCrypto);
    return { text, checkpoint, cosignatures: verifyCosignatures(checkpoint, cosigners, nodeCrypto, 'cosigned') }; // prettier-ignore
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

/** Name of a note in `cosigned/`: the first that a seat gave for a head is the one that is kept. */
export function toCosignedName(size: number, cosigner: string): string {
  return `${String(size)}-${uuidOf(cosigner) ?? 'unknown'}`;
}

/** Name of a version in `forks/`: the same version is kept once. */
export function toForkId(checkpoint: string): string {
  return toHex(nodeCrypto.sha256(utf8Encode(checkpoint))).slice(0, 16);
}

/**
 * Reads every log of another seat in a folder.
 * @param own Logs of this seat in the same folder, whose names cosignatures may bear too.
 */
export async function readPeers(
  folder: string,
  own: readonly Cosigner[],
  fs: FileSystem,
): Promise<{ readonly peers: readonly PeerLog[]; readonly damage: readonly LogDamage[] }> {
  const found: LogVersion[] = [];
  const damage: LogDamage[] = [];
  const peersFolder = path.join(folder, PEERS);
  for (const uuid of (await readFolderIfThere(peersFolder, fs)).sort()) {
    if (!UUID.test(uuid)) continue;
    const version = await readVersion(path.join(peersFolder, uuid), ORIGIN_PREFIX + uuid, fs);
    if (isDamage(version)) damage.push(version);
    else found.push(version);
    if (!isDamage(version) && version.damage !== null) damage.push(version.damage);
  }
  const cosigners = [
    ...own,
    ...found.map(({ origin, publicKey }) => ({ name: origin, publicKey })),
  ];
  const peers: PeerLog[] = [];
  for (const version of found) {
    const at = path.join(peersFolder, uuidOf(version.origin) ?? '');
    peers.push({
      ...version,
      cosigned: await readCosigned(at, version, cosigners, fs),
      forks: await readForks(at, version, fs),
    });
  }
  return { peers, damage };
}

/** The log as it is exported and sent: no more lines than its head signs for. */
export function entriesTextOf(version: Pick<LogVersion, 'lines'>): string {
  return version.lines.map((line) => `${utf8Decode(line)}\n`).join('');
}

/** Where the versions of a forked log part; null for one that has not forked. */
export function forkPointOf(forks: readonly LogFork[]): number | null {
  const points = forks.filter((fork) => fork.kind === 'fork').map((fork) => fork.at);
  return points.length === 0 ? null : Math.min(...points);
}
