/** Calls about the open case and its review. */
import { CountersignError } from '../../../shared/errors.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import type { CaseSummaries } from '../../host/workspace/case-summary.ts';
import { explainRollback } from '../../host/workspace/clock-rollbacks.ts';
import { readChanges } from '../../host/workspace/earlier-version.ts';
import type { RecordLog } from '../../host/workspace/record-log.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';
import { createCaseParts } from '../session/case-parts.ts';
import type { OpenSession } from '../session/open-case.ts';

type CaseCalls = Pick<
  CallHandlers,
  | 'case.get' | 'case.more' | 'case.readFile' | 'case.changes' | 'case.close' | 'review.get' | 'reading.mark'
  | 'draft.save' | 'draft.discard' | 'draft.restore' | 'record.submit' | 'record.payload'
  | 'signOff.prepare' | 'signOff.sign' | 'sealed.open' | 'log.entries' | 'log.acknowledgeDamage' | 'log.explainClock'
>; // prettier-ignore

/** Entries that are sent, checked and drawn without holding anything up. */
const ENTRIES_A_PAGE = 2_000;
/** Larger text is not sent to the page at once. */
const MAX_TEXT_BYTES = 32 * 1024 * 1024;

export function createCaseHandlers(
  context: AppContext,
  workspace: Workspace,
  session: OpenSession,
  summaries: CaseSummaries,
): CaseCalls {
  const parts = createCaseParts();
  function signer(): string {
    const keyid = workspace.activeKeyid();
    if (keyid !== null) return keyid;
    throw new CountersignError('no-identity', 'No identity yet. Create one to sign records.');
  }
  /** The folder of records that has the log: that of the case, or that of the seat. */
  function ownerOf(origin: string): RecordLog {
    const { log } = session.review();
    return log?.heads().some((head) => head.origin === origin) === true ? log : workspace.seat.log;
  }
  function changed(): void {
    context.sendEvent('review.changed', undefined);
  }
  return {
    'case.get': async () => parts.first(session.safetyCase()),
    'case.more': async (request) => parts.more(session.safetyCase(), request),
    'case.readFile': async ({ path, as }) => {
      const bytes = await session.readFile(path);
      if (as === 'bytes') return { kind: 'bytes', bytes };
      if (bytes.length > MAX_TEXT_BYTES) {
        throw new CountersignError('input-refused', `${path} is larger than the 32 MiB that are shown as text.`); // prettier-ignore
      }
      return { kind: 'text', text: utf8Decode(bytes) };
    },
    'case.changes': () => readChanges(session.review(), workspace.layout.bundles),
    'case.close': async () => {
      session.closeCase();
    },
    'review.get': async () => {
      const review = session.review();
      // The first screen can do without; a disk that is full is told where something has to be kept.
      void summaries
        .keep(review)
        .catch((error: unknown) => context.log.write('keep a summary', error));
      return review.view(workspace.activeKeyid());
    },
    'reading.mark': (mark) => session.review().mark(workspace.activeKeyid(), mark),
    'draft.save': (draft) => session.review().saveDraft(workspace.activeKeyid(), draft),
    'draft.discard': ({ id }) => session.review().discardDraft(id),
    'draft.restore': ({ id }) => session.review().restoreDraft(id),
    'record.submit': async ({ record, draft }) => {
      const summary = await session.review().submit(signer(), record, draft);
      changed();
      return summary;
    },
    'record.payload': ({ digest }) => session.review().payloadOf(workspace.activeKeyid(), digest),
    'signOff.prepare': async (record) => session.review().prepare(signer(), record),
    'signOff.sign': async ({ record, textDigest, passphrase, draft }) => {
      const summary = await session.review().sign(signer(), record, textDigest, passphrase, draft);
      changed();
      return summary;
    },
    'sealed.open': async ({ record, passphrase }) => {
      const summary = await session.review().openSealed(signer(), record, passphrase);
      changed();
      return summary;
    },
    'log.entries': async ({ from }) =>
      session.review().entryPage(workspace.activeKeyid(), from, ENTRIES_A_PAGE),
    'log.explainClock': async ({ origin, seq, reason }) => {
      await explainRollback(ownerOf(origin), { origin, seq }, reason, workspace.activeKeyid());
      changed();
    },
    'log.acknowledgeDamage': async ({ origin, reason }) => {
      await ownerOf(origin).acknowledgeDamage(origin, reason, workspace.activeKeyid());
      changed();
    },
  };
}
