/** What a folder holds, without following anything out of it. */
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../../shared/errors.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import { comparePaths } from '../../../shared/bundle/bag-text.ts';
import { stopIfCancelled } from './refusal.ts';
import { checkKind } from './read-file.ts';

export interface ListedFile {
  /** Path below the folder, divided by "/". */
  readonly path: string;
  readonly bytes: number;
}

export interface FolderListing {
  /** Regular files, sorted by path. */
  readonly files: readonly ListedFile[];
  readonly folders: ReadonlySet<string>;
  /** Links, hard links and special files; names that are not UTF-8; too many entries. */
  readonly problems: readonly Problem[];
}

/** Deeper than any bundle may be: stops a folder that was made to exhaust the reader. */
const MAX_DEPTH = 64;

export interface ListOptions {
  readonly signal?: AbortSignal | undefined;
  /** Leaves out what begins with a dot: a working folder holds the files of other tools. */
  readonly skipsHidden?: boolean;
  readonly maxEntries?: number;
}

/** Lists a folder. Reads names and kinds only. @throws CountersignError 'cancelled' */
export async function listFolder(root: string, options: ListOptions = {}): Promise<FolderListing> {
  const maxEntries = options.maxEntries ?? LIMITS.entries;
  const files: ListedFile[] = [];
  const folders = new Set<string>();
  const problems: Problem[] = [];
  const queue: string[] = [''];
  let entries = 0;
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    stopIfCancelled(options.signal);
    for (const name of await readdir(path.join(root, ...folder.split('/')))) {
      if (options.skipsHidden === true && name.startsWith('.')) continue;
      const relative = folder === '' ? name : `${folder}/${name}`;
      entries += 1;
      if (entries > maxEntries) {
        problems.push({ code: 'too-many-entries', file: null, place: null, rule: 'limit of entries', message: `The folder has more than ${maxEntries} entries.` }); // prettier-ignore
        return { files, folders, problems };
      }
      if (name.includes('\ufffd')) {
        problems.push({ code: 'name-surrogate', file: relative, place: null, rule: 'Names, UTF-8', message: 'The name is not UTF-8.' }); // prettier-ignore
        continue;
      }
      const stats = await lstat(path.join(root, ...relative.split('/')));
      if (stats.isDirectory()) {
        folders.add(relative);
        if (relative.split('/').length < MAX_DEPTH) queue.push(relative);
        else problems.push({ code: 'name-too-deep', file: relative, place: null, rule: 'Names, depth', message: `The folder is more than ${MAX_DEPTH} deep.` }); // prettier-ignore
        continue;
      }
      const wrongKind = checkKind(stats, relative);
      if (wrongKind !== null) problems.push(wrongKind);
      else files.push({ path: relative, bytes: stats.size });
    }
  }
  files.sort((a, b) => comparePaths(a.path, b.path));
  return { files, folders, problems };
}
