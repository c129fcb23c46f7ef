/** From the files of an unpacked audit record to what is verified: the list of what is withheld, and the cases. */
import type { FoundFile } from '../bundle/bag.ts';
import type { SafetyCase } from '../case/model.ts';
import { parseCase } from '../case/parse-case.ts';
import { CountersignError } from '../errors.ts';
import { parseWithheld, type WithheldItem } from '../export/withheld.ts';
import { toCanonicalJson } from '../trust/canonical-json.ts';
import { toHex, utf8Encode } from '../trust/bytes.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import type { AuditFile, AuditInput } from './audit-input.ts';
import { BUNDLES, bundleFolders, filesOfBundle } from './check-files.ts';

export const WITHHELD_LIST = 'data/withheld.json';

type ReadBytes = AuditInput['read'];

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
  crypto: TrustCrypto,
): SafetyCase {
  const payload = files
    .filter((file) => file.path.startsWith('data/'))
    .map(({ path, bytes, digests }) => ({ path, bytes, sha256: digests.get('sha256') ?? '' }));
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
    { sha256Hex: (text) => toHex(crypto.sha256(utf8Encode(text))), canonicalJson: toCanonicalJson },
  );
}

function readWithheld(read: ReadBytes): ReadonlyMap<string, WithheldItem> {
  const bytes = read(WITHHELD_LIST);
  try {
    const items = bytes === null ? [] : parseWithheld(bytes, WITHHELD_LIST);
    return new Map(items.map((item) => [item.path, item]));
  } catch (error) {
    // The check of the list says what is wrong with it; nothing counts as withheld by a list like that.
    if (error instanceof CountersignError) return new Map();
    throw error;
  }
}

/** A case is read from its YAML files: with one of them gone, the rest would say something else. */
function isCaseWithheld(withheld: Iterable<string>, prefix: string): boolean {
  return [...withheld].some((path) => path.startsWith(prefix) && /\.ya?ml$/i.test(path));
}

/** @param verifyPage digest of the `verify.html` of this version, null where it is not at hand */
export function toAuditInput(
  files: ReadonlyMap<string, AuditFile>,
  read: ReadBytes,
  crypto: TrustCrypto,
  { noSignatures = null, verifyPage = null, readTimeStamp = null }: Partial<Pick<AuditInput, 'noSignatures' | 'verifyPage' | 'readTimeStamp'>> = {},
): AuditInput {
  const withheld = readWithheld(read);
  const cases = new Map<string, SafetyCase>();
  const unreadCases = new Map<string, string>();
  const withheldCases = new Set<string>();
  for (const digest of bundleFolders({ files })) {
    const prefix = `${BUNDLES}${digest}/`;
    if (isCaseWithheld(withheld.keys(), prefix)) {
      withheldCases.add(digest);
      continue;
    }
    const manifest = files.get(`${prefix}manifest-sha256.txt`)?.sha256 ?? null;
    try {
      cases.set(digest, readCase(filesOfBundle({ files, withheld }, prefix), prefix, manifest, null, read, crypto));
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      unreadCases.set(digest, error.problems.map((problem) => problem.message).join(' ') || error.message);
    }
  }
  return { files, read, withheld, cases, unreadCases, withheldCases, crypto, noSignatures, verifyPage, readTimeStamp };
} // prettier-ignore
