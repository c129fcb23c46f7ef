/** Gathers from the workspace what the audit record of a case is made from. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import type { AuditRecordSource, LogFiles } from '../export/source.ts';
import type { TimeStampStore } from '../time-stamp/store.ts';
import type { CaseReview } from './case-review.ts';
import type { RecordLog } from './record-log.ts';
import type { Workspace } from './workspace.ts';

async function allLogFiles(logs: readonly RecordLog[], timeStamps: TimeStampStore | null): Promise<LogFiles[]> {
  const files = (await Promise.all(logs.map((log) => log.logFiles()))).flat();
  return Promise.all(files.map(async (log) => ({ ...log, timeStamps: (await timeStamps?.files(log.origin)) ?? [] })));
} // prettier-ignore

function headsOf(logs: readonly RecordLog[]): string {
  return JSON.stringify(logs.map((log) => log.heads()));
}

/**
 * @throws CountersignError `draft-case` for an unsealed draft; `no-identity` while there is no roster;
 *   from `recordExportMade`, `stale-preparation` when something was recorded in between
 */
export async function toAuditRecordSource(
  workspace: Workspace,
  review: CaseReview,
  program: { readonly name: string; readonly version: string },
  verifyPage: Uint8Array,
): Promise<AuditRecordSource> {
  const caseLog = review.log;
  const roster = workspace.seat.roster();
  if (caseLog === null) {
    throw new CountersignError('draft-case', 'An unsealed draft has no records to export.');
  }
  if (roster === null) {
    throw new CountersignError('no-identity', 'There is nothing to export yet: nobody signed anything on this seat.'); // prettier-ignore
  }
  const logs = [workspace.seat.log, caseLog];
  const gatheredAt = headsOf(logs);
  const { bundleDigest } = review.safetyCase;
  const named = new Set(review.summaries().map((summary) => summary.bundleDigest));
  const stored = await readdir(workspace.layout.bundles);
  const digests = stored.filter((name) => named.has(name) || name === bundleDigest);
  return {
    safetyCase: review.safetyCase,
    // Drafts and reading marks are of this seat and no part of the record.
    review: { ...review.view(null), drafts: [], reading: [] },
    bundles: digests.sort().map((digest) => ({ digest, folder: path.join(workspace.layout.bundles, digest) })), // prettier-ignore
    records: (await Promise.all(logs.map((log) => log.storedRecords()))).flat(),
    logs: await allLogFiles(logs, review.timeStamps),
    roster: roster as unknown as JsonObject,
    policy: workspace.seat.policy() as unknown as JsonObject,
    recordExportMade: async (obj, edition, approvedBy) => {
      if (headsOf(logs) !== gatheredAt) {
        throw new CountersignError('stale-preparation', 'Something was recorded while the export was made. Export again.'); // prettier-ignore
      }
      await caseLog.addEvent({ type: 'export-made', obj, reason: edition, ...(approvedBy === null ? {} : { actor: approvedBy }) }); // prettier-ignore
      return allLogFiles(logs, review.timeStamps);
    },
    recordExportFailed: (reason) => caseLog.addEvent({ type: 'export-failed', reason }),
    unfinished: workspace.unfinished,
    verifyPage,
    now: workspace.now(),
    program,
  };
}
