/** The files of an audit record or bundle, out of a ZIP or a folder, hashed as they were read. */
import { mkdtemp, open, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { CONTAINER_LIMITS } from '../../../shared/bundle/name-policy.ts';
import { CountersignError, type Problem } from '../../../shared/errors.ts';
import { hasAuditParts } from '../../../shared/verify/check-container.ts';
import { hashFolder } from '../bundle/hash-folder.ts';
import { listFolder } from '../bundle/list-folder.ts';
import { unpackZip } from '../bundle/read-zip.ts';
import { readZipStructure } from '../bundle/zip-structure.ts';

export interface Unpacked {
  /** Folder in which the files lie: a temporary one for a ZIP. */
  readonly folder: string;
  readonly files: readonly FoundFile[];
  readonly hasPayloadFolder: boolean;
  /** What the container itself is wrong in; the files that could be read are still there. */
  readonly problems: readonly Problem[];
}

export interface UnpackProgress {
  readonly step: 'reading' | 'checking' | 'parsing';
  /** Bytes. `total` is null while it is not known. */
  readonly done: number;
  readonly total: number | null;
}

interface Options {
  readonly onProgress?: ((progress: UnpackProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const onBytes =
  ({ onProgress }: Options) =>
  (done: number, total: number): void =>
    onProgress?.({ step: 'checking', done, total });

function unreadable(file: string, cause: unknown): CountersignError {
  const name = path.basename(file);
  return new CountersignError('unreadable-file', `${name} cannot be read.`, [
    { code: 'unreadable', file: name, place: null, rule: 'The file can be read', message: `${name} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).` },
  ], { cause });
} // prettier-ignore

async function readFolder(folder: string, options: Options): Promise<Unpacked> {
  const listing = await listFolder(folder, { signal: options.signal, maxEntries: CONTAINER_LIMITS.entries }); // prettier-ignore
  const { files, problems } = await hashFolder(folder, listing.files, { onBytes: onBytes(options), signal: options.signal }); // prettier-ignore
  return { folder, files, hasPayloadFolder: listing.folders.has('data'), problems: [...listing.problems, ...problems] }; // prettier-ignore
}

/** A ZIP that breaks a rule is unpacked no further: what it holds depends on who reads it. */
async function readZip(file: string, folder: string, options: Options): Promise<Unpacked> {
  try {
    const unpacked = await unpackZip(file, folder, {
      onBytes: onBytes(options),
      signal: options.signal,
      limits: CONTAINER_LIMITS,
    });
    return { ...unpacked, folder };
  } catch (error) {
    if (!(error instanceof CountersignError) || error.code === 'cancelled') throw error;
    return { folder, files: [], hasPayloadFolder: false, problems: error.problems };
  }
}

/**
 * Unpacks `file` (a ZIP, or a folder that is read where it is), runs `use`, and removes what was unpacked.
 * @throws CountersignError `unreadable-file`, `cancelled`
 */
export async function withUnpacked<T>(
  file: string,
  options: Options,
  use: (unpacked: Unpacked) => Promise<T> | T,
): Promise<T> {
  const status = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  options.onProgress?.({ step: 'reading', done: 0, total: status.isFile() ? status.size : null });
  if (status.isDirectory()) return use(await readFolder(await realpath(file), options));
  const temporary = await realpath(await mkdtemp(path.join(tmpdir(), 'countersign-verify-')));
  try {
    return await use(await readZip(file, temporary, options));
  } catch (error) {
    if (error instanceof CountersignError || (error as NodeJS.ErrnoException).code === undefined) throw error; // prettier-ignore
    throw unreadable(file, error);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Paths of what `file` holds, without unpacking it; empty where it is neither a ZIP nor a folder. */
async function listPaths(file: string): Promise<readonly string[]> {
  const status = await stat(file);
  if (status.isDirectory())
    return (await listFolder(file, { maxEntries: CONTAINER_LIMITS.entries })).files.map(
      (item) => item.path,
    );
  if (!status.isFile()) return [];
  const handle = await open(file, 'r');
  try {
    const start = Buffer.alloc(2);
    await handle.read(start, 0, 2, 0);
    if (start.toString('latin1') !== 'PK') return [];
    return (await readZipStructure(handle, status.size, CONTAINER_LIMITS)).entries.map(
      (entry) => entry.path,
    );
  } finally {
    await handle.close();
  }
}

/**
 * True for a ZIP or folder that has the records or logs of an audit record, broken or not. Decides only
 * which reader is asked; it throws nothing, and what cannot be read is no audit record.
 */
export async function looksLikeAuditRecord(file: string): Promise<boolean> {
  try {
    return hasAuditParts(await listPaths(file));
  } catch {
    return false;
  }
}
