import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BundleRefused, openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import type { OpenedBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import { looksLikeAuditRecord } from '../../../../electron/host/verify/unpacked.ts';
import { CONTAINER_LIMITS, LIMITS } from '../../../../shared/bundle/name-policy.ts';
import { CountersignError } from '../../../../shared/errors.ts';
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { sampleZip, toBagFiles } from './sample.ts';
import { buildZip, extraField } from './zip-builder.ts';
import type { RawEntry, RawZip } from './zip-builder.ts';

const BAG = toBagFiles({ 'data/case.yaml': 'case: T\ntitle: Test\nversion: "1"\n', 'data/argument.yaml': 'G1: {text: A, undeveloped: true}\n' }); // prettier-ignore
const entries: RawEntry[] = Object.entries(BAG).map(([name, data]) => ({
  name: `T-1/${name}`,
  data,
  deflate: true,
}));

interface Outcome {
  readonly opened: OpenedBundle | null;
  readonly error: unknown;
  /** What the refused file left beside itself. */
  readonly left: readonly string[];
}

async function openBytes(bytes: Uint8Array): Promise<Outcome> {
  const folder = await makeTempFolder();
  await writeFile(path.join(folder, 'x.safetycase'), bytes);
  const store = path.join(folder, 'deep', 'store');
  try {
    return {
      opened: await openBundle(path.join(folder, 'x.safetycase'), { store }),
      error: null,
      left: [],
    };
  } catch (error) {
    return {
      opened: null,
      error,
      left: (await listTree(folder)).filter((name) => name !== 'x.safetycase'),
    };
  }
}

async function codesOf(list: readonly RawEntry[], options?: RawZip): Promise<string[]> {
  const { error, left } = await openBytes(buildZip(list, options));
  if (!(error instanceof BundleRefused)) throw new Error('Expected a refusal', { cause: error });
  expect(left).toEqual([]);
  return [...new Set(error.problems.map((problem) => problem.code))];
}

/** The good bag with one entry replaced or changed. */
function changed(change: Partial<RawEntry>, index = 0): RawEntry[] {
  return entries.map((entry, at) => (at === index ? { ...entry, ...change } : entry));
}

describe('a ZIP that opens', () => {
  it('may hold the bag in one folder or at its top', async () => {
    const flat = entries.map((entry) => ({
      ...entry,
      name: String(entry.name).slice('T-1/'.length),
    }));
    for (const list of [entries, flat]) {
      const { opened, error } = await openBytes(buildZip(list));
      expect(error).toBeNull();
      expect(opened?.safetyCase).toMatchObject({
        seal: 'sealed',
        id: 'T',
        title: 'Test',
        version: '1',
      });
    }
  });

  it('may have folder entries, data descriptors with and without signature, times and a comment', async () => {
    const folders = [{ name: 'T-1/', data: '' }, { name: 'T-1/data/', data: '', attributes: (0o40755 * 0x10000 + 0x10) >>> 0 }]; // prettier-ignore
    const times = extraField(0x5455, Buffer.from([1, 0, 0, 0, 0]));
    const described = entries.map((entry, at): RawEntry => ({ ...entry, descriptor: at % 2 === 0 ? 'signed' : 'plain', extra: times, localExtra: times })); // prettier-ignore
    const { opened, error } = await openBytes(buildZip([...folders.map((entry) => ({ attributes: 0, ...entry })), ...described], { comment: Buffer.from('made by a test') })); // prettier-ignore
    expect(error).toBeNull();
    expect(opened?.safetyCase.seal).toBe('sealed');
  });
});

describe('a ZIP that is refused', () => {
  it.each<[string, string, RawEntry[], RawZip?]>([
    ['bytes before the first entry', 'zip-prepended', entries, { before: Buffer.from('#!/bin/sh\n') }],
    ['bytes after the end', 'zip-appended', entries, { after: Buffer.from('x') }],
    ['a second end record in the comment', 'zip-appended', entries, { comment: Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]), after: Buffer.from('!') }],
    ['bytes between two entries', 'zip-hidden', changed({ gap: Buffer.from('hidden') })],
    ['bytes after the packed data that its size counts', 'zip-hidden', changed({ trailing: Buffer.from('hidden') })],
    ['a directory that is not where it is said to be', 'zip-hidden', entries, { shift: 1 }],
    ['a local name that differs', 'zip-disagrees', changed({ localName: 'T-1/data/case.yamL' })],
    ['a data descriptor that differs', 'zip-disagrees', changed({ descriptor: 'wrong' })],
    ['a CRC that is not that of the bytes', 'zip-crc-differs', changed({ crc: 1 })],
    ['a size that is too small', 'zip-size-differs', changed({ size: 3 })],
    ['a size that is too large', 'zip-size-differs', changed({ size: 4_000 })],
    ['packed data that is no deflate stream', 'zip-data', changed({ deflate: false, method: 8, data: Buffer.alloc(100, 0xff) })],
    ['encryption', 'zip-encrypted', changed({ flags: 0x0801 })],
    ['strong encryption', 'zip-encrypted', changed({ flags: 0x0841 })],
    ['an unusual flag', 'zip-flags', changed({ flags: 0x0820 })],
    ['another method', 'zip-method', changed({ method: 12 })],
    ['a second name in an extra field', 'zip-extra-field', changed({ extra: extraField(0x7075, Buffer.alloc(9)) })],
    ['a second name in a local extra field', 'zip-extra-field', changed({ localExtra: extraField(0x7075, Buffer.alloc(9)) })],
    ['ZIP64 sizes', 'zip-extra-field', changed({ extra: extraField(0x0001, Buffer.alloc(16)) })],
    ['a link', 'zip-link', changed({ attributes: (0o120777 * 0x10000) >>> 0 })],
    ['a device', 'zip-special-file', changed({ attributes: (0o020666 * 0x10000) >>> 0 })],
    ['a folder that is marked as a file', 'zip-disagrees', [...entries, { name: 'T-1/data/x/', data: '', attributes: (0o100644 * 0x10000) >>> 0 }]],
    ['a name that is not marked as UTF-8', 'zip-name-encoding', [...entries, { name: 'T-1/data/é.md', data: 'x', flags: 0 }]],
    ['a name that is not UTF-8', 'zip-name-encoding', [...entries, { name: Buffer.from([0x54, 0x2f, 0xff]), data: 'x' }]],
    ['a name that leaves the folder', 'name-escapes', [...entries, { name: '../evil.txt', data: 'x' }]],
    ['a name that leaves the folder further in', 'name-escapes', [...entries, { name: 'T-1/data/../../../evil.txt', data: 'x' }]],
    ['an absolute name', 'name-absolute', [...entries, { name: '/tmp/evil.txt', data: 'x' }]],
    ['two names that differ in letter case', 'name-collision', [...entries, { name: 'T-1/data/CASE.yaml', data: 'x' }]],
    ['a file that is also a folder', 'name-collision', [...entries, { name: 'T-1/data/case.yaml/x', data: 'x' }]],
    ['a file outside the one folder', 'extra-file', [...entries, { name: '__MACOSX/x', data: 'x' }]],
    ['a file that the manifest does not list', 'extra-file', [...entries, { name: 'T-1/data/x.md', data: 'x' }]],
    ['a name that may not be sealed', 'name-character', [...entries, { name: 'T-1/data/50%.md', data: 'x' }]],
  ])('for %s: %s, leaving nothing on disk', async (_, code, list, options) => {
    expect(await codesOf(list, options)).toContain(code);
  }); // prettier-ignore

  it('for being cut off anywhere', async () => {
    const whole = buildZip(entries);
    for (const length of [0, 3, 21, 500, whole.length - 23, whole.length - 1]) {
      const { error, left } = await openBytes(whole.subarray(0, length));
      expect(error).toBeInstanceOf(BundleRefused);
      expect(left).toEqual([]);
    }
  });

  it('for holding no bag, which is said', async () => {
    const { error, left } = await openBytes(buildZip([{ name: 'word/document.xml', data: 'x' }]));
    expect(error).toMatchObject({ code: 'not-a-bundle' });
    expect(left).toEqual([]);
  });

  it('for data that grows past the limit of compression, counted while it streams', async () => {
    const bomb: RawEntry = { name: 'T-1/data/bomb', data: Buffer.alloc(20_000_000), deflate: true };
    const started = performance.now();
    expect(await codesOf([...entries, bomb])).toContain('zip-ratio');
    expect(await codesOf([...entries, { ...bomb, size: 2_000_000 }])).toEqual(
      expect.arrayContaining(['zip-size-differs']),
    );
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('for any single byte that is changed in its headers', async () => {
    const whole = await readFile(sampleZip);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: whole.length - 3_500, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        const { opened, error } = await openBytes(bytes);
        // Times, versions and permission bits mean nothing and may differ; what opens is the same bundle.
        if (opened !== null) expect(opened.safetyCase.bundleDigest).toMatch(/^30274e02/u);
        else expect(error).toBeInstanceOf(CountersignError);
      }),
      { numRuns: 60 },
    );
  }, 180_000); // prettier-ignore
});

it('may list more files in an audit record than in a bundle: 10,000 records have up to six each', async () => {
  const files = Array.from({ length: LIMITS.entries }, (_, index) => `a/data/records/${index}`);
  const list = ['a/bagit.txt', ...files].map((name) => ({ name, data: '' }));
  expect(await codesOf(list)).toEqual(['too-many-entries']);
  const file = path.join(await makeTempFolder(), 'audit.zip');
  await writeFile(file, buildZip(list));
  expect(await looksLikeAuditRecord(file)).toBe(true);
  expect(CONTAINER_LIMITS.entries).toBeGreaterThan(10_000 * 6);
  expect(CONTAINER_LIMITS.entries).toBeLessThan(0xffff);
});
