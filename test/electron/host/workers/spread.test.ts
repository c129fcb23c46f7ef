import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HashTask } from '../../../../electron/host/bundle/hash-task.ts';
import { generateEd25519, signEd25519 } from '../../../../electron/host/crypto.ts';
import { verifyAhead } from '../../../../electron/host/verify/signatures-ahead.ts';
import { spread, type SpreadOptions } from '../../../../electron/host/workers/spread.ts';
import type { RecordFile } from '../../../../electron/host/workspace/record-task.ts';
import { parseEnvelope, toPae } from '../../../../shared/trust/dsse.ts';
import { bundleScript } from '../../../support/bundle-script.ts';
import { refusalOfAsync } from '../../../support/refusals.ts';
import { makeSampleReview } from '../../../support/sample-review.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

const entry = fileURLToPath(new URL('../../../../electron/host/workers/worker.ts', import.meta.url)); // prettier-ignore
const SHARED = { algorithms: new Set(['sha256']) };
const NONE_IS_SMALL = { weigh: (task: HashTask) => task.bytes, small: -1, threads: 3 };

let worker = '';
beforeAll(async () => {
  worker = await bundleScript(entry, await mkdtemp(path.join(tmpdir(), 'countersign-test-')));
}, 180_000);
afterAll(() => rm(path.dirname(worker), { recursive: true, force: true }));

/** Files of so many bytes each, and the work of hashing them. */
async function makeFiles(sizes: readonly number[], copyTo?: string): Promise<HashTask[]> {
  const folder = path.join(await makeTempFolder(), 'files');
  await mkdir(folder);
  const tasks: HashTask[] = [];
  for (const [index, bytes] of sizes.entries()) {
    const file = path.join(folder, `${index}.bin`);
    await writeFile(file, Buffer.alloc(bytes, index + 1));
    tasks.push({
      file,
      name: `data/${index}.bin`,
      bytes,
      copyTo: copyTo === undefined ? undefined : path.join(copyTo, `${index}.bin`),
    });
  }
  return tasks;
}

const hash = (tasks: readonly HashTask[], options: Partial<SpreadOptions<'hash'>> = {}) =>
  spread('hash', tasks, SHARED, { ...NONE_IS_SMALL, worker, ...options });

describe('work that is spread over threads', () => {
  const sizes = [0, 3_000_000, 1, 70_000, 5_000_001, 12, 800_000, 4_096];

  it('gives the results of this thread, in the order of the tasks, whatever their weight', async () => {
    const tasks = await makeFiles(sizes);
    const inThreads = await hash(tasks);
    expect(inThreads).toEqual(await hash(tasks, { worker: 'never' }));
    const expected = sizes.map((bytes, index) =>
      createHash('sha256')
        .update(Buffer.alloc(bytes, index + 1))
        .digest('hex'),
    );
    expect(inThreads.map((result) => ('code' in result ? result : result.digests.get('sha256')))).toEqual(expected); // prettier-ignore
  });

  it('tells how far it is, never backwards, and everything in the end', async () => {
    const tasks = await makeFiles(sizes);
    const seen: number[] = [];
    await hash(tasks, { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  it('returns problems of single files and goes on with the others', async () => {
    const tasks = await makeFiles([10, 10, 10]);
    const absent = { ...tasks[1]!, file: `${tasks[1]!.file}-absent` };
    const results = await hash([tasks[0]!, absent, tasks[2]!]);
    expect(results.map((result) => ('code' in result ? result.code : 'read'))).toEqual(['read', 'changed-while-read', 'read']); // prettier-ignore
  });

  it('throws what a task threw, with the number of the system, and leaves no thread that writes', async () => {
    const target = await makeTempFolder();
    const tasks = await makeFiles([10, 20], target);
    await writeFile(path.join(target, '1.bin'), 'taken');
    await expect(hash(tasks)).rejects.toMatchObject({ code: 'EEXIST' });
    const after = await readdir(target);
    expect(await readdir(target)).toEqual(after);
  });

  it('ends all threads when it is cancelled', async () => {
    const target = await makeTempFolder();
    const tasks = await makeFiles(
      Array.from({ length: 24 }, () => 2_000_000),
      target,
    );
    const abort = new AbortController();
    const error = await refusalOfAsync(
      hash(tasks, { signal: abort.signal, onProgress: () => abort.abort() }),
    );
    expect(error.code).toBe('cancelled');
    expect((await readdir(target)).length).toBeLessThan(tasks.length);
    expect((await refusalOfAsync(hash(tasks, { signal: abort.signal }))).code).toBe('cancelled');
  });

  it('does nothing without a thread where there is nothing to do', async () => {
    expect(await hash([])).toEqual([]);
  });

  it('verifies signatures as this thread does', async () => {
    const { publicKey, secretSeed } = generateEd25519();
    const tasks = Array.from({ length: 20 }, (_, index) => {
      const message = Uint8Array.of(index);
      const signature = signEd25519(secretSeed, message);
      if (index % 3 === 0) signature[0] = (signature[0] ?? 0) ^ 1;
      return { publicKey, message, signature };
    });
    const results = await spread('signatures', tasks, null, { weigh: () => 1, small: 0, worker, threads: 2 }); // prettier-ignore
    expect(results).toEqual(tasks.map((_, index) => index % 3 !== 0));
  });
});

describe('signatures and records that threads check', () => {
  interface Many {
    readonly folder: string;
    readonly digests: readonly string[];
    readonly wrong: string;
    readonly keys: ReadonlyMap<string, Uint8Array>;
    readonly roster: Uint8Array;
  }

  /** The records of a small review, over and over in a log of many; the signature of one is that of another. */
  async function makeMany(): Promise<Many> {
    const sample = await makeSampleReview(await makeTempFolder());
    const { log } = sample.review;
    if (log === null) throw new Error('The sample case is sealed');
    const records = log.records();
    const [first, second] = [records.at(0), records.at(-1)];
    const folder = path.join(log.folder, 'records');
    const at = (digest: string): string => path.join(folder, `${digest}.dsse.json`);
    const [good, bad] = [readFileSync(at(first?.digest ?? ''), 'utf8'), readFileSync(at(second?.digest ?? ''), 'utf8')];
    const sig = /"sig":"([^"]+)"/;
    await writeFile(at(second?.digest ?? ''), bad.replace(sig.exec(bad)?.[1] ?? '-', sig.exec(good)?.[1] ?? ''));
    const keyids = Object.values(sample.keyids);
    const keys = new Map(keyids.map((keyid) => [keyid, sample.workspace.keys.publicKeyOf(keyid) ?? new Uint8Array(0)]));
    const roster = new TextEncoder().encode(JSON.stringify(sample.workspace.seat.roster()));
    await sample.workspace.close();
    return { folder, digests: records.map((record) => record.digest), wrong: second?.digest ?? '', keys, roster };
  } // prettier-ignore

  it('have the same results as in this thread, and the one wrong signature among many is found', async () => {
    const { folder, digests, wrong, keys, roster } = await makeMany();
    const tasks = Array.from({ length: 300 }, (_, index) => ({ digest: digests[index % digests.length] ?? '' }));
    const run = (where: string): Promise<string[]> =>
      spread('records', tasks, { folder, keys }, { weigh: () => 1, small: -1, threads: 3, worker: where });
    const inThreads = await run(worker);
    expect(inThreads).toEqual(await run('never'));
    const kinds = inThreads.map((text) => (JSON.parse(text) as RecordFile).outcome.kind);
    tasks.forEach(({ digest }, index) => {
      expect(kinds[index]).toBe(digest === wrong ? 'refused' : 'checked');
    });

    const bytesOf = (name: string): Uint8Array | null => {
      if (name.startsWith('data/roster/')) return roster;
      const index = Number(/([0-9]+)\.dsse\.json$/.exec(name)?.[1]);
      return readFileSync(path.join(folder, `${tasks[index]?.digest ?? ''}.dsse.json`));
    };
    const paths = ['data/roster/1.json', ...tasks.map((_, index) => `data/records/${String(index)}.dsse.json`)];
    const answersOf = async (where: string): Promise<readonly boolean[]> => {
      const crypto = await verifyAhead(paths, bytesOf, where);
      return paths.slice(1).map((name) => {
        const { payload, signature, keyid } = parseEnvelope(bytesOf(name) ?? new Uint8Array(0), name);
        return crypto.verifyEd25519(keys.get(keyid) ?? new Uint8Array(0), toPae(payload), signature);
      });
    };
    expect(await answersOf(worker)).toEqual(tasks.map(({ digest }) => digest !== wrong));
    expect(await answersOf('never')).toEqual(await answersOf(worker));
  }, 60_000); // prettier-ignore
});
