/** Calls about the roster, the policy pack and the keys. Files that were chosen stay in this process. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { PolicyPack } from '../../../shared/policy/policy-pack.ts';
import { MAX_OPENSSH_BYTES, needsPassphrase, readOpenSshKey } from '../../host/keys/openssh-key.ts';
import { adoptRoster, changeRoster, proposePolicy, readPolicyFile, rotateKey, signPolicy, signRoster, toPolicyPreview } from '../../host/workspace/people.ts'; // prettier-ignore
import { toPeopleView } from '../../host/workspace/people-view.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';

type PeopleCalls = Pick<
  CallHandlers,
  | 'roster.get' | 'roster.change' | 'roster.sign' | 'roster.compare' | 'roster.adopt'
  | 'policy.choose' | 'policy.propose' | 'policy.sign' | 'policy.save'
  | 'key.choose' | 'key.import' | 'key.rotate'
>; // prettier-ignore

/** Read before it is looked at, so that what was shown is what is used. */
async function readSmall(file: string, limit: number): Promise<Uint8Array> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  const name = path.basename(file);
  if (size > limit) throw new CountersignError('unreadable-file', `${name} is larger than such a file is.`); // prettier-ignore
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new CountersignError('unreadable-file', `${name} cannot be read.`, [], { cause });
  }
}

export function createPeopleHandlers(context: AppContext, workspace: Workspace): PeopleCalls {
  let chosenKey: Uint8Array | null = null;
  let chosenPolicy: PolicyPack | null = null;

  function changed(): ReturnType<typeof toPeopleView> {
    context.sendEvent('identity.changed', undefined);
    context.sendEvent('review.changed', undefined);
    return toPeopleView(workspace);
  }

  function seedOfChosen(filePassphrase: string): Uint8Array {
    if (chosenKey === null) throw new CountersignError('not-found', 'No key file is chosen.');
    return readOpenSshKey(chosenKey, filePassphrase);
  }

  function forgetChosen(): void {
    chosenKey?.fill(0);
    chosenKey = null;
  }

  return {
    'roster.get': async () => toPeopleView(workspace),
    'roster.change': async ({ change, signing }) => {
      await changeRoster(workspace, change, signing);
      return changed();
    },
    'roster.sign': async ({ sha256, signing }) => {
      await signRoster(workspace, sha256, signing);
      return changed();
    },
    'roster.compare': async ({ first, isSame }) => {
      await workspace.compareRoster(first, isSame);
      return changed();
    },
    'roster.adopt': async ({ first }) => {
      await adoptRoster(workspace, first);
      return changed();
    },
    'policy.choose': async () => {
      const filters = [{ name: 'Policy pack', extensions: ['json'] }];
      const file = await context.dialogs.open({ title: 'Load a policy pack', what: 'file', filters }); // prettier-ignore
      if (file === null) return null;
      const name = path.basename(file);
      const pack = readPolicyFile(workspace, await readSmall(file, 1024 * 1024), name);
      chosenPolicy = pack;
      return toPolicyPreview(workspace, pack, name);
    },
    'policy.propose': async ({ sha256, signing }) => {
      const pack = chosenPolicy;
      if (pack === null || toPolicyPreview(workspace, pack, '').sha256 !== sha256) {
        throw new CountersignError('stale-preparation', 'Another policy pack was chosen since. Load the file again.'); // prettier-ignore
      }
      await proposePolicy(workspace, pack, signing);
      chosenPolicy = null;
      return changed();
    },
    'policy.sign': async ({ sha256, signing }) => {
      await signPolicy(workspace, sha256, signing);
      return changed();
    },
    'policy.save': async () => {
      const file = await context.dialogs.save({
        title: 'Save the policy pack',
        defaultPath: `policy-${workspace.seat.policyDigest().version}.json`,
        filters: [{ name: 'Policy pack', extensions: ['json'] }],
      });
      if (file === null) return { saved: false };
      await workspace.save(file, `${JSON.stringify(workspace.seat.policy(), null, 2)}\n`);
      return { saved: true };
    },
    'key.choose': async () => {
      const file = await context.dialogs.open({ title: 'Choose an OpenSSH private key', what: 'file' }); // prettier-ignore
      if (file === null) return null;
      const bytes = await readSmall(file, MAX_OPENSSH_BYTES);
      const answer = { fileName: path.basename(file), needsPassphrase: needsPassphrase(bytes) };
      forgetChosen();
      chosenKey = bytes;
      return answer;
    },
    'key.import': async ({ filePassphrase, passphrase, ...person }) => {
      const seed = seedOfChosen(filePassphrase);
      const identity = await workspace.importIdentity(person, seed, passphrase, workspace.activeKeyid()); // prettier-ignore
      forgetChosen();
      changed();
      return identity;
    },
    'key.rotate': async ({ signing, newPassphrase, filePassphrase }) => {
      await rotateKey(workspace, signing, () =>
        filePassphrase === null
          ? workspace.keys.create(newPassphrase)
          : workspace.keys.take(seedOfChosen(filePassphrase), newPassphrase),
      );
      if (filePassphrase !== null) forgetChosen();
      return changed();
    },
  };
}
