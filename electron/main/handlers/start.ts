/** Calls of the start screen: recent cases, identities, drafts found after a stop without a close. */
import path from 'node:path';
import { isTyped } from '../../../shared/review/draft-kinds.ts';
import type { CaseSummaries } from '../../host/workspace/case-summary.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';

export function createStartHandlers(
  context: AppContext,
  workspace: Workspace,
  summaries: CaseSummaries,
): Pick<CallHandlers, 'app.start'> {
  return {
    'app.start': async () => {
      const recent = context.recent.list();
      const drafts = workspace.stoppedUncleanAt === null ? [] : await workspace.allDrafts();
      const own = workspace.activeKeyid();
      const known = await Promise.all(
        recent.map(async ({ bundleDigest }) =>
          bundleDigest === null ? null : await summaries.of(bundleDigest),
        ),
      );
      return {
        recent: recent.map((entry, at) => ({
          roles: known[at]?.roles ?? [],
          open: known[at]?.open ?? null,
          token: entry.token,
          title: entry.title,
          version: entry.version,
          bundleDigest: entry.bundleDigest,
          openedAt: entry.openedAt,
          fileName: path.basename(entry.path),
        })),
        identities: [...workspace.identities()],
        activeKeyid: own,
        recoveredDrafts: drafts
          .filter((draft) => isTyped(draft) && (draft.owner === null || draft.owner === own))
          .map((draft) => {
            const at = recent.find((entry) => entry.bundleDigest === draft.bundleDigest);
            return { ...draft, caseTitle: at?.title ?? 'a case', token: at?.token ?? null };
          }),
        stoppedUncleanAt: workspace.stoppedUncleanAt,
        workspaceMoved: workspace.moved,
      };
    },
  };
}
