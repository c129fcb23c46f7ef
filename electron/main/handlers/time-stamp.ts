/** Calls about RFC 3161 time stamps over heads of the log of the open case. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { TimeStampStore } from '../../host/time-stamp/store.ts';
import { MAX_TOKEN_BYTES } from '../../host/time-stamp/token.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';
import type { OpenSession } from '../session/open-case.ts';

type TimeStampCalls = Pick<CallHandlers, 'timeStamp.ask' | 'timeStamp.read' | 'timeStamp.add'>;

interface ReadToken {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

export function createTimeStampHandlers(context: AppContext, workspace: Workspace, session: OpenSession): TimeStampCalls {
  /** What was read last: only that can be kept, and only by its digest. */
  let last: ReadToken | null = null;
  function stamps(): TimeStampStore {
    const store = session.review().timeStamps;
    if (store !== null) return store;
    throw new CountersignError('draft-case', 'An unsealed draft has no log to be stamped.');
  }
  return {
    'timeStamp.ask': async () => {
      const { id } = session.review().safetyCase;
      const store = stamps();
      const file = await context.dialogs.save({
        title: 'Ask for a time stamp',
        defaultPath: `${id}-log.tsq`.replace(/[^\w.()-]+/g, '_'),
        filters: [{ name: 'Time-stamp query', extensions: ['tsq'] }],
      });
      if (file === null) return null;
      const { size, query } = await store.ask();
      await workspace.save(file, query);
      return { fileName: path.basename(file), size };
    },
    'timeStamp.read': async () => {
      const store = stamps();
      const file = await context.dialogs.open({
        title: 'Add a time stamp',
        what: 'file',
        filters: [
          { name: 'Time stamp', extensions: ['tsr', 'tst', 'der'] },
          { name: 'All files', extensions: ['*'] },
        ],
      });
      if (file === null) return null;
      const fileName = path.basename(file);
      if ((await stat(file)).size > MAX_TOKEN_BYTES) throw new CountersignError('input-refused', `${fileName} is larger than a time stamp can be.`);
      const bytes = new Uint8Array(await readFile(file));
      const { sha256, time, origin, size, certificate, isKnownCertificate } = await store.place(bytes, fileName);
      last = { sha256, bytes, fileName };
      const { subject, issuer, sha256: fingerprint } = certificate;
      return { sha256, fileName, time, origin, size, subject, issuer, fingerprint, isKnownCertificate };
    },
    'timeStamp.add': async ({ sha256 }) => {
      if (last?.sha256 !== sha256) throw new CountersignError('not-found', 'No time stamp with this digest was read. Choose its file again.');
      await stamps().add(last.bytes, last.fileName, workspace.activeKeyid());
      last = null;
      context.sendEvent('review.changed', undefined);
    },
  };
} // prettier-ignore
