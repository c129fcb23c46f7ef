/**
 * Writes a ZIP whose bytes follow from its content alone: sorted by path, one fixed DOS time, one fixed
 * mode, stored without compression (deflate gives other bytes on other builds of zlib), no extra fields.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { comparePaths } from '../../../shared/bundle/bag-text.ts';
import { CONTAINER_LIMITS } from '../../../shared/bundle/name-policy.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { toTemporary, writeAll, type WriteOptions } from '../storage/atomic-file.ts';
import {
  nodeFileSystem,
  syncFolder,
  toStorageError,
  unlinkIfThere,
  type FileSystem,
} from '../storage/file-system.ts';
import { assertRoom } from '../storage/free-space.ts';

/** A file on disk goes in only if its bytes are still those that were counted and hashed. */
export interface StoredContent {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ZipEntry {
  /** Path in the ZIP, segments divided by "/". */
  readonly path: string;
  readonly content: Uint8Array | StoredContent;
}

export type WriteZipOptions = Pick<WriteOptions, 'fs' | 'unfinished'>;

export interface WrittenZip {
  /** Of the whole file, lowercase hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * The constructor takes local time and yazl reads local time back: the same DOS date in every zone. Not
 * the first day of DOS time, which yazl clamps by the zone that was set when it was loaded.
 */
function toOptions(): { mtime: Date; mode: number; compress: boolean; forceDosTimestamp: boolean } {
  return { mtime: new Date(1980, 1, 1), mode: 0o100644, compress: false, forceDosTimestamp: true };
}

/** Above it a ZIP needs ZIP64, which outsiders' tools and our own reader do not all take. */
const MAX_ZIP_BYTES = 0xffff_fffe;
const READ_BYTES = 1024 * 1024;

function toSize(entry: ZipEntry): number {
  return entry.content instanceof Uint8Array ? entry.content.length : entry.content.bytes;
}

/** Upper bound of the size of the ZIP, once it is known to be allowed. */
function assertSizes(outFile: string, entries: readonly ZipEntry[]): number {
  // 200 bytes and twice the path: local header, data descriptor and central header of one entry.
  const total = entries.reduce((sum, entry) => sum + toSize(entry) + 200 + 2 * Buffer.byteLength(entry.path), 0); // prettier-ignore
  if (entries.length <= CONTAINER_LIMITS.entries && total <= MAX_ZIP_BYTES) return total;
  const message = `${path.basename(outFile)} would hold ${entries.length} files and ${total} bytes. A ZIP that every tool reads holds at most ${CONTAINER_LIMITS.entries} files and 4 GiB.`; // prettier-ignore
  throw new CountersignError('storage-failed', message, [
    { code: 'zip-too-large', file: path.basename(outFile), place: null, rule: 'Size of a ZIP without ZIP64', message }, // prettier-ignore
  ]);
}

/** Passes bytes on, and refuses at the end if they were not the ones expected. */
function toGuard(content: StoredContent): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const isSame = hash.digest('hex') === content.sha256;
      done(isSame ? null : new CountersignError('storage-failed', `${path.basename(content.file)} changed while it was packed.`)); // prettier-ignore
    },
  });
}

function addEntry(zip: ZipFile, entry: ZipEntry, fail: (error: Error) => void): void {
  const { content } = entry;
  if (content instanceof Uint8Array) {
    zip.addBuffer(Buffer.from(content.buffer, content.byteOffset, content.byteLength), entry.path, toOptions()); // prettier-ignore
    return;
  }
  zip.addReadStreamLazy(entry.path, { ...toOptions(), size: content.bytes }, (done) => {
    const guard = toGuard(content);
    pipeline(createReadStream(content.file, { highWaterMark: READ_BYTES }), guard).catch(fail);
    done(null, guard);
  });
}

/** The bytes of the ZIP as they come; an entry that cannot be read ends them with its error. */
function startZip(entries: readonly ZipEntry[]): AsyncIterable<Buffer> {
  const zip = new ZipFile();
  const output = new PassThrough();
  const fail = (error: Error): void => {
    output.destroy(error);
  };
  zip.on('error', fail);
  for (const entry of entries) addEntry(zip, entry, fail);
  zip.end();
  zip.outputStream.pipe(output);
  return output;
}

async function writeTo(
  file: string,
  entries: readonly ZipEntry[],
  fs: FileSystem,
): Promise<WrittenZip> {
  const hash = createHash('sha256');
  const handle = await fs.open(file, 'wx', 0o600);
  let bytes = 0;
  try {
    // Nothing may start before the loop below listens: an error would find nobody and end the process.
    for await (const chunk of startZip(entries)) {
      hash.update(chunk);
      await writeAll(handle, chunk, bytes);
      bytes += chunk.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/**
 * Writes the ZIP beside `outFile` and renames it into place, so that it is whole or not there.
 * @throws CountersignError `storage-failed`; nothing is left behind
 */
export async function writeZip(
  outFile: string,
  entries: readonly ZipEntry[],
  { fs = nodeFileSystem, unfinished }: WriteZipOptions = {},
): Promise<WrittenZip> {
  const most = assertSizes(outFile, entries);
  const sorted = [...entries].sort((a, b) => comparePaths(a.path, b.path));
  const folder = path.dirname(outFile);
  const temporary = toTemporary(outFile);
  await assertRoom(folder, most, `"${path.basename(outFile)}"`, fs);
  await unfinished?.add(temporary);
  try {
    const written = await writeTo(temporary, sorted, fs);
    await fs.rename(temporary, outFile);
    await syncFolder(folder, fs);
    return written;
  } catch (error) {
    // Best effort: the error of the write is the one to tell about.
    await unlinkIfThere(temporary, fs).catch(() => undefined);
    throw toStorageError(path.basename(outFile), error);
  } finally {
    await unfinished?.remove(temporary);
  }
}
