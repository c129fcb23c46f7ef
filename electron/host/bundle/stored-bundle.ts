/** Bundles that were admitted: kept as folders that are named by their digest, and never believed. */
import { stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { concatBytes } from '../../../shared/trust/bytes.ts';
import {
  isThere,
  makeFolder,
  nodeFileSystem,
  removeFolder,
  syncFolder,
  type FileSystem,
} from '../storage/file-system.ts';
import { checkBagOnDisk } from './bag-on-disk.ts';
import { hashFolder } from './hash-folder.ts';
import { listFolder } from './list-folder.ts';
import { readStable } from './read-file.ts';
import { resolveInside } from './safe-path.ts';

/** Names of unfinished work in the store begin so. */
const TEMPORARY = '.opening-';

/** A name for a fresh folder in the store. The folder is not made. */
export function temporaryFolder(store: string): string {
  return path.join(store, `${TEMPORARY}${randomUUID()}`);
}

/**
 * Removes what a crash may have left of bundles that were being opened. Call once, before the first
 * bundle is opened, while no other process uses the store.
 */
export async function sweepStore(store: string, fs: FileSystem = nodeFileSystem): Promise<void> {
  const names = await fs.readdir(store).catch(() => []);
  for (const name of names.filter((item) => item.startsWith(TEMPORARY))) {
    await removeFolder(path.join(store, name), fs);
  }
}

/**
 * Reads every byte of a stored bundle again. Empty: it is whole, and its digest is `expectedDigest`.
 * @throws CountersignError 'cancelled'
 */
export async function verifyStoredBundle(
  folder: string,
  expectedDigest: string,
  signal?: AbortSignal,
): Promise<Problem[]> {
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    return [{ code: 'missing-file', file: null, place: null, rule: 'the bundle is kept', message: 'The bundle is no longer on this computer.' }]; // prettier-ignore
  }
  const listing = await listFolder(folder, { signal });
  const hashed = await hashFolder(folder, listing.files, { signal });
  const check = checkBagOnDisk(folder, hashed.files, listing.folders.has('data'));
  const problems: Problem[] = [...listing.problems, ...hashed.problems, ...check.problems];
  if (check.bundleDigest !== expectedDigest) {
    problems.push({ code: 'bundle-digest-differs', file: 'manifest-sha256.txt', place: null, rule: 'the digest of the manifest is the bundle', message: `The digest is ${check.bundleDigest ?? 'missing'}; ${expectedDigest} was expected.` }); // prettier-ignore
  }
  return problems;
}

async function flushFile(file: string, fs: FileSystem): Promise<void> {
  // Windows flushes only what was opened for writing.
  const handle = await fs.open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes a folder with everything in it, so that a power cut after it has a name leaves it whole. */
async function flushTree(folder: string, fs: FileSystem): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    const at = path.join(folder, name);
    if ((await fs.stat(at)).isFolder) await flushTree(at, fs);
    else await flushFile(at, fs);
  }
  await syncFolder(folder, fs);
}

/** The files of a newly checked bag that a stored one lacks: sealing records, which no digest binds. */
async function addSignatures(
  from: string,
  to: string,
  files: readonly FoundFile[],
  fs: FileSystem,
): Promise<void> {
  for (const { path: name } of files.filter((file) => file.path.startsWith('signatures/'))) {
    const target = resolveInside(to, name);
    if (await isThere(target, fs)) continue;
    await makeFolder(path.dirname(target), fs);
    await flushFile(resolveInside(from, name), fs);
    await fs.rename(resolveInside(from, name), target);
    await syncFolder(path.dirname(target), fs);
  }
}

/**
 * Moves a checked bag to its place in the store. One that is there already is read again in full; if it is
 * still whole it stays, and if it is not it is replaced.
 * @returns Where it is kept, and a warning where a damaged copy was replaced.
 */
export async function admit(
  fresh: string,
  store: string,
  digest: string,
  files: readonly FoundFile[],
  signal?: AbortSignal,
  fs: FileSystem = nodeFileSystem,
): Promise<{ storedAt: string; warnings: string[] }> {
  const storedAt = path.join(store, digest);
  if (!(await isThere(storedAt, fs))) {
    await flushTree(fresh, fs);
    await fs.rename(fresh, storedAt);
    await syncFolder(store, fs);
    return { storedAt, warnings: [] };
  }
  const problems = await verifyStoredBundle(storedAt, digest, signal);
  if (problems.length === 0) {
    await addSignatures(fresh, storedAt, files, fs);
    return { storedAt, warnings: [] };
  }
  const damaged = temporaryFolder(store);
  await flushTree(fresh, fs);
  await fs.rename(storedAt, damaged);
  await fs.rename(fresh, storedAt);
  await syncFolder(store, fs);
  await removeFolder(damaged, fs);
  const first = problems[0]?.message ?? '';
  return {
    storedAt,
    warnings: [`The copy of this bundle on this computer was damaged and was replaced. ${first}`],
  };
}

/**
 * One file of an opened bundle, by its path in the bag ("data/docs/a.md"). A draft that is read in place
 * and has no data/ folder is addressed in the same way.
 * @throws CountersignError 'unreadable-file' where it is gone, is no regular file, or its bytes are not
 *   the ones with `expectedSha256`.
 */
export async function readBundleFile(
  folder: string,
  name: string,
  expectedSha256: string,
): Promise<Uint8Array> {
  const fail = (problem: Problem): never => {
    throw new CountersignError('unreadable-file', `"${name}" cannot be shown. ${problem.message}`, [
      problem,
    ]);
  };
  const hasPayload = await stat(path.join(folder, 'data')).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const file = resolveInside(folder, hasPayload ? name : name.replace(/^data\//u, ''));
  const keepIn: Uint8Array[] = [];
  const result = await readStable(file, name, { algorithms: new Set(['sha256']), keepIn });
  if ('code' in result) return fail(result);
  if (result.digests.get('sha256') !== expectedSha256) {
    fail({ code: 'digest-differs', file: name, place: null, rule: 'files stay as they were checked', message: 'Its bytes are not the ones that were checked.' }); // prettier-ignore
  }
  return concatBytes(...keepIn);
}
