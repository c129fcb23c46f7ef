/** Calls about the persons of this seat and their keys. Keys never leave the main process. */
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';

type IdentityCalls = Pick<
  CallHandlers,
  'identity.list' | 'identity.create' | 'identity.select' | 'identity.unlock' | 'identity.lock'
>;

export function createIdentityHandlers(context: AppContext, workspace: Workspace): IdentityCalls {
  function changed(): void {
    context.sendEvent('identity.changed', undefined);
    context.sendEvent('review.changed', undefined);
  }
  return {
    'identity.list': async () => ({
      identities: [...workspace.identities()],
      activeKeyid: workspace.activeKeyid(),
    }),
    'identity.create': async ({ passphrase, ...person }) => {
      const identity = await workspace.createIdentity(person, passphrase, workspace.activeKeyid());
      changed();
      return identity;
    },
    'identity.select': async ({ keyid }) => {
      await workspace.select(keyid);
      changed();
    },
    'identity.unlock': async ({ keyid, passphrase }) => {
      await workspace.keys.unlock(keyid, passphrase);
      changed();
    },
    'identity.lock': async () => {
      workspace.keys.lock();
    },
  };
}
