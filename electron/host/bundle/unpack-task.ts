/** One entry of a ZIP, unpacked and hashed: the work that is spread over threads. */
import { read } from 'node:fs';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createInflateRaw } from 'node:zlib';
import type { Problem } from '../../../shared/errors.ts';
import type { WorkContext } from '../workers/work-context.ts';
import { crc32 } from './crc32.ts';
import { createDigester, READ_SIZE } from './digests.ts';
import { openNew, writeChunk, type ReadResult } from './read-file.ts';
import { stopIfCancelled } from './refusal.ts';
import { problemOf } from './zip-entry.ts';
import type { ZipEntry } from './zip-entry.ts';
import { outputLimit } from './zip-structure.ts';
import type { ZipLimits } from './zip-structure.ts';

export interface UnpackTask {
  readonly entry: ZipEntry;
  /** In the bag. */
  readonly path: string;
  /** File that does not exist yet. */
  readonly target: string;
}

export interface UnpackTaskShared {
  /** The opened ZIP: threads of one process share it, so that all read the same file whatever its name means. */
  readonly fd: number;
  readonly algorithms: ReadonlySet<string>;
  readonly limits: ZipLimits;
}

/** A problem where the data of the entry is not what its headers say. */
export type UnpackResult = ReadResult | Problem;

const readAt = promisify(read);

async function* readRange(
  fd: number,
  start: number,
  length: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    stopIfCancelled(signal);
    const buffer = Buffer.allocUnsafe(Math.min(READ_SIZE, length - done));
    const { bytesRead } = await readAt(fd, buffer, 0, buffer.length, start + done);
    if (bytesRead === 0) return;
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Thrown inside one entry's stream; becomes a problem of that entry. */
class EntryError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function* inflate(
  packed: AsyncGenerator<Buffer>,
  compressed: number,
): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false });
  const inflater = createInflateRaw({ chunkSize: 256 * 1024 });
  source.on('error', (error) => inflater.destroy(error));
  source.pipe(inflater);
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } finally {
    source.destroy();
    inflater.destroy();
  }
  // The inflater stops at the end of its stream; what it left could be read by others as something else.
  if (inflater.bytesWritten !== compressed) {
    throw new EntryError('zip-hidden', `${compressed - inflater.bytesWritten} bytes of the packed data belong to nothing.`); // prettier-ignore
  }
}

async function unpack(
  { entry, target }: UnpackTask,
  { fd, algorithms, limits }: UnpackTaskShared,
  { signal, onDone }: WorkContext,
): Promise<ReadResult> {
  const digester = createDigester(algorithms);
  const packed = readRange(fd, entry.dataStart, entry.compressed, signal);
  const limit = outputLimit(entry, limits);
  const file = await openNew(target);
  let [bytes, checksum] = [0, 0];
  try {
    for await (const chunk of entry.isDeflated ? inflate(packed, entry.compressed) : packed) {
      stopIfCancelled(signal);
      bytes += chunk.length;
      if (bytes > entry.uncompressed) {
        throw new EntryError('zip-size-differs', `The entry unpacks to more than the ${entry.uncompressed} bytes it names.`); // prettier-ignore
      }
      if (bytes > limit)
        throw new EntryError('zip-ratio', `The entry unpacks to more than ${limit} bytes.`);
      checksum = crc32(chunk, checksum);
      digester.update(chunk);
      await writeChunk(file, chunk);
      onDone(chunk.length);
    }
  } finally {
    await file.close();
  }
  if (bytes !== entry.uncompressed) {
    throw new EntryError('zip-size-differs', `The entry unpacks to ${bytes} bytes and names ${entry.uncompressed}.`); // prettier-ignore
  }
  if (checksum !== entry.crc32)
    throw new EntryError('zip-crc-differs', 'The CRC is not that of the bytes.');
  return { bytes, digests: digester.digests() };
}

/** @throws CountersignError 'cancelled'; errors of the file system */
export async function unpackEntry(
  task: UnpackTask,
  shared: UnpackTaskShared,
  context: WorkContext,
): Promise<UnpackResult> {
  try {
    return await unpack(task, shared, context);
  } catch (error) {
    const isZlib = (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true;
    if (!(error instanceof EntryError) && !isZlib) throw error;
    const [code, message] = error instanceof EntryError ? [error.code, error.message] : ['zip-data', 'The packed data cannot be unpacked.']; // prettier-ignore
    return problemOf(code, task.path, 'data and headers agree', message);
  }
}
