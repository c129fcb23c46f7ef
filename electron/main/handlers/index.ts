/** All calls of the contract, put together from the areas. The compiler names one that is missing. */
import path from 'node:path';
import { openCaseSummaries } from '../../host/workspace/case-summary.ts';
import { openWorkspace } from '../../host/workspace/workspace.ts';
import { selfTest } from '../../host/crypto.ts';
import type { AppContext, Handlers } from '../context.ts';
import { createOpenSession, type OpenSession } from '../session/open-case.ts';
import { createPacketSession, type PacketSession } from '../session/packets.ts';
import { createAppHandlers } from './app.ts';
import { createCaseHandlers } from './case.ts';
import { createDrawingHandlers } from './drawing.ts';
import { createIdentityHandlers } from './identity.ts';
import { createOpeningHandlers } from './opening.ts';
import { createPacketHandlers } from './packets.ts';
import { createPeopleHandlers } from './people.ts';
import { createRecordHandlers } from './record.ts';
import { createStartHandlers } from './start.ts';
import { createTimeStampHandlers } from './time-stamp.ts';

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
  const packets: PacketSession = createPacketSession(context, workspace, () => session.forPacket());
  const session: OpenSession = createOpenSession(context, workspace, packets);
  const summaries = openCaseSummaries(workspace.layout.summaries);
  return {
    calls: {
      ...createAppHandlers(context),
      ...createStartHandlers(context, workspace, summaries),
      ...createOpeningHandlers(context, workspace, session),
      ...createCaseHandlers(context, workspace, session, summaries),
      ...createDrawingHandlers(context, session),
      ...createIdentityHandlers(context, workspace),
      ...createPeopleHandlers(context, workspace),
      ...createPacketHandlers(context, workspace, session, packets),
      ...createRecordHandlers(context, workspace, session),
      ...createTimeStampHandlers(context, workspace, session),
    },
    openPath: async (file) => {
      session.open(file);
    },
    close: () => workspace.close(),
  };
}
