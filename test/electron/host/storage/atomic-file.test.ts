import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  removeLeftovers,
  writeFileAtomically,
} from '../../../../electron/host/storage/atomic-file.ts';
import { nodeFileSystem } from '../../../../electron/host/storage/file-system.ts';
import { createFaultFileSystem } from '../../../support/fault-file-system.ts';
import { refusalOfAsync } from '../../../support/refusals.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

describe('an atomic write', () => {
  it('creates and replaces a file, leaves nothing else, and lets only this user read it', async () => {
    const folder = await makeTempFolder();
    const file = path.join(folder, 'a.json');
    await writeFileAtomically(file, 'ü');
    await writeFileAtomically(file, new Uint8Array([1, 2]));
    expect([...readFileSync(file)]).toEqual([1, 2]);
    expect(readdirSync(folder)).toEqual(['a.json']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await writeFileAtomically(file, '', { mode: 0o644 });
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  it('flushes the file before the rename and the folder after it', async () => {
    const fs = createFaultFileSystem(nodeFileSystem);
    await writeFileAtomically(path.join(await makeTempFolder(), 'a'), 'x', { fs });
    expect(fs.calls()).toEqual([
      'open wx',
      'write',
      'sync',
      'close',
      'rename',
      'open r',
      'sync',
      'close',
    ]);
  });

  it.each(['ENOSPC', 'EIO'] as const)(
    'leaves the old file or the new one, whole, if any call fails with %s',
    async (number) => {
      for (let at = 0; at < 8; at++) {
        const folder = await makeTempFolder();
        const file = path.join(folder, 'a');
        writeFileSync(file, 'old');
        const fs = createFaultFileSystem(nodeFileSystem);
        fs.arm(at, { kind: 'error', number, forGood: false });
        const error = await refusalOfAsync(writeFileAtomically(file, 'new and longer', { fs }));
        expect(error.code).toBe('storage-failed');
        const failed = `write-failed-${number.toLowerCase()}`;
        // Once the new name stands, nobody is told that the old content does.
        expect(error.problems.map(({ code }) => code)).toEqual(
          at < 5 ? [failed] : ['not-confirmed', failed],
        );
        expect(error.problems[0]?.file).toBe('a');
        expect(readFileSync(file, 'utf8')).toBe(at < 5 ? 'old' : 'new and longer');
        expect(readdirSync(folder)).toEqual(['a']);
      }
    },
  );

  it('goes on after a short write', async () => {
    const file = path.join(await makeTempFolder(), 'a');
    const fs = createFaultFileSystem(nodeFileSystem);
    fs.arm(1, { kind: 'short-write' });
    await writeFileAtomically(file, '0123456789', { fs });
    expect(fs.hasStruck()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('0123456789');
  });

  it('tries the rename again while another program holds the file, but not for ever', async () => {
    const file = path.join(await makeTempFolder(), 'a');
    let busy = 3;
    let tries = 0;
    const fs = {
      ...nodeFileSystem,
      rename: async (from: string, to: string) => {
        tries++;
        if (busy-- > 0) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
        await nodeFileSystem.rename(from, to);
      },
    };
    await writeFileAtomically(file, 'x', { fs });
    expect([readFileSync(file, 'utf8'), tries]).toEqual(['x', 4]);
    busy = 1_000;
    tries = 0;
    expect((await refusalOfAsync(writeFileAtomically(file, 'y', { fs }))).message).toContain(
      'another program',
    );
    expect(tries).toBe(7);
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('does without flushing the folder where the system cannot', async () => {
    const file = path.join(await makeTempFolder(), 'a');
    const fs = {
      ...nodeFileSystem,
      open: async (name: string, flags: 'r' | 'r+' | 'wx', mode?: number) => {
        if (flags === 'r') throw Object.assign(new Error('no'), { code: 'EISDIR' });
        return nodeFileSystem.open(name, flags, mode);
      },
    };
    await expect(writeFileAtomically(file, 'x', { fs })).resolves.toBeUndefined();
  });

  it.skipIf(process.getuid?.() === 0)(
    'says that access is denied in a folder that cannot be written',
    async () => {
      const folder = await makeTempFolder();
      chmodSync(folder, 0o500);
      expect(
        (await refusalOfAsync(writeFileAtomically(path.join(folder, 'a'), 'x'))).message,
      ).toContain('access is denied');
    },
  );

  it('fails with its name where the folder is missing', async () => {
    const error = await refusalOfAsync(
      writeFileAtomically(path.join(await makeTempFolder(), 'no', 'a'), 'x'),
    );
    expect(error).toMatchObject({ code: 'storage-failed' });
  });
});

it('removes what killed writes left, and nothing else', async () => {
  const folder = await makeTempFolder();
  for (const name of ['.a.0123456789ab.tmp', '.torn-1', 'a.tmp', '.a.tmp', 'a'])
    writeFileSync(path.join(folder, name), '');
  await removeLeftovers(folder);
  expect(readdirSync(folder).sort()).toEqual(['.a.tmp', '.torn-1', 'a', 'a.tmp']);
});
