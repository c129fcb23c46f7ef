import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { unpackZip } from '../../../../electron/host/bundle/read-zip.ts';
import { writeZip } from '../../../../electron/host/bundle/write-zip.ts';
import { sha256 } from '../../../support/export-folder.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

describe('writeZip', () => {
  it('gives the same bytes for the same entries in any order, and our own reader takes them', async () => {
    const folder = await makeTempFolder();
    const evidence = path.join(folder, 'evidence.bin');
    await writeFile(evidence, 'x'.repeat(3_000_000));
    const entries = [
      { path: 'b/bagit.txt', content: text('bag') },
      {
        path: 'b/data/é.bin',
        content: { file: evidence, bytes: 3_000_000, sha256: sha256(await readFile(evidence)) },
      },
      { path: 'b/data/empty', content: text('') },
    ];
    const first = await writeZip(path.join(folder, '1.zip'), entries);
    const second = await writeZip(path.join(folder, '2.zip'), [...entries].reverse());
    expect(second).toEqual(first);
    const bytes = await readFile(path.join(folder, '1.zip'));
    expect(first).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
    const { files, problems } = await unpackZip(
      path.join(folder, '1.zip'),
      path.join(folder, 'out'),
    );
    expect(problems).toEqual([]);
    expect(files.map((file) => [file.path, file.bytes])).toEqual([
      ['bagit.txt', 3],
      ['data/empty', 0],
      ['data/é.bin', 3_000_000],
    ]);
  });

  it('refuses a file whose bytes are no longer the ones that were hashed, and leaves nothing behind', async () => {
    const folder = await makeTempFolder();
    const evidence = path.join(folder, 'evidence.bin');
    await writeFile(evidence, 'now');
    for (const bytes of [3, 4]) {
      const entries = [{ path: 'a', content: { file: evidence, bytes, sha256: sha256('was') } }];
      await expect(writeZip(path.join(folder, 'out.zip'), entries)).rejects.toMatchObject({
        code: 'storage-failed',
      });
    }
    expect(await readdir(folder)).toEqual(['evidence.bin']);
  });

  it('refuses what would need ZIP64 before it writes a byte', async () => {
    const folder = await makeTempFolder();
    const entries = [
      {
        path: 'a',
        content: { file: path.join(folder, 'absent'), bytes: 5_000_000_000, sha256: '' },
      },
    ];
    await expect(writeZip(path.join(folder, 'out.zip'), entries)).rejects.toMatchObject({
      problems: [{ code: 'zip-too-large' }],
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
