/**
 * The exchange folder: any folder that something carries from seat to seat (a stick, a share, Syncthing, a
 * git remote). Each seat writes only below `<folder>/<its uuid>/`, one packet a case and always whole, so
 * that two seats never write one file; it reads what the others wrote.
 */
import { lstat, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { CountersignError } from '../../../shared/errors.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { sha256Hex } from '../bundle/digests.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { errorNumberOf, readFileIfThere, type FileSystem } from '../storage/file-system.ts';
import type { WorkspaceLayout } from '../workspace/layout.ts';
import { uuidOf } from '../workspace/peers.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writePacket, type PlannedPacket } from './write.ts';

const ENDING = '.reviewpacket';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const setting = z.strictObject({ folder: z.string().min(1) });

/** The chosen folder; null where none is chosen, or the setting cannot be read. */
export async function readExchangeFolder(layout: WorkspaceLayout, fs: FileSystem): Promise<string | null> {
  const bytes = await readFileIfThere(layout.exchange, fs);
  try {
    return bytes === null ? null : setting.parse(parseStrictJsonBytes(bytes, 'exchange.json')).folder;
  } catch {
    return null;
  }
} // prettier-ignore

/** Chooses the folder, or none. @throws CountersignError `storage-failed`, `unreadable-file` */
export async function writeExchangeFolder(layout: WorkspaceLayout, folder: string | null, fs: FileSystem): Promise<void> {
  if (folder === null) {
    await rm(layout.exchange, { force: true });
    return;
  }
  const stats = await lstat(folder).catch(() => null);
  if (stats?.isDirectory() !== true) throw new CountersignError('unreadable-file', 'This is not a folder.');
  // A workspace inside the folder that is carried around would carry its keys along.
  const [inside, root] = [path.resolve(folder), path.resolve(layout.root)];
  if (root === inside || root.startsWith(inside + path.sep) || inside.startsWith(root + path.sep)) {
    throw new CountersignError('bad-request', 'The exchange folder and the workspace cannot be in one another: the workspace holds your keys.');
  }
  await writeFileAtomically(layout.exchange, `${toCanonicalJson({ folder })}\n`, { fs });
} // prettier-ignore

async function digestOf(file: string): Promise<string | null> {
  try {
    return sha256Hex(new Uint8Array(await readFile(file)));
  } catch (error) {
    if (errorNumberOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Writes the packet of a case where others find it, unless the same bytes lie there already.
 * @returns whether anything was written
 */
export async function publish(
  folder: string,
  seatOrigin: string,
  caseFolder: string,
  plan: PlannedPacket,
  { layout, unfinished }: Pick<Workspace, 'layout' | 'unfinished'>,
  fs: FileSystem,
): Promise<boolean> {
  const own = path.join(folder, uuidOf(seatOrigin) ?? '');
  const target = path.join(own, `${caseFolder}${ENDING}`);
  // Made in the workspace first, so that what carries the folder never sees half of it.
  const work = path.join(layout.incoming, randomUUID());
  try {
    await mkdir(work, { recursive: true, mode: 0o700 });
    const draft = path.join(work, 'packet');
    const { sha256 } = await writePacket(plan, draft);
    if ((await digestOf(target)) === sha256) return false;
    await mkdir(own, { recursive: true });
    await writeFileAtomically(target, new Uint8Array(await readFile(draft)), {
      fs,
      mode: 0o644,
      unfinished,
    });
    return true;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A packet of another seat in the folder. `stamp` changes when the file does. */
export interface FoundPacket {
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  readonly stamp: string;
}

const MAX_FOUND = 1_000;

/** Packets that other seats wrote. Links and anything but plain files are left alone. */
export async function findPackets(folder: string, seatOrigin: string): Promise<readonly FoundPacket[]> {
  const own = uuidOf(seatOrigin);
  const found: FoundPacket[] = [];
  for (const seat of (await readdir(folder)).sort()) {
    if (seat === own || !UUID.test(seat)) continue;
    const at = path.join(folder, seat);
    if (!(await lstat(at)).isDirectory()) continue;
    for (const name of (await readdir(at)).sort()) {
      if (!name.endsWith(ENDING) || name.startsWith('.') || found.length >= MAX_FOUND) continue;
      const file = path.join(at, name);
      const stats = await lstat(file);
      if (!stats.isFile()) continue;
      found.push({ file, name, bytes: stats.size, stamp: `${stats.size} ${stats.mtimeMs} ${stats.ino}` });
    }
  }
  return found;
} // prettier-ignore
