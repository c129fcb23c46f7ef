/** What the logs in a packet are to this seat: known, longer, new, or other than what it has. */
import { CountersignError, type Problem } from '../../../shared/errors.ts';
import { toLogPath, type PacketLog } from '../../../shared/packet/packet.ts';
import { equalBytes, utf8Encode } from '../../../shared/trust/bytes.ts';
import { verifySignedCheckpoint } from '../../../shared/trust/checkpoint.ts';
import { verifyCosignatures, type Cosigner } from '../../../shared/trust/cosignature.ts';
import { nodeCrypto } from '../crypto.ts';
import {
  COSIGNED, entriesTextOf, firstDifference, FORKS, PEERS, toCosignedName, toForkId, toLogVersion, uuidOf,
  type CosignedHead, type LogFork, type LogVersion,
} from '../workspace/peers.ts'; // prettier-ignore
import type { RecordLog } from '../workspace/record-log.ts';
import type { Placement } from './commit.ts';
import type { PacketVersion } from './read.ts';

/** One log as this seat has it; `version` is null where its own files are damaged. */
export interface KnownLog {
  readonly origin: string;
  readonly isOwn: boolean;
  readonly version: LogVersion | null;
  readonly forks: readonly LogFork[];
  readonly cosigned: readonly CosignedHead[];
}

export interface ComparedLog {
  readonly log: PacketLog;
  readonly version: LogVersion;
  readonly isOwn: boolean;
  /** Entries this seat has of it. */
  readonly known: number;
  readonly state: 'known' | 'longer' | 'new' | 'fork';
  /** Set for a fork: what it is to the log, and where they part. */
  readonly fork: { readonly kind: LogFork['kind']; readonly at: number; readonly main: LogVersion } | null;
  readonly newCosigned: number;
  readonly placements: readonly Placement[];
} // prettier-ignore

/** The logs in one folder of records, by origin. */
export async function readKnown(log: RecordLog | null): Promise<ReadonlyMap<string, KnownLog>> {
  const known = new Map<string, KnownLog>();
  if (log === null) return known;
  const files = new Map((await log.logFiles()).map((item) => [item.origin, item]));
  for (const { origin, forks, cosigned } of log.own()) {
    const own = files.get(origin);
    known.set(origin, { origin, isOwn: true, forks, cosigned, version: own === undefined ? null : toOwnVersion(own) }); // prettier-ignore
  }
  for (const peer of log.peers()) {
    const { origin, forks, cosigned } = peer;
    known.set(origin, { origin, isOwn: false, forks, cosigned, version: peer.damage === null ? peer : null }); // prettier-ignore
  }
  return known;
}

function toOwnVersion(files: { origin: string; entries: string; checkpoint: string; vkey: string }): LogVersion | null {
  try {
    const version = toLogVersion({ ...files, entries: utf8Encode(files.entries) }, files.origin);
    return version.damage === null ? version : null;
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
} // prettier-ignore

function filesOf(folder: string, version: LogVersion): readonly Placement[] {
  // The head comes last: a log reaches no further than its head.
  return [
    { to: `${folder}/vkey`, content: utf8Encode(`${version.vkey}\n`) },
    { to: `${folder}/entries.jsonl`, content: utf8Encode(entriesTextOf(version)) },
    { to: `${folder}/checkpoint`, content: utf8Encode(version.checkpoint) },
  ];
}

interface Judged {
  readonly state: ComparedLog['state'];
  readonly fork: ComparedLog['fork'];
}

/** Compares a version with the one that this seat holds as the log. */
function judge(version: LogVersion, main: LogVersion | null, isOwn: boolean): Judged {
  if (main === null) return { state: isOwn ? 'known' : 'new', fork: null };
  if (version.vkey !== main.vkey) return { state: 'fork', fork: { kind: 'other-key', at: firstDifference(main.lines, version.lines), main } }; // prettier-ignore
  const at = firstDifference(main.lines, version.lines);
  if (at === version.lines.length) return { state: 'known', fork: null };
  if (at === main.lines.length && !isOwn) return { state: 'longer', fork: null };
  return { state: 'fork', fork: { kind: 'fork', at, main } };
}

function isKnownFork(version: LogVersion, forks: readonly LogFork[]): boolean {
  return forks.some(
    (fork) =>
      fork.version.vkey === version.vkey &&
      firstDifference(fork.version.lines, version.lines) === version.lines.length,
  );
}

function refuse(problem: Problem): never {
  throw new CountersignError('input-refused', problem.message, [problem]);
}

/** Notes over heads of a log that this seat has not got yet, each with the line of one known seat. */
function newNotes(
  { log, version, cosigned }: PacketVersion,
  known: KnownLog | undefined,
  cosigners: readonly Cosigner[],
): readonly { readonly name: string; readonly text: string }[] {
  const file = `${toLogPath(log)}/cosigned`;
  const checkpoints = cosigned.map((text) => ({ text, note: verifySignedCheckpoint(text, version.vkey, nodeCrypto, file) })); // prettier-ignore
  const have = new Set(known?.cosigned.map((note) => toCosignedName(note.size, note.by)));
  const found: { name: string; text: string }[] = [];
  for (const { text, note } of checkpoints) {
    const root = version.tree.rootAt(note.size);
    if (root === null || !equalBytes(root, note.root)) {
      refuse({ code: 'cosigned-other', file, place: `head at ${note.size}`, rule: 'A cosigned head is a head of the log beside it', message: `A cosigned head of ${log.origin} at ${note.size} is not a head of the log in the packet.` }); // prettier-ignore
    }
    for (const { by } of verifyCosignatures(note, cosigners, nodeCrypto, file)) {
      const name = toCosignedName(note.size, by);
      if (have.has(name)) continue;
      have.add(name);
      found.push({ name, text });
    }
  }
  return found;
}

/**
 * Compares the logs of one folder. The first version of an origin is the log; what does not agree with it
 * is kept beside it.
 * @param folder Where the records lie, below the root of the workspace: "seat", "cases/<name>".
 * @throws CountersignError `input-refused`
 */
export function compareLogs(
  versions: readonly PacketVersion[],
  known: ReadonlyMap<string, KnownLog>,
  folder: string,
): readonly ComparedLog[] {
  const cosigners = [
    ...[...known.values()].flatMap(({ origin, version }) => version === null ? [] : [{ name: origin, publicKey: version.publicKey }]),
    ...versions.filter(({ version, log }) => log.fork === null && !known.has(version.origin)).map(({ version }) => ({ name: version.origin, publicKey: version.publicKey })),
  ]; // prettier-ignore
  const mains = new Map([...known.values()].map(({ origin, version }) => [origin, version]));
  const compared: ComparedLog[] = [];
  const placed = new Set<string>();
  // Whole logs before forked versions, so that a fork is judged against the log.
  for (const item of [...versions].sort((a, b) => (a.log.fork ?? '').length - (b.log.fork ?? '').length)) {
    const { log, version } = item;
    const here = known.get(version.origin);
    const isOwn = here?.isOwn ?? false;
    const { state, fork } = judge(version, mains.get(version.origin) ?? null, isOwn);
    if (state === 'new' || state === 'longer') mains.set(version.origin, version);
    const at = `${folder}/${isOwn ? 'logs' : PEERS}/${uuidOf(version.origin) ?? ''}`;
    const id = toForkId(version.checkpoint);
    const isNewFork = state === 'fork' && !isKnownFork(version, here?.forks ?? []) && !placed.has(`${at}/${id}`);
    if (isNewFork) placed.add(`${at}/${id}`);
    const notes = state === 'fork' || log.fork !== null ? [] : newNotes(item, here, cosigners);
    compared.push({
      log,
      version,
      isOwn,
      known: here?.version?.head.size ?? 0,
      state: state === 'fork' && !isNewFork ? 'known' : state,
      fork: isNewFork ? fork : null,
      newCosigned: notes.length,
      placements: [
        ...notes.map(({ name, text }) => ({ to: `${at}/${COSIGNED}/${name}`, content: utf8Encode(text) })),
        ...(isNewFork ? filesOf(`${at}/${FORKS}/${id}`, version) : []),
        ...(state === 'new' || state === 'longer' ? filesOf(at, version) : []),
      ],
    });
  } // prettier-ignore
  return compared;
}
