import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findPackets, publish, readExchangeFolder, writeExchangeFolder } from '../../../../electron/host/packet/exchange-folder.ts'; // prettier-ignore
import { nodeFileSystem } from '../../../../electron/host/storage/file-system.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import {
  addNote,
  caseLogOf,
  makeSeat,
  receive,
  type TestSeat,
} from '../../../support/two-seats.ts';

const run = promisify(execFile);

async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false'];
  await run('git', [...identity, ...args], { cwd: folder });
} // prettier-ignore

function originOf(seat: TestSeat): string {
  return seat.workspace.seat.log.head().origin;
}

async function publishTo(folder: string, seat: TestSeat): Promise<boolean> {
  const about = { safetyCase: seat.review.safetyCase, log: caseLogOf(seat), bundleFolder: null };
  const plan = await seat.workspace.packets.plan(about, { recipient: null, isWhole: true, withBundle: false }); // prettier-ignore
  return publish(folder, originOf(seat), 'a-case', plan, seat.workspace, nodeFileSystem);
}

async function takeAll(folder: string, seat: TestSeat): Promise<number> {
  let taken = 0;
  for (const { file } of await findPackets(folder, originOf(seat))) {
    if (!(await receive(seat.workspace, file)).prepared.preview.isKnown) taken += 1;
  }
  return taken;
}

async function twoSeats(folder: string): Promise<readonly [TestSeat, TestSeat]> {
  return [
    await makeSeat(path.join(folder, 'a'), 'Y. Tanaka', 'second'),
    await makeSeat(path.join(folder, 'b'), 'L. Ferreira', 'first', 11),
  ];
}

describe('an exchange folder', () => {
  it('is written only below the name of the seat, and not again while nothing changed', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const shared = path.join(folder, 'shared');
    await mkdir(path.join(shared, 'notes'), { recursive: true });
    await writeFile(path.join(shared, 'notes', 'x.reviewpacket'), 'not ours');
    expect(await publishTo(shared, a)).toBe(true);
    expect(await publishTo(shared, a)).toBe(false);
    expect(await publishTo(shared, b)).toBe(true);
    const uuids = [a, b].map((seat) => originOf(seat).slice('countersign/log/'.length));
    expect((await readdir(shared)).sort()).toEqual(['notes', ...uuids].sort());
    expect(await readFile(path.join(shared, 'notes', 'x.reviewpacket'), 'utf8')).toBe('not ours');
    const found = await findPackets(shared, originOf(a));
    expect(found.map(({ file }) => path.relative(shared, file))).toEqual([path.join(uuids[1] ?? '', 'a-case.reviewpacket')]); // prettier-ignore
  });

  it('leaves links alone, which could lead anywhere', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const shared = path.join(folder, 'shared');
    const uuid = originOf(b).slice('countersign/log/'.length);
    await mkdir(path.join(shared, uuid), { recursive: true });
    await symlink('/etc/hostname', path.join(shared, uuid, 'x.reviewpacket'));
    expect(await findPackets(shared, originOf(a))).toEqual([]);
  });

  it('may not hold the workspace, whose keys would be carried along', async () => {
    const folder = await makeTempFolder();
    const [a] = await twoSeats(folder);
    const { layout } = a.workspace;
    await expect(writeExchangeFolder(layout, folder, nodeFileSystem)).rejects.toMatchObject({ code: 'bad-request' }); // prettier-ignore
    await expect(writeExchangeFolder(layout, layout.bundles, nodeFileSystem)).rejects.toMatchObject({ code: 'bad-request' }); // prettier-ignore
    expect(await readExchangeFolder(layout, nodeFileSystem)).toBeNull();
    const shared = path.join(folder, 'shared');
    await mkdir(shared);
    await writeExchangeFolder(layout, shared, nodeFileSystem);
    expect(await readExchangeFolder(layout, nodeFileSystem)).toBe(shared);
    await writeExchangeFolder(layout, null, nodeFileSystem);
    expect(await readExchangeFolder(layout, nodeFileSystem)).toBeNull();
  });

  it('can be a git working copy: two clones diverge, merge without a conflict, and come to rest', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const remote = path.join(folder, 'remote.git');
    await run('git', ['init', '--bare', '-b', 'main', remote]);
    const clones = { a: path.join(folder, 'clone-a'), b: path.join(folder, 'clone-b') };
    for (const clone of Object.values(clones)) await run('git', ['clone', remote, clone]);
    const save = async (clone: string): Promise<void> => {
      await git(clone, 'add', '-A');
      await git(clone, 'commit', '--allow-empty', '-m', 'x');
    };
    const sync = async (clone: string): Promise<void> => {
      await git(clone, 'pull', '--no-rebase', '--no-edit', 'origin', 'main').catch(() => undefined);
      await git(clone, 'push', 'origin', 'HEAD:main');
    };
    // Both write before either has seen the other.
    await addNote(a, 'from a');
    await addNote(b, 'from b');
    await publishTo(clones.a, a);
    await save(clones.a);
    await sync(clones.a);
    await publishTo(clones.b, b);
    await save(clones.b);
    await git(clones.b, 'pull', '--no-rebase', '--no-edit', '--allow-unrelated-histories', 'origin', 'main');
    await git(clones.b, 'push', 'origin', 'HEAD:main');
    const taken: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      for (const [clone, seat] of [[clones.a, a], [clones.b, b]] as const) {
        await sync(clone);
        taken.push(await takeAll(clone, seat));
        await publishTo(clone, seat);
        await save(clone);
        await sync(clone);
      }
    }
    expect(taken.slice(0, 2)).toEqual([1, 1]);
    expect(taken.slice(-2)).toEqual([0, 0]);
    const digests = (seat: TestSeat): string[] => caseLogOf(seat).records().map((record) => record.digest).sort();
    expect(digests(a)).toEqual(digests(b));
    expect(digests(a)).toHaveLength(2);
  }); // prettier-ignore
});
