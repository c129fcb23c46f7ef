import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateEd25519 } from '../../../../electron/host/crypto.ts';
import { adoptRoster, changeRoster, proposePolicy, readPolicyFile, rotateKey, signPolicy, signRoster, toPolicyPreview } from '../../../../electron/host/workspace/people.ts'; // prettier-ignore
import { toPeopleView } from '../../../../electron/host/workspace/people-view.ts';
import { openWorkspace, type Workspace } from '../../../../electron/host/workspace/workspace.ts';
import type { Line } from '../../../../shared/review/records.ts';
import { utf8Encode } from '../../../../shared/trust/bytes.ts';
import { toOpenSshPublicKey } from '../../../../shared/trust/key-id.ts';
import { refusalOf } from '../../../support/refusals.ts';
import { digestOfContent } from '../../../support/roster-builders.ts';
import {
  openSampleReview,
  PASSPHRASE as SAMPLE_PASSPHRASE,
  tickingClock,
} from '../../../support/sample-review.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

const PASSPHRASE = 'correct horse battery';

function open(root: string, clock = tickingClock()): Promise<Workspace> {
  return openWorkspace(root, { program: { name: 'Countersign', version: 'test' }, clock, workFactor: 2 }); // prettier-ignore
}

async function add(workspace: Workspace, printedName: string, line: Line): Promise<string> {
  const person = { printedName, organisation: 'An organisation', line, role: 'a role' };
  return (await workspace.createIdentity(person, PASSPHRASE, workspace.activeKeyid())).keyid;
}

const by = (keyid: string, passphrase = PASSPHRASE): { keyid: string; passphrase: string } => ({ keyid, passphrase }); // prettier-ignore

function events(workspace: Workspace): string[] {
  return workspace.seat.log.ownEntries().map(({ entry }) => entry.type);
}

describe('the roster of a seat', () => {
  it('asks for two persons once the threshold is two, and waits until the second has signed', async () => {
    const workspace = await open(await makeTempFolder());
    const [ada, ben] = [await add(workspace, 'A. Ada', 'second'), await add(workspace, 'B. Ben', 'third')]; // prettier-ignore
    await changeRoster(workspace, { kind: 'set-threshold', threshold: 2 }, by(ada));
    const waiting = toPeopleView(workspace).chains[0]?.proposed[0];
    expect(waiting).toMatchObject({ version: 3, missing: [{ roster: 3, needed: 2, have: 1, from: ['B. Ben'] }], canSign: [ben] }); // prettier-ignore
    expect(workspace.seat.roster()).toMatchObject({ version: 2, threshold: 1 });
    await signRoster(workspace, waiting?.sha256 ?? '', by(ben));
    expect(workspace.seat.roster()).toMatchObject({ version: 3, threshold: 2 });
    await changeRoster(workspace, { kind: 'end-person', person: 'b.ben', validUntil: '2027-01-01' }, by(ada)).catch(() => undefined); // prettier-ignore
    expect(workspace.seat.roster()?.version).toBe(3);
    await workspace.close();
  });

  it('takes nothing with a wrong passphrase, and logs that it was tried', async () => {
    const workspace = await open(await makeTempFolder());
    const ada = await add(workspace, 'A. Ada', 'second');
    const change = changeRoster(workspace, { kind: 'set-threshold', threshold: 1 }, by(ada, 'not it')); // prettier-ignore
    await expect(change).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(events(workspace).at(-1)).toBe('unlock-failed');
    expect(toPeopleView(workspace).chains[0]?.proposed).toEqual([]);
    await workspace.close();
  });

  it('cannot be given a threshold that its persons cannot reach, or lose its last signer', async () => {
    const workspace = await open(await makeTempFolder());
    const ada = await add(workspace, 'A. Ada', 'second');
    await expect(changeRoster(workspace, { kind: 'set-threshold', threshold: 2 }, by(ada))).rejects.toThrow('It needs 2 persons'); // prettier-ignore
    const { origin } = workspace.seat.log.head();
    await expect(changeRoster(workspace, { kind: 'revoke-key', keyid: ada, origin }, by(ada))).rejects.toThrow('It needs 1 persons'); // prettier-ignore
    await workspace.close();
  });

  it('takes a person by hand with an OpenSSH public key, who signs nothing about the roster', async () => {
    const workspace = await open(await makeTempFolder());
    const ada = await add(workspace, 'A. Ada', 'second');
    const { publicKey } = generateEd25519();
    await changeRoster(workspace, { kind: 'add-person', printedName: 'C. Cyd', organisation: 'Outside', line: 'external', role: 'evaluator', openSshPublicKey: toOpenSshPublicKey(publicKey), isSigner: false }, by(ada)); // prettier-ignore
    expect(workspace.seat.roster()?.persons.at(-1)).toMatchObject({
      id: 'c.cyd',
      line: 'external',
    });
    expect(workspace.seat.roster()?.signers).toEqual([ada]);
    await workspace.close();
  });

  it('rotates a key: the old key signs the entry of the new one, which is at the seat from then on', async () => {
    const root = await makeTempFolder();
    const workspace = await open(root);
    const old = await add(workspace, 'A. Ada', 'second');
    await rotateKey(workspace, by(old), () => workspace.keys.create('another passphrase'));
    const [identity, ...others] = workspace.identities();
    expect(others).toEqual([]);
    expect(identity?.keyid).not.toBe(old);
    expect(workspace.activeKeyid()).toBe(identity?.keyid);
    expect(workspace.seat.roster()).toMatchObject({ version: 2, signers: [identity?.keyid], persons: [{ keys: [{ keyid: old }, { keyid: identity?.keyid }] }] }); // prettier-ignore
    const signed = toPeopleView(workspace).chains[0]?.versions.at(-1)?.signatures.map((one) => one.keyid); // prettier-ignore
    expect(signed).toEqual(expect.arrayContaining([old, identity?.keyid]));
    await workspace.close();
    const again = await open(root, tickingClock('2026-11-21T09:00:00Z'));
    expect(again.identities().map((one) => one.keyid)).toEqual([identity?.keyid]);
    await again.close();
  });

  it('holds an imported key like one that was made here', async () => {
    const workspace = await open(await makeTempFolder());
    const { secretSeed } = generateEd25519();
    const person = { printedName: 'A. Ada', organisation: 'An organisation', line: 'second' as const, role: 'a role' }; // prettier-ignore
    const { keyid } = await workspace.importIdentity(person, secretSeed.slice(), PASSPHRASE, null);
    workspace.keys.lock();
    await workspace.keys.unlock(keyid, PASSPHRASE);
    expect(workspace.keys.isUnlocked(keyid)).toBe(true);
    await expect(workspace.importIdentity(person, secretSeed.slice(), PASSPHRASE, keyid)).rejects.toMatchObject({ code: 'bad-request' }); // prettier-ignore
    await workspace.close();
  });

  it('is changed by nobody whose roster forked, and says so', async () => {
    const folder = await makeTempFolder();
    const sample = await openSampleReview(folder);
    const { workspace, keyids } = sample;
    const known = workspace.seat.roster();
    const { sha256 } = workspace.seat.rosterDigest();
    if (known === null) throw new Error('The sample has a roster');
    for (const role of ['left', 'right']) {
      const persons = known.persons.map((person, index) => (index === 0 ? { ...person, role } : person)); // prettier-ignore
      const content = { ...known, version: 4, previous: sha256, persons };
      await sample.forge('author', { kind: 'roster', log: workspace.seat.log, subject: { name: 'roster.json', sha256: digestOfContent(content) }, fields: { content, case: { id: 'countersign:seat', version: '4' } } }); // prettier-ignore
    }
    expect(workspace.rosterState()).toBe('changed');
    expect(workspace.seat.roster()?.version).toBe(3);
    expect(toPeopleView(workspace).chains[0]?.fork).toHaveLength(2);
    expect(keyids.author).toBeDefined();
    await workspace.close();
  });
});

describe('a key that is revoked from a head on', () => {
  it('signs nothing that counts from then on, and what it signed before goes on counting', async () => {
    const sample = await openSampleReview(await makeTempFolder());
    const { workspace, review, keyids } = sample;
    await sample.submit('tester', { kind: 'declaration', input: { interests: [] } });
    const { origin } = review.log?.head() ?? { origin: '' };
    await changeRoster(workspace, { kind: 'revoke-key', keyid: keyids.tester, origin }, by(keyids.author, SAMPLE_PASSPHRASE)); // prettier-ignore
    await expect(sample.submit('tester', { kind: 'declaration', input: { interests: [] } })).rejects.toMatchObject({ code: 'no-identity' }); // prettier-ignore
    await sample.forge('tester', { fields: { statement: 'Signed by whoever has the key.' } });
    const [before, after] = review.view(null).declarations;
    expect(before?.record.void).toBeNull();
    expect(after?.record.void).toContain('is revoked from entry');
    await workspace.close();
  });
});

describe('another roster', () => {
  it('is adopted only after its fingerprint was compared, which the log says', async () => {
    const workspace = await open(await makeTempFolder());
    await add(workspace, 'A. Ada', 'second');
    const first = workspace.seat.firstRosterDigest() ?? '';
    await expect(adoptRoster(workspace, first)).rejects.toMatchObject({ code: 'bad-request' });
    await workspace.compareRoster(first, false);
    expect(workspace.rosterState()).toBe('changed');
    await expect(adoptRoster(workspace, first)).rejects.toMatchObject({ code: 'bad-request' });
    await workspace.compareRoster(first, true);
    await adoptRoster(workspace, first);
    expect(workspace.rosterState()).toBe('confirmed');
    expect(workspace.seat.log.ownEntries().at(-1)?.entry).toMatchObject({ type: 'roster-adopted', obj: { roster: first } }); // prettier-ignore
    await expect(workspace.seat.adopt('a'.repeat(64))).rejects.toMatchObject({ code: 'not-found' });
    await workspace.close();
  });
});

describe('a policy pack out of a file', () => {
  async function begin(): Promise<{
    workspace: Workspace;
    ada: string;
    ben: string;
    file: string;
  }> {
    const root = await makeTempFolder();
    const workspace = await open(root);
    const [ada, ben] = [await add(workspace, 'A. Ada', 'second'), await add(workspace, 'B. Ben', 'third')]; // prettier-ignore
    const file = path.join(root, 'pack.json');
    await writeFile(file, JSON.stringify(workspace.seat.policy()));
    return { workspace, ada, ben, file };
  }

  it('shows what it changes and in which direction, and is in force once it is signed', async () => {
    const { workspace, ada, file } = await begin();
    const edited = (await readFile(file, 'utf8')).replace('"R2":"enforce"', '"R2":"warn"');
    const pack = readPolicyFile(workspace, utf8Encode(edited), 'pack.json');
    expect(toPolicyPreview(workspace, pack, 'pack.json')).toMatchObject({ version: 2, changes: [{ direction: 'looser' }] }); // prettier-ignore
    expect(workspace.seat.policy().rules['R2']).toBe('enforce');
    await proposePolicy(workspace, pack, by(ada));
    expect(workspace.seat.policyDigest().version).toBe(2);
    expect(workspace.seat.policy().rules['R2']).toBe('warn');
    await workspace.close();
  });

  it('needs as many persons as the roster', async () => {
    const { workspace, ada, ben, file } = await begin();
    await changeRoster(workspace, { kind: 'set-threshold', threshold: 2 }, by(ada));
    await signRoster(workspace, toPeopleView(workspace).chains[0]?.proposed[0]?.sha256 ?? '', by(ben)); // prettier-ignore
    const edited = (await readFile(file, 'utf8')).replace('"floor":1', '"floor":2');
    const pack = readPolicyFile(workspace, utf8Encode(edited), 'pack.json');
    const sha256 = await proposePolicy(workspace, pack, by(ada));
    expect(workspace.seat.policyDigest().version).toBe(1);
    expect(toPeopleView(workspace).policy.proposed).toMatchObject([{ sha256, canSign: [ben] }]);
    await signPolicy(workspace, sha256, by(ben));
    expect(workspace.seat.policyDigest()).toEqual({ version: 2, sha256 });
    await workspace.close();
  });

  it.each([
    ['relaxes a fixed rule', '"R7":"enforce"', '"R7":"show"', 'cannot be relaxed'],
    ['says the same key twice', '"R2":"enforce"', '"R2":"enforce","R2":"show"', 'R2'],
    ['sets a rule to no level', '"R2":"enforce"', '"R2":"never"', 'rules.R2'],
    ['has a number with a fraction', '"floor":1', '"floor":1.5', ''],
  ])('is refused when it %s', async (_, from, to, words) => {
    const { workspace, file } = await begin();
    const edited = (await readFile(file, 'utf8')).replace(from, to);
    const refusal = refusalOf(() => readPolicyFile(workspace, utf8Encode(edited), 'pack.json'));
    expect(refusal.code).toBe('input-refused');
    expect(JSON.stringify(refusal.problems)).toContain(words);
    expect(refusal.problems[0]?.file).toBe('pack.json');
    await workspace.close();
  });
});
