import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateEd25519, signEd25519, nodeCrypto } from '../../../../electron/host/crypto.ts';
import type { UnlockedKey } from '../../../../electron/host/keys/person-key.ts';
import { nodeFileSystem, type FileSystem } from '../../../../electron/host/storage/file-system.ts';
import { toSeatKey } from '../../../../electron/host/keys/seat-key.ts';
import type { RecordLog } from '../../../../electron/host/workspace/record-log.ts';
import { SEAT_CASE } from '../../../../electron/host/workspace/seat.ts';
import { CountersignError } from '../../../../shared/errors.ts';
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

const key = makeKey();
const seatKey = toSeatKey(generateEd25519().secretSeed);
const clock = { now: () => '2026-11-20T10:00:00Z' };

function open(folder: string, fs: FileSystem = nodeFileSystem): Promise<RecordLog> {
  return reopenRecordLog(folder, { seatKey, clock, fs, publicKeyOf: (keyid) => (keyid === key.keyid ? key.publicKey : null) }); // prettier-ignore
}

function note(log: RecordLog, body: string): JsonObject {
  return {
    case: { id: SEAT_CASE, version: '1' },
    target: { kind: 'node', id: 'G1', sha256: digestOf('G1') },
    signer: { keyid: key.keyid, printedName: 'A. Tester', role: 'r', line: 'second', organisation: 'o' },
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

async function addNote(log: RecordLog, body: string, draft: string | null = null): Promise<string> {
  const record = await log.addRecord({
    kind: 'note',
    subject: { name: 'manifest-sha256.txt', sha256: digestOf('bundle') },
    predicate: note(log, body),
    key,
    draft,
  });
  await log.settled();
  return record.digest;
}

async function onlyLogFolder(folder: string): Promise<string> {
  const [name] = await readdir(path.join(folder, 'logs'));
  return path.join(folder, 'logs', name ?? '');
}

const bodies = (log: RecordLog): string[] =>
  log.records().map((record) => (record.kind === 'note' ? record.predicate.body : ''));

describe('a record log', () => {
  it('gives back what was recorded after it is opened again', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    await addNote(log, 'first');
    await addNote(log, 'second');
    const again = await open(folder);
    expect(bodies(again).sort()).toEqual(['first', 'second']);
    expect(again.head()).toEqual(log.head());
    expect(again.damage()).toEqual([]);
  });

  it('keeps in view what is signed while the folder is read again', async () => {
    let meanwhile: (() => Promise<unknown>) | null = null;
    const fs: FileSystem = {
      ...nodeFileSystem,
      readdir: async (at) => {
        const names = await nodeFileSystem.readdir(at);
        const run = path.basename(at) === 'records' ? meanwhile : null;
        if (run !== null) meanwhile = null;
        await run?.();
        return names;
      },
    };
    const log = await open(await makeTempFolder(), fs);
    await addNote(log, 'before');
    meanwhile = () => addNote(log, 'during');
    await log.refresh();
    expect(bodies(log)).toEqual(['before', 'during']);
    expect(log.damage()).toEqual([]);
    await log.refresh();
    expect(bodies(log)).toEqual(['before', 'during']);
  });

  it('shows no record that has an envelope and no entry', async () => {
    const folder = await makeTempFolder();
    await addNote(await open(folder), 'first');
    const logFolder = await onlyLogFolder(folder);
    await rm(logFolder, { recursive: true });
    expect(bodies(await open(folder))).toEqual([]);
  });

  it('stops signing and names the entry when the envelope of a record is gone', async () => {
    const folder = await makeTempFolder();
    const digest = await addNote(await open(folder), 'first');
    await rm(path.join(folder, 'records', `${digest}.dsse.json`));
    const log = await open(folder);
    expect(log.damage()).toMatchObject([{ kind: 'broken', seq: 0, acknowledged: false }]);
    expect(() => {
      log.assertSound();
    }).toThrow(CountersignError);
  });

  it('stops signing when an envelope is not the one that was logged', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    const digest = await addNote(log, 'first');
    const other = await addNote(log, 'second');
    const records = path.join(folder, 'records');
    await writeFile(path.join(records, `${digest}.dsse.json`), await readFile(path.join(records, `${other}.dsse.json`))); // prettier-ignore
    expect((await open(folder)).damage()).toMatchObject([{ kind: 'broken', seq: 0 }]);
  });

  it('names the changed entry, signs nothing until it is acknowledged, then begins a new log', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    await addNote(log, 'first');
    await addNote(log, 'second');
    await addNote(log, 'third');
    const entries = path.join(await onlyLogFolder(folder), 'entries.jsonl');
    const damagedBytes = (await readFile(entries, 'utf8')).replace('"seq":1', '"seq":7');
    await writeFile(entries, damagedBytes);

    const damaged = await open(folder);
    expect(damaged.damage()).toMatchObject([{ kind: 'broken', seq: 1, acknowledged: false }]);
    await expect(addNote(damaged, 'fourth')).rejects.toMatchObject({ code: 'log-damaged' });
    const origin = damaged.damage()[0]?.origin ?? '';
    await damaged.acknowledgeDamage(origin, 'The disk was restored.', key.keyid);
    await addNote(damaged, 'fourth');

    const again = await open(folder);
    expect(again.damage()).toMatchObject([{ kind: 'broken', seq: 1, acknowledged: true }]);
    expect(bodies(again)).toContain('fourth');
    expect(again.head().origin).not.toBe(origin);
    expect(await readFile(entries, 'utf8')).toBe(damagedBytes);
  });

  it('notices a log that was rolled back to an earlier state by what the records name', async () => {
    const folder = await makeTempFolder();
    const log = await open(folder);
    await addNote(log, 'first');
    const logFolder = await onlyLogFolder(folder);
    const yesterday = new Map(
      await Promise.all(
        (await readdir(logFolder)).map(async (name) => [name, await readFile(path.join(logFolder, name))] as const), // prettier-ignore
      ),
    );
    await addNote(log, 'second');
    await addNote(log, 'third');
    for (const [name, bytes] of yesterday) await writeFile(path.join(logFolder, name), bytes);
    expect((await open(folder)).damage()).toMatchObject([{ kind: 'rolled-back', acknowledged: false }]); // prettier-ignore
  });

  it('reports a torn last line, sets it aside and goes on', async () => {
    const folder = await makeTempFolder();
    await addNote(await open(folder), 'first');
    const logFolder = await onlyLogFolder(folder);
    const entries = path.join(logFolder, 'entries.jsonl');
    await writeFile(entries, `${await readFile(entries, 'utf8')}{"actor":null,"obj`);
    const log = await open(folder);
    expect(log.damage()).toMatchObject([{ kind: 'torn', acknowledged: true }]);
    expect((await readdir(logFolder)).some((name) => name.startsWith('.torn-'))).toBe(true);
    await addNote(log, 'second');
    expect(bodies(await open(folder)).sort()).toEqual(['first', 'second']);
  });

  it('knows which draft became a record', async () => {
    const folder = await makeTempFolder();
    await addNote(await open(folder), 'first', '7b0e4c53-8f0e-4a60-9d2c-111111111111');
    const log = await open(folder);
    expect(log.hasDraft('7b0e4c53-8f0e-4a60-9d2c-111111111111')).toBe(true);
    expect(log.hasDraft('7b0e4c53-8f0e-4a60-9d2c-222222222222')).toBe(false);
  });
});
