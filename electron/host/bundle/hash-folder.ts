/** Hashes every file of a listed folder, and copies it on demand, from one read. */
import type { Problem } from '../../../shared/errors.ts';
import type { FoundFile } from '../../../shared/bundle/check-bag.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import { algorithmsOf } from './digests.ts';
import type { ListedFile } from './list-folder.ts';
import { readStable } from './read-file.ts';
import { stopIfCancelled } from './refusal.ts';
import { resolveInside } from './safe-path.ts';

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
  let done = 0;
  for (const { path } of listed) {
    stopIfCancelled(options.signal);
    const result = await readStable(resolveInside(folder, path), path, {
      algorithms,
      copyTo: options.copyTo === undefined ? undefined : resolveInside(options.copyTo, path),
      signal: options.signal,
      onBytes: (bytes) => {
        done += bytes;
        options.onBytes?.(done, total);
      },
    });
    if ('code' in result) problems.push(result);
    else files.push({ path, ...result });
  }
  return { files, problems };
}
