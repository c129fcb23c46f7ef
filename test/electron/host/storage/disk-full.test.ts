import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import { writeZip } from '../../../../electron/host/bundle/write-zip.ts';
import { openJournal } from '../../../../electron/host/log/journal.ts';
import { writeFileAtomically } from '../../../../electron/host/storage/atomic-file.ts';
import { nodeFileSystem } from '../../../../electron/host/storage/file-system.ts';
import { assertRoom, toSizeWords } from '../../../../electron/host/storage/free-space.ts';
import { sampleZip } from '../../../support/bundle-folder.ts';
import { refusalOfAsync } from '../../../support/refusals.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { buildSeatKey, TEST_ORIGIN } from '../../../support/trust-builders.ts';

const BYTES = 64 * 1024;

/** A disk of 64 KiB. Only root may mount one: elsewhere the test is skipped and says why. */
async function mountSmallDisk({ skip }: TestContext): Promise<string> {
  const folder = path.join(await makeTempFolder(), 'disk');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${String(BYTES)}`, 'tmpfs', folder]);
  if (mounted.status !== 0) skip('a small disk cannot be mounted here');
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
  });
  return folder;
} // prettier-ignore

describe('on a disk of 64 KiB', () => {
  const note = (reason: string) => ({ type: 'note', actor: null, obj: {}, reason });

  it('the entry that does not fit is taken back, the log stays sound, and goes on when there is room', async (context) => {
    const disk = await mountSmallDisk(context);
    const folder = path.join(disk, 'log');
    const options = { seatKey: buildSeatKey(), origin: TEST_ORIGIN };
    const { journal } = await openJournal(folder, options);
    await journal.append(note('first'));
    await journal.settled();
    const free = (await nodeFileSystem.freeBytes(disk)) ?? 0;
    // One block is left: the line that comes needs more than that.
    writeFileSync(path.join(disk, 'other'), new Uint8Array(free - 4096));
    const before = readFileSync(path.join(folder, 'entries.jsonl'));
    const error = await refusalOfAsync(journal.append(note('x'.repeat(20_000))));
    expect(error).toMatchObject({ code: 'storage-failed' });
    expect(error.message).toContain('the disk is full');
    expect(readFileSync(path.join(folder, 'entries.jsonl'))).toEqual(before);
    expect(journal.entries()).toHaveLength(1);
    expect(await openJournal(folder, options)).toMatchObject({ torn: null, damage: null });
    rmSync(path.join(disk, 'other'));
    expect((await journal.append(note('x'.repeat(20_000)))).seq).toBe(1);
    await journal.close();
  });

  it('a file that does not fit leaves the old one and no part of the new one', async (context) => {
    const disk = await mountSmallDisk(context);
    const file = path.join(disk, 'a.json');
    await writeFileAtomically(file, 'old');
    const error = await refusalOfAsync(writeFileAtomically(file, new Uint8Array(2 * BYTES)));
    expect(error.message).toBe('"a.json" could not be written: the disk is full. What was there before is unchanged.'); // prettier-ignore
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(disk)).toEqual(['a.json']);
  });

  it('a bundle is refused before a byte of it is written, with both numbers in words', async (context) => {
    const disk = await mountSmallDisk(context);
    const store = path.join(disk, 'store');
    mkdirSync(store);
    const error = await refusalOfAsync(openBundle(sampleZip, { store }));
    expect(error).toMatchObject({ code: 'storage-failed', problems: [{ code: 'no-room' }] });
    expect(error.message).toMatch(/^The bundle needs [\d.]+ MB on the disk and [\d.]+ KB are free\. Nothing was written\.$/); // prettier-ignore
    expect(readdirSync(store)).toEqual([]);
  });

  it('an export is refused before a byte of it is written', async (context) => {
    const disk = await mountSmallDisk(context);
    const entries = [{ path: 'a', content: new Uint8Array(BYTES) }];
    const error = await refusalOfAsync(writeZip(path.join(disk, 'audit.zip'), entries));
    expect(error.message).toMatch(
      /^"audit\.zip" needs 1\.1 MB on the disk and [\d.]+ KB are free\./,
    );
    expect(readdirSync(disk)).toEqual([]);
  });
});

describe('room on the disk', () => {
  const withFree = (free: number | null) => ({
    ...nodeFileSystem,
    freeBytes: () => Promise.resolve(free),
  });

  it('is there with what is asked for and a reserve for the log', async () => {
    const reserve = 1024 * 1024;
    await assertRoom('/', 5_000_000, 'The bundle', withFree(5_000_000 + reserve));
    const error = await refusalOfAsync(assertRoom('/', 5_000_000, 'The bundle', withFree(5_000_000 + reserve - 1))); // prettier-ignore
    expect(error.message).toBe('The bundle needs 6.0 MB on the disk and 6.0 MB are free. Nothing was written.'); // prettier-ignore
  });

  it('is not doubted where the system does not say', async () => {
    await assertRoom('/', Number.MAX_SAFE_INTEGER, 'The bundle', withFree(null));
    const asked = { ...nodeFileSystem, freeBytes: () => Promise.reject(new Error('no statfs')) };
    await assertRoom('/', Number.MAX_SAFE_INTEGER, 'The bundle', asked);
  });

  it('is told in words', () => {
    expect([0, 999, 1000, 999_949, 999_950, 3_100_000, 2.5e9, 7e15].map(toSizeWords)).toEqual([
      '0 bytes', '999 bytes', '1.0 KB', '999.9 KB', '1.0 MB', '3.1 MB', '2.5 GB', '7000.0 TB',
    ]); // prettier-ignore
  });
});

it('asks the system for the room on a disk', async () => {
  const folder = await makeTempFolder();
  expect(existsSync(folder) && statSync(folder).isDirectory()).toBe(true);
  expect(await nodeFileSystem.freeBytes(folder)).toBeGreaterThan(0);
});
