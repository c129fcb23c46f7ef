/** `countersign verify` of an audit record: the document on standard output, and the roster that an outsider gives. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { z } from 'zod';
import { runCli } from '../../../electron/cli/run.ts';
import { root } from '../../../scripts/run.mjs';
import { flipByte, unpackExport } from '../../support/export-folder.ts';
import { makeSampleReview, type SampleReview } from '../../support/sample-review.ts';

/** docs/cli.md, verify: exactly these keys. */
const document = z.strictObject({
  kind: z.enum(['bundle', 'audit record']),
  verdict: z.enum(['consistent and trusted', 'consistent; signers unknown', 'broken']),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      result: z.enum(['pass', 'fail', 'cannot check']),
      where: z.string().nullable(),
      why: z.string().min(1),
    }),
  ),
});

let folder = '';
let sample: SampleReview;
let zip = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-cli-record-'));
  sample = await makeSampleReview(folder);
  zip = path.join(folder, 'record.zip');
  await sample.makeExport(zip);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(...args: string[]): Promise<{ code: number; report: z.infer<typeof document> }> {
  let out = '';
  const code = await runCli(['verify', ...args, '--json'], { out: (text) => (out += text), error: () => undefined, version: '' });
  return { code, report: document.parse(JSON.parse(out)) };
} // prettier-ignore

describe('countersign verify of an audit record', () => {
  it('is never trusted by itself, and trusted with the roster that an outsider compared', async () => {
    expect((await verify(zip)).report.verdict).toBe('consistent; signers unknown');
    const pinned = await verify(zip, '--roster', sample.firstRoster);
    expect(pinned.report.verdict).toBe('consistent and trusted');
    expect(pinned.code).toBe(0);
    expect((await verify(zip, '--roster', 'ab'.repeat(32))).report.verdict).toBe('consistent; signers unknown'); // prettier-ignore
  });

  it('answers 1 and names the file where something is broken', async () => {
    const record = await unpackExport(zip, path.join(folder, 'changed'));
    await flipByte(path.join(record, 'data/report.html'));
    const { code, report } = await verify(record, '--roster', sample.firstRoster);
    expect(code).toBe(1);
    expect(report.verdict).toBe('broken');
    expect(report.checks).toContainEqual(expect.objectContaining({ name: 'report', result: 'fail', where: 'data/report.html' })); // prettier-ignore
  });

  it('names only checks that docs/verify.md explains, and prints them sorted', async () => {
    const docs = await readFile(path.join(root, 'docs/verify.md'), 'utf8');
    const names = (await verify(zip)).report.checks.map((check) => check.name);
    expect(names.filter((name) => !docs.includes(`| \`${name}\` |`))).toEqual([]);
    expect(names).toEqual([...names].sort());
  });
});
