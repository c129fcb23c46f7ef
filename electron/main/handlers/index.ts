/** All calls of the contract, put together from the areas. The compiler names one that is missing. */
import path from 'node:path';
import { openWorkspace } from '../../host/workspace/workspace.ts';
import { selfTest } from '../../host/crypto.ts';
import type { AppContext, Handlers } from '../context.ts';
import { createOpenSession } from '../session/open-case.ts';
import { createAppHandlers } from './app.ts';
import { createCaseHandlers } from './case.ts';
import { createIdentityHandlers } from './identity.ts';
import { createOpeningHandlers } from './opening.ts';
import { createRecordHandlers } from './record.ts';
import { createStartHandlers } from './start.ts';

/**
 * Opens the workspace and puts the handlers on it.
 * @throws CountersignError `workspace-in-use`; the program says so and stops.
 */
export async function createHandlers(context: AppContext): Promise<Handlers> {
  // The runtime's cryptography differs between builds of Electron: known answers first.
  selfTest();
  const workspace = await openWorkspace(path.join(context.userData, 'workspace'), {
    program: { name: 'Countersign', version: context.info.version },
    onLock: () => {
      context.sendEvent('identity.changed', undefined);
    },
  });
  const session = createOpenSession(context, workspace);
  return {
    calls: {
      ...createAppHandlers(context),
      ...createStartHandlers(context, workspace),
      ...createOpeningHandlers(context, session),
      ...createCaseHandlers(context, workspace, session),
      ...createIdentityHandlers(context, workspace),
      ...createRecordHandlers(context, workspace, session),
    },
    openPath: async (file) => {
      session.open(file);
    },
    close: () => workspace.close(),
  };
}
