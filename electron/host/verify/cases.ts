/** Reads the cases out of the bundles in an audit record, from bytes that were hashed. */
import type { FoundFile } from '../../../shared/bundle/check-bag.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { parseCase } from '../../../shared/case/parse-case.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { nodeCrypto } from '../crypto.ts';

export type ReadBytes = (path: string) => Uint8Array | null;

/**
 * The case in the bag below `prefix`. Whether the bag is whole is checked apart from this.
 * @throws CountersignError `input-refused` with every problem
 */
export function readCase(
  files: readonly FoundFile[],
  prefix: string,
  bundleDigest: string | null,
  draftReason: string | null,
  read: ReadBytes,
): SafetyCase {
  const payload = files
    .filter((file) => file.path.startsWith(`${prefix}data/`))
    .map(({ path, bytes, digests }) => ({ path: path.slice(prefix.length), bytes, sha256: digests.get('sha256') ?? '' })); // prettier-ignore
  return parseCase(
    {
      seal: draftReason === null ? 'sealed' : 'draft',
      draftReason,
      bundleDigest: draftReason === null ? bundleDigest : null,
      files: payload,
      bytesOf: (path) => read(`${prefix}${path}`),
      sourceName: 'bundle',
      digestsBind: true,
      warnings: [],
    },
    { sha256: (bytes) => nodeCrypto.sha256(bytes), canonicalJson: toCanonicalJson },
  );
}

/** Cases and refusals by the name of the bundle's folder. */
export function readCases(
  digests: readonly string[],
  files: readonly FoundFile[],
  read: ReadBytes,
): { readonly cases: Map<string, SafetyCase>; readonly unreadCases: Map<string, string> } {
  const cases = new Map<string, SafetyCase>();
  const unreadCases = new Map<string, string>();
  for (const digest of digests) {
    const prefix = `data/bundle/${digest}/`;
    const manifest = files.find((file) => file.path === `${prefix}manifest-sha256.txt`);
    try {
      cases.set(
        digest,
        readCase(files, prefix, manifest?.digests.get('sha256') ?? null, null, read),
      );
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      unreadCases.set(digest, error.problems.map((problem) => problem.message).join(' ') || error.message); // prettier-ignore
    }
  }
  return { cases, unreadCases };
}
