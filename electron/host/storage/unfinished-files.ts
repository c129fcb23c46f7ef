/**
 * Temporary files that lie outside the workspace, in a folder that a person chose: kept in mind while they are
 * there, so that what a kill left of them is removed at the next start.
 */
import path from 'node:path';
import { z } from 'zod';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { isLeftover, writeFileAtomically, type UnfinishedFiles } from './atomic-file.ts';
import { errorNumberOf, readFileIfThere, unlinkIfThere, type FileSystem } from './file-system.ts';

const listSchema = z.array(z.string()).max(1_000);

/** Removes what is left of the files in the list, and goes on with an empty one. */
export async function openUnfinishedFiles(
  listFile: string,
  fs: FileSystem,
): Promise<UnfinishedFiles> {
  const before = await readList(listFile, fs);
  let files: readonly string[] = [];
  for (const file of before) if (!(await isRemoved(file, fs))) files = [...files, file];
  let last: Promise<void> = Promise.resolve();
  /** One after another: two files can be in the making at the same time. */
  function change(to: (files: readonly string[]) => readonly string[]): Promise<void> {
    const write = async (): Promise<void> => {
      const next = to(files);
      await writeFileAtomically(listFile, `${JSON.stringify(next)}\n`, { fs });
      files = next;
    };
    last = last.then(write, write);
    return last;
  }
  if (files.length !== before.length) await change(() => files);
  return {
    add: (file) => change((list) => [...list, path.resolve(file)]),
    remove: (file) =>
      change((list) => list.filter((other) => other !== path.resolve(file))).catch(() => undefined),
  };
}

/** False for a file that may still be there: a stick that is not plugged in, a folder that takes no changes. */
async function isRemoved(file: string, fs: FileSystem): Promise<boolean> {
  // SECURITY: whoever writes to the list could name any file of the person. Only our temporary names go.
  if (!path.isAbsolute(file) || !isLeftover(path.basename(file))) return true;
  try {
    await fs.stat(path.dirname(file));
    await unlinkIfThere(file, fs);
    return true;
  } catch (error) {
    if (errorNumberOf(error) === '') throw error;
    return false;
  }
}

async function readList(listFile: string, fs: FileSystem): Promise<readonly string[]> {
  const bytes = await readFileIfThere(listFile, fs);
  if (bytes === null) return [];
  try {
    return listSchema.parse(parseStrictJsonBytes(bytes, 'unfinished.json'));
  } catch {
    return [];
  }
}
