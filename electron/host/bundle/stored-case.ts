/** The case of a bundle that was admitted earlier, read again for comparing. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseManifest } from '../../../shared/bundle/bag-text.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { readListed } from './bag-on-disk.ts';
import { sha256Hex } from './digests.ts';
import { parseFolder } from './parse-folder.ts';
import { resolveInside } from './safe-path.ts';

/**
 * The case as its manifest binds it: the manifest must have the digest, and every file that is parsed the
 * digest that the manifest names. Evidence is not read; what it says is compared by those digests.
 * @returns null where the bundle is not kept any more, or not as it was.
 */
export async function readStoredCase(store: string, digest: string): Promise<SafetyCase | null> {
  const folder = path.join(store, digest);
  try {
    const manifest = await readFile(path.join(folder, 'manifest-sha256.txt'));
    if (sha256Hex(manifest) !== digest) return null;
    const { lines, problems } = parseManifest(utf8Decode(manifest), 'manifest-sha256.txt', 'sha256', true); // prettier-ignore
    if (problems.length > 0) return null;
    const files = await Promise.all(
      lines.map(async (line): Promise<FoundFile> => {
        const { size } = await stat(resolveInside(folder, line.path));
        return { path: line.path, bytes: size, digests: new Map([['sha256', line.digest]]) };
      }),
    );
    const byPath = new Map(files.map((file) => [file.path, file]));
    const isWhole = files.every(({ path: name }) => !/\.ya?ml$/iu.test(name) || readListed(folder, byPath, name) !== null); // prettier-ignore
    if (!isWhole) return null;
    return parseFolder(folder, 'data/', files, { seal: 'sealed', draftReason: null, bundleDigest: digest, sourceName: digest, digestsBind: true, warnings: [] }); // prettier-ignore
  } catch {
    // It is one of many places to compare with; opening it says what is wrong with it.
    return null;
  }
}
