/** The sample case and small cases of a test's own, as folders and ZIPs that a test may change. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openBundle } from '../../electron/host/bundle/open-bundle.ts';
import { root } from '../../scripts/run.mjs';
import { buildZip, type RawEntry } from '../electron/host/bundle/zip-builder.ts';
import { listAll } from './export-folder.ts';

export const sampleZip = path.join(root, 'examples', 'marram-3-1.0.safetycase');
export const sampleSource = path.join(root, 'examples', 'marram-3-1.0');

/** The sealed sample as a folder outside any store. */
export async function makeSampleBag(folder: string): Promise<string> {
  const { storedAt } = await openBundle(sampleZip, { store: path.join(folder, 'store') });
  const bag = path.join(folder, 'bag');
  await cp(storedAt, bag, { recursive: true });
  return bag;
}

/** Writes files below a folder, which is made where it is absent. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/**
 * A ZIP of a bag as it stands, right in every field of its own, so that only what was changed in the
 * bag can be wrong with it. `more` are entries that no folder could hold.
 */
export async function zipBag(
  bag: string,
  outFile: string,
  more: readonly RawEntry[] = [],
): Promise<string> {
  const names = await listAll(bag);
  const entries = await Promise.all(
    names.map(async (name) => ({
      name: `bundle/${name}`,
      data: await readFile(path.join(bag, name)),
      deflate: true,
    })),
  );
  await writeFile(outFile, buildZip([...entries, ...more]));
  return outFile;
}
