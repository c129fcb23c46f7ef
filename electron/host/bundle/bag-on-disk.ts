/** The pure check of a bag, given what lies on disk. */
import { checkBag } from '../../../shared/bundle/check-bag.ts';
import type { BagCheck, FoundFile } from '../../../shared/bundle/bag.ts';
import { readNamedSizes } from '../../../shared/case/parse-case.ts';
import { decodeText } from './decode-text.ts';
import { sha256Hex } from './digests.ts';
import { readRegularFile } from './read-file.ts';
import { resolveInside } from './safe-path.ts';

/** Text files of a bag; larger ones are not read into memory. 20,000 lines of a manifest need 6 MB. */
const MAX_TAG_BYTES = 64 * 1024 * 1024;

/**
 * Bytes of a listed file, or null where it is not listed, too large or no longer what was hashed. Read at
 * once: only small text files are asked for, in a worker thread.
 */
export function readListed(
  folder: string,
  files: ReadonlyMap<string, FoundFile>,
  path: string,
  maxBytes = MAX_TAG_BYTES,
): Uint8Array | null {
  const listed = files.get(path);
  if (listed === undefined || listed.bytes > maxBytes) return null;
  const bytes = readRegularFile(resolveInside(folder, path));
  if (bytes === null) return null;
  return sha256Hex(bytes) === listed.digests.get('sha256') ? bytes : null;
}

/** Checks the bag in `folder` against what was found there when its files were hashed. */
export function checkBagOnDisk(
  folder: string,
  files: readonly FoundFile[],
  hasPayloadFolder: boolean,
): BagCheck {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const caseYaml = readListed(folder, byPath, 'data/case.yaml');
  const sizes = caseYaml === null ? new Map<string, number>() : readNamedSizes(caseYaml);
  return checkBag({
    files,
    hasPayloadFolder,
    tagFile: (path) => readListed(folder, byPath, path),
    decode: decodeText,
    bytesNamed: (path) => sizes.get(path) ?? null,
  });
}
