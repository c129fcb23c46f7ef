/**
 * What each person of this seat opened and marked as reviewed, per bundle. It says opened, never
 * understood, stays on this seat, and only its counts go into a signed text (product R9).
 */
import path from 'node:path';
import { z } from 'zod';
import { readingMark, type ReadingMark } from '../../../shared/review/view.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { makeFolder, nodeFileSystem, type FileSystem } from '../storage/file-system.ts';

export interface ReadingStore {
  of(keyid: string | null, bundle: string): readonly ReadingMark[];
  /** Keeps the mark; "opened" never takes back "reviewed". */
  mark(keyid: string | null, bundle: string, mark: ReadingMark): Promise<void>;
}

const fileSchema = z.array(readingMark);

async function readMarks(file: string, fs: FileSystem): Promise<ReadingMark[]> {
  try {
    return fileSchema.parse(parseStrictJsonBytes(await fs.readFile(file), path.basename(file)));
  } catch {
    // Unreadable: nothing counts as opened, which asks more of the reader, never less.
    return [];
  }
}

function nameOf(keyid: string | null, bundle: string): string {
  return `${(keyid ?? 'nobody').slice(0, 16)}-${bundle.slice(0, 16)}.json`;
}

/** Opens the marks of one case: a file for each person and bundle. */
export async function openReadingMarks(
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<ReadingStore> {
  await makeFolder(folder, fs);
  const marks = new Map<string, readonly ReadingMark[]>();
  for (const name of await fs.readdir(folder)) {
    if (name.endsWith('.json')) marks.set(name, await readMarks(path.join(folder, name), fs));
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    of: (keyid, bundle) => marks.get(nameOf(keyid, bundle)) ?? [],
    mark(keyid, bundle, mark) {
      const write = async (): Promise<void> => {
        const name = nameOf(keyid, bundle);
        const known = marks.get(name) ?? [];
        const same = known.find((other) => other.kind === mark.kind && other.id === mark.id);
        if (same?.state === mark.state || same?.state === 'reviewed') return;
        const next = [...known.filter((other) => other !== same), mark];
        await writeFileAtomically(path.join(folder, name), `${JSON.stringify(next)}\n`, {
          mode: 0o600,
          fs,
        });
        marks.set(name, next);
      };
      const result = last.then(write, write);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
