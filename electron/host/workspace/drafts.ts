/**
 * Drafts: what was typed and not signed yet. Each is one file, written whole and flushed before the
 * caller hears that it is saved, so that it survives a crash. A discarded draft stays beside as
 * `.discarded` until the next start, so that the discarding can be undone.
 */
import path from 'node:path';
import { parseStrictJson } from '../../../shared/trust/strict-json.ts';
import { draft as draftSchema, type Draft } from '../../../shared/review/view.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import {
  makeFolder,
  nodeFileSystem,
  syncFolder,
  throwDiskError,
  unlinkIfThere,
  type FileSystem,
} from '../storage/file-system.ts';

export interface DraftStore {
  list(): readonly Draft[];
  save(draft: Draft): Promise<void>;
  discard(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Removes a draft whose record is in the log. */
  remove(id: string): Promise<void>;
  /** Files that are no drafts, by name; left where they are. */
  readonly unreadable: readonly string[];
}

async function readDraft(file: string, fs: FileSystem): Promise<Draft | null> {
  try {
    const text = utf8Decode(await fs.readFile(file));
    return draftSchema.parse(parseStrictJson(text, path.basename(file)));
  } catch {
    return null;
  }
}

/** The drafts in a folder, oldest first, without changing anything there. Absent folder: none. */
export async function listDrafts(
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<Draft[]> {
  const names = await fs.readdir(folder).catch(() => []);
  const files = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join(folder, name));
  const drafts = (await Promise.all(files.map((file) => readDraft(file, fs)))).filter(
    (draft) => draft !== null,
  );
  return drafts.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
}

/** Opens the drafts of one case. `isRecorded` tells which of them already became records. */
export async function openDrafts(
  folder: string,
  isRecorded: (draftId: string) => boolean,
  fs: FileSystem = nodeFileSystem,
): Promise<DraftStore> {
  await makeFolder(folder, fs);
  const fileOf = (id: string): string => path.join(folder, `${id}.json`);
  const drafts = new Map<string, Draft>();
  const discarded = new Map<string, Draft>();
  const unreadable: string[] = [];
  for (const name of (await fs.readdir(folder)).sort()) {
    const file = path.join(folder, name);
    if (name.endsWith('.discarded')) {
      await fs.unlink(file);
    } else if (name.endsWith('.json')) {
      const draft = await readDraft(file, fs);
      if (draft === null) unreadable.push(name);
      else if (isRecorded(draft.id)) await fs.unlink(file);
      else drafts.set(draft.id, draft);
    }
  }
  // One write at a time, in the order of the calls: an older text never overtakes a newer one.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  }
  return {
    unreadable,
    list: () => [...drafts.values()].sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1)),
    save: (draft) =>
      inTurn(async () => {
        await writeFileAtomically(fileOf(draft.id), `${JSON.stringify(draft)}\n`, {
          mode: 0o600,
          fs,
        });
        drafts.set(draft.id, draft);
      }),
    discard: (id) =>
      inTurn(async () => {
        const draft = drafts.get(id);
        if (draft === undefined) return;
        // Not flushed: a draft that comes back after a power cut costs less than one that goes in a failure.
        await fs
          .rename(fileOf(id), `${fileOf(id)}.discarded`)
          .catch((error: unknown) => throwDiskError(`${id}.json`, error));
        drafts.delete(id);
        discarded.set(id, draft);
      }),
    restore: (id) =>
      inTurn(async () => {
        const draft = discarded.get(id);
        if (draft === undefined) return;
        const file = fileOf(id);
        await fs.rename(`${file}.discarded`, file).catch((error: unknown) => throwDiskError(path.basename(file), error)); // prettier-ignore
        discarded.delete(id);
        drafts.set(id, draft);
        // Or after a power cut the text that was brought back would be taken for a discarded one.
        await syncFolder(folder, fs).catch((error: unknown) => throwDiskError(path.basename(file), error)); // prettier-ignore
      }),
    remove: (id) =>
      inTurn(async () => {
        // The record is in the log: a file that stays behind is removed at the next start.
        await unlinkIfThere(fileOf(id), fs).catch(() => undefined);
        drafts.delete(id);
      }),
  };
}
