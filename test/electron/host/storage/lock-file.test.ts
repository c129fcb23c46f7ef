import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { acquireLock } from '../../../../electron/host/storage/lock-file.ts';
import { nodeFileSystem } from '../../../../electron/host/storage/file-system.ts';
import { bundleScript } from '../../../support/bundle-script.ts';
import { refusalOfAsync } from '../../../support/refusals.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

function pidOfDeadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

const bootId = existsSync('/proc/sys/kernel/random/boot_id')
  ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  : null;

describe('a lock', () => {
  it('is held once, and again after it was released', async () => {
    const folder = await makeTempFolder();
    const lock = await acquireLock(folder);
    const error = await refusalOfAsync(acquireLock(folder));
    expect(error.code).toBe('workspace-in-use');
    expect(error.message).toContain(`process ${process.pid}`);
    await lock.release();
    await lock.release();
    const again = await acquireLock(folder);
    await lock.release();
    expect((await refusalOfAsync(acquireLock(folder))).code).toBe('workspace-in-use');
    await again.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names process, start of the computer and a token', async () => {
    const folder = await makeTempFolder();
    const lock = await acquireLock(folder);
    const holder = JSON.parse(readFileSync(path.join(folder, 'lock'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(holder).toMatchObject({ pid: process.pid, bootId });
    expect(holder['token']).toMatch(/^[0-9a-f-]{36}$/);
    await lock.release();
  });

  it.each([
    ['by a process that is gone', () => ({ pid: pidOfDeadProcess(), bootId, token: 'x' })],
    [
      'before the computer was started again',
      () => ({ pid: process.ppid, bootId: 'another', token: 'x' }),
    ],
    [
      'by an earlier process with the same number',
      () => ({ pid: process.pid, bootId, token: 'x' }),
    ],
    ['by a process whose number another one has now', () => ({ pid: process.ppid, bootId, began: '1', token: 'x' })], // prettier-ignore
    ['without naming anyone', () => 'garbage'],
  ])('that was left behind %s is taken over', async (title, toHolder) => {
    // Only Linux tells one start of the computer from another.
    if (bootId === null && /started again|another one has/.test(title)) return;
    const folder = await makeTempFolder();
    writeFileSync(path.join(folder, 'lock'), JSON.stringify(toHolder()));
    const lock = await acquireLock(folder);
    expect(readdirSync(folder)).toEqual(['lock']);
    await lock.release();
  });

  it('of a living process is respected, and so is one whose replacement is under way', async () => {
    const folder = await makeTempFolder();
    writeFileSync(
      path.join(folder, 'lock'),
      JSON.stringify({ pid: process.ppid, bootId, token: 'x' }),
    );
    expect((await refusalOfAsync(acquireLock(folder))).code).toBe('workspace-in-use');
    writeFileSync(
      path.join(folder, 'lock'),
      JSON.stringify({ pid: pidOfDeadProcess(), bootId, token: 'x' }),
    );
    writeFileSync(
      path.join(folder, 'lock.takeover'),
      JSON.stringify({ pid: process.ppid, bootId, token: 'y' }),
    );
    expect((await refusalOfAsync(acquireLock(folder))).code).toBe('workspace-in-use');
  });

  it('whose replacement was killed half-way is free at the second try', async () => {
    const folder = await makeTempFolder();
    const dead = JSON.stringify({ pid: pidOfDeadProcess(), bootId, token: 'x' });
    writeFileSync(path.join(folder, 'lock'), dead);
    writeFileSync(path.join(folder, 'lock.takeover'), dead);
    expect((await refusalOfAsync(acquireLock(folder))).code).toBe('workspace-in-use');
    await (await acquireLock(folder)).release();
  });

  it('that another took over meanwhile is not removed by releasing', async () => {
    const folder = await makeTempFolder();
    const lock = await acquireLock(folder);
    writeFileSync(
      path.join(folder, 'lock'),
      JSON.stringify({ pid: process.ppid, bootId, token: 'other' }),
    );
    await lock.release();
    expect(readFileSync(path.join(folder, 'lock'), 'utf8')).toContain('other');
  });

  it('is taken in two steps on a disk without hard links', async () => {
    const folder = await makeTempFolder();
    const noLinks = Object.assign(new Error('no links'), { code: 'EPERM' });
    const fs = { ...nodeFileSystem, link: () => Promise.reject(noLinks) };
    const lock = await acquireLock(folder, fs);
    expect((await refusalOfAsync(acquireLock(folder, fs))).code).toBe('workspace-in-use');
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('cannot be had in a folder that is not there', async () => {
    const missing = path.join(await makeTempFolder(), 'missing');
    expect((await refusalOfAsync(acquireLock(missing))).code).toBe('storage-failed');
  });
});

describe('of eight processes at once', () => {
  let scripts = '';
  let script = '';
  beforeAll(async () => {
    scripts = mkdtempSync(path.join(os.tmpdir(), 'countersign-scripts-'));
    script = await bundleScript(
      fileURLToPath(new URL('scripts/lock-contender.ts', import.meta.url)),
      scripts,
    );
  }, 180_000);
  afterAll(() => {
    rmSync(scripts, { recursive: true, force: true });
  });

  async function contend(folder: string): Promise<string[]> {
    const children: ChildProcess[] = Array.from({ length: 8 }, () => fork(script, [folder]));
    onTestFinished(() => {
      for (const child of children) child.kill('SIGKILL');
    });
    await Promise.all(children.map((child) => once(child, 'message')));
    const answers = children.map((child) => once(child, 'message'));
    for (const child of children) child.send('go');
    const outcomes = (await Promise.all(answers)).map(([message]) => String(message));
    const gone = children.map((child) => once(child, 'exit'));
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(gone);
    return outcomes.sort();
  }

  it(
    'one wins, first on a free folder, then on one whose holder was killed',
    { timeout: 180_000 },
    async () => {
      const folder = await makeTempFolder();
      for (const round of [1, 2, 3]) {
        expect(await contend(folder)).toEqual(
          ['won', ...Array<string>(7).fill('workspace-in-use')].sort(),
        );
        expect(readFileSync(path.join(folder, 'winners'), 'utf8').trim().split('\n')).toHaveLength(
          round,
        );
      }
    },
  );
});
