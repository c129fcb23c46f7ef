/** The record files of a folder, checked on all cores. A record is read once, for its head and for itself. */
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogHead } from '../../../shared/review/records.ts';
import { nodeFileSystem, type FileSystem } from '../storage/file-system.ts';
import { spread } from '../workers/spread.ts';
import type { PublicKeyOf } from './record-check.ts';
import { checkRecordFile, toFileName, type RecordFile } from './record-task.ts';

export type { RecordFile } from './record-task.ts';

/** By the digest that names the file. */
export type RecordFiles = ReadonlyMap<string, RecordFile>;

/** Records for which starting threads would take longer than the work. */
const FEW_RECORDS = 200;
/** Records that are taken over in a few milliseconds; then the window and the others get their turn. */
const RECORDS_A_TURN = 200;

/**
 * Reads and checks every record file of a folder.
 * @param keyids Keys that are looked up at once; a record of another one is `no key` (see `withKeys`).
 */
export async function readRecordFiles(
  folder: string,
  keyids: Iterable<string>,
  publicKeyOf: PublicKeyOf,
  fs: FileSystem,
): Promise<RecordFiles> {
  const names = (await fs.readdir(folder)).filter((name) => /^[0-9a-f]{64}\.dsse\.json$/.test(name)); // prettier-ignore
  const digests = names.map((name) => name.slice(0, 64));
  return checkFiles(folder, digests, toKeys(keyids, publicKeyOf), fs);
}

/** The same with the records checked again whose key has become known since. */
export async function withKeys(
  files: RecordFiles,
  folder: string,
  publicKeyOf: PublicKeyOf,
  fs: FileSystem,
): Promise<RecordFiles> {
  const keyless = [...files].flatMap(([digest, { outcome }]) =>
    outcome.kind === 'no key' ? [{ digest, keyid: outcome.keyid }] : [],
  );
  const keys = toKeys(new Set(keyless.map((item) => item.keyid)), publicKeyOf);
  const again = keyless.filter((item) => keys.has(item.keyid)).map((item) => item.digest);
  return new Map([...files, ...(await checkFiles(folder, again, keys, fs))]);
}

/** The heads that records name for the logs they were signed in, by origin, the smallest first. */
export function headsIn(files: RecordFiles): ReadonlyMap<string, readonly LogHead[]> {
  const heads = new Map<string, LogHead[]>();
  for (const { head } of files.values()) {
    if (head === null) continue;
    const list = heads.get(head.origin);
    if (list === undefined) heads.set(head.origin, [head]);
    else list.push(head);
  }
  for (const list of heads.values()) list.sort((a, b) => a.size - b.size);
  return heads;
}

function toKeys(keyids: Iterable<string>, publicKeyOf: PublicKeyOf): Map<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  for (const keyid of keyids) {
    const key = publicKeyOf(keyid);
    if (key !== null) keys.set(keyid, key);
  }
  return keys;
}

async function checkFiles(
  folder: string,
  digests: readonly string[],
  keys: ReadonlyMap<string, Uint8Array>,
  fs: FileSystem,
): Promise<RecordFiles> {
  // Threads read with the functions of Node; what a test puts in their place stays in this thread.
  if (fs !== nodeFileSystem || digests.length <= FEW_RECORDS) {
    const files = new Map<string, RecordFile>();
    for (const digest of digests) {
      const bytes = await fs.readFile(path.join(folder, toFileName(digest)));
      files.set(
        digest,
        checkRecordFile(digest, keys, () => bytes),
      );
    }
    return files;
  }
  const tasks = digests.map((digest) => ({ digest }));
  const texts = await spread('records', tasks, { folder, keys }, { weigh: () => 1, small: FEW_RECORDS }); // prettier-ignore
  const files = new Map<string, RecordFile>();
  for (const [index, text] of texts.entries()) {
    if (index % RECORDS_A_TURN === RECORDS_A_TURN - 1) await nextTurn();
    files.set(digests[index] ?? '', JSON.parse(text) as RecordFile);
  }
  return files;
}
