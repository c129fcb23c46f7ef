/** Calls that make an audit record and verify one. */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { toVerificationText } from '../../../shared/verify/verification-text.ts';
import { makeAuditRecord } from '../../host/export/audit-record.ts';
import { readVerifyPage } from '../../host/verify/verify-page.ts';
import { toAuditRecordSource } from '../../host/workspace/audit-record-source.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';
import { printReport } from '../print-report.ts';
import type { OpenSession } from '../session/open-case.ts';

type RecordCalls = Pick<
  CallHandlers,
  'export.make' | 'verify.report' | 'verify.compareRoster' | 'verify.saveReport'
>;

export function createRecordHandlers(
  context: AppContext,
  workspace: Workspace,
  session: OpenSession,
): RecordCalls {
  return {
    'export.make': async ({ edition, withPdf, withheld }) => {
      const review = session.review();
      const { id, version, seal } = review.safetyCase;
      if (seal !== 'sealed') {
        throw new CountersignError('draft-case', 'An unsealed draft has no records to export.');
      }
      const sealed = review.blindTo(workspace.activeKeyid());
      if (sealed.length > 0) {
        throw new CountersignError('gate-closed', `An audit record shows the ${sealed.join('s and ')}s of others, which are sealed for you until you seal your own. Seal yours, step aside, or let somebody export who has none to cast.`); // prettier-ignore
      }
      const file = await context.dialogs.save({
        title: 'Export the audit record',
        defaultPath: `${id}-${version}-${edition === 'full' ? '' : `${edition}-`}audit.zip`.replace(
          /[^\w.()-]+/g,
          '_',
        ),
        filters: [{ name: 'Audit record', extensions: ['zip'] }],
      });
      if (file === null) return null;
      const program = { name: 'Countersign', version: context.info.version };
      const source = await toAuditRecordSource(workspace, review, program, readVerifyPage());
      const approvedBy = edition === 'full' ? null : workspace.activeKeyid();
      const printed = withPdf ? { ...source, printReport } : source;
      const summary = await makeAuditRecord(printed, file, { edition, withheld, approvedBy });
      context.sendEvent('review.changed', undefined);
      return summary;
    },
    'verify.report': async () => session.report(),
    'verify.compareRoster': async ({ sha256, isSame }) => {
      await workspace.compareRoster(sha256, isSame);
      return session.verifyAgain();
    },
    'verify.saveReport': async () => {
      const report = session.report();
      if (report === null) throw new CountersignError('not-found', 'No audit record is open.');
      const file = await context.dialogs.save({
        title: 'Save this result',
        defaultPath: `${path.parse(report.fileName).name}-verification.txt`,
        filters: [{ name: 'Text', extensions: ['txt'] }],
      });
      if (file === null) return { saved: false };
      await workspace.save(file, toVerificationText(report));
      return { saved: true };
    },
  };
}
