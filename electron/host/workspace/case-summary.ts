/**
 * What the first screen says of a case without opening it: what was open when the case was last open here,
 * and under which role each person signed. Derived from records, so it may be deleted at any time; it is
 * shown, never counted.
 */
import path from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../../../shared/case/model.ts';
import { toTurn } from '../../../shared/review/turns.ts';
import { openTurn, signerRole } from '../../../shared/review/view.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { makeFolder, nodeFileSystem, type FileSystem } from '../storage/file-system.ts';
import type { CaseReview } from './case-review.ts';

const caseSummary = z.object({
  bundleDigest: sha256Hex,
  open: z.array(openTurn).readonly(),
  /** keyid, role: everybody who signed a record about this case. */
  roles: z.array(signerRole).readonly(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

type ReviewToKeep = Pick<CaseReview, 'safetyCase' | 'state' | 'summaries'>;

export interface CaseSummaries {
  /** Keeps the summary of the open case; writes only what changed. An unsealed draft has none. */
  keep(review: ReviewToKeep): Promise<void>;
  /** Null where the bundle was never open here or its summary cannot be read. */
  of(bundleDigest: string): Promise<CaseSummary | null>;
}

function toCaseSummary(
  { state, summaries }: Pick<CaseReview, 'state' | 'summaries'>,
  bundleDigest: string,
): CaseSummary {
  const signers = summaries()
    .filter((record) => record.kind !== 'roster' && record.kind !== 'policy')
    .map(({ signer }) => [signer.keyid, signer.role] as const);
  return {
    bundleDigest,
    open: state()
      .challenges.filter((challenge) => challenge.isOpen)
      .map(toTurn),
    roles: [...new Map(signers)].map(([keyid, role]) => ({ keyid, role })),
  };
}

/** @param folder One file for each bundle, named by its digest. */
export function openCaseSummaries(folder: string, fs: FileSystem = nodeFileSystem): CaseSummaries {
  const written = new Map<string, string>();
  const fileOf = (bundleDigest: string): string => path.join(folder, `${bundleDigest}.json`);

  async function write(review: ReviewToKeep): Promise<void> {
    const { bundleDigest } = review.safetyCase;
    if (bundleDigest === null) return;
    const text = `${JSON.stringify(toCaseSummary(review, bundleDigest))}\n`;
    if (written.get(bundleDigest) === text) return;
    await makeFolder(folder, fs);
    await writeFileAtomically(fileOf(bundleDigest), text, { fs });
    written.set(bundleDigest, text);
  }

  // One write at a time, so that an older state never replaces a newer one; of many asked for meanwhile
  // only the last is made.
  let waiting: ReviewToKeep | null = null;
  let running: Promise<void> | null = null;
  async function writeAll(): Promise<void> {
    try {
      while (waiting !== null) {
        const review: ReviewToKeep = waiting;
        waiting = null;
        await write(review);
      }
    } finally {
      running = null;
    }
  }

  return {
    async keep(review) {
      // Another case does not take the place of one that waits.
      if (waiting !== null && waiting.safetyCase.bundleDigest !== review.safetyCase.bundleDigest)
        await running?.catch(() => undefined);
      waiting = review;
      running ??= writeAll();
      await running;
    },
    async of(bundleDigest) {
      try {
        const found = caseSummary.parse(parseStrictJsonBytes(await fs.readFile(fileOf(bundleDigest)), 'summary')); // prettier-ignore
        return found.bundleDigest === bundleDigest ? found : null;
      } catch {
        return null;
      }
    },
  };
}
