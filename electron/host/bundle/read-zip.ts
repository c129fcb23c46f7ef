/**
 * Unpacks a ZIP whose structure was checked, entry by entry into a fresh folder, hashing what is written.
 * Bytes are counted while they stream; what a header says is only compared with the count.
 */
import { open, realpath, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { CountersignError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/errors.ts';
import { findBase } from '../../../shared/bundle/zip-base.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import path from 'node:path';
import { nodeFileSystem } from '../storage/file-system.ts';
import { assertRoom } from '../storage/free-space.ts';
import { spread } from '../workers/spread.ts';
import { algorithmsOf } from './digests.ts';
import { SMALL_BYTES } from './hash-folder.ts';
import { BundleRefused } from './refusal.ts';
import { resolveInside } from './safe-path.ts';
import { problemOf } from './zip-entry.ts';
import type { ZipEntry } from './zip-entry.ts';
import type { UnpackTask } from './unpack-task.ts';
import { readZipStructure } from './zip-structure.ts';
import type { ZipLimits } from './zip-structure.ts';

export interface UnpackOptions {
  /** Those of a bundle unless given; `CONTAINER_LIMITS` for what holds bundles. */
  readonly limits?: ZipLimits | undefined;
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Unpacked {
  /** Paths below the base folder of the ZIP, which is taken away. */
  readonly files: readonly FoundFile[];
  readonly hasPayloadFolder: boolean;
  /** Entries whose data could not be unpacked; the rest was. */
  readonly problems: readonly Problem[];
}

async function unpackAll(
  zip: FileHandle,
  entries: readonly ZipEntry[],
  base: string,
  folder: string,
  options: UnpackOptions,
): Promise<Unpacked> {
  const limits = options.limits ?? LIMITS;
  const files = entries.filter((entry) => !entry.isFolder);
  const algorithms = algorithmsOf(files.map((entry) => entry.path.slice(base.length)));
  const total = files.reduce((sum, entry) => sum + entry.uncompressed, 0);
  const tasks = files.map((entry): UnpackTask => {
    const path = entry.path.slice(base.length);
    return { entry, path, target: resolveInside(folder, path) };
  });
  const results = await spread('unpack', tasks, { fd: zip.fd, algorithms, limits }, {
    weigh: ({ entry }) => entry.uncompressed,
    small: SMALL_BYTES,
    onProgress: (done) => options.onBytes?.(done, total),
    signal: options.signal,
  }); // prettier-ignore
  const found: FoundFile[] = [];
  const problems: Problem[] = [];
  results.forEach((result, index) => {
    const path = tasks[index]?.path ?? '';
    if ('code' in result) problems.push(result);
    else found.push({ path, ...result });
  });
  const hasPayloadFolder = entries.some((entry) => `${entry.path}/`.startsWith(`${base}data/`));
  return { files: found, hasPayloadFolder, problems };
}

/**
 * Unpacks the bag in `source` into `folder`, which must be fresh. The caller removes the folder when this
 * throws.
 * @throws BundleRefused where the structure of the ZIP breaks a rule; nothing was unpacked then.
 * @throws CountersignError 'not-a-bundle' where the ZIP holds no bag; 'cancelled'.
 */
export async function unpackZip(
  source: string,
  folder: string,
  options: UnpackOptions = {},
): Promise<Unpacked> {
  const zip = await open(await realpath(source), 'r');
  try {
    const { size } = await zip.stat();
    const { entries, problems } = await readZipStructure(zip, size, options.limits);
    if (problems.length > 0) throw new BundleRefused(problems);
    const base = findBase(entries.filter((entry) => !entry.isFolder).map((entry) => entry.path));
    if (base === null) {
      throw new CountersignError(
        'not-a-bundle',
        'The ZIP holds no bundle: there is no bagit.txt in it.',
        [
          { code: 'no-bag', file: null, place: null, rule: 'RFC 8493, 2.1.1: the bag declaration', message: 'The ZIP holds no bagit.txt.' }, // prettier-ignore
        ],
      );
    }
    const outside = entries.filter((entry) => !`${entry.path}/`.startsWith(base));
    if (outside.length > 0) {
      throw new BundleRefused(outside.map((entry) => problemOf('extra-file', entry.path, 'RFC 8493, 4: one top folder', `The entry lies outside the folder "${base}".`))); // prettier-ignore
    }
    const total = entries.reduce((sum, entry) => sum + entry.uncompressed, 0);
    await assertRoom(path.dirname(folder), total, 'The bundle', nodeFileSystem);
    const result = await unpackAll(zip, entries, base, folder, options);
    const after = await stat(source);
    if (after.size === size) return result;
    throw new BundleRefused([problemOf('changed-while-read', null, 'files stay as they are while they are read', 'The file was changed while it was read.')]); // prettier-ignore
  } finally {
    await zip.close();
  }
}
