/** The bags that go into an audit record, file by file, after every byte of them was checked once more. */
import { CountersignError } from '../../../shared/errors.ts';
import { checkBagOnDisk } from '../bundle/bag-on-disk.ts';
import { hashFolder } from '../bundle/hash-folder.ts';
import { listFolder } from '../bundle/list-folder.ts';
import { resolveInside } from '../bundle/safe-path.ts';
import type { StoredContent, ZipEntry } from '../bundle/write-zip.ts';

export type BundleEntry = ZipEntry & { readonly content: StoredContent };

/**
 * All files of an admitted bag as entries of the export, with paths below data/bundle/<digest>/.
 * @throws CountersignError `bundle-refused` naming every file that is not what the manifest says
 */
export async function toBundleEntries(digest: string, folder: string): Promise<BundleEntry[]> {
  const listing = await listFolder(folder);
  const { files, problems } = await hashFolder(folder, listing.files);
  const bag = checkBagOnDisk(folder, files, listing.folders.has('data'));
  const found = [...listing.problems, ...problems, ...bag.problems];
  if (found.length > 0 || bag.bundleDigest !== digest) {
    throw new CountersignError(
      'bundle-refused',
      `The stored bundle ${digest.slice(0, 16)} is no longer what was admitted. No audit record was made.`,
      found,
    );
  }
  return files.map(({ path, bytes, digests }) => ({
    path: `data/bundle/${digest}/${path}`,
    content: { file: resolveInside(folder, path), bytes, sha256: digests.get('sha256') ?? '' },
  }));
}
