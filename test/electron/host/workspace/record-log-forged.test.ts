/** Records and logs that somebody changed on the disk, and what may not be written in the first place. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateEd25519, nodeCrypto, signEd25519 } from '../../../../electron/host/crypto.ts';
import type { UnlockedKey } from '../../../../electron/host/keys/person-key.ts';
import { toSeatKey } from '../../../../electron/host/keys/seat-key.ts';
import type { RecordLog } from '../../../../electron/host/workspace/record-log.ts';
import { SEAT_CASE } from '../../../../electron/host/workspace/seat.ts';
import { keyIdOf } from '../../../../shared/trust/key-id.ts';
import type { JsonObject } from '../../../../shared/trust/strict-json.ts';
import { digestOf } from '../../../support/builders.ts';
import { reopenRecordLog } from '../../../support/open-record-log.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

function makeKey(): UnlockedKey {
  const { publicKey, secretSeed } = generateEd25519();
  return {
    keyid: keyIdOf(publicKey, nodeCrypto),
    publicKey,
    sign: (message) => signEd25519(secretSeed, message),
    forget: () => secretSeed.fill(0),
  };
}

const [key, otherKey] = [makeKey(), makeKey()];
const seatKey = toSeatKey(generateEd25519().secretSeed);
const clock = { now: () => '2026-11-20T10:00:00Z' };

function open(folder: string): Promise<RecordLog> {
  const known = new Map([key, otherKey].map((one) => [one.keyid, one.publicKey]));
  return reopenRecordLog(folder, { seatKey, clock, publicKeyOf: (keyid) => known.get(keyid) ?? null }); // prettier-ignore
}

function note(log: RecordLog, body: string, signer = key.keyid): JsonObject {
  return {
    case: { id: SEAT_CASE, version: '1' },
    target: { kind: 'node', id: 'G1', sha256: digestOf('G1') },
    signer: { keyid: signer, printedName: 'A. Tester', role: 'r', line: 'second', organisation: 'o' },
    meaning: 'authorship',
    statement: 'I note this.',
    signedOn: clock.now(),
    roster: { version: 0, sha256: null },
    policy: { version: 0, sha256: null },
    log: { ...log.head() },
    seen: [],
    body,
  };
} // prettier-ignore

async function addNote(log: RecordLog, body: string, signer?: string): Promise<string> {
  const subject = { name: 'manifest-sha256.txt', sha256: digestOf('bundle') };
  const record = { kind: 'note', subject, predicate: note(log, body, signer), key, draft: null } as const; // prettier-ignore
  const { digest } = await log.addRecord(record);
  await log.settled();
  return digest;
}

const bodies = (log: RecordLog): string[] =>
  log.records().map((record) => (record.kind === 'note' ? record.predicate.body : ''));

describe('a record', () => {
  it('whose signature was replaced says nothing any more, and is named', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    await addNote(log, 'first');
    const digest = await addNote(log, 'forged');
    const file = path.join(folder, 'records', `${digest}.dsse.json`);
    const envelope = JSON.parse(await readFile(file, 'utf8')) as { signatures: { sig: string }[] };
    const signature = Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64');
    signature[3] = (signature[3] ?? 0) ^ 1;
    await writeFile(file, JSON.stringify({ ...envelope, signatures: [{ ...envelope.signatures[0], sig: signature.toString('base64') }] })); // prettier-ignore
    const again = await open(folder);
    expect(bodies(again)).toEqual(['first']);
    const named = JSON.stringify([...again.damage(), ...again.uncounted()]);
    expect(named).toContain(digest.slice(0, 16));
  });

  it('is not written when it names another signer than the key that signs it', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    await expect(addNote(log, 'not mine', otherKey.keyid)).rejects.toThrow('another signer');
    expect(bodies(await open(folder))).toEqual([]);
    expect(log.head().size).toBe(0);
  });
});

describe('the damage of a log', () => {
  it('that is not there cannot be acknowledged', async () => {
    const log = await open(await makeTempFolder());
    await addNote(log, 'first');
    const { origin } = log.head();
    await expect(log.acknowledgeDamage(origin, 'For safety.', null)).rejects.toMatchObject({ code: 'not-found' }); // prettier-ignore
    expect(log.heads()).toHaveLength(1);
  });

  it('is none when only the last line was torn: the same log goes on', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    await addNote(log, 'first');
    await log.settled();
    const { origin } = log.head();
    const entries = path.join(folder, 'logs', origin.split('/').at(-1) ?? '', 'entries.jsonl');
    await writeFile(entries, `${await readFile(entries, 'utf8')}{"actor`);
    const again = await open(folder);
    await addNote(again, 'second');
    expect(again.head().origin).toBe(origin);
  });

  it('once acknowledged leaves one log to write to, also after the next start', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    await addNote(log, 'first');
    await addNote(log, 'second');
    await addNote(log, 'third');
    const { origin } = log.head();
    const entries = path.join(folder, 'logs', origin.split('/').at(-1) ?? '', 'entries.jsonl');
    await writeFile(entries, (await readFile(entries, 'utf8')).replace('"seq":1', '"seq":8'));
    const damaged = await open(folder);
    await damaged.acknowledgeDamage(origin, 'Restored.', null);
    const { origin: begun } = damaged.head();
    expect(begun).not.toBe(origin);
    const again = await open(folder);
    await addNote(again, 'fourth');
    expect(again.head()).toMatchObject({ origin: begun, size: 2 });
  });
});
