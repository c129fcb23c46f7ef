/**
 * What the benchmarks measure, run in a process of its own each time: `node tasks.cjs <task> <json>` prints
 * one JSON object. Built with the working threads beside it, as the program is.
 */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { sha256Hex } from '../../electron/host/bundle/digests.ts';
import { hashFolder } from '../../electron/host/bundle/hash-folder.ts';
import { listFolder } from '../../electron/host/bundle/list-folder.ts';
import { openBundle } from '../../electron/host/bundle/open-bundle.ts';
import { unpackZip } from '../../electron/host/bundle/read-zip.ts';
import { verifyStoredBundle } from '../../electron/host/bundle/stored-bundle.ts';
import { writeZip } from '../../electron/host/bundle/write-zip.ts';
import { generateEd25519 } from '../../electron/host/crypto.ts';
import { toSeatKey } from '../../electron/host/keys/seat-key.ts';
import { openJournal } from '../../electron/host/log/journal.ts';
import { openRecordLog } from '../../electron/host/workspace/record-log.ts';
import { toDrawing } from '../../shared/argument/drawing/drawing.ts';
import { analyseStructure } from '../../shared/argument/load-bearing.ts';
import { checkArgument } from '../../shared/argument/rules/check.ts';
import type { SafetyCase } from '../../shared/case/model.ts';
import { CountersignError } from '../../shared/errors.ts';
import { fromHex, toHex } from '../../shared/trust/bytes.ts';
import {
  chain,
  circles,
  FILE_NAMES,
  HOSTILE_FORMATS,
  wide,
  WRITE,
} from '../support/hostile-arguments.ts';
import { parseQuery } from '../../shared/search/query.ts';
import { search } from '../../shared/search/search.ts';
import { toSegment } from '../../shared/search/segment.ts';
import { makeItems } from './make-items.ts';
import { makeLog } from './make-log.ts';

type Json = Record<string, unknown>;
type Task = (options: never) => Promise<Json>;

async function timed(work: () => Promise<Json | undefined>): Promise<Json> {
  const start = performance.now();
  const more = (await work()) ?? {};
  const milliseconds = performance.now() - start;
  return { milliseconds, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024), ...more };
}

const CASE_YAML = 'case: BENCH\ntitle: Benchmark\nversion: "1"\n';

/** A bag of `files` files whose bytes do not repeat, in all `bytes` long. */
async function makeBundle(options: { folder: string; files: number; bytes: number }): Promise<Json> {
  const { folder, files, bytes } = options;
  await mkdir(path.join(folder, 'data', 'evidence'), { recursive: true });
  const block = Buffer.allocUnsafe(Math.floor(bytes / files));
  for (let at = 0; at + 4 <= block.length; at += 4) block.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
  const manifest: string[] = [];
  const write = async (name: string, content: Buffer): Promise<void> => {
    await writeFile(path.join(folder, name), content);
    manifest.push(`${sha256Hex(content)}  ${name}\n`);
  };
  await write('data/case.yaml', Buffer.from(CASE_YAML));
  for (let index = 0; index < files; index += 1) {
    block.writeUInt32LE(index, 0);
    await write(`data/evidence/${String(index).padStart(5, '0')}.bin`, block);
  }
  const text = manifest.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('');
  const payload = manifest.length - 1;
  const tags = {
    'manifest-sha256.txt': text,
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'bag-info.txt': `Payload-Oxum: ${CASE_YAML.length + payload * block.length}.${payload + 1}\nBagging-Date: 2026-11-21\nExternal-Identifier: BENCH\nSource-Organization: Benchmark\n`,
  };
  for (const [name, content] of Object.entries(tags)) await writeFile(path.join(folder, name), content);
  const lines = Object.entries(tags).map(([name, content]) => `${sha256Hex(content)}  ${name}\n`);
  lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
  await writeFile(path.join(folder, 'tagmanifest-sha256.txt'), lines.join(''));
  return { digest: sha256Hex(text) };
} // prettier-ignore

async function verifyBundle(options: { folder: string; digest: string }): Promise<Json> {
  return timed(async () => {
    const problems = await verifyStoredBundle(options.folder, options.digest);
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
    return undefined;
  });
}

async function makeZip({ folder, file }: { folder: string; file: string }): Promise<Json> {
  const { files } = await listFolder(folder);
  const { files: hashed } = await hashFolder(folder, files);
  await writeZip(
    file,
    hashed.map(({ path: name, bytes, digests }) => ({
      path: `bench/${name}`,
      content: { file: path.join(folder, name), bytes, sha256: digests.get('sha256') ?? '' },
    })),
  );
  return {};
}

async function unpack({ file }: { file: string }): Promise<Json> {
  return timed(async () => {
    const { files, problems } = await unpackZip(file, `${file}-unpacked`);
    await rm(`${file}-unpacked`, { recursive: true });
    if (problems.length > 0) throw new Error(problems[0]?.message);
    return { files: files.length };
  });
}

interface LogOptions {
  readonly folder: string;
  readonly entries: number;
  readonly perRecord: number;
}

async function writeLog({ folder, entries, perRecord }: LogOptions): Promise<Json> {
  const made = await makeLog(folder, entries, perRecord);
  return { keyid: made.keyid, publicKey: toHex(made.publicKey), seatSeed: toHex(made.seatSeed) };
}

interface OpenOptions {
  readonly folder: string;
  readonly keyid: string;
  readonly publicKey: string;
  readonly seatSeed: string;
}

async function openLog({ folder, keyid, publicKey, seatSeed }: OpenOptions): Promise<Json> {
  const key = fromHex(publicKey);
  const seatKey = toSeatKey(fromHex(seatSeed));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  return timed(async () => {
    delay.enable();
    const log = await openRecordLog(folder, {
      seatKey,
      clock: { now: () => '2030-01-01T00:00:00Z' },
      publicKeyOf: (id) => (id === keyid ? key : null),
      signers: () => [keyid],
    });
    delay.disable();
    if (log.damage().length > 0) throw new Error(log.damage()[0]?.message);
    const { user, system } = process.cpuUsage();
    return {
      records: log.records().length,
      entries: log.entries().length,
      longestBlock: delay.max / 1e6,
      cpu: (user + system) / 1000,
    };
  });
}

/** Ed25519 alone, on all cores at once: nothing is parsed, and each thread has its key ready. */
async function rawEd25519({ signatures }: { signatures: number }): Promise<Json> {
  const cores = os.availableParallelism();
  const workers = Array.from({ length: cores }, () => new Worker(__filename, { workerData: Math.ceil(signatures / cores) })); // prettier-ignore
  const next = (worker: Worker): Promise<unknown> =>
    new Promise((resolve) => worker.once('message', resolve));
  await Promise.all(workers.map(next));
  return timed(async () => {
    const done = Promise.all(workers.map(next));
    for (const worker of workers) worker.postMessage('go');
    await done;
    await Promise.all(workers.map((worker) => worker.terminate()));
    return undefined;
  });
}

function verifyInThread(count: number): void {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));
  const message = Buffer.alloc(1_200, 'm');
  const signature = sign(null, message, privateKey);
  for (let round = 0; round < 50; round += 1) verify(null, message, key, signature);
  parentPort?.once('message', () => {
    for (let round = 0; round < count; round += 1) verify(null, message, key, signature);
    parentPort?.postMessage('done');
  });
  parentPort?.postMessage('ready');
}

/** Entries appended one after the other, each in turn with a bare write and fsync of the same bytes. */
async function append({ folder, count }: { folder: string; count: number }): Promise<Json> {
  const seatKey = toSeatKey(generateEd25519().secretSeed);
  const { journal } = await openJournal(path.join(folder, 'log'), { seatKey });
  const bare = await open(path.join(folder, 'bare'), 'w');
  const [appends, writes]: [number[], number[]] = [[], []];
  let position = 0;
  for (let round = 0; round < count + 10; round += 1) {
    const line = Buffer.alloc(340, 'x');
    const start = performance.now();
    await bare.write(line, 0, line.length, position);
    await bare.sync();
    const between = performance.now();
    await journal.append({ type: 'program-note', actor: null, obj: { manifest: 'ab'.repeat(32) }, reason: 'Something that the program noted.' }); // prettier-ignore
    const end = performance.now();
    position += line.length;
    if (round < 10) continue;
    writes.push(between - start);
    appends.push(end - between);
    // The head is signed after the answer; the next measure begins when the disk is at rest again.
    await journal.settled();
  }
  await bare.close();
  return { appends, writes };
}

interface ArgumentOptions {
  readonly file: string;
  readonly nodes: number;
}

/** Four children a claim; each fiftieth one rests on a claim of another one as well. */
function childrenOf(number: number, nodes: number): readonly number[] {
  const own = [1, 2, 3, 4].map((offset) => 4 * number + offset);
  const shared = number % 50 === 7 ? [4 * number + 9] : [];
  return [...own, ...shared].filter((child) => child < nodes);
}

/** One argument twice: as gsn2x YAML, and for Graphviz with boxes of the same size. */
async function makeArgument({ file, nodes }: ArgumentOptions): Promise<Json> {
  const [yaml, dot]: [string[], string[]] = [[], ['digraph { node [shape=box, fixedsize=true, width=2.6, height=1.1]']]; // prettier-ignore
  for (let number = 0; number < nodes; number += 1) {
    const below = childrenOf(number, nodes);
    const support = below.length === 0 ? 'undeveloped: true' : `supportedBy: [${below.map((child) => `G${child}`).join(', ')}]`; // prettier-ignore
    yaml.push(`G${number}:\n  text: Hazard ${number} is controlled\n  ${support}\n`); // prettier-ignore
    dot.push(`G${number}; ${below.map((child) => `G${number} -> G${child};`).join(' ')}`);
  }
  await writeFile(file, yaml.join(''));
  await writeFile(`${file}.dot`, `${dot.join('\n')}\n}\n`);
  return {};
}

async function readArgument(file: string): Promise<SafetyCase> {
  return (await openBundle(file, { store: `${file}-store` })).safetyCase;
}

const NO_OPTIONS = { extended: false, warnDialectic: false, universalWords: false };

async function analyse({ file }: ArgumentOptions): Promise<Json> {
  return timed(async () => {
    const safetyCase = await readArgument(file);
    const findings = checkArgument(safetyCase, 'gsn', NO_OPTIONS);
    const { topHolds } = analyseStructure(safetyCase);
    return { nodes: safetyCase.nodes.length, findings: findings.length, topHolds };
  });
}

const HOSTILE = {
  '100,000 nodes': () => wide(100_000),
  'chain of 20,000': () => chain(20_000),
  'circle of 20,000': () => chain(20_000, true),
  'circles of 1 to 140': () => circles(140),
  'text of 1 MiB': () => [{ id: 'G1', text: 'word '.repeat(209_716), supportedBy: [] }],
} as const;

/** Writes one file for each kind of hostile argument and format; answers their names. */
async function makeHostile({ folder }: { folder: string }): Promise<Json> {
  const made: { name: string; format: string; file: string }[] = [];
  for (const [name, claims] of Object.entries(HOSTILE)) {
    for (const format of HOSTILE_FORMATS) {
      const file = path.join(folder, `${made.length}`, FILE_NAMES[format]);
      await mkdir(path.dirname(file));
      await writeFile(file, WRITE[format](claims()));
      made.push({ name, format, file });
    }
  }
  return { made };
}

/** Opens, checks and analyses a file, or says with what it was refused. */
async function judge({ file }: { file: string }): Promise<Json> {
  return timed(async () => {
    try {
      const safetyCase = await readArgument(file);
      const findings = checkArgument(safetyCase, 'gsn', NO_OPTIONS);
      analyseStructure(safetyCase);
      return { told: `${safetyCase.nodes.length} nodes, ${findings.length} findings` };
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      return { told: `refused: ${error.problems[0]?.rule ?? error.message}` };
    }
  });
}

async function layOut({ file }: ArgumentOptions): Promise<Json> {
  const { nodes, topNode } = await readArgument(file);
  return timed(() => {
    const drawing = toDrawing({ nodes, topNode });
    return Promise.resolve({ width: drawing.width });
  });
}

const QUERIES = [
  'model', 'the', 'e', 'oversight monitor', '"chain of thought"', 'C4711', 'id:C47*', '99.9', 'evaluation -sandbagging',
  'kind:goal monitor', 'in:documents owner:tanaka safety', 'kind:challenge,goal deployment', 'owner:ferreira', '\u00e9valuation',
  'nothing has these words', 'in:evidence a',
]; // prettier-ignore

/** Each query is asked as it is typed, letter by letter, five times. */
async function measureSearch({ folder, items }: { folder: string; items: number }): Promise<Json> {
  const all = makeItems(folder, items);
  const start = performance.now();
  const segments = [toSegment(all)];
  const indexed = performance.now() - start;
  const typed = QUERIES.flatMap((query) => Array.from(query, (_, at) => query.slice(0, at + 1)));
  const [times, cpu]: [number[], number[]] = [[], []];
  for (let round = 0; round < 5; round += 1) {
    for (const text of typed) {
      const [before, used] = [performance.now(), process.cpuUsage()];
      search(segments, parseQuery(text).query, { limit: 100 });
      const { user, system } = process.cpuUsage(used);
      times.push(performance.now() - before);
      cpu.push((user + system) / 1000);
    }
  }
  const at = (list: number[], share: number): number => list.sort((a, b) => a - b)[Math.floor(list.length * share)] ?? 0; // prettier-ignore
  return Promise.resolve({ queries: typed.length, indexed, p50: at(times, 0.5), p95: at(times, 0.95), cpu: at(cpu, 0.95) }); // prettier-ignore
}

const tasks: Readonly<Record<string, Task>> = {
  search: measureSearch,
  'make-argument': makeArgument,
  'analyse-argument': analyse,
  'lay-out-argument': layOut,
  'make-hostile': makeHostile,
  judge,
  'make-bundle': makeBundle,
  'verify-bundle': verifyBundle,
  'make-zip': makeZip,
  unpack,
  'make-log': writeLog,
  'open-log': openLog,
  'raw-ed25519': rawEd25519,
  append,
};

async function main(name: string, file: string): Promise<void> {
  const task = tasks[name];
  if (task === undefined) throw new Error(`There is no task "${name}"`);
  const result = await task(JSON.parse(await readFile(file, 'utf8')) as never);
  await new Promise((resolve) => process.stdout.write(JSON.stringify(result), resolve));
}

if (isMainThread) {
  main(process.argv[2] ?? '', process.argv[3] ?? '').catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
} else {
  verifyInThread(workerData as number);
}
