/**
 * What a person does about people and keys: changes of the roster, policy packs, rotation, adoption. Each
 * of them is a signed record that asks for the passphrase, or an entry of the log of the seat.
 */
import { CountersignError } from '../../../shared/errors.ts';
import { checkPolicy, toPolicyChanges } from '../../../shared/policy/policy-change.ts';
import { policyPack, type PolicyPack } from '../../../shared/policy/policy-pack.ts';
import type { PolicyPreview, RosterRequest, Signing } from '../../../shared/policy/people-view.ts';
import { applyRosterChange, type NewKey, type RosterChange } from '../../../shared/policy/roster-change.ts'; // prettier-ignore
import type { Roster } from '../../../shared/policy/roster.ts';
import { fromStandardBase64, toBase64 } from '../../../shared/trust/bytes.ts';
import { fromSpki, keyIdOf, toOpenSshPublicKey, toSpki } from '../../../shared/trust/key-id.ts';
import { isJsonObject } from '../../../shared/trust/json-shape.ts';
import { parseStrictJsonBytes, type JsonValue } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import { digestOfJson } from './seat.ts';
import type { Workspace } from './workspace.ts';

const MAX_POLICY_BYTES = 1024 * 1024;

function refuse(message: string): never {
  throw new CountersignError('bad-request', message);
}

function toNewKey(publicKey: Uint8Array): NewKey {
  return { keyid: keyIdOf(publicKey, nodeCrypto), publicKey: toBase64(toSpki(publicKey)) };
}

/**
 * The 32 bytes of "ssh-ed25519 AAAA… comment".
 * @throws CountersignError 'key-refused' for another kind of key and for low-order keys
 */
export function fromOpenSshPublicKey(line: string): Uint8Array {
  const [type, blob] = line.trim().split(/\s+/);
  if (type === 'ssh-ed25519' && blob !== undefined) {
    const publicKey = fromStandardBase64(blob).slice(-32);
    // Every byte before the key is fixed, so the whole is compared instead of parsed.
    if (toOpenSshPublicKey(publicKey) === `${type} ${blob}`) return fromSpki(toSpki(publicKey));
  }
  const message = 'This is not the public half of an ed25519 key as OpenSSH writes it, “ssh-ed25519 AAAA…”.'; // prettier-ignore
  throw new CountersignError('key-refused', message, [{ code: 'not-a-public-key', file: null, place: null, rule: 'OpenSSH: authorized_keys', message }]); // prettier-ignore
}

function inForce(workspace: Workspace): { content: Roster; sha256: string } {
  const { sha256 } = workspace.seat.rosterDigest();
  const content = workspace.seat.roster();
  if (content === null || sha256 === null) refuse('There is no roster yet. Create an identity, which begins one.'); // prettier-ignore
  return { content, sha256 };
}

function toChange(workspace: Workspace, request: RosterRequest): RosterChange {
  const now = workspace.now();
  switch (request.kind) {
    case 'add-known': {
      const roster = workspace.seat.view().chains.find((chain) => chain.first === request.first)?.accepted.at(-1)?.content;
      const person = roster?.persons.find((other) => other.id === request.person);
      const key = person?.keys.filter((other) => other.revoked === null).at(-1);
      if (roster === undefined || person === undefined || key === undefined) refuse('No known roster names this person with a key.');
      const { printedName, organisation, line, role, validFrom } = person;
      const seats = roster.seats.filter((seat) => seat.person === person.id).map(({ origin, publicKey }) => ({ origin, publicKey }));
      // From the day that the other roster names: what the person signed there before is theirs too.
      return { kind: 'add-person', printedName, organisation, line, role, validFrom, key: { keyid: key.keyid, publicKey: key.publicKey }, isSigner: request.isSigner, seats };
    }
    case 'add-person': {
      const { printedName, organisation, line, role, isSigner } = request;
      const key = toNewKey(fromOpenSshPublicKey(request.openSshPublicKey));
      return { kind: 'add-person', printedName, organisation, line, role, validFrom: `${now.slice(0, 10)}T00:00:00Z`, key, isSigner, seats: [] };
    }
    case 'revoke-key': {
      const heads = [...workspace.openLogs().values()].flatMap((log) => log.heads());
      const head = heads.find((item) => item.origin === request.origin) ?? refuse('This log is not known here.');
      return { kind: 'revoke-key', keyid: request.keyid, origin: head.origin, size: head.size };
    }
    case 'end-person':
      return { kind: 'end-person', person: request.person, validUntil: `${request.validUntil}T00:00:00Z` };
    case 'set-threshold':
      return request;
  }
} // prettier-ignore

/** Unlocks for one use. The passphrase is asked for each time: such a signature changes who counts. */
async function withKey<T>(workspace: Workspace, { keyid, passphrase }: Signing, use: (key: UnlockedKey) => Promise<T>): Promise<T> {
  workspace.seat.log.assertSound();
  const key = await workspace.keys.unlockOnce(keyid, passphrase);
  try {
    return await use(key);
  } finally {
    key.forget();
  }
} // prettier-ignore

/** Signs the next version of the adopted roster. @throws CountersignError `bad-request`, `wrong-passphrase`, `no-identity` */
export function changeRoster(workspace: Workspace, request: RosterRequest, signing: Signing): Promise<string> {
  const { content, sha256 } = inForce(workspace);
  const next = applyRosterChange(content, sha256, toChange(workspace, request));
  return withKey(workspace, signing, (key) => workspace.seat.proposeRoster(next, [key]));
} // prettier-ignore

export function signRoster(workspace: Workspace, sha256: string, signing: Signing): Promise<void> {
  return withKey(workspace, signing, (key) => workspace.seat.signRoster(sha256, key));
}

/**
 * Puts a new key in the place of an old one: the old key signs the new one's entry, and the new one signs
 * it too, which shows that it is held. The old file stays, so that nothing is lost.
 * @param make stores the new key and answers with it unlocked
 */
export async function rotateKey(workspace: Workspace, signing: Signing, make: () => Promise<UnlockedKey>): Promise<string> {
  const { content, sha256 } = inForce(workspace);
  return withKey(workspace, signing, async (old) => {
    const fresh = await make();
    const next = applyRosterChange(content, sha256, { kind: 'rotate-key', keyid: old.keyid, key: toNewKey(fresh.publicKey) });
    const digest = await workspace.seat.proposeRoster(next, [old, fresh]);
    if (workspace.identities().some((identity) => identity.keyid === fresh.keyid)) await workspace.select(fresh.keyid);
    return digest;
  });
} // prettier-ignore

/**
 * From now on, who signers are follows from this chain.
 * @throws CountersignError `bad-request` unless its first roster was compared and is the same
 */
export async function adoptRoster(workspace: Workspace, first: string): Promise<void> {
  const compared = workspace.comparedRosters().find((item) => item.sha256 === first);
  if (compared?.isSame !== true) refuse('Compare the fingerprint of this roster over another channel first.'); // prettier-ignore
  await workspace.seat.adopt(first);
}

/**
 * Reads a policy pack out of a file. Its version and its predecessor are those that follow the pack in
 * force, whatever the file says, since the file is what a person edited.
 * @throws CountersignError `input-refused` with every place that is wrong
 */
export function readPolicyFile(workspace: Workspace, bytes: Uint8Array, fileName: string): PolicyPack {
  const refuseFile = (problems: readonly { place: string | null; message: string }[]): never => {
    throw new CountersignError('input-refused', `${fileName} is not a policy pack that can come into force.`, problems.map(({ place, message }) => ({ code: 'policy-pack', file: fileName, place, rule: 'formats.md 5: the policy pack', message })));
  };
  if (bytes.length > MAX_POLICY_BYTES) refuseFile([{ place: null, message: 'The file is too long for a policy pack.' }]);
  const value: JsonValue = parseStrictJsonBytes(bytes, fileName);
  const { version, sha256 } = workspace.seat.policyDigest();
  const parsed = policyPack.safeParse(isJsonObject(value) ? { ...value, version: version + 1, previous: sha256 } : value);
  if (!parsed.success) return refuseFile(parsed.error.issues.map((issue) => ({ place: issue.path.join('.'), message: `${issue.path.join('.') || 'The file'}: ${issue.message}` })));
  const faults = checkPolicy(parsed.data);
  if (faults.length > 0) refuseFile(faults.map((message) => ({ place: 'rules', message })));
  return parsed.data;
} // prettier-ignore

export function toPolicyPreview(workspace: Workspace, pack: PolicyPack, fileName: string): PolicyPreview {
  const { version, title } = pack;
  const changes = toPolicyChanges(workspace.seat.policy(), pack);
  return { fileName, version, title, sha256: digestOfJson(pack as unknown as JsonValue), changes };
} // prettier-ignore

export function proposePolicy(workspace: Workspace, pack: PolicyPack, signing: Signing): Promise<string> {
  return withKey(workspace, signing, (key) => workspace.seat.proposePolicy(pack, key));
} // prettier-ignore

export function signPolicy(workspace: Workspace, sha256: string, signing: Signing): Promise<void> {
  return withKey(workspace, signing, (key) => workspace.seat.signPolicy(sha256, key));
}
