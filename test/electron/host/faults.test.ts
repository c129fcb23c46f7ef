import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enumerateBare, listBareOperations } from '../../faults/bare.ts';
import { enumerate, newTally, QUICK, type Tally } from '../../faults/enumerate.ts';
import type { Operation } from '../../faults/operation.ts';
import { listOperations } from '../../faults/operations.ts';
import { buildWorld, type World } from '../../faults/world.ts';

// `npm run faults` plays every call; this is a part of them, in the time that a test may take.

let scratch = '';
let world: World;
let operations: readonly Operation[] = [];
beforeAll(async () => {
  scratch = await mkdtemp(path.join(os.tmpdir(), 'countersign-faults-'));
  world = await buildWorld(scratch);
  operations = await listOperations(world);
}, 120_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

function expectNothing({ findings, points, recoveries, ...lost }: Tally): void {
  expect(findings.slice(0, 3)).toEqual([]);
  expect(lost).toMatchObject({ lostEntries: 0, halfEntries: 0 });
  // A list of faults that had become empty would find nothing either.
  expect(points).toBeGreaterThan(0);
  expect(recoveries).toBeGreaterThan(points);
}

describe('a fault at any call to the file system loses no acknowledged entry and leaves none half:', () => {
  it.each([
    'first start', 'start', 'start with a torn last line', 'start with a head that is behind',
    'start of a copied workspace', 'first person', 'second person', 'event', 'note',
    'note from a draft', 'sign-off', 'draft', 'discard a draft', 'discard a draft and bring it back',
    'reading mark', 'compare a roster', 'acknowledge a damage', 'close',
    'import a packet with a bundle', 'import a packet that goes on', 'vouch for heads',
    'adopt a roster', 'add a person of another roster', 'put a policy in force',
  ])('%s', { timeout: 600_000 }, async (name) => {
    const operation = operations.find((item) => item.name === name);
    if (operation === undefined) throw new Error('There is no such operation');
    const tally = newTally();
    await enumerate(operation, world, tally, QUICK);
    expectNothing(tally);
  }); // prettier-ignore

  it.each(['admit a bundle', 'write an export', 'replace a file'])('%s', async (name) => {
    const operation = (await listBareOperations(world)).find((item) => item.name === name);
    if (operation === undefined) throw new Error('There is no such operation');
    const tally = newTally();
    await enumerateBare(operation, tally, { ...QUICK, points: Infinity });
    expectNothing(tally);
  });
});

describe('the enumeration itself', () => {
  it('finds an append that is not flushed before it is acknowledged', { timeout: 600_000 }, async () => {
    const operation = operations.find((item) => item.name === 'event');
    if (operation === undefined) throw new Error('There is no such operation');
    const tally = newTally();
    await enumerate({ ...operation, withoutFlush: true }, world, tally, QUICK);
    expect(tally.lostEntries).toBeGreaterThan(0);
  }); // prettier-ignore
});
