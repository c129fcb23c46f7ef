/** The whole check of a dropped file, in the order and the words of the program. */
import type { ComparedRosters } from '../../shared/verify/audit-input.ts';
import { checkContainer, hasAuditParts, toRefusedReport } from '../../shared/verify/check-container.ts'; // prettier-ignore
import type { VerificationReport } from '../../shared/verify/model.ts';
import { toAuditInput } from '../../shared/verify/to-audit-input.ts';
import { verifyAuditRecord } from '../../shared/verify/verify-audit-record.ts';
import type { ReadRecord } from './read-record.ts';
import { findEd25519, withSignatures } from './signatures.ts';

export const NO_SIGNATURES = 'This browser cannot verify Ed25519 signatures, so nothing that rests on a signature could be checked. A current browser can, and so can the commands in README.md.'; // prettier-ignore

/** True for a ZIP that is a bundle and no audit record. */
export function isBundle({ files, problems }: ReadRecord): boolean {
  return problems.length === 0 && files.size > 0 && !hasAuditParts([...files.keys()]);
}

export async function checkRecord(
  fileName: string,
  record: ReadRecord,
  compared: ComparedRosters,
): Promise<VerificationReport> {
  const { files, read, problems } = record;
  if (files.size === 0) return toRefusedReport(fileName, problems);
  const before = checkContainer(problems, files.size);
  const verifyOne = await findEd25519();
  const noSignatures = verifyOne === null ? NO_SIGNATURES : null;
  return withSignatures(verifyOne, (crypto) =>
    verifyAuditRecord(
      fileName,
      toAuditInput(files, read, crypto, { noSignatures }),
      compared,
      before,
    ),
  );
}
