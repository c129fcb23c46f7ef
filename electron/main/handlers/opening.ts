/** Calls that open something. The page names no path: the person chooses one in a dialog, or drops a file. */
import { CountersignError } from '../../../shared/errors.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { OpenQuestion } from '../dialogs.ts';
import type { CallHandlers } from '../ipc/handle.ts';
import { findSamples, type OpenSession } from '../session/open-case.ts';

type OpeningCalls = Pick<
  CallHandlers,
  'open.dialog' | 'open.sample' | 'open.recent' | 'open.dropped' | 'open.cancel' | 'open.saveFindings'
>; // prettier-ignore

const QUESTIONS: Readonly<Record<'file' | 'folder' | 'audit-record' | 'packet', OpenQuestion>> = {
  file: {
    title: 'Open a bundle',
    what: 'file',
    filters: [
      { name: 'Bundle, argument file, audit record or packet', extensions: ['safetycase', 'zip', 'yaml', 'yml', 'md', 'ltac', 'json', 'xml', 'axml', 'reviewpacket'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
  folder: { title: 'Open a bundle folder', what: 'folder' },
  'audit-record': {
    title: 'Verify an audit record',
    what: 'file',
    filters: [{ name: 'Audit record', extensions: ['zip'] }],
  },
  packet: {
    title: 'Import a review packet',
    what: 'file',
    filters: [{ name: 'Review packet', extensions: ['reviewpacket'] }],
  },
}; // prettier-ignore

export function createOpeningHandlers(
  context: AppContext,
  workspace: Workspace,
  session: OpenSession,
): OpeningCalls {
  return {
    'open.dialog': async ({ what }) => {
      const file = await context.dialogs.open(QUESTIONS[what]);
      return { operation: file === null ? null : session.open(file) };
    },
    'open.sample': async ({ version }) => {
      const file = (await findSamples(context.appRoot)).get(version);
      if (file === undefined) {
        throw new CountersignError('not-found', `The sample case ${version} is not in this installation.`); // prettier-ignore
      }
      return { operation: session.open(file) };
    },
    'open.recent': async ({ token }) => {
      const entry = context.recent.find(token);
      if (entry === null) throw new CountersignError('not-found', 'This case is no longer in the list.'); // prettier-ignore
      return { operation: session.open(entry.path) };
    },
    'open.dropped': async ({ path }) => ({ operation: session.open(path) }),
    'open.cancel': async ({ operation }) => {
      session.cancel(operation);
    },
    'open.saveFindings': async ({ text }) => {
      const file = await context.dialogs.save({
        title: 'Save these findings',
        defaultPath: 'findings.txt',
        filters: [{ name: 'Text', extensions: ['txt'] }],
      });
      if (file === null) return { saved: false };
      await workspace.save(file, text);
      return { saved: true };
    },
  };
}
