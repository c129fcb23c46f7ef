/**
 * Puts an accepted packet in place, all of it or nothing. Everything is written and flushed below
 * `incoming/<id>/` first; then `intent.json` says what goes where, and from that moment the import is
 * done: whatever stops the moves, opening the workspace goes on with them. Without an intent the folder
 * is removed. Heads of logs are moved last, since a log reaches no further than its head. In the process
 * that accepted it, what was stopped is gone on with before the next packet is looked at: moves that came
 * later would put an older log over a newer one.
 */
import path from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseStrictJson } from '../../../shared/trust/strict-json.ts';
import { resolveInside } from '../bundle/safe-path.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import {
  isThere, makeFolder, readFileIfThere, readFolderIfThere, removeFolder, syncFolder, toStorageError,
  unlinkIfThere, type FileSystem,
} from '../storage/file-system.ts'; // prettier-ignore
import { PACKET_IMPORTED } from '../workspace/known-heads.ts';
import type { RecordLog } from '../workspace/record-log.ts';

const INTENT = 'intent.json';

const intent = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the packet. */
  packet: sha256Hex,
  /** Folder of the case below cases/. */
  caseFolder: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  /** Paths below the root of the workspace, in the order of the moves. */
  moves: z.array(z.strictObject({ from: z.string(), to: z.string() })).readonly(),
  /** What the logs of this seat say about it; empty when nothing was brought that counts as new. */
  entries: z
    .array(z.strictObject({ scope: z.enum(['case', 'seat']), obj: z.record(z.string(), sha256Hex), reason: z.string() }))
    .readonly(),
}); // prettier-ignore
export type Intent = z.infer<typeof intent>;

/** A file to be put in place: its bytes, or a file or folder that lies below `incoming/` already. */
export interface Placement {
  /** Path below the root of the workspace, divided by "/". */
  readonly to: string;
  readonly content: Uint8Array | string;
}

/** Writes and flushes what is to be moved. @returns the moves, with paths below the root */
export async function stage(
  root: string,
  folder: string,
  placements: readonly Placement[],
  fs: FileSystem,
): Promise<Intent['moves']> {
  const below = path.relative(root, folder).split(path.sep).join('/');
  const fresh = path.join(folder, 'new');
  // A first try that the disk stopped left some of it.
  await removeFolder(fresh, fs);
  await makeFolder(fresh, fs);
  const moves: { from: string; to: string }[] = [];
  for (const [index, { to, content }] of placements.entries()) {
    if (typeof content === 'string') {
      moves.push({ from: path.relative(root, content).split(path.sep).join('/'), to });
      continue;
    }
    await writeNew(path.join(fresh, String(index)), content, fs);
    moves.push({ from: `${below}/new/${String(index)}`, to });
  }
  // The folder was made by whoever unpacked the packet, and its own name was flushed by nobody.
  for (const made of [fresh, folder, path.dirname(folder)]) await syncFolder(made, fs);
  return moves;
}

async function writeNew(file: string, bytes: Uint8Array, fs: FileSystem): Promise<void> {
  const handle = await fs.open(file, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) {
      const written = await handle.write(bytes.subarray(at), at);
      if (written === 0) throw Object.assign(new Error('the disk takes no more bytes'), { code: 'ENOSPC' });
      at += written;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
} // prettier-ignore

/** From here on the import is done, or will be when the workspace is opened again. */
export async function writeIntent(folder: string, content: Intent, fs: FileSystem): Promise<void> {
  const text = toCanonicalJson(content);
  await writeFileAtomically(path.join(folder, INTENT), text, { fs });
}

/** Moves what is not in place yet. Doing it again changes nothing. */
async function applyMoves(root: string, content: Intent, fs: FileSystem): Promise<void> {
  const touched = new Set<string>();
  for (const { from, to } of content.moves) {
    const [source, target] = [resolveInside(root, from), resolveInside(root, to)];
    if (!(await isThere(source, fs))) continue;
    const parent = path.dirname(target);
    if (!touched.has(parent)) await makeFolder(parent, fs);
    touched.add(parent);
    const isFolder = (await fs.stat(source)).isFolder;
    // A bundle is kept under its digest: one that is there already is this one.
    if (isFolder && (await isThere(target, fs))) continue;
    await fs.rename(source, target);
  }
  for (const parent of touched) await syncFolder(parent, fs);
}

function toUnfinishedError(error: unknown): CountersignError {
  const cause = toStorageError('the imported packet', error);
  const message = 'The packet was accepted, and not all of it is in place yet. It is completed before the next packet is opened, or when the program is started again.'; // prettier-ignore
  const problem = { code: 'import-not-finished', file: null, place: null, rule: 'A packet is imported whole or not at all', message }; // prettier-ignore
  return new CountersignError('storage-failed', message, [problem, ...cause.problems], { cause });
}

/**
 * Does what the intent of an accepted packet says, or what is left of it.
 * @throws CountersignError `storage-failed` with the problem `import-not-finished`
 */
export async function complete(root: string, { folder, intent: content }: UnfinishedImport, logs: Readonly<Record<'case' | 'seat', RecordLog>>, fs: FileSystem): Promise<void> {
  try {
    await applyMoves(root, content, fs);
    await finish(folder, content, logs, fs);
  } catch (error) {
    throw toUnfinishedError(error);
  }
} // prettier-ignore

/** Says in the logs of this seat what was imported, once, and vouches for the heads that came. */
async function finish(
  folder: string,
  content: Intent,
  logs: Readonly<Record<'case' | 'seat', RecordLog>>,
  fs: FileSystem,
): Promise<void> {
  for (const log of [logs.seat, logs.case]) await log.refresh();
  for (const { scope, obj, reason } of content.entries) {
    const log = logs[scope];
    const isSaid = log.ownEntries().some(({ entry }) => entry.type === PACKET_IMPORTED && entry.obj['packet'] === content.packet && entry.reason === reason); // prettier-ignore
    // A log that forked or was cut takes no entries; that the packet showed it stands in its damage.
    const isSound = log.damage().every((item) => item.acknowledged);
    if (!isSaid && isSound) await log.addEvent({ type: PACKET_IMPORTED, obj, reason });
  }
  for (const log of [logs.seat, logs.case]) await log.cosign();
  await unlinkIfThere(path.join(folder, INTENT), fs);
  // What is left is named by nothing; the next start removes it if this cannot.
  await removeFolder(folder, fs).catch(() => undefined);
}

/** What is to be done with an accepted packet; null for one that was only looked at. */
export async function readIntent(folder: string, fs: FileSystem): Promise<Intent | null> {
  const bytes = await readFileIfThere(path.join(folder, INTENT), fs);
  return bytes === null ? null : toIntent(bytes);
}

function toIntent(bytes: Uint8Array): Intent | null {
  try {
    return intent.parse(parseStrictJson(utf8Decode(bytes), INTENT));
  } catch {
    return null;
  }
}

export interface UnfinishedImport {
  readonly folder: string;
  readonly intent: Intent;
}

/**
 * On opening the workspace: completes the moves of imports that were accepted and removes what was only
 * being prepared. @returns what is still to be said in the logs
 */
export async function recoverImports(root: string, incoming: string, fs: FileSystem): Promise<readonly UnfinishedImport[]> {
  const unfinished: UnfinishedImport[] = [];
  for (const name of await readFolderIfThere(incoming, fs)) {
    const folder = path.join(incoming, name);
    const bytes = await readFileIfThere(path.join(folder, INTENT), fs);
    if (bytes === null) {
      await removeFolder(folder, fs).catch(() => undefined);
      continue;
    }
    const content = toIntent(bytes);
    // It was written in one piece, so somebody changed it. No head was moved that lacks its entries.
    if (content === null) continue;
    await applyMoves(root, content, fs);
    unfinished.push({ folder, intent: content });
  }
  return unfinished;
} // prettier-ignore
