import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeZip } from '../../../../electron/host/bundle/write-zip.ts';
import { nodeFileSystem } from '../../../../electron/host/storage/file-system.ts';
import { openUnfinishedFiles } from '../../../../electron/host/storage/unfinished-files.ts';
import type { LogDamage } from '../../../../shared/review/view.ts';
import { activeOf, addNote, addPerson, buildWorld, openSeat, openSession, signOpinion, type Session, type World } from '../../../faults/world.ts'; // prettier-ignore
import { createFaultFileSystem } from '../../../support/fault-file-system.ts';
import { refusalOf } from '../../../support/refusals.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

interface Place {
  readonly world: World;
  readonly root: string;
}

function open({ world, root }: Place): Promise<Session> {
  return openSession(nodeFileSystem, world, undefined, root);
}

/** A workspace, closed, whose case holds a declaration, three notes and a sign-off: entries 1 to 5. */
async function makeUsed(): Promise<Place> {
  const folder = await makeTempFolder();
  const place = { world: await buildWorld(path.join(folder, 'world')), root: path.join(folder, 'w') };
  const session = await open(place);
  await addPerson(session, 'Y. Tanaka');
  await session.review.submit(activeOf(session), { kind: 'declaration', input: { interests: [] } }, null);
  for (const body of ['one', 'two', 'three']) await addNote(session, body, null);
  await signOpinion(session);
  await session.workspace.close();
  return place;
} // prettier-ignore

function onlyIn(folder: string): string {
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return path.join(folder, names[0] ?? '');
}

const caseOf = ({ root }: Place): string => onlyIn(path.join(root, 'cases'));
const logOf = (place: Place): string => onlyIn(path.join(caseOf(place), 'logs'));
const linesOf = (log: string): string[] =>
  readFileSync(path.join(log, 'entries.jsonl'), 'utf8').split('\n').slice(0, -1);

/** Opens, and expects this damage and that nothing can be signed. */
async function expectDamage(place: Place, damage: Partial<LogDamage>, words: RegExp): Promise<void> {
  const { workspace, review } = await open(place);
  const found = [...workspace.seat.log.damage(), ...(review.log?.damage() ?? [])];
  expect(found[0]).toMatchObject({ acknowledged: false, ...damage });
  expect(found[0]?.message).toMatch(words);
  const broken = (review.log?.damage() ?? []).length > 0 ? review.log : workspace.seat.log;
  expect(refusalOf(() => broken?.assertSound())).toMatchObject({
    code: 'log-damaged',
    problems: [{ file: expect.stringContaining('entries.jsonl') as unknown, rule: 'Every entry follows from the one before, and nothing that was there is gone' }],
  });
  await workspace.close();
} // prettier-ignore

describe('a log that was cut or put back', () => {
  it.each([1, 3])(
    'is told when the last %d lines are gone, with the checkpoint left as it was',
    async (cut) => {
      const place = await makeUsed();
      const log = logOf(place);
      const lines = linesOf(log);
      writeFileSync(path.join(log, 'entries.jsonl'), lines.slice(0, -cut).map((line) => `${line}\n`).join('')); // prettier-ignore
      await expectDamage(place, { kind: 'rolled-back', seq: 6 - cut }, new RegExp(`holds ${String(6 - cut)} entries, and its head was once at 6`)); // prettier-ignore
    },
  );

  it('is told when checkpoint and head were put back with it', async () => {
    const place = await makeUsed();
    const log = logOf(place);
    const yesterday = path.join(path.dirname(place.root), 'yesterday');
    cpSync(log, yesterday, { recursive: true });
    const session = await open(place);
    await session.workspace.keys.unlock(activeOf(session), 'correct horse battery');
    await addNote(session, 'four', null);
    await session.workspace.close();
    rmSync(log, { recursive: true });
    cpSync(yesterday, log, { recursive: true });
    await expectDamage(place, { kind: 'rolled-back', seq: 6 }, /holds 6 entries, and its head was once at 7/);
  }); // prettier-ignore

  it('is told when the whole folder of the case is that of yesterday', async () => {
    const place = await makeUsed();
    const folder = caseOf(place);
    const yesterday = path.join(path.dirname(place.root), 'yesterday');
    cpSync(folder, yesterday, { recursive: true });
    const session = await open(place);
    await session.workspace.keys.unlock(activeOf(session), 'correct horse battery');
    await addNote(session, 'four', null);
    await session.workspace.close();
    rmSync(folder, { recursive: true });
    cpSync(yesterday, folder, { recursive: true });
    await expectDamage(place, { kind: 'rolled-back', seq: 6 }, /its head was once at 7/);
  });

  it.each(['the folder of the log', 'all logs', 'all logs and what was known of them'])(
    'is told when %s is gone',
    async (what) => {
      const place = await makeUsed();
      const log = logOf(place);
      rmSync(what === 'the folder of the log' ? log : path.dirname(log), { recursive: true });
      if (what.endsWith('of them')) rmSync(path.join(place.root, 'last-heads.json'));
      // Without the file beside it, the records tell: the last of them was signed at entry 5.
      const size = what.endsWith('of them') ? 5 : 6;
      await expectDamage(place, { kind: 'rolled-back', seq: 0, origin: `countersign/log/${path.basename(log)}` }, new RegExp(`is gone.*once at ${String(size)}`)); // prettier-ignore
    },
  );

  it.each([
    ['an envelope', 'dsse.json', /its file is missing/],
    ['an SSH signature', 'sshsig', /its SSH signature .* is missing/],
  ])('is told when %s of a sign-off is gone', async (_, ending, words) => {
    const place = await makeUsed();
    const records = path.join(caseOf(place), 'records');
    const signOff = readdirSync(records).find((name) => name.endsWith('.sshsig')) ?? '';
    rmSync(path.join(records, signOff.replace('sshsig', ending)));
    await expectDamage(place, { kind: 'broken', seq: 5 }, words);
  });

  it.each(['head.json', 'checkpoint'])('is told when %s is gone', async (name) => {
    const place = await makeUsed();
    rmSync(path.join(logOf(place), name));
    await expectDamage(place, { kind: 'broken', seq: 5 }, new RegExp(`\\(${name}\\) is missing.* the log holds 6 entries`)); // prettier-ignore
  });

  it.each([0, 2, 4])('names entry %d when one byte of it was changed', async (seq) => {
    const place = await makeUsed();
    const log = logOf(place);
    const lines = linesOf(log);
    lines[seq] = (lines[seq] ?? '').replace('"time":"2026', '"time":"2027');
    writeFileSync(path.join(log, 'entries.jsonl'), lines.map((line) => `${line}\n`).join(''));
    await expectDamage(place, { kind: 'broken', seq }, /The log was changed/);
  });

  it('cannot be told when all of the workspace is that of yesterday: that is for other seats', async () => {
    const place = await makeUsed();
    const yesterday = path.join(path.dirname(place.root), 'yesterday');
    cpSync(place.root, yesterday, { recursive: true });
    const session = await open(place);
    await session.workspace.seat.log.addEvent({ type: 'bundle-refused', reason: 'today' });
    await session.workspace.close();
    rmSync(place.root, { recursive: true });
    cpSync(yesterday, place.root, { recursive: true });
    const { workspace, review } = await open(place);
    expect([...workspace.seat.log.damage(), ...(review.log?.damage() ?? [])]).toEqual([]);
    // What can be known here: these are not the files that were there.
    expect(workspace.moved).toContain('was copied or restored');
    await workspace.close();
  });
});

describe('a workspace that was copied', () => {
  it('says so once, in words and in the log; the original does not', async () => {
    const { root } = await makeUsed();
    const copy = `${root}-copy`;
    cpSync(root, copy, { recursive: true });
    const first = await openSeat(nodeFileSystem, copy);
    expect(first.moved).toMatch(/^This workspace was copied or restored, or came from another disk\. Use one copy only/); // prettier-ignore
    expect(first.seat.log.entries().at(-1)?.entry).toMatchObject({ type: 'workspace-moved', reason: first.moved }); // prettier-ignore
    await first.close();
    const second = await openSeat(nodeFileSystem, copy);
    expect(second.moved).toBeNull();
    await second.close();
    const original = await openSeat(nodeFileSystem, root);
    expect(original.moved).toBeNull();
    await original.close();
  });

  it('is not said of one that was only given another name', async () => {
    const { root } = await makeUsed();
    renameSync(root, `${root}-renamed`);
    const workspace = await openSeat(nodeFileSystem, `${root}-renamed`);
    expect(workspace.moved).toBeNull();
    await workspace.close();
  });
});

describe('a temporary file in a folder of the person', () => {
  it('is removed at the next start when the export was killed', async () => {
    const { root } = await makeUsed();
    const chosen = path.join(path.dirname(root), 'chosen');
    mkdirSync(chosen);
    const workspace = await openSeat(nodeFileSystem, root);
    const fs = createFaultFileSystem(nodeFileSystem);
    // open, write and then nothing: the process is gone before it could clean up.
    fs.arm(4, { kind: 'kill' });
    const entries = [{ path: 'a', content: new Uint8Array(1000) }];
    const unfinished = { ...workspace.unfinished, remove: () => Promise.resolve() };
    await expect(writeZip(path.join(chosen, 'audit.zip'), entries, { fs, unfinished })).rejects.toThrow(); // prettier-ignore
    expect(readdirSync(chosen)).toEqual([expect.stringMatching(/^\.audit\.zip\.[0-9a-f]{12}\.tmp$/)]); // prettier-ignore
    await workspace.close();
    await (await openSeat(nodeFileSystem, root)).close();
    expect(readdirSync(chosen)).toEqual([]);
  });

  it.each(['a packet', 'a text'])('is removed at the next start when saving %s was killed', async (what) => {
    const { world, root } = await makeUsed();
    const chosen = path.join(path.dirname(root), 'chosen');
    mkdirSync(chosen);
    const fs = createFaultFileSystem(nodeFileSystem);
    const { workspace, review } = await openSession(fs, world, undefined, root);
    const { log, safetyCase } = review;
    if (log === null) throw new Error('The case is sealed');
    const plan = await workspace.packets.plan({ safetyCase, log, bundleFolder: null }, { recipient: null, isWhole: true, withBundle: false });
    const file = path.join(chosen, 'a.file');
    const save = (): Promise<unknown> => what === 'a packet' ? workspace.packets.write(plan, file) : workspace.save(file, 'text');
    fs.disarm();
    await save();
    const at = fs.calls().lastIndexOf('rename', fs.calls().lastIndexOf('rename') - 1);
    rmSync(file);
    // The file is written; before it gets its name the process is gone.
    fs.arm(at, { kind: 'kill' });
    await expect(save()).rejects.toThrow();
    fs.disarm();
    expect(readdirSync(chosen)).toEqual([expect.stringMatching(/^\.a\.file\.[0-9a-f]{12}\.tmp$/)]);
    await workspace.close();
    await (await openSeat(nodeFileSystem, root)).close();
    expect(readdirSync(chosen)).toEqual([]);
  }); // prettier-ignore

  it('is kept in mind also where two are written at the same time', async () => {
    const list = path.join(await makeTempFolder(), 'unfinished.json');
    const unfinished = await openUnfinishedFiles(list, nodeFileSystem);
    await Promise.all(['/a', '/b', '/c'].map((file) => unfinished.add(file)));
    await Promise.all([unfinished.remove('/a'), unfinished.add('/d')]);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual(['/b', '/c', '/d']);
  });

  it('is not forgotten while its folder is away, and no other file is ever removed', async () => {
    const folder = await makeTempFolder();
    const list = path.join(folder, 'unfinished.json');
    const stick = path.join(folder, 'stick');
    const ours = path.join(stick, '.a.zip.0123456789ab.tmp');
    const theirs = path.join(folder, 'letter.txt');
    writeFileSync(theirs, 'mine');
    writeFileSync(list, JSON.stringify([ours, theirs, '.b.zip.0123456789ab.tmp']));
    await openUnfinishedFiles(list, nodeFileSystem);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual([ours]);
    expect(existsSync(theirs)).toBe(true);
    mkdirSync(stick);
    writeFileSync(ours, 'half');
    await openUnfinishedFiles(list, nodeFileSystem);
    expect(existsSync(ours)).toBe(false);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual([]);
  });
});
