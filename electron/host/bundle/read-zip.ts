/**
 * Unpacks a ZIP whose structure was checked, entry by entry into a fresh folder, hashing what is written.
 * Bytes are counted while they stream; what a header says is only compared with the count.
 */
import { open, realpath, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { CountersignError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { FoundFile } from '../../../shared/bundle/check-bag.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import type { NameLimits } from '../../../shared/bundle/name-policy.ts';
import { crc32 } from './crc32.ts';
import { algorithmsOf, createDigester, READ_SIZE } from './digests.ts';
import { BundleRefused, stopIfCancelled } from './refusal.ts';
import { openNew } from './read-file.ts';
import { resolveInside } from './safe-path.ts';
import { problemOf } from './zip-entry.ts';
import type { ZipEntry } from './zip-entry.ts';
import { outputLimit, readZipStructure } from './zip-structure.ts';
import type { ZipLimits } from './zip-structure.ts';

export interface UnpackOptions {
  readonly limits?: ZipLimits | undefined;
  /** Of names; an audit record holds whole bundles some folders down. */
  readonly nameLimits?: NameLimits | undefined;
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Unpacked {
  /** Paths below the base folder of the ZIP, which is taken away. */
  readonly files: readonly FoundFile[];
  readonly hasPayloadFolder: boolean;
  /** Entries whose data could not be unpacked; the rest was. */
  readonly problems: readonly Problem[];
}

/**
 * The one folder that holds the bag in the ZIP, with a slash; '' where the bag lies at the top of it, null
 * where there is no bag (RFC 8493, 4: one top folder).
 */
function findBase(paths: readonly string[]): string | null {
  const isBagFile = (name: string): boolean =>
    name === 'bagit.txt' || /^manifest-[a-z0-9]+\.txt$/u.test(name);
  if (paths.some(isBagFile)) return '';
  const first = paths.find(
    (path) => path.split('/').length === 2 && isBagFile(path.slice(path.indexOf('/') + 1)),
  );
  return first === undefined ? null : first.slice(0, first.indexOf('/') + 1);
}

async function* readRange(
  file: FileHandle,
  start: number,
  length: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    stopIfCancelled(signal);
    const buffer = Buffer.allocUnsafe(Math.min(READ_SIZE, length - done));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start + done);
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

async function unpackEntry(
  zip: FileHandle,
  entry: ZipEntry,
  target: string,
  algorithms: ReadonlySet<string>,
  limits: ZipLimits,
  onChunk: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Omit<FoundFile, 'path'>> {
  const digester = createDigester(algorithms);
  const packed = readRange(zip, entry.dataStart, entry.compressed, signal);
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
      await file.write(chunk);
      onChunk(chunk.length);
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

async function unpackAll(
  zip: FileHandle,
  entries: readonly ZipEntry[],
  base: string,
  folder: string,
  options: UnpackOptions,
): Promise<Unpacked> {
  const limits = options.limits ?? LIMITS;
  const files = entries.filter((entry) => !entry.isFolder);
  const algorithms = algorithmsOf(files.map((entry) => entry.path.slice(base.length)));
  const total = files.reduce((sum, entry) => sum + entry.uncompressed, 0);
  const found: FoundFile[] = [];
  const problems: Problem[] = [];
  let done = 0;
  for (const entry of files) {
    stopIfCancelled(options.signal);
    const path = entry.path.slice(base.length);
    const onChunk = (bytes: number): void => {
      done += bytes;
      options.onBytes?.(done, total);
    };
    try {
      const target = resolveInside(folder, path);
      found.push({
        path,
        ...(await unpackEntry(zip, entry, target, algorithms, limits, onChunk, options.signal)),
      });
    } catch (error) {
      if (error instanceof CountersignError && error.code === 'cancelled') throw error;
      const isData =
        error instanceof EntryError ||
        (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true;
      if (!isData) throw error;
      const code = error instanceof EntryError ? error.code : 'zip-data';
      problems.push(problemOf(code, path, 'data and headers agree', error instanceof EntryError ? error.message : 'The packed data cannot be unpacked.')); // prettier-ignore
    }
  }
  const hasPayloadFolder = entries.some((entry) => `${entry.path}/`.startsWith(`${base}data/`));
  return { files: found, hasPayloadFolder, problems };
}

/**
 * Unpacks the bag in `source` into `folder`, which must be fresh. The caller removes the folder when this
 * throws.
 * @throws BundleRefused where the structure of the ZIP breaks a rule; nothing was unpacked then.
 * @throws CountersignError 'not-a-bundle' where the ZIP holds no bag; 'cancelled'.
 */
export async function unpackZip(
  source: string,
  folder: string,
  options: UnpackOptions = {},
): Promise<Unpacked> {
  const zip = await open(await realpath(source), 'r');
  try {
    const { size } = await zip.stat();
    const { entries, problems } = await readZipStructure(
      zip,
      size,
      options.limits,
      options.nameLimits,
    );
    if (problems.length > 0) throw new BundleRefused(problems);
    const base = findBase(entries.filter((entry) => !entry.isFolder).map((entry) => entry.path));
    if (base === null) {
      throw new CountersignError(
        'not-a-bundle',
        'The ZIP holds no bundle: there is no bagit.txt in it.',
        [
          { code: 'no-bag', file: null, place: null, rule: 'RFC 8493, 2.1.1: the bag declaration', message: 'The ZIP holds no bagit.txt.' }, // prettier-ignore
        ],
      );
    }
    const outside = entries.filter((entry) => !`${entry.path}/`.startsWith(base));
    if (outside.length > 0) {
      throw new BundleRefused(outside.map((entry) => problemOf('extra-file', entry.path, 'RFC 8493, 4: one top folder', `The entry lies outside the folder "${base}".`))); // prettier-ignore
    }
    const result = await unpackAll(zip, entries, base, folder, options);
    const after = await stat(source);
    if (after.size === size) return result;
    throw new BundleRefused([problemOf('changed-while-read', null, 'files stay as they are while they are read', 'The file was changed while it was read.')]); // prettier-ignore
  } finally {
    await zip.close();
  }
}
