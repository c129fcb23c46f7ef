/** Makes a packet. The same logs for the same recipient give the same bytes. */
import path from 'node:path';
import { BAGIT_TXT, toBagInfo, toManifest } from '../../../shared/bundle/bag-text.ts';
import { CountersignError } from '../../../shared/errors.ts';
import {
  PACKET_FORMAT, PACKET_JSON, toBundlePath, toLogPath, toPacketJson, toRecordPath, type Packet, type PacketLog,
} from '../../../shared/packet/packet.ts'; // prettier-ignore
import { isSignOffKind, type LogHead, type RecordKind } from '../../../shared/review/records.ts';
import { toBase64, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { joinNotes } from '../../../shared/trust/cosignature.ts';
import { parseSignedCheckpoint } from '../../../shared/trust/checkpoint.ts';
import { leafHash, rootOf } from '../../../shared/trust/merkle.ts';
import { parseEntryLine } from '../../../shared/trust/log-entry.ts';
import { splitLines } from '../../../shared/trust/log.ts';
import { listFolder } from '../bundle/list-folder.ts';
import { hashFolder } from '../bundle/hash-folder.ts';
import { resolveInside } from '../bundle/safe-path.ts';
import {
  writeZip,
  type WriteZipOptions,
  type WrittenZip,
  type ZipEntry,
} from '../bundle/write-zip.ts';
import { nodeCrypto } from '../crypto.ts';
import { errorNumberOf, nodeFileSystem, type FileSystem } from '../storage/file-system.ts';
import { toLogHead } from '../log/journal-files.ts';
import { entriesTextOf } from '../workspace/peers.ts';
import type { LogFiles, RecordLog } from '../workspace/record-log.ts';

export type Scope = PacketLog['scope'];

export interface PacketSource {
  readonly case: Packet['case'];
  /** The folder of the case and the folder of the seat. */
  readonly folders: readonly { readonly scope: Scope; readonly log: RecordLog }[];
  /** Log of this seat that the roster names it by. */
  readonly sender: string;
  readonly bundle: { readonly digest: string; readonly folder: string } | null;
  readonly fs?: FileSystem;
}

export interface PacketFor {
  /** Log of the seat it is for; null for anybody, and then every log is whole. */
  readonly origin: string | null;
  /** Seat key of the recipient: all logs of a seat are signed with it. */
  readonly publicKey: Uint8Array | null;
  readonly isWhole: boolean;
}

export interface PlannedPacket {
  readonly packet: Packet;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly entries: number;
  readonly records: number;
  /** Bytes of the files, the bundle included. */
  readonly bytes: number;
  readonly bundle: PacketSource['bundle'];
}

interface Version {
  readonly scope: Scope;
  readonly log: RecordLog;
  readonly files: LogFiles;
  readonly fork: string | null;
}

async function versionsOf(source: PacketSource): Promise<readonly Version[]> {
  const versions: Version[] = [];
  for (const { scope, log } of source.folders) {
    for (const files of await log.logFiles()) versions.push({ scope, log, files, fork: null });
    for (const { origin, forks } of [...log.own(), ...log.peers()]) {
      for (const { id, version } of forks) {
        const { vkey, checkpoint } = version;
        const files = { origin, vkey, checkpoint, entries: entriesTextOf(version), cosigned: [] };
        versions.push({ scope, log, files, fork: id });
      }
    }
  }
  return versions;
}

/** The head up to which the recipient is known to have a log: it is theirs, or they vouched for it. */
function knownSize({ log, files, fork }: Version, { publicKey, isWhole }: PacketFor): number {
  if (publicKey === null || isWhole || fork !== null) return 0;
  const key = toBase64(publicKey);
  const isTheirs = (origin: string): boolean =>
    log.peers().some((peer) => peer.origin === origin && toBase64(peer.publicKey) === key);
  const head = log.heads().find((known) => known.origin === files.origin);
  if (isTheirs(files.origin)) return head?.size ?? 0;
  const notes = [...log.own(), ...log.peers()].find((known) => known.origin === files.origin)?.cosigned ?? []; // prettier-ignore
  return notes.reduce((size, note) => (isTheirs(note.by) ? Math.max(size, note.size) : size), 0);
}

interface Planned {
  readonly log: PacketLog;
  readonly lines: readonly Uint8Array[];
  readonly version: Version;
}

function planLog(version: Version, recipient: PacketFor): Planned {
  const { files, scope, fork } = version;
  const head: LogHead = toLogHead(parseSignedCheckpoint(files.checkpoint, 'checkpoint'));
  const lines = splitLines(utf8Encode(files.entries)).lines.slice(0, head.size);
  const size = Math.min(knownSize(version, recipient), head.size);
  const leaves = lines.slice(0, size).map((line) => leafHash(line, nodeCrypto));
  const from = { size, root: toBase64(rootOf(leaves, nodeCrypto)) };
  const log = { origin: files.origin, scope, from, size: head.size, root: head.root, fork };
  return { log, lines: lines.slice(size), version };
}

async function readIfThere(file: string, fs: FileSystem): Promise<Uint8Array | null> {
  try {
    return await fs.readFile(file);
  } catch (error) {
    if (errorNumberOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The records that these entries name, counted or not: what others said is passed on as it came. */
async function addRecords({ lines, version }: Planned, to: Map<string, Uint8Array>, fs: FileSystem): Promise<number> {
  let count = 0;
  for (const line of lines) {
    const entry = parseEntryLine(Buffer.from(line).toString('utf8'), 'entry');
    const digest = entry.obj['record'];
    if (digest === undefined || to.has(toRecordPath(digest, 'dsse.json'))) continue;
    const base = path.join(version.log.folder, 'records', digest);
    const envelope = await readIfThere(`${base}.dsse.json`, fs);
    const sshsig = isSignOffKind(entry.type as RecordKind) ? await readIfThere(`${base}.sshsig`, fs) : null;
    if (envelope === null) throw new CountersignError('log-damaged', `No packet was made: the record ${digest.slice(0, 16)} is named by entry ${entry.seq} of ${version.files.origin} and is missing.`);
    to.set(toRecordPath(digest, 'dsse.json'), envelope);
    if (sshsig !== null) to.set(toRecordPath(digest, 'sshsig'), sshsig);
    count += 1;
  }
  return count;
} // prettier-ignore

/**
 * Gathers what a packet for this recipient holds.
 * @throws CountersignError `log-damaged` when a record is missing
 */
export async function planPacket(source: PacketSource, recipient: PacketFor): Promise<PlannedPacket> {
  const fs = source.fs ?? nodeFileSystem;
  const planned = (await versionsOf(source)).map((version) => planLog(version, recipient));
  const files = new Map<string, Uint8Array>();
  let [records, entries, made] = [0, 0, ''];
  for (const item of planned) {
    const { log, lines, version } = item;
    const at = toLogPath(log);
    files.set(`${at}/entries.jsonl`, Buffer.concat(lines.flatMap((line) => [line, new Uint8Array([10])])));
    files.set(`${at}/checkpoint`, utf8Encode(version.files.checkpoint));
    files.set(`${at}/vkey`, utf8Encode(`${version.files.vkey.trimEnd()}\n`));
    if (version.files.cosigned.length > 0) files.set(`${at}/cosigned`, utf8Encode(joinNotes(version.files.cosigned)));
    records += await addRecords(item, files, fs);
    entries += lines.length;
    const newest = version.files.entries.trimEnd().split('\n').at(-1) ?? '';
    const time = newest === '' ? '' : parseEntryLine(newest, 'entry').time;
    if (time > made) made = time;
  }
  const packet: Packet = {
    format: PACKET_FORMAT,
    case: source.case,
    sender: source.sender,
    recipient: recipient.origin,
    logs: planned.map(({ log }) => log).sort((a, b) => (toLogPath(a) < toLogPath(b) ? -1 : 1)),
    bundles: source.bundle === null ? [] : [source.bundle.digest],
    made: made === '' ? '1970-01-01T00:00:00Z' : made,
  };
  files.set(PACKET_JSON, utf8Encode(toPacketJson(packet)));
  const ofBundle = source.bundle === null ? [] : (await listFolder(source.bundle.folder)).files;
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0) + ofBundle.reduce((sum, file) => sum + file.bytes, 0);
  return { packet, files, entries, records, bytes, bundle: source.bundle };
} // prettier-ignore

/** The files of an admitted bundle, with the digests of the bytes as they are now. */
async function bundleEntries(bundle: NonNullable<PacketSource['bundle']>): Promise<readonly BundleEntry[]> {
  const listing = await listFolder(bundle.folder);
  const { files, problems } = await hashFolder(bundle.folder, listing.files);
  const manifest = files.find((file) => file.path === 'manifest-sha256.txt')?.digests.get('sha256');
  if (problems.length > 0 || listing.problems.length > 0 || manifest !== bundle.digest) {
    throw new CountersignError('bundle-refused', `The stored bundle ${bundle.digest.slice(0, 16)} is no longer what was admitted. No packet was made.`, [...listing.problems, ...problems]);
  }
  return files.map((file) => ({
    path: `${toBundlePath(bundle.digest)}/${file.path}`,
    content: { file: resolveInside(bundle.folder, file.path), bytes: file.bytes, sha256: file.digests.get('sha256') ?? '' },
  }));
} // prettier-ignore

interface BundleEntry {
  readonly path: string;
  readonly content: Extract<ZipEntry['content'], { file: string }>;
}

const BASE = 'packet';

/**
 * Writes the planned packet as a BagIt ZIP.
 * @throws CountersignError `storage-failed`, `bundle-refused`; the file is then as it was
 */
export async function writePacket(
  plan: PlannedPacket,
  outFile: string,
  options: WriteZipOptions = {},
): Promise<WrittenZip> {
  const bundle = plan.bundle === null ? [] : await bundleEntries(plan.bundle);
  const digestOf = (bytes: Uint8Array): string => toHex(nodeCrypto.sha256(bytes));
  const payload = [
    ...[...plan.files].map(([name, bytes]) => ({ path: name, sha256: digestOf(bytes), bytes: bytes.length })), // prettier-ignore
    ...bundle.map((entry) => ({ path: entry.path, sha256: entry.content.sha256, bytes: entry.content.bytes })), // prettier-ignore
  ];
  const total = payload.reduce((sum, file) => sum + file.bytes, 0);
  const tags = new Map<string, Uint8Array>([
    ['bagit.txt', utf8Encode(BAGIT_TXT)],
    ['bag-info.txt', utf8Encode(toBagInfo([
      ['Payload-Oxum', `${total}.${payload.length}`],
      ['Bagging-Date', plan.packet.made.slice(0, 10)],
      ['External-Identifier', plan.packet.case.id],
    ]))],
    ['manifest-sha256.txt', utf8Encode(toManifest(payload))],
  ]); // prettier-ignore
  const listed = [...tags].map(([name, bytes]) => ({ path: name, sha256: digestOf(bytes) }));
  tags.set('tagmanifest-sha256.txt', utf8Encode(toManifest(listed)));
  const entries: ZipEntry[] = [
    ...[...plan.files, ...tags].map(([name, content]) => ({ path: name, content })),
    ...bundle,
  ].map((entry) => ({ ...entry, path: `${BASE}/${entry.path}` }));
  return writeZip(outFile, entries, options);
}

/** Name that is offered for a packet: "FL-SC-014-1.1-from-Y.Tanaka.reviewpacket". */
export function toPacketName(about: Packet['case'], from: string): string {
  const name = `${about.id}-${about.version}-from-${from}`;
  return `${name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[._-]+|[._-]+$/g, '').slice(0, 120)}.reviewpacket`; // prettier-ignore
}
