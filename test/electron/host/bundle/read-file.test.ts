import { appendFile, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { writeFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { crc32, crc32Slow } from '../../../../electron/host/bundle/crc32.ts';
import { readStable } from '../../../../electron/host/bundle/read-file.ts';
import { resolveInside } from '../../../../electron/host/bundle/safe-path.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { sha256 } from './sample.ts';

const algorithms = new Set(['sha256']);

describe('readStable', () => {
  it('hashes and copies from one read', async () => {
    const folder = await makeTempFolder();
    const file = path.join(folder, 'a');
    const bytes = Buffer.alloc(2_500_000, 'abc');
    await writeFile(file, bytes);
    const counted: number[] = [];
    const copyTo = path.join(folder, 'copy', 'a');
    const result = await readStable(file, 'a', { algorithms: new Set(['sha256', 'md5']), copyTo, onBytes: (count) => counted.push(count) });
    expect(result).toMatchObject({ bytes: bytes.length });
    expect('digests' in result && result.digests.get('sha256')).toBe(sha256(bytes));
    expect(counted).toEqual([1_048_576, 1_048_576, 402_848]);
    expect((await readFile(copyTo)).equals(bytes)).toBe(true);
  }); // prettier-ignore

  it('refuses a file that grows while it is read', async () => {
    const file = path.join(await makeTempFolder(), 'a');
    await writeFile(file, Buffer.alloc(3_000_000));
    let grew = false;
    const onBytes = (): void => {
      if (!grew) writeFileSync(file, 'more', { flag: 'a' });
      grew = true;
    };
    expect(await readStable(file, 'a', { algorithms, onBytes })).toMatchObject({
      code: 'changed-while-read',
      file: 'a',
    });
  });

  it('refuses a file that is exchanged for another of the same size while it is read', async () => {
    const folder = await makeTempFolder();
    const [file, other] = [path.join(folder, 'a'), path.join(folder, 'b')];
    await writeFile(file, Buffer.alloc(1_500_000, 'a'));
    await writeFile(other, Buffer.alloc(1_500_000, 'b'));
    let isSwapped = false;
    const onBytes = (): void => {
      if (!isSwapped) renameSync(other, file);
      isSwapped = true;
    };
    expect(await readStable(file, 'a', { algorithms, onBytes })).toMatchObject({
      code: 'changed-while-read',
    });
  });

  it('stops at the limit of a file', async () => {
    const file = path.join(await makeTempFolder(), 'a');
    await writeFile(file, 'abcdef');
    expect(await readStable(file, 'a', { algorithms, maxBytes: 5 })).toMatchObject({
      code: 'file-too-large',
    });
    expect(await readStable(file, 'a', { algorithms, maxBytes: 6 })).toMatchObject({ bytes: 6 });
  });

  it('takes a file that was changed before as it is', async () => {
    const file = path.join(await makeTempFolder(), 'a');
    await writeFile(file, 'abc');
    await appendFile(file, 'def');
    await utimes(file, 1, 1);
    await rename(file, `${file}2`);
    expect(await readStable(`${file}2`, 'a', { algorithms })).toMatchObject({ bytes: 6 });
  });
});

describe('resolveInside', () => {
  it('never leaves the folder, not even to one whose name begins the same', () => {
    expect(resolveInside('/store', 'data/a')).toBe(path.resolve('/store/data/a'));
    for (const name of [
      '../store-evil/a',
      '..',
      '.',
      '',
      'a/../../b',
      '/etc/passwd/../../..',
      'a\0b',
    ]) {
      expect(() => resolveInside('/store', name), name).toThrow(/leaves the bundle/u);
    }
  });
});

describe('crc32', () => {
  it('has the check value of the standard and the same in both forms', () => {
    const bytes = Buffer.from('123456789');
    expect(crc32Slow(bytes, 0)).toBe(0xcbf43926);
    expect(crc32(bytes, 0)).toBe(0xcbf43926);
    expect(crc32Slow(bytes.subarray(4), crc32Slow(bytes.subarray(0, 4), 0))).toBe(0xcbf43926);
  });
});
