/** What changed in the open case since the version of it that this seat had before. */
import { changedSince } from '../../../shared/argument/changed-since.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { CaseChanges } from '../../../shared/ipc/contract.ts';
import { readStoredCase } from '../bundle/stored-case.ts';
import type { RecordLog } from './record-log.ts';

interface OpenCase {
  readonly safetyCase: SafetyCase;
  readonly log: Pick<RecordLog, 'ownEntries'> | null;
}

/**
 * Bundles of the case that this seat admitted before the open one, the best first: those of the version that
 * it says it supersedes, then the last one.
 */
function earlierDigests({ safetyCase, log }: OpenCase): string[] {
  const admitted = (log?.ownEntries() ?? []).flatMap(({ entry }) => {
    const digest = entry.type === 'bundle-admitted' ? entry.obj['manifest'] : undefined;
    return digest === undefined ? [] : [{ digest, words: entry.reason ?? '' }];
  });
  const now = admitted.findIndex(({ digest }) => digest === safetyCase.bundleDigest);
  const named = safetyCase.supersedes === null ? '' : `, version ${safetyCase.supersedes}`;
  const isNamed = ({ words }: { readonly words: string }): boolean => named !== '' && words.endsWith(named); // prettier-ignore
  const others = admitted.filter(({ digest }) => digest !== safetyCase.bundleDigest);
  const before = admitted.slice(0, Math.max(now, 0)).reverse();
  return [...new Set([...others.filter(isNamed), ...before].map(({ digest }) => digest))];
}

/**
 * Claims, documents and evidence of the open case that are new or other than in the earlier version.
 * @param store Folder of the admitted bundles.
 * @returns null for a draft, and where no earlier version is known to this seat.
 */
export async function readChanges(open: OpenCase, store: string): Promise<CaseChanges | null> {
  for (const digest of earlierDigests(open)) {
    const before = await readStoredCase(store, digest);
    if (before?.id !== open.safetyCase.id) continue;
    const { nodes, documents, evidence } = changedSince(before, open.safetyCase);
    return { version: before.version, bundleDigest: digest, nodes: [...nodes], documents: [...documents], evidence: [...evidence] }; // prettier-ignore
  }
  return null;
}
