/** What a packet would bring to this seat, and how that is put in place once a person accepts it. */
import path from 'node:path';
import { CountersignError, type Problem } from '../../../shared/errors.ts';
import type { ImportSummary, PacketPreview } from '../../../shared/packet/preview.ts';
import type { Packet } from '../../../shared/packet/packet.ts';
import type { Roster } from '../../../shared/policy/roster.ts';
import { fromStandardBase64, toHex } from '../../../shared/trust/bytes.ts';
import { toOpenSshFingerprint } from '../../../shared/trust/key-id.ts';
import { openHere } from '../bundle/open-here.ts';
import { verifyStoredBundle } from '../bundle/stored-bundle.ts';
import { nodeCrypto } from '../crypto.ts';
import { nodeFileSystem, readFolderIfThere, toStorageError, type FileSystem } from '../storage/file-system.ts'; // prettier-ignore
import { toHeadName } from '../workspace/known-heads.ts';
import { caseFolderName } from '../workspace/layout.ts';
import { seatPersonOf } from '../workspace/peer-facts.ts';
import { keysInRoster, type PublicKeyOf } from '../workspace/record-check.ts';
import type { RecordLog } from '../workspace/record-log.ts';
import { compareLogs, readKnown, type KnownLog } from './compare.ts';
import { complete, stage, writeIntent, type Intent, type Placement } from './commit.ts';
import {
  recordFiles,
  recordsThere,
  toNewRecords,
  type ImportFolder,
  type Scope,
} from './new-records.ts';
import { rosterFacts, toForkViews, toPreviewRecord } from './preview.ts';
import { readPacket, type PacketRecord, type ReadOptions, type ReadPacket } from './read.ts';

export interface ImportContext {
  /** Root of the workspace; everything is below it. */
  readonly root: string;
  readonly bundles: string;
  readonly seatLog: RecordLog;
  /** The log of the case, if this seat knows the case. Nothing is made for one that it does not know. */
  readonly caseLogOf: (caseId: string) => Promise<RecordLog | null>;
  readonly roster: Roster | null;
  readonly fs?: FileSystem;
}

export interface PreparedImport {
  readonly preview: Omit<PacketPreview, 'token' | 'fileName' | 'bytes'>;
  readonly packet: Packet;
  readonly folder: string;
  readonly placements: readonly Placement[];
  readonly intent: Omit<Intent, 'moves'>;
  /** What it was compared with: the logs of others as they were then. */
  readonly basis: string;
}

/** The logs of others in the two folders, so that it can be seen whether one of them changed. */
export function basisOf(seatLog: RecordLog, caseLog: RecordLog | null): string {
  const logs = [seatLog, ...(caseLog === null ? [] : [caseLog])];
  return JSON.stringify(logs.map((log) => log.peers().map((peer) => [peer.head, peer.forks.map((fork) => fork.id)])).flat());
} // prettier-ignore

function refused(problems: readonly Problem[]): CountersignError {
  return new CountersignError('input-refused', 'The packet was refused. Nothing was imported.', problems); // prettier-ignore
}

interface CheckedBundle {
  readonly facts: NonNullable<PacketPreview['bundle']>;
  readonly placements: readonly Placement[];
}

async function checkBundle(read: ReadPacket, folder: string, context: ImportContext, options: Pick<ReadOptions, 'signal'>): Promise<CheckedBundle | null> {
  if (read.bundle === null) return null;
  const { digest } = read.bundle;
  const store = path.join(folder, 'store');
  const { safetyCase } = await openHere(read.bundle.folder, { store, signal: options.signal });
  const fail = (message: string, rule: string): never => {
    throw refused([{ code: 'other-bundle', file: `data/bundle/${digest}`, place: null, rule, message }]);
  };
  if (safetyCase.bundleDigest !== digest) fail(safetyCase.draftReason ?? `Its digest is ${safetyCase.bundleDigest ?? 'none'}.`, 'formats.md 7: the bundle has the digest that the packet names');
  if (safetyCase.id !== read.packet.case.id) fail(`The bundle is of the case ${safetyCase.id}; the packet is of ${read.packet.case.id}.`, 'A packet is about one case');
  const isKnown = (await verifyStoredBundle(path.join(context.bundles, digest), digest, options.signal)).length === 0;
  const to = path.relative(context.root, path.join(context.bundles, digest)).split(path.sep).join('/');
  return {
    facts: { digest, title: safetyCase.title, version: safetyCase.version, isKnown },
    placements: isKnown ? [] : [{ to, content: path.join(store, digest) }],
  };
} // prettier-ignore

const MAX_HEADS_IN_ENTRY = 400;

/** The entry that says what came: the packet, the bundle, and every head that is known from now on. */
function toEntry(folder: ImportFolder, read: ReadPacket, records: number, from: string, bundle: string | null): Intent['entries'][number] {
  const grown = folder.compared.filter((item) => item.state === 'new' || item.state === 'longer');
  const heads = grown.slice(0, MAX_HEADS_IN_ENTRY).map(({ version }) => [toHeadName(version.head), toHex(fromStandardBase64(version.head.root))]);
  const entries = grown.reduce((sum, item) => sum + item.version.head.size - item.known, 0);
  const forks = folder.compared.filter((item) => item.fork !== null).length;
  const parts = [`${entries} ${entries === 1 ? 'entry' : 'entries'}`, `${records} ${records === 1 ? 'record' : 'records'}`, ...(forks === 0 ? [] : [`${forks} other ${forks === 1 ? 'version' : 'versions'} of a log`])];
  return {
    scope: folder.scope,
    obj: { packet: read.sha256, ...(bundle === null ? {} : { bundle }), ...(Object.fromEntries(heads) as Record<string, string>) },
    reason: `Packet from ${from}: ${parts.join(', ')}`,
  };
} // prettier-ignore

function checkScopes(folders: readonly ImportFolder[], packet: Packet): void {
  const problems = packet.logs.flatMap((log) => {
    const other = folders.find((folder) => folder.scope !== log.scope && folder.known.has(log.origin));
    return other === undefined ? [] : [{ code: 'log-scope', file: 'data/packet.json', place: log.origin, rule: 'A log belongs to a case or to a seat', message: `${log.origin} is known here as a log of a ${other.scope}; the packet has it as one of a ${log.scope}.` }];
  }); // prettier-ignore
  if (problems.length > 0) throw refused(problems);
}

/**
 * Reads, checks and compares a packet, and works out what would be written. Writes only below `folder`.
 * @throws CountersignError as `readPacket`; `folder` is the caller's to remove
 */
export async function prepareImport(source: string, folder: string, context: ImportContext, options: Pick<ReadOptions, 'signal' | 'onProgress'> = {}): Promise<PreparedImport> {
  const fs = context.fs ?? nodeFileSystem;
  const seatKnown = await readKnown(context.seatLog);
  const ofCase: { log: RecordLog | null; known: ReadonlyMap<string, KnownLog> } = { log: null, known: new Map() };
  const read = await readPacket(source, folder, {
    ...options,
    onPacket: async (packet) => {
      ofCase.log = await context.caseLogOf(packet.case.id);
      ofCase.known = await readKnown(ofCase.log);
    },
    knownVersions: (origin) =>
      [seatKnown.get(origin), ofCase.known.get(origin)].flatMap((known) => known === undefined ? [] : [...(known.version === null ? [] : [known.version]), ...known.forks.map((fork) => fork.version)]),
  });
  const caseFolder = caseFolderName(read.packet.case.id);
  const toFolder = (scope: Scope, at: string, log: RecordLog | null, known: ReadonlyMap<string, KnownLog>): ImportFolder => ({
    scope, at, log, known, compared: compareLogs(read.versions.filter((item) => item.log.scope === scope), known, at),
  });
  const folders = [toFolder('seat', 'seat', context.seatLog, seatKnown), toFolder('case', `cases/${caseFolder}`, ofCase.log, ofCase.known)];
  checkScopes(folders, read.packet);

  const harvested = new Map([...read.records.values()].filter(({ statement }) => statement.kind === 'roster').flatMap(({ envelope, digest }) => [...keysInRoster(envelope, digest)]));
  const publicKeyOf: PublicKeyOf = (keyid) => context.seatLog.publicKeyOf(keyid) ?? harvested.get(keyid) ?? null;
  const fresh = new Map<Scope, readonly PacketRecord[]>();
  const problems: Problem[] = [];
  for (const item of folders) {
    const found = toNewRecords(item, read, await recordsThere(item.log, fs), publicKeyOf);
    fresh.set(item.scope, found.records);
    problems.push(...found.problems);
  }
  if (problems.length > 0) throw refused(problems);
  const bundle = await checkBundle(read, folder, context, options);

  const stored = new Set(await readFolderIfThere(context.bundles, fs));
  if (bundle !== null) stored.add(bundle.facts.digest);
  const all = folders.flatMap((item) => fresh.get(item.scope) ?? []);
  const sender = read.versions.find(({ log }) => log.origin === read.packet.sender && log.fork === null);
  if (sender === undefined) throw new Error('A packet that was read holds the log of its sender');
  const person = seatPersonOf(context.roster, sender.version.publicKey);
  const fingerprint = toOpenSshFingerprint(sender.version.publicKey, nodeCrypto);
  const forks = folders.flatMap((item) => toForkViews(item, context.roster));
  const newBundle = bundle !== null && !bundle.facts.isKnown ? bundle.facts.digest : null;
  const placements = [
    ...folders.flatMap((item) => (fresh.get(item.scope) ?? []).flatMap((record) => recordFiles(item.at, record))),
    ...(bundle?.placements ?? []),
    ...folders.flatMap((item) => item.compared.flatMap((log) => log.placements)),
  ];
  const entries = folders.flatMap((item) => {
    const records = fresh.get(item.scope)?.length ?? 0;
    const isNews = records > 0 || item.compared.some((log) => log.fork !== null) || (item.scope === 'case' && newBundle !== null);
    return isNews ? [toEntry(item, read, records, person?.printedName ?? fingerprint, item.scope === 'case' ? newBundle : null)] : [];
  });
  return {
    packet: read.packet,
    folder,
    placements,
    basis: basisOf(context.seatLog, ofCase.log),
    intent: { version: 1, packet: read.sha256, caseFolder, entries },
    preview: {
      sha256: read.sha256,
      case: { ...read.packet.case, isKnown: ofCase.log !== null },
      from: { origin: read.packet.sender, person, fingerprint, isOwn: seatKnown.get(read.packet.sender)?.isOwn ?? false },
      madeFor: read.packet.recipient === null || seatKnown.get(read.packet.recipient)?.isOwn === true ? null : read.packet.recipient,
      made: read.packet.made,
      logs: folders.flatMap((item) => item.compared.filter((log) => log.fork === null && log.log.fork === null).map((log) => ({
        origin: log.version.origin,
        scope: item.scope,
        isOwn: log.isOwn,
        person: seatPersonOf(context.roster, log.version.publicKey),
        fingerprint: toOpenSshFingerprint(log.version.publicKey, nodeCrypto),
        known: log.known,
        size: log.version.head.size,
        cosigned: log.newCosigned,
      }))),
      records: all.map((record) => toPreviewRecord(record, publicKeyOf, context.roster, stored)),
      ...rosterFacts(all),
      bundle: bundle?.facts ?? null,
      forks,
      isKnown: placements.length === 0,
    },
  };
} // prettier-ignore

/**
 * Puts everything in place. All or nothing: what fails before the intent is written leaves all as it was,
 * and after it the import is completed before the next packet, or when the workspace is opened.
 * @throws CountersignError `storage-failed`; with the problem `import-not-finished` it counts all the same
 */
export async function acceptImport(prepared: PreparedImport, context: ImportContext, logs: Readonly<Record<Scope, RecordLog>>): Promise<void> {
  const fs = context.fs ?? nodeFileSystem;
  const { placements, folder } = prepared;
  if (placements.length === 0) return;
  let content: Intent;
  try {
    content = { ...prepared.intent, moves: await stage(context.root, folder, placements, fs) };
    await writeIntent(folder, content, fs);
  } catch (error) {
    throw toStorageError('the imported packet', error);
  }
  await complete(context.root, { folder, intent: content }, logs, fs);
} // prettier-ignore

/** What an accepted packet brought, and the first entry that says so. */
export function toSummary({ packet, preview, placements, intent }: PreparedImport, logs: Readonly<Record<Scope, RecordLog>>): ImportSummary {
  const said = [logs.case, logs.seat]
    .flatMap((log) => log.ownEntries())
    .find(({ entry }) => placements.length > 0 && entry.obj['packet'] === intent.packet && intent.entries.length > 0);
  return {
    caseId: packet.case.id,
    entries: preview.logs.reduce((sum, log) => sum + Math.max(0, log.size - log.known), 0),
    records: preview.records.length,
    forks: preview.forks.length,
    bundle: preview.bundle?.digest ?? null,
    loggedAs: said === undefined ? null : { origin: said.origin, seq: said.entry.seq },
  };
} // prettier-ignore
