import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeCrypto } from '../../../../electron/host/crypto.ts';
import {
  openJournal,
  type Journal,
  type JournalOptions,
  type OpenedJournal,
} from '../../../../electron/host/log/journal.ts';
import { nodeFileSystem } from '../../../../electron/host/storage/file-system.ts';
import { toBase64, toHex, utf8Encode } from '../../../../shared/trust/bytes.ts';
import { toOrigin, verifySignedCheckpoint } from '../../../../shared/trust/checkpoint.ts';
import { toEntryLine } from '../../../../shared/trust/log-entry.ts';
import { checkLog } from '../../../../shared/trust/log.ts';
import { leafHash, rootOf } from '../../../../shared/trust/merkle.ts';
import { createFaultFileSystem, Killed, toFaultName, type ErrorNumber, type Fault } from '../../../support/fault-file-system.ts'; // prettier-ignore
import { refusalOfAsync } from '../../../support/refusals.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { buildSeatKey, TEST_ORIGIN } from '../../../support/trust-builders.ts';

const seatKey = buildSeatKey();
const note = (reason: string | null = null) => ({ type: 'note', actor: null, obj: {}, reason });

function createClock(start = '2026-11-21T09:30:00Z'): { now(): string; time: string } {
  const clock = { time: start, now: () => clock.time };
  return clock;
}

async function openPlain(
  folder: string,
  options: Partial<JournalOptions> = {},
): Promise<OpenedJournal> {
  const opened = await openJournal(folder, { seatKey, origin: TEST_ORIGIN, clock: createClock(), ...options }); // prettier-ignore
  onTestFinished(() => opened.journal.close());
  return opened;
}

/** A journal whose every entry is followed by its head before the test goes on and looks at the files. */
async function open(folder: string, options: Partial<JournalOptions> = {}): Promise<OpenedJournal> {
  const opened = await openPlain(folder, options);
  const { journal } = opened;
  const append: Journal['append'] = async (entry) => {
    const added = await journal.append(entry).catch(async (error: unknown) => {
      await journal.settled();
      throw error;
    });
    await journal.settled();
    return added;
  };
  return { ...opened, journal: { ...journal, append } };
}

/** A log of so many entries in a fresh folder. */
async function makeLog(size: number): Promise<{ folder: string; journal: Journal }> {
  const folder = path.join(await makeTempFolder(), 'log');
  const { journal } = await open(folder);
  for (let index = 0; index < size; index++) await journal.append(note(`entry ${index}`));
  return { folder, journal };
}

const at = (folder: string, name: string): string => path.join(folder, name);
const readEntries = (folder: string): Buffer => readFileSync(at(folder, 'entries.jsonl'));
const linesOf = (folder: string): string[] =>
  readEntries(folder).toString().split('\n').slice(0, -1);

function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(at(folder, name), 'hex')]),
  );
}

describe('a journal', () => {
  it('begins an empty log with a signed head', async () => {
    const { folder, journal } = await makeLog(0);
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint',
      'entries.jsonl',
      'head.json',
      'vkey',
    ]);
    expect(journal.head()).toEqual({
      origin: TEST_ORIGIN,
      size: 0,
      root: toBase64(rootOf([], nodeCrypto)),
    });
    expect(readFileSync(at(folder, 'vkey'), 'utf8')).toBe(`${journal.vkey}\n`);
    expect(
      verifySignedCheckpoint(
        readFileSync(at(folder, 'checkpoint'), 'utf8'),
        journal.vkey,
        nodeCrypto,
      ).size,
    ).toBe(0);
  });

  it('gives a new log an origin of its own', async () => {
    const folder = await makeTempFolder();
    const [a, b] = [
      await openJournal(at(folder, 'a'), { seatKey }),
      await openJournal(at(folder, 'b'), { seatKey }),
    ];
    expect(a.journal.origin).toMatch(/^countersign\/log\/[0-9a-f-]{36}$/);
    expect(a.journal.origin).not.toBe(b.journal.origin);
    expect((await openJournal(at(folder, 'a'), { seatKey })).journal.origin).toBe(a.journal.origin);
  });

  it('writes chained lines and a head that outsiders can check', async () => {
    const { folder, journal } = await makeLog(5);
    const lines = linesOf(folder);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(journal.entries());
    const leaves = lines.map((line) => leafHash(utf8Encode(line), nodeCrypto));
    expect(journal.entries().map(({ prev }) => prev)).toEqual([
      '0'.repeat(64),
      ...leaves.slice(0, 4).map(toHex),
    ]);
    const head = verifySignedCheckpoint(
      readFileSync(at(folder, 'checkpoint'), 'utf8'),
      journal.vkey,
      nodeCrypto,
    );
    expect(checkLog(lines, nodeCrypto, head).firstBad).toBeNull();
    expect(head.size).toBe(5);
    expect(journal.checkpointText()).toBe(readFileSync(at(folder, 'checkpoint'), 'utf8'));
    expect(JSON.parse(readFileSync(at(folder, 'head.json'), 'utf8'))).toEqual(journal.head());
  });

  it('opens as it was left, without writing anything', async () => {
    const { folder, journal } = await makeLog(3);
    const before = snapshot(folder);
    const again = await open(folder, { largestSeen: journal.head() });
    expect(again).toMatchObject({ torn: null, damage: null });
    expect(again.journal.entries()).toEqual(journal.entries());
    expect(again.journal.head()).toEqual(journal.head());
    expect(snapshot(folder)).toEqual(before);
    expect((await again.journal.append(note())).seq).toBe(3);
  });

  it('flushes an entry before anything else is done, and only then signs for it', async () => {
    const { folder } = await makeLog(1);
    const fs = createFaultFileSystem(nodeFileSystem);
    const { journal } = await open(folder, { fs });
    fs.disarm();
    await journal.append(note());
    const atomicWrite = ['open wx', 'write', 'sync', 'close', 'rename', 'open r', 'sync', 'close'];
    expect(fs.calls()).toEqual([
      ...['stat', 'open r+', 'facts', 'write', 'datasync'],
      ...atomicWrite,
      ...atomicWrite,
    ]);
  });

  it('keeps its file open, and never writes to one that was moved away', async () => {
    const { folder } = await makeLog(1);
    const fs = createFaultFileSystem(nodeFileSystem);
    const { journal } = await open(folder, { fs });
    await journal.append(note());
    fs.disarm();
    await journal.append(note());
    expect(fs.calls().slice(0, 3)).toEqual(['stat', 'write', 'datasync']);
    // Another program saves in its way: a new file takes the place of the old one.
    cpSync(at(folder, 'entries.jsonl'), at(folder, 'copy'));
    renameSync(at(folder, 'copy'), at(folder, 'entries.jsonl'));
    await journal.append(note('after'));
    expect(linesOf(folder)).toHaveLength(4);
    expect((await open(folder)).journal.entries()).toHaveLength(4);
  });

  it('puts entries that come at once one after another', async () => {
    const { folder, journal } = await makeLog(0);
    const entries = await Promise.all(
      Array.from({ length: 20 }, (_, index) => journal.append(note(String(index)))),
    );
    expect(entries.map(({ seq, reason }) => [seq, reason])).toEqual(
      entries.map((_, index) => [index, String(index)]),
    );
    expect((await open(folder)).journal.entries()).toEqual(entries);
  });

  it('gives lists of entries that do not change afterwards', async () => {
    const { journal } = await makeLog(1);
    const before = journal.entries();
    await journal.append(note());
    expect(before).toHaveLength(1);
    expect(journal.entries()).toHaveLength(2);
  });

  it('refuses an entry that does not fit the format, and goes on', async () => {
    const { folder, journal } = await makeLog(1);
    const before = snapshot(folder);
    for (const wrong of [
      { type: 'Not a type' },
      { obj: { a: 'x' } },
      { actor: 'alice' },
      { reason: 'x'.repeat(70_000) },
      { reason: '\ud800' },
    ]) {
      expect((await refusalOfAsync(journal.append({ ...note(), ...wrong }))).code).toBe(
        'input-refused',
      );
    }
    expect(snapshot(folder)).toEqual(before);
    expect((await journal.append(note())).seq).toBe(1);
  });
});

describe('the time of entries', () => {
  it('never goes back: an entry with both values comes first, once', async () => {
    const clock = createClock();
    const folder = path.join(await makeTempFolder(), 'log');
    const { journal } = await open(folder, { clock });
    await journal.append(note());
    clock.time = '2026-11-21T08:30:00Z';
    await journal.append(note());
    clock.time = '2026-11-21T08:31:00Z';
    await journal.append(note());
    clock.time = '2026-11-21T10:00:00Z';
    await journal.append(note());
    expect(journal.entries().map(({ type, time, reason }) => [type, time, reason])).toEqual([
      ['note', '2026-11-21T09:30:00Z', null],
      [
        'clock-rollback',
        '2026-11-21T09:30:00Z',
        'The clock of this computer went back from 2026-11-21T09:30:00Z to 2026-11-21T08:30:00Z',
      ],
      ['note', '2026-11-21T09:30:00Z', null],
      ['note', '2026-11-21T09:30:00Z', null],
      ['note', '2026-11-21T10:00:00Z', null],
    ]);
    expect((await open(folder)).damage).toBeNull();
  });

  it('is noted too when the clock went back between two runs, or by years', async () => {
    const folder = path.join(await makeTempFolder(), 'log');
    await (
      await open(folder, { clock: createClock('2036-11-21T09:30:00Z') })
    ).journal.append(note());
    const { journal } = await open(folder, { clock: createClock('2026-11-21T09:30:00Z') });
    expect((await journal.append(note())).time).toBe('2036-11-21T09:30:00Z');
    expect(journal.entries().map(({ type }) => type)).toEqual(['note', 'clock-rollback', 'note']);
  });

  it.each([
    ['one hour, as at the end of summer time', '2026-10-25T01:59:59Z', '2026-10-25T01:00:00Z'],
    ['one second, as for a leap second that was taken back', '2016-12-31T23:59:59Z', '2016-12-31T23:59:58Z'],
    ['ten years, after it had been set ahead', '2036-11-21T09:30:00Z', '2026-11-21T09:30:01Z'],
  ])('is noted with both values when the clock went back by %s, and the time of the log never does', async (_, before, after) => {
    const clock = createClock(before);
    const { journal } = await open(path.join(await makeTempFolder(), 'log'), { clock });
    await journal.append(note());
    clock.time = after;
    await journal.append(note());
    const entries = journal.entries();
    expect(entries.map(({ type }) => type)).toEqual(['note', 'clock-rollback', 'note']);
    expect(entries[1]?.reason).toBe(`The clock of this computer went back from ${before} to ${after}`);
    expect(entries.map(({ time }) => time)).toEqual([before, before, before]);
  }); // prettier-ignore

  it('leaves no trace of the clock if the entry itself does not fit', async () => {
    const clock = createClock();
    const { journal } = await open(path.join(await makeTempFolder(), 'log'), { clock });
    await journal.append(note());
    clock.time = '2026-11-21T08:30:00Z';
    await refusalOfAsync(journal.append({ ...note(), type: '!' }));
    expect(journal.entries()).toHaveLength(1);
  });
});

describe('a torn last line', () => {
  it.each([
    ['without its end', '{"actor":null,"obj":{}'],
    ['that is whole but for its end', null],
    ['of which only the end reached the disk', '\u0000\u0000\u0000\n'],
  ])('%s is set aside, reported and noted in the log', async (_, tail) => {
    const { folder, journal } = await makeLog(3);
    const sound = readEntries(folder);
    const next = {
      ...journal.entries()[2]!,
      seq: 3,
      prev: toHex(leafHash(utf8Encode(linesOf(folder)[2]!), nodeCrypto)),
    };
    const torn = tail ?? toEntryLine(next);
    appendFileSync(at(folder, 'entries.jsonl'), torn);

    const opened = await open(folder);
    expect(opened).toMatchObject({ torn: '.torn-20261121T093000Z', damage: null });
    expect(readFileSync(at(folder, '.torn-20261121T093000Z'), 'utf8')).toBe(torn);
    expect(readEntries(folder).subarray(0, sound.length)).toEqual(sound);
    expect(opened.journal.entries()).toHaveLength(4);
    expect(opened.journal.entries()[3]).toMatchObject({
      type: 'torn-line-set-aside',
      obj: { torn: toHex(nodeCrypto.sha256(utf8Encode(torn))) },
      reason: `A last line of ${torn.length} bytes without its end was set aside as .torn-20261121T093000Z`,
    });
    expect(await open(folder)).toMatchObject({ torn: null, damage: null });
  });

  it('does not overwrite an earlier one of the same second', async () => {
    const { folder } = await makeLog(1);
    for (const torn of ['{"a', '{"b', '{"a']) {
      appendFileSync(at(folder, 'entries.jsonl'), torn);
      expect((await open(folder)).torn).not.toBeNull();
    }
    const names = readdirSync(folder)
      .filter((name) => name.startsWith('.torn-'))
      .sort();
    expect(names.map((name) => readFileSync(at(folder, name), 'utf8'))).toEqual([
      '{"a',
      '{"b',
      '{"a',
    ]);
    expect((await open(folder)).journal.entries().map(({ type }) => type)).toEqual([
      'note',
      ...Array<string>(3).fill('torn-line-set-aside'),
    ]);
  });

  it('is noted at the next opening if a crash came in between', async () => {
    const { folder } = await makeLog(1);
    writeFileSync(at(folder, '.torn-20261121T080000Z'), '{"a');
    expect(await open(folder)).toMatchObject({ torn: '.torn-20261121T080000Z', damage: null });
    expect(await open(folder)).toMatchObject({ torn: null });
  });

  it('that was signed for is damage, not an accident', async () => {
    const { folder } = await makeLog(3);
    truncateSync(at(folder, 'entries.jsonl'), readEntries(folder).length - 5);
    const before = snapshot(folder);
    expect(await open(folder)).toMatchObject({ torn: null, damage: { kind: 'broken', seq: 2 } });
    expect(snapshot(folder)).toEqual(before);
  });
});

describe('an entry beyond the signed head', () => {
  it('is signed for when the log is opened', async () => {
    const { folder } = await makeLog(3);
    const [checkpoint, head] = [
      readFileSync(at(folder, 'checkpoint')),
      readFileSync(at(folder, 'head.json')),
    ];
    const { journal } = await open(folder);
    await journal.append(note());
    writeFileSync(at(folder, 'checkpoint'), checkpoint);
    writeFileSync(at(folder, 'head.json'), head);
    const opened = await open(folder);
    expect(opened.damage).toBeNull();
    expect(opened.journal.entries()).toHaveLength(4);
    expect(readFileSync(at(folder, 'checkpoint'), 'utf8')).toBe(journal.checkpointText());
  });
});

describe('a damaged log', () => {
  async function expectDamage(
    folder: string,
    damage: object,
    options: Partial<JournalOptions> = {},
  ): Promise<OpenedJournal> {
    const before = snapshot(folder);
    const opened = await open(folder, options);
    expect(opened.damage).toMatchObject({ origin: TEST_ORIGIN, acknowledged: false, ...damage });
    expect((await refusalOfAsync(opened.journal.append(note()))).code).toBe('log-damaged');
    expect(snapshot(folder)).toEqual(before);
    return opened;
  }

  it(
    'is found and named by the entry in which one byte was changed, wherever it is',
    { timeout: 180_000 },
    async () => {
      const { folder } = await makeLog(6);
      const bytes = readEntries(folder);
      for (let position = 0; position < bytes.length - 1; position += 7) {
        const changed = Buffer.from(bytes);
        changed[position] = (bytes[position] ?? 0) ^ 1;
        writeFileSync(at(folder, 'entries.jsonl'), changed);
        const seq = bytes.subarray(0, position).toString('latin1').split('\n').length - 1;
        expect((await open(folder)).damage).toMatchObject({ kind: 'broken', seq });
      }
    },
  );

  it('takes no entries, stays as it is, and still shows what can be read', async () => {
    const { folder } = await makeLog(5);
    writeFileSync(
      at(folder, 'entries.jsonl'),
      readEntries(folder).toString().replace('entry 2', 'entry X'),
    );
    const { journal, damage } = await expectDamage(folder, { kind: 'broken', seq: 2 });
    expect(damage?.message).toContain('entry 3 was written after another entry 2');
    expect(journal.entries().map(({ reason }) => reason)).toEqual([
      'entry 0',
      'entry 1',
      'entry X',
      'entry 3',
      'entry 4',
    ]);
    expect(journal.head().size).toBe(5);
    expect(journal.checkpointText()).toBe(readFileSync(at(folder, 'checkpoint'), 'utf8'));
  });

  it.each([1, 2, 5])('from whose end %d entries were cut is rolled back', async (cut) => {
    const { folder } = await makeLog(5);
    writeFileSync(
      at(folder, 'entries.jsonl'),
      linesOf(folder)
        .slice(0, 5 - cut)
        .map((line) => `${line}\n`)
        .join(''),
    );
    await expectDamage(folder, { kind: 'rolled-back', seq: 5 - cut });
  });

  it('is rolled back too if its checkpoint was cut with it, by the other places of the head', async () => {
    const { folder, journal } = await makeLog(3);
    const old = path.join(path.dirname(folder), 'yesterday');
    cpSync(folder, old, { recursive: true });
    await journal.append(note());
    // Yesterday's entries and checkpoint, today's head.json.
    for (const name of ['entries.jsonl', 'checkpoint']) cpSync(at(old, name), at(folder, name));
    await expectDamage(folder, { kind: 'rolled-back', seq: 3 });
    // All of yesterday's folder: only who saw the later head can tell.
    expect((await open(old)).damage).toBeNull();
    await expectDamage(old, { kind: 'rolled-back', seq: 3 }, { largestSeen: journal.head() });
  });

  it('is rolled back if its folder was emptied', async () => {
    const { folder, journal } = await makeLog(2);
    for (const name of readdirSync(folder)) rmSync(at(folder, name));
    await expectDamage(folder, { kind: 'rolled-back', seq: 0 }, { largestSeen: journal.head() });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is one that was made anew in another way since its head was seen', async () => {
    const { folder, journal } = await makeLog(3);
    const seen = journal.head();
    const other = path.join(path.dirname(folder), 'other');
    const fork = await open(other);
    for (let index = 0; index < 4; index++) await fork.journal.append(note(`fork ${index}`));
    await expectDamage(other, { kind: 'broken', seq: 2 }, { largestSeen: seen });
  });

  it.each(['checkpoint', 'head.json'])('is one whose %s was changed', async (name) => {
    const { folder } = await makeLog(3);
    const text = readFileSync(at(folder, name), 'utf8');
    writeFileSync(at(folder, name), text.replace('3', '2'));
    await expectDamage(folder, { kind: 'broken' });
  });

  it('is one without a checkpoint, since anybody could have made its entries', async () => {
    const { folder } = await makeLog(3);
    rmSync(at(folder, 'checkpoint'));
    await expectDamage(folder, { kind: 'broken', seq: 2 });
  });

  it('is one that another seat key signed, or that has another origin', async () => {
    const { folder } = await makeLog(3);
    await expectDamage(folder, { kind: 'broken', seq: null }, { seatKey: buildSeatKey(98) });
    const elsewhere = await open(folder, { origin: toOrigin('other') });
    expect(elsewhere.damage).toMatchObject({ kind: 'broken', seq: null });
  });
});

describe('a failing disk', () => {
  const once = (number: ErrorNumber): Fault => ({ kind: 'error', number, forGood: false });
  const forGood = (number: ErrorNumber): Fault => ({ kind: 'error', number, forGood: true });
  const faults: Fault[] = [once('ENOSPC'), once('EIO'), { kind: 'short-write' }];

  it.each(faults.map((fault) => ({ fault, name: toFaultName(fault) })))(
    'with $name at any call adds the entry whole or not at all',
    { timeout: 180_000 },
    async ({ fault }) => {
      const { folder } = await makeLog(2);
      const copyOf = async (): Promise<string> => {
        const copy = path.join(await makeTempFolder(), 'log');
        cpSync(folder, copy, { recursive: true });
        return copy;
      };
      const fs = createFaultFileSystem(nodeFileSystem);
      const probed = await open(await copyOf(), { fs });
      fs.disarm();
      await probed.journal.append(note());
      const callsToAppend = fs.calls().length;
      const outcomes = new Set<string>();
      for (let call = 0; call < callsToAppend; call++) {
        const copy = await copyOf();
        const before = readEntries(copy);
        const { journal } = await open(copy, { fs });
        fs.arm(call, fault);
        const outcome = await journal.append(note('new')).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toMatchObject({ code: 'storage-failed' });
          expect(readEntries(copy)).toEqual(before);
          expect(journal.entries()).toHaveLength(2);
          outcomes.add('failed');
        } else {
          expect(journal.entries()).toHaveLength(3);
          expect(readEntries(copy).toString().endsWith('"type":"note"}\n')).toBe(true);
          outcomes.add('recorded');
        }
        // The journal goes on, and so does the next run.
        expect((await journal.append(note('later'))).seq).toBe(journal.entries().length - 1);
        const again = await open(copy, { largestSeen: journal.head() });
        expect(again).toMatchObject({ torn: null, damage: null });
        expect(again.journal.entries()).toEqual(journal.entries());
      }
      expect([...outcomes].sort()).toEqual(['failed', 'recorded']);
    },
  );

  it('that stays full keeps what was there, and takes entries again when it has room', async () => {
    const { folder } = await makeLog(2);
    const before = readEntries(folder);
    const fs = createFaultFileSystem(nodeFileSystem);
    const { journal } = await open(folder, { fs });
    fs.arm(0, forGood('ENOSPC'));
    expect((await refusalOfAsync(journal.append(note()))).message).toContain('the disk is full');
    expect((await refusalOfAsync(journal.append(note()))).code).toBe('storage-failed');
    fs.disarm();
    expect((await journal.append(note('room'))).seq).toBe(2);
    expect(readEntries(folder).subarray(0, before.length)).toEqual(before);
    expect((await open(folder)).journal.entries()).toHaveLength(3);
  });

  it('that is full at the start still shows the log, also where a head is left to be signed for', async () => {
    const { folder } = await makeLog(2);
    const checkpoint = readFileSync(at(folder, 'checkpoint'));
    await (await open(folder)).journal.append(note());
    writeFileSync(at(folder, 'checkpoint'), checkpoint);
    const fs = createFaultFileSystem(nodeFileSystem);
    const copy = at(path.dirname(folder), 'copy');
    cpSync(folder, copy, { recursive: true });
    await open(copy, { fs });
    fs.arm(fs.calls().indexOf('open wx'), forGood('ENOSPC'));
    // A full disk can still be read.
    const { journal, damage } = await open(folder, {
      fs: { ...fs, readdir: nodeFileSystem.readdir },
    });
    expect(damage).toBeNull();
    expect(journal.entries()).toHaveLength(3);
    expect(readFileSync(at(folder, 'checkpoint'))).toEqual(checkpoint);
    expect((await open(folder)).journal.head().size).toBe(3);
    expect(readFileSync(at(folder, 'checkpoint'), 'utf8')).toBe(journal.checkpointText());
  });

  it('that cannot even be cut back is repaired before the next entry', async () => {
    const { folder } = await makeLog(2);
    const fs = createFaultFileSystem(nodeFileSystem);
    const { journal } = await open(folder, { fs });
    // stat, open, facts, write: half of the line is on the disk, and cutting back fails as well.
    fs.arm(3, forGood('EIO'));
    const before = readEntries(folder).length;
    await refusalOfAsync(journal.append(note('x'.repeat(100))));
    expect(readEntries(folder).length).toBeGreaterThan(before);
    fs.disarm();
    expect((await journal.append(note('after'))).seq).toBe(2);
    expect(await open(folder)).toMatchObject({ torn: null, damage: null });
  });

  it('is not blamed when another program changed the file: the log takes no more entries', async () => {
    const { folder, journal } = await makeLog(2);
    appendFileSync(at(folder, 'entries.jsonl'), 'foreign\n');
    const before = readEntries(folder);
    expect((await refusalOfAsync(journal.append(note()))).code).toBe('log-damaged');
    expect(readEntries(folder)).toEqual(before);
  });

  it('while the log is opened is an error, and the next opening works', async () => {
    const { folder } = await makeLog(2);
    appendFileSync(at(folder, 'entries.jsonl'), '{"torn');
    const probe = createFaultFileSystem(nodeFileSystem);
    const copyOf = async (): Promise<string> => {
      const copy = path.join(await makeTempFolder(), 'log');
      cpSync(folder, copy, { recursive: true });
      return copy;
    };
    await open(await copyOf(), { fs: probe });
    for (let call = 0; call < probe.calls().length; call++) {
      const copy = await copyOf();
      const fs = createFaultFileSystem(nodeFileSystem);
      fs.arm(call, forGood('EIO'));
      await open(copy, { fs }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'storage-failed' });
      });
      const opened = await open(copy);
      expect(opened.damage).toBeNull();
      // A disk that fails for good can tear the note about it as well, and then both are set aside.
      const torn = readdirSync(copy)
        .filter((name) => name.startsWith('.torn-'))
        .sort();
      expect([1, 2]).toContain(torn.length);
      expect(readFileSync(at(copy, torn[0] ?? ''), 'utf8')).toBe('{"torn');
      expect(opened.journal.entries().map(({ type }) => type)).toEqual([
        'note',
        'note',
        ...torn.map(() => 'torn-line-set-aside'),
      ]);
    }
  });
});

describe('a kill at any call', () => {
  it('leaves every acknowledged entry and none half', { timeout: 180_000 }, async () => {
    for (let call = 0; call < 70; call++) {
      const folder = path.join(await makeTempFolder(), 'log');
      const fs = createFaultFileSystem(nodeFileSystem);
      fs.arm(call, { kind: 'torn-write', part: 0.5 });
      const acknowledged: number[] = [];
      try {
        const { journal } = await open(folder, { fs });
        for (let index = 0; index < 3; index++) {
          acknowledged.push((await journal.append(note(`entry ${index}`))).seq);
          // A killed process does not get this far; the heads it could not write do not stop a living one.
          if (fs.hasStruck()) break;
        }
      } catch (error) {
        expect(
          error instanceof Error && (error.cause instanceof Killed || error instanceof Killed),
        ).toBe(true);
      }
      const opened = await open(folder);
      expect(opened.damage).toBeNull();
      const seqs = opened.journal
        .entries()
        .filter(({ type }) => type === 'note')
        .map(({ seq }) => seq);
      expect(seqs.slice(0, acknowledged.length)).toEqual(acknowledged);
      expect(seqs.length).toBeLessThanOrEqual(acknowledged.length + 1);
      expect(existsSync(at(folder, 'checkpoint'))).toBe(true);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
  });
});
