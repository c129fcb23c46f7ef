/** Verifies an audit record or a bundle from a file or folder: the one entry for the program and the command line. */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { AuditFile, AuditInput } from '../../../shared/verify/audit-input.ts';
import { readCase, toAuditInput } from '../../../shared/verify/to-audit-input.ts';
import {
  checkContainer,
  hasAuditParts,
  toRefusedReport,
} from '../../../shared/verify/check-container.ts';
import { runCheck } from '../../../shared/verify/check.ts';
import { bundleFolders } from '../../../shared/verify/check-files.ts';
import type { VerificationReport } from '../../../shared/verify/model.ts';
import { verifyAuditRecord } from '../../../shared/verify/verify-audit-record.ts';
import { checkBagOnDisk, readListed } from '../bundle/bag-on-disk.ts';
import { algorithmsOf } from '../bundle/digests.ts';
import { readStable } from '../bundle/read-file.ts';
import { resolveInside } from '../bundle/safe-path.ts';
import { nodeCrypto } from '../crypto.ts';
import { readTimeStamp } from '../time-stamp/token.ts';
import { verifyAhead } from './signatures-ahead.ts';
import { withUnpacked, type Unpacked, type UnpackProgress } from './unpacked.ts';

export { looksLikeAuditRecord } from './unpacked.ts';

export interface VerifyOptions {
  /** SHA-256 of rosters that a person compared over another channel and found the same. */
  readonly pinnedRosters?: readonly string[];
  /** SHA-256 of rosters that a person compared and found different. */
  readonly changedRosters?: readonly string[];
  /** SHA-256 of the `verify.html` of this version: `readVerifyPage`. Without it, that file cannot be checked. */
  readonly verifyPage?: string | null;
  readonly onProgress?: (progress: UnpackProgress) => void;
  readonly signal?: AbortSignal;
}

/** Texts and records; evidence files are hashed and never read into memory. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

function toReader({ folder, files }: Unpacked): AuditInput['read'] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const read = new Map<string, Uint8Array | null>();
  return (name) => {
    const known = read.get(name);
    if (known !== undefined) return known;
    const bytes = readListed(folder, byPath, name, MAX_READ_BYTES);
    read.set(name, bytes);
    return bytes;
  };
}

/** Digests other than SHA-256 that a manifest inside a bundle of the record names. */
async function otherDigests(unpacked: Unpacked, prefix: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const inside = unpacked.files.filter((file) => file.path.startsWith(prefix));
  const algorithms = algorithmsOf(inside.map((file) => file.path.slice(prefix.length)));
  const found = new Map<string, ReadonlyMap<string, string>>();
  if (algorithms.size === 1) return found;
  for (const file of inside) {
    const result = await readStable(resolveInside(unpacked.folder, file.path), file.path, { algorithms });
    if (!('code' in result)) found.set(file.path, result.digests);
  }
  return found;
} // prettier-ignore

async function readAuditInput(unpacked: Unpacked, verifyPage: string | null): Promise<AuditInput> {
  const files = new Map<string, AuditFile>(unpacked.files.map((file) => [file.path, { bytes: file.bytes, sha256: file.digests.get('sha256') ?? '' }])); // prettier-ignore
  const digests = bundleFolders({ files });
  for (const digest of digests) {
    for (const [name, others] of await otherDigests(unpacked, `data/bundle/${digest}/`)) {
      const file = files.get(name);
      if (file !== undefined) files.set(name, { ...file, others });
    }
  }
  const read = toReader(unpacked);
  const crypto = await verifyAhead([...files.keys()], read);
  return toAuditInput(files, read, crypto, { verifyPage, readTimeStamp });
}

/** A bundle names no signer by itself: the best result is that it is whole. */
function verifyBundle(fileName: string, unpacked: Unpacked): VerificationReport {
  const { files } = unpacked;
  let about: VerificationReport['case'] = null;
  let bundleDigest: string | null = null;
  const checks = [
    ...checkContainer(unpacked.problems, unpacked.files.length),
    ...runCheck('files', 'Files and their list', (rows) => {
      const bag = checkBagOnDisk(unpacked.folder, files, unpacked.hasPayloadFolder);
      bundleDigest = bag.draftReason === null ? bag.bundleDigest : null;
      for (const { file, message } of bag.problems) rows.fail(file, message);
      if (bag.problems.length === 0 && bag.draftReason !== null) rows.cannot(null, `It is an unsealed draft. ${bag.draftReason}`); // prettier-ignore
      return `${files.length} files have the digests that the manifest names, and there are no others.`;
    }),
    ...runCheck('bundle', 'Case', (rows) => {
      if (files.length === 0) {
        rows.cannot(null, 'No file could be read.');
        return '';
      }
      const safetyCase = readCase(files, '', bundleDigest, bundleDigest === null ? 'unsealed' : null, toReader(unpacked), nodeCrypto); // prettier-ignore
      about = { id: safetyCase.id, title: safetyCase.title, version: safetyCase.version };
      return `${safetyCase.nodes.length} nodes and ${safetyCase.evidence.length} evidence files, with the digests that the case names.`; // prettier-ignore
    }),
    ...runCheck('trust', 'Who made it', (rows) => {
      rows.cannot(null, 'A bundle by itself does not show who made it. Compare its digest with the author over another channel.'); // prettier-ignore
      return '';
    }),
  ];
  return {
    kind: 'bundle',
    fileName,
    verdict: checks.some((check) => check.result === 'fail') ? 'broken' : 'consistent; signers unknown',
    checks,
    roster: null,
    case: about,
    bundleDigest,
    decisions: [],
    counts: { files: files.length, records: 0, entries: 0, logs: 0 },
  };
} // prettier-ignore

/**
 * Checks everything that can be checked in an audit record (ZIP or folder) or a bundle. Bad input is a
 * report with the verdict "broken" that names every file; nothing is left on disk.
 * @throws CountersignError only `unreadable-file` and `cancelled`
 */
export async function verifyFile(
  file: string,
  options: VerifyOptions = {},
): Promise<VerificationReport> {
  const fileName = path.basename(path.resolve(file));
  return withUnpacked(file, options, async (unpacked) => {
    if (options.signal?.aborted === true) throw new CountersignError('cancelled', 'Verifying was cancelled.'); // prettier-ignore
    options.onProgress?.({ step: 'parsing', done: 0, total: null });
    const isBundle = unpacked.files.length > 0 ? !hasAuditParts(unpacked.files.map((item) => item.path)) : file.endsWith('.safetycase'); // prettier-ignore
    if (isBundle) return verifyBundle(fileName, unpacked);
    if (unpacked.files.length === 0) return toRefusedReport(fileName, unpacked.problems);
    const compared = { pinned: options.pinnedRosters ?? [], changed: options.changedRosters ?? [] };
    return verifyAuditRecord(fileName, await readAuditInput(unpacked, options.verifyPage ?? null), compared, checkContainer(unpacked.problems, unpacked.files.length));
  });
} // prettier-ignore
