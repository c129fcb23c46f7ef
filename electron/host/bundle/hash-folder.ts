/** Hashes every file of a listed folder on all cores, and copies it on demand, from one read. */
import type { Problem } from '../../../shared/errors.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import { algorithmsOf } from './digests.ts';
import type { ListedFile } from './list-folder.ts';
import { resolveInside } from './safe-path.ts';
import { spread } from '../workers/spread.ts';
import type { HashTask } from './hash-task.ts';

/** Bytes for which starting threads would take longer than the work. */
export const SMALL_BYTES = 16 * 1024 * 1024;

export interface HashOptions {
  /** Folder that receives a copy of exactly the bytes that were hashed. */
  readonly copyTo?: string | undefined;
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** @throws CountersignError 'cancelled' */
export async function hashFolder(
  folder: string,
  listed: readonly ListedFile[],
  options: HashOptions = {},
): Promise<{ files: FoundFile[]; problems: Problem[] }> {
  const algorithms = algorithmsOf(listed.map((file) => file.path));
  const total = listed.reduce((sum, file) => sum + file.bytes, 0);
  const files: FoundFile[] = [];
  const problems: Problem[] = [];
  if (total > LIMITS.totalBytes) {
    problems.push({ code: 'file-too-large', file: null, place: null, rule: 'limit of the whole', message: `The folder holds ${total} bytes; ${LIMITS.totalBytes} are allowed.` }); // prettier-ignore
    return { files, problems };
  }
  const { copyTo } = options;
  const tasks = listed.map(({ path, bytes }): HashTask => ({
    file: resolveInside(folder, path),
    name: path,
    copyTo: copyTo === undefined ? undefined : resolveInside(copyTo, path),
    bytes,
  }));
  const results = await spread('hash', tasks, { algorithms }, {
    weigh: (task) => task.bytes,
    small: SMALL_BYTES,
    onProgress: (done) => options.onBytes?.(done, total),
    signal: options.signal,
  }); // prettier-ignore
  results.forEach((result, index) => {
    if ('code' in result) problems.push(result);
    else files.push({ path: tasks[index]?.name ?? '', ...result });
  });
  return { files, problems };
}
