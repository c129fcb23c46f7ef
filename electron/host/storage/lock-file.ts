/**
 * One process at a time in a folder. The lock file names its holder, so that a lock which a killed process
 * or the time before a restart left behind is recognised and taken over.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import { isJsonObject } from '../../../shared/trust/json-shape.ts';
import { parseStrictJson } from '../../../shared/trust/strict-json.ts';
import {
  errorNumberOf,
  nodeFileSystem,
  readFileIfThere,
  toStorageError,
  unlinkIfThere,
  type FileSystem,
} from './file-system.ts';

export interface Lock {
  /** Gives the folder free. A second call does nothing. */
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** Changes with every start of the computer; null where the system does not tell. */
  readonly bootId: string | null;
  /** When the process began, in ticks since the computer was started; null where the system does not tell. */
  readonly began: string | null;
  readonly token: string;
}

const LOCK = 'lock';
/** Held for the moment in which a left-behind lock is replaced. */
const TAKEOVER = 'lock.takeover';

/** Tokens that this process holds: its own process id alone does not make a lock its own. */
const held = new Set<string>();

/**
 * Takes the folder for this process.
 * @throws CountersignError 'workspace-in-use' while a living process has it, this one included
 */
export async function acquireLock(folder: string, fs: FileSystem = nodeFileSystem): Promise<Lock> {
  const holder: Holder = {
    pid: process.pid,
    bootId: await readBootId(fs),
    began: await readBegin(process.pid, fs),
    token: randomUUID(),
  };
  const lock = path.join(folder, LOCK);
  held.add(holder.token);
  try {
    const isTaken = (await claim(lock, holder, fs)) || (await takeOver(folder, holder, fs));
    if (!isTaken) throw inUse(await readHolder(lock, fs));
    await sweepDrafts(folder, fs);
  } catch (error) {
    held.delete(holder.token);
    throw toStorageError(LOCK, error);
  }
  return {
    async release() {
      if (!held.delete(holder.token)) return;
      try {
        const current = await readHolder(lock, fs);
        if (current?.token === holder.token) await fs.unlink(lock);
      } catch (error) {
        // It stays behind and names a process that no longer holds it: the next one takes it over.
        throw toStorageError(LOCK, error);
      }
    },
  };
}

/** Creates the file with its whole content in one step. False if it is there already. */
async function claim(file: string, holder: Holder, fs: FileSystem): Promise<boolean> {
  const draft = `${file}.${holder.token}`;
  try {
    await writeNew(draft, holder, fs);
    await fs.link(draft, file).catch(async (error: unknown) => {
      if (errorNumberOf(error) === 'ENOENT') throw new DraftGone();
      if (!NO_LINKS.includes(errorNumberOf(error))) throw error;
      // Two steps are all that such a disk allows.
      await writeNew(file, holder, fs);
    });
    return true;
  } catch (error) {
    // The holder swept the draft away: it is there, so this one came too late.
    if (errorNumberOf(error) === 'EEXIST' || error instanceof DraftGone) return false;
    throw error;
  } finally {
    await unlinkIfThere(draft, fs);
  }
}

class DraftGone extends Error {}

/** Removes what processes that were killed while they tried left. Only the holder of the lock does. */
async function sweepDrafts(folder: string, fs: FileSystem): Promise<void> {
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.filter((item) => /^lock(\.takeover)?\.[0-9a-f-]{36}$/.test(item))) {
    // Nothing reads such a file; one that stays harms nobody.
    await fs.unlink(path.join(folder, name)).catch(() => undefined);
  }
}

/** How disks without hard links (FAT, some network shares) refuse one. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

async function writeNew(file: string, holder: Holder, fs: FileSystem): Promise<void> {
  const handle = await fs.open(file, 'wx', 0o600);
  try {
    await handle.write(utf8Encode(JSON.stringify(holder)), 0);
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a left-behind lock. Whoever removes one holds the second lock meanwhile and looks again, so that
 * of several processes none removes the fresh lock of another.
 */
async function takeOver(folder: string, holder: Holder, fs: FileSystem): Promise<boolean> {
  const [lock, takeover] = [path.join(folder, LOCK), path.join(folder, TAKEOVER)];
  if (await isHeld(await readHolder(lock, fs), holder, fs)) return false;
  if (!(await claim(takeover, holder, fs))) {
    // Left behind by a process that was killed in that moment: the next start finds it gone.
    const other = await readHolder(takeover, fs);
    if (other !== null && !(await isHeld(other, holder, fs))) await unlinkIfThere(takeover, fs);
    return false;
  }
  try {
    if (await isHeld(await readHolder(lock, fs), holder, fs)) return false;
    await unlinkIfThere(lock, fs);
    return await claim(lock, holder, fs);
  } finally {
    await unlinkIfThere(takeover, fs);
  }
}

/** True if a living process has it. A file that is gone or names nobody is held by nobody. */
async function isHeld(holder: Holder | null, self: Holder, fs: FileSystem): Promise<boolean> {
  if (holder === null) return false;
  const isOtherBoot =
    holder.bootId !== null && self.bootId !== null && holder.bootId !== self.bootId;
  if (isOtherBoot) return false;
  if (holder.pid === process.pid) return held.has(holder.token);
  if (!isAlive(holder.pid)) return false;
  // The number of a process that is gone is given to another one after a while.
  const began = await readBegin(holder.pid, fs);
  return began === null || holder.began === null || began === holder.began;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return errorNumberOf(error) !== 'ESRCH';
  }
}

async function readHolder(file: string, fs: FileSystem): Promise<Holder | null> {
  const bytes = await readFileIfThere(file, fs);
  try {
    const value = parseStrictJson(utf8Decode(bytes ?? new Uint8Array(0)), LOCK);
    const { pid, bootId, began, token } = isJsonObject(value) ? value : {};
    if (typeof pid !== 'number' || pid <= 0 || typeof token !== 'string') return null;
    return {
      pid,
      bootId: typeof bootId === 'string' ? bootId : null,
      began: typeof began === 'string' ? began : null,
      token,
    };
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

/**
 * Linux tells. Elsewhere a time of start could be computed, but it moves with the clock, and a lock that is
 * taken from a living process costs more than one that a person has to delete.
 */
async function readBootId(fs: FileSystem): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const bytes = await fs.readFile('/proc/sys/kernel/random/boot_id').catch(() => null);
  return bytes === null ? null : utf8Decode(bytes).trim();
}

/**
 * Linux tells, and the answer does not move with the clock. Elsewhere a lock whose process number was given to
 * another process holds until a person deletes it; the message names the file.
 */
async function readBegin(pid: number, fs: FileSystem): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const bytes = await fs.readFile(`/proc/${String(pid)}/stat`).catch(() => null);
  if (bytes === null) return null;
  // The name of the program stands in brackets and may hold anything; field 22 of all is the 20th after it.
  const text = utf8Decode(bytes);
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function inUse(holder: Holder | null): CountersignError {
  const who = holder === null ? 'another process' : `process ${holder.pid}`;
  const message = `This workspace is open in ${who}. It can be open only once. Where that process is not Countersign, the file "${LOCK}" in the folder of the workspace was left behind and can be deleted.`;
  const rule = 'One process writes to a workspace at a time';
  return new CountersignError('workspace-in-use', message, [
    { code: 'locked', file: LOCK, place: null, rule, message },
  ]);
}
