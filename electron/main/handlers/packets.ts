/** Calls about review packets and the exchange folder. The page names seats and tokens, never a path. */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { PacketPlan, PacketRequest } from '../../../shared/packet/exchange-view.ts';
import type { OpenCaseForPacket } from '../../host/packet/packets.ts';
import { toPacketName, type PlannedPacket } from '../../host/packet/write.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';
import type { OpenSession } from '../session/open-case.ts';
import type { PacketSession } from '../session/packets.ts';

type PacketCalls = Pick<
  CallHandlers,
  | 'packet.seats' | 'packet.plan' | 'packet.make' | 'packet.get' | 'packet.accept' | 'packet.discard'
  | 'packet.openBundle' | 'exchange.get' | 'exchange.choose' | 'exchange.stop' | 'exchange.check' | 'exchange.open'
>; // prettier-ignore

function toFacts(plan: PlannedPacket): PacketPlan {
  const { entries, records, bytes, packet } = plan;
  const logs = packet.logs.filter((log) => log.fork === null);
  return { entries, records, bytes, logs: logs.length, known: logs.reduce((sum, log) => sum + log.from.size, 0) }; // prettier-ignore
}

export function createPacketHandlers(
  context: AppContext,
  workspace: Workspace,
  session: OpenSession,
  packets: PacketSession,
): PacketCalls {
  function openCase(): OpenCaseForPacket {
    const about = session.forPacket();
    if (about !== null) return about;
    throw new CountersignError('draft-case', 'Open a sealed case first. An unsealed draft has no records to send.'); // prettier-ignore
  }
  const plan = (request: PacketRequest): Promise<PlannedPacket> =>
    workspace.packets.plan(openCase(), request);
  function fromWhom(): string {
    const active = workspace.activeKeyid();
    return workspace.identities().find((identity) => identity.keyid === active)?.printedName ?? 'a seat';
  } // prettier-ignore
  return {
    'packet.seats': async () => {
      const about = session.forPacket();
      return {
        seats: [...workspace.packets.recipients()],
        bundle: about === null ? null : { version: about.safetyCase.version, digest: about.safetyCase.bundleDigest ?? '' }, // prettier-ignore
      };
    },
    'packet.plan': async (request) => toFacts(await plan(request)),
    'packet.make': async (request) => {
      const planned = await plan(request);
      const file = await context.dialogs.save({
        title: 'Save the review packet',
        defaultPath: toPacketName(planned.packet.case, fromWhom()),
        filters: [{ name: 'Review packet', extensions: ['reviewpacket'] }],
      });
      if (file === null) return null;
      const { sha256, bytes } = await workspace.packets.write(planned, file);
      return { ...toFacts(planned), bytes, sha256, fileName: path.basename(file) };
    },
    'packet.get': async ({ token }) => packets.preview(token),
    'packet.accept': async ({ token }) => {
      const summary = await packets.accept(token);
      context.sendEvent('review.changed', undefined);
      context.sendEvent('identity.changed', undefined);
      return summary;
    },
    'packet.discard': ({ token }) => packets.discard(token),
    'packet.openBundle': async ({ digest }) => ({
      operation: session.open(path.join(workspace.layout.bundles, digest)),
    }),
    'exchange.get': () => packets.exchange(),
    'exchange.choose': async () => {
      const folder = await context.dialogs.open({ title: 'Choose the exchange folder', what: 'folder' }); // prettier-ignore
      return folder === null ? packets.exchange() : packets.chooseFolder(folder);
    },
    'exchange.stop': () => packets.chooseFolder(null),
    'exchange.check': () => packets.check(),
    'exchange.open': async ({ token }) => ({ operation: session.open(packets.fileOf(token)) }),
  };
}
