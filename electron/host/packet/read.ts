/**
 * Reads a packet into a fresh folder and checks everything that it says by itself: its files and their
 * digests, its logs against their heads, its records against their names. What it says to this seat, who
 * is known here and what is new, is for import.ts. Nothing outside the folder is touched.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { BAGIT_TXT } from '../../../shared/bundle/bag-text.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { checkNames, CONTAINER_LIMITS } from '../../../shared/bundle/name-policy.ts';
import { CountersignError, type Problem } from '../../../shared/errors.ts';
import {
  checkPacketFiles, PACKET_JSON, PACKET_LIMITS, parsePacket, toLogPath, toRecordPath, toSegment,
  type Packet, type PacketLog,
} from '../../../shared/packet/packet.ts'; // prettier-ignore
import { isSignOffKind, logHead } from '../../../shared/review/records.ts';
import { concatBytes, toBase64, utf8Decode } from '../../../shared/trust/bytes.ts';
import { splitNotes } from '../../../shared/trust/cosignature.ts';
import { parseEnvelope, type Envelope } from '../../../shared/trust/dsse.ts';
import { parseStatement, type Statement } from '../../../shared/trust/statement.ts';
import { checkBagOnDisk } from '../bundle/bag-on-disk.ts';
import { sha256Hex } from '../bundle/digests.ts';
import { unpackZip } from '../bundle/read-zip.ts';
import { stopIfCancelled } from '../bundle/refusal.ts';
import { resolveInside } from '../bundle/safe-path.ts';
import { readZipStructure } from '../bundle/zip-structure.ts';
import { toLogVersion, type LogVersion } from '../workspace/peers.ts';
import { digestOfPae } from '../workspace/record-check.ts';

/** A log as the packet has it, joined to what this seat has of it. */
export interface PacketVersion {
  readonly log: PacketLog;
  readonly version: LogVersion;
  readonly cosigned: readonly string[];
}

export interface PacketRecord {
  readonly digest: string;
  readonly envelope: Envelope;
  readonly bytes: Uint8Array;
  readonly sshsig: Uint8Array | null;
  readonly statement: Statement;
}

export interface ReadPacket {
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly packet: Packet;
  readonly versions: readonly PacketVersion[];
  readonly records: ReadonlyMap<string, PacketRecord>;
  /** Folder of the bundle in the packet, unpacked and not yet checked as a bundle. */
  readonly bundle: { readonly digest: string; readonly folder: string } | null;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number | null) => void) | undefined;
  /** Called once the list of contents is read, before any log is. */
  readonly onPacket?: ((packet: Packet) => Promise<void>) | undefined;
  /** Versions of a log that this seat has, to which a part can be joined. */
  readonly knownVersions: (origin: string) => readonly LogVersion[];
}

function refused(problems: readonly Problem[]): CountersignError {
  const count = problems.length === 1 ? '1 problem was' : `${problems.length} problems were`;
  return new CountersignError('input-refused', `The packet was refused: ${count} found. Nothing was imported.`, problems); // prettier-ignore
}

/** What a step refuses, with the others that were found in the same step. */
function collect<T>(items: readonly T[], check: (item: T) => void): void {
  const problems: Problem[] = [];
  for (const item of items) {
    try {
      check(item);
    } catch (error) {
      if (!(error instanceof CountersignError) || error.code !== 'input-refused') throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw refused(problems);
}

function fail(code: string, file: string, place: string | null, rule: string, message: string): never {
  throw new CountersignError('input-refused', message, [{ code, file, place, rule, message }]);
} // prettier-ignore

/** Sizes as the directory of the ZIP names them, so that a packet that is too large is not even unpacked. */
async function checkSizes(file: string): Promise<void> {
  const zip = await open(file, 'r');
  try {
    const { entries, problems } = await readZipStructure(zip, (await zip.stat()).size, CONTAINER_LIMITS); // prettier-ignore
    if (problems.length > 0) throw refused(problems);
    const files = entries.filter((entry) => !entry.isFolder);
    const base = files.find((entry) => entry.path.endsWith('bagit.txt') && entry.path.split('/').length <= 2)?.path.slice(0, -'bagit.txt'.length) ?? ''; // prettier-ignore
    const inside = files.map((entry) => ({ path: entry.path.startsWith(base) ? entry.path.slice(base.length) : entry.path, bytes: entry.uncompressed })); // prettier-ignore
    const found = checkPacketFiles(inside);
    if (found.length > 0) throw refused(found);
  } finally {
    await zip.close();
  }
}

async function digestOfFile(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    stopIfCancelled(signal);
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

function checkBagOf(folder: string, files: readonly FoundFile[], hasPayload: boolean): void {
  const bag = checkBagOnDisk(folder, files, hasPayload);
  const problems = [
    ...bag.problems,
    ...checkPacketFiles(files),
    ...checkNames(files.map((file) => file.path), CONTAINER_LIMITS),
  ]; // prettier-ignore
  const tagged = new Set(problems.map((problem) => `${problem.code} ${problem.file ?? ''}`));
  if (problems.length > 0) throw refused(problems.filter((problem) => tagged.delete(`${problem.code} ${problem.file ?? ''}`))); // prettier-ignore
}

interface Bytes {
  readonly read: (name: string) => Promise<Uint8Array>;
  readonly has: (name: string) => boolean;
}

/** Reads what was hashed while it was unpacked; a file that was exchanged in between is refused. */
function toBytes(folder: string, files: readonly FoundFile[]): Bytes {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    has: (name) => byPath.has(name),
    async read(name) {
      const listed = byPath.get(name);
      if (listed === undefined) return fail('missing-file', name, null, 'formats.md 7: what a packet holds', `${name} is missing.`); // prettier-ignore
      const bytes = new Uint8Array(await readFile(resolveInside(folder, name)));
      if (sha256Hex(bytes) !== listed.digests.get('sha256')) fail('changed-while-read', name, null, 'files stay as they are while they are read', `${name} was changed.`); // prettier-ignore
      return bytes;
    },
  };
}

/** The entries before the part that the packet holds: of a version here that leads to the root it names. */
function findBase(log: PacketLog, known: readonly LogVersion[], file: string): readonly Uint8Array[] {
  const { size, root } = log.from;
  if (size === 0) return [];
  const reaching = known.filter((version) => version.lines.length >= size);
  const base = reaching.find((version) => {
    const found = version.tree.rootAt(size);
    return found !== null && toBase64(found) === root;
  });
  if (base !== undefined) return base.lines.slice(0, size);
  const rule = 'formats.md 7: a packet goes on from what its recipient has';
  return reaching.length === 0
    ? fail('packet-begins-later', file, `entry ${size}`, rule, `The packet begins at entry ${size} of ${log.origin}; this seat has ${Math.max(0, ...known.map((version) => version.lines.length))}. Ask for a packet with the whole log.`)
    : fail('packet-from-other', file, `entry ${size}`, rule, `The packet goes on from ${size} entries of ${log.origin} that are not those this seat has. Two versions of the log may exist. Ask for a packet with the whole log.`);
} // prettier-ignore

async function readVersion(log: PacketLog, bytes: Bytes, known: readonly LogVersion[]): Promise<PacketVersion> {
  const at = toLogPath(log);
  const [entries, checkpoint, vkey] = [await bytes.read(`${at}/entries.jsonl`), await bytes.read(`${at}/checkpoint`), await bytes.read(`${at}/vkey`)];
  const segment = toSegment(entries, log, `${at}/entries.jsonl`);
  const lines = [...findBase(log, known, `${at}/entries.jsonl`), ...segment];
  const whole = concatBytes(...lines.flatMap((line) => [line, LINE_FEED]));
  const version = toLogVersion({ entries: whole, checkpoint: utf8Decode(checkpoint, `${at}/checkpoint`), vkey: utf8Decode(vkey, `${at}/vkey`) }, log.origin);
  if (version.head.size !== log.size || version.head.root !== log.root) {
    fail('other-head', `${at}/checkpoint`, null, 'formats.md 7: packet.json names the heads', `The head of ${log.origin} is at ${version.head.size}; packet.json names ${log.size}, or another root.`);
  }
  if (version.damage !== null) {
    fail('log-broken', `${at}/entries.jsonl`, version.damage.seq === null ? null : `entry ${version.damage.seq}`, 'formats.md 6: entries follow from one another and lead to the head', `${log.origin}: ${version.damage.message.replace(/^The copy of this log of another seat was changed: /, '').replace(/ Import a packet.*$/, '')}`);
  }
  const cosigned = bytes.has(`${at}/cosigned`)
    ? splitNotes(utf8Decode(await bytes.read(`${at}/cosigned`), `${at}/cosigned`), PACKET_LIMITS.cosigned, `${at}/cosigned`)
    : [];
  return { log, version, cosigned };
} // prettier-ignore

const LINE_FEED = new Uint8Array([10]);

function readRecord(digest: string, bytes: Uint8Array, sshsig: Uint8Array | null): PacketRecord {
  const file = toRecordPath(digest, 'dsse.json');
  const envelope = parseEnvelope(bytes, file);
  if (digestOfPae(envelope.payload) !== digest) {
    fail('record-name', file, null, 'formats.md 6: a record is named by the SHA-256 of its PAE', 'The record is not the one that its name says.'); // prettier-ignore
  }
  const statement = parseStatement(envelope.payload, file);
  if (!logHead.safeParse(statement.predicate['log']).success) {
    fail('schema', file, 'predicate.log', 'formats.md 3: every predicate names the head of its own log', 'The record does not say in which log it was signed.'); // prettier-ignore
  }
  if (isSignOffKind(statement.kind) !== (sshsig !== null)) {
    fail('no-sshsig', toRecordPath(digest, 'sshsig'), null, 'formats.md 3: next to each sign-off, an SSHSIG', sshsig === null ? 'The OpenSSH signature of a sign-off is missing.' : 'An OpenSSH signature lies beside a record that is no sign-off.'); // prettier-ignore
  }
  return { digest, envelope, bytes, sshsig, statement };
}

/** Records belong to the log that they say they were signed in; an entry of that log names each. */
function checkNamed(
  records: ReadonlyMap<string, PacketRecord>,
  versions: readonly PacketVersion[],
): void {
  const namedIn = new Map<string, Set<string>>();
  for (const { version } of versions) {
    for (const digest of version.entries.map((entry) => entry.obj['record'])) {
      if (digest === undefined) continue;
      namedIn.set(digest, (namedIn.get(digest) ?? new Set()).add(version.origin));
    }
  }
  collect([...records.values()], ({ digest, statement }) => {
    const { origin } = statement.predicate['log'] as unknown as { origin: string };
    const file = toRecordPath(digest, 'dsse.json');
    const logs = namedIn.get(digest);
    if (logs === undefined) fail('record-unnamed', file, null, 'formats.md 6: an entry names every record', 'No entry of a log in the packet names this record.'); // prettier-ignore
    if (!logs.has(origin)) fail('record-misplaced', file, 'predicate.log', 'formats.md 3: a record names the head of the log it stands in', `The record was signed for ${origin}, and stands in ${[...logs].join(', ')}.`); // prettier-ignore
  });
}

async function readAll(folder: string, files: readonly FoundFile[], options: ReadOptions): Promise<Omit<ReadPacket, 'sha256'>> {
  const bytes = toBytes(folder, files);
  if (utf8Decode(await bytes.read('bagit.txt')) !== BAGIT_TXT) {
    fail('bag-declaration', 'bagit.txt', null, 'formats.md 7: a packet is a bag of BagIt 1.0 in UTF-8', 'bagit.txt is not the declaration of BagIt 1.0 in UTF-8.');
  }
  const packet = parsePacket(await bytes.read(PACKET_JSON));
  await options.onPacket?.(packet);
  const versions: PacketVersion[] = [];
  const problems: Problem[] = [];
  for (const log of packet.logs) {
    stopIfCancelled(options.signal);
    const sameOrigin = versions.filter(({ version }) => version.origin === log.origin).map(({ version }) => version);
    try {
      versions.push(await readVersion(log, bytes, [...options.knownVersions(log.origin), ...sameOrigin]));
    } catch (error) {
      if (!(error instanceof CountersignError) || error.code !== 'input-refused') throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw refused(problems);
  const unlisted = files.filter(({ path: name }) => name.startsWith('data/logs/') && !packet.logs.some((log) => name.startsWith(`${toLogPath(log)}/`)));
  collect(unlisted, ({ path: name }) => fail('extra-file', name, null, 'formats.md 7: packet.json names every log', 'packet.json does not name the log that the file belongs to.'));
  const records = new Map<string, PacketRecord>();
  const names = files.map((file) => /^data\/records\/([0-9a-f]{64})\.dsse\.json$/.exec(file.path)?.[1]).filter((name) => name !== undefined);
  for (const digest of names) {
    stopIfCancelled(options.signal);
    const sshsig = toRecordPath(digest, 'sshsig');
    const record = await bytes.read(toRecordPath(digest, 'dsse.json'));
    const signature = bytes.has(sshsig) ? await bytes.read(sshsig) : null;
    collect([digest], () => records.set(digest, readRecord(digest, record, signature)));
  }
  const alone = files.map((file) => /^data\/records\/([0-9a-f]{64})\.sshsig$/.exec(file.path)?.[1]).filter((name) => name !== undefined && !records.has(name));
  collect(alone, (digest) => fail('extra-file', toRecordPath(digest ?? '', 'sshsig'), null, 'formats.md 7: what a packet holds', 'The OpenSSH signature belongs to no record of the packet.'));
  checkNamed(records, versions);
  const digest = packet.bundles[0] ?? null;
  const hasBundle = files.some((file) => file.path.startsWith('data/bundle/'));
  const isOther = files.some((file) => file.path.startsWith('data/bundle/') && !file.path.startsWith(`data/bundle/${digest ?? ''}/`));
  if (isOther || hasBundle !== (digest !== null)) {
    throw refused([{ code: 'other-bundle', file: PACKET_JSON, place: 'bundles', rule: 'formats.md 7: packet.json names the bundle', message: 'The bundle in the packet is not the one that packet.json names.' }]);
  }
  return { packet, versions, records, bundle: digest === null ? null : { digest, folder: path.join(folder, 'data', 'bundle', digest) } };
} // prettier-ignore

/**
 * Unpacks `source` into `folder`, which is made, and checks it. The caller removes the folder.
 * @throws CountersignError `input-refused` with every problem of the first step that found any;
 *   `unreadable-file`, `cancelled`
 */
export async function readPacket(source: string, folder: string, options: ReadOptions): Promise<ReadPacket> {
  const file = await realpath(source).catch((cause: unknown) => {
    throw new CountersignError('unreadable-file', `"${path.basename(source)}" cannot be read.`, [], { cause });
  });
  try {
    await checkSizes(file);
    const sha256 = await digestOfFile(file, options.signal);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const unpacked = await unpackZip(file, folder, {
      limits: CONTAINER_LIMITS,
      signal: options.signal,
      onBytes: options.onProgress,
    });
    if (unpacked.problems.length > 0) throw refused(unpacked.problems);
    checkBagOf(folder, unpacked.files, unpacked.hasPayloadFolder);
    return { sha256, ...(await readAll(folder, unpacked.files, options)) };
  } catch (error) {
    // What a bundle is refused for, a packet is refused for.
    if (error instanceof CountersignError && ['bundle-refused', 'not-a-bundle'].includes(error.code)) throw refused(error.problems);
    throw error;
  }
} // prettier-ignore
