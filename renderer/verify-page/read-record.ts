/** Reads a dropped ZIP: its structure by the code of the program, its bytes by the browser. */
import { sha1, md5 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { crc32Slow } from '../../shared/bundle/crc32.ts';
import { CONTAINER_LIMITS } from '../../shared/bundle/name-policy.ts';
import { findBase } from '../../shared/bundle/zip-base.ts';
import { problemOf, type ReadAt, type ZipEntry } from '../../shared/bundle/zip-entry.ts';
import { outputLimit, readZipStructure } from '../../shared/bundle/zip-structure.ts';
import type { Problem } from '../../shared/errors.ts';
import { toHex } from '../../shared/trust/bytes.ts';
import type { AuditFile } from '../../shared/verify/audit-input.ts';

export interface ReadRecord {
  readonly files: ReadonlyMap<string, AuditFile>;
  readonly read: (path: string) => Uint8Array | null;
  /** What the container is wrong in. Where there is any, no file counts as read. */
  readonly problems: readonly Problem[];
}

const WINDOW = 1024 * 1024;

/** Reads of headers are small and lie close together: a window of the file is kept. */
function toReadAt(blob: Blob): ReadAt {
  let [start, held] = [0, new Uint8Array(0)];
  return async (position, length) => {
    if (position < start || position + length > start + held.length) {
      start = position;
      held = new Uint8Array(await blob.slice(position, position + Math.max(length, WINDOW)).arrayBuffer()); // prettier-ignore
    }
    return held.subarray(position - start, position - start + length);
  };
}

/** The unpacked bytes of an entry, counted while they stream. */
async function unpack(blob: Blob, entry: ZipEntry): Promise<Uint8Array | Problem> {
  const differs = (why: string): Problem => problemOf('zip-size-differs', entry.path, 'headers agree', why); // prettier-ignore
  const packed = blob.slice(entry.dataStart, entry.dataStart + entry.compressed);
  if (packed.size !== entry.compressed) return differs('Its data are cut off.');
  const stream = entry.isDeflated ? packed.stream().pipeThrough(new DecompressionStream('deflate-raw')) : packed.stream(); // prettier-ignore
  const bytes = new Uint8Array(Math.min(entry.uncompressed, outputLimit(entry, CONTAINER_LIMITS)));
  let at = 0;
  try {
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > bytes.length) {
        await reader.cancel();
        return differs(`It holds more than the ${entry.uncompressed} bytes that the directory names.`); // prettier-ignore
      }
      bytes.set(value, at);
      at += value.length;
    }
  } catch {
    return problemOf('zip-data', entry.path, 'data can be unpacked', 'Its packed data cannot be unpacked.'); // prettier-ignore
  }
  if (at !== entry.uncompressed) return differs(`${entry.uncompressed} bytes are named, and ${at} are there.`); // prettier-ignore
  if (crc32Slow(bytes, 0) !== entry.crc32) return problemOf('zip-crc', entry.path, 'checksum', 'Its CRC is not the one that the directory names.'); // prettier-ignore
  return bytes;
}

const OTHER_DIGESTS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = { md5, sha1, sha224, sha384, sha512 }; // prettier-ignore

/** Digests besides SHA-256 that the manifests in the bundle of this file name. */
function otherDigests(path: string, bytes: Uint8Array, paths: readonly string[]): ReadonlyMap<string, string> | null {
  const folder = /^data\/bundle\/[^/]+\//.exec(path)?.[0];
  if (folder === undefined) return null;
  const named = paths
    .filter((other) => other.startsWith(folder))
    .map((other) => /^(?:tag)?manifest-([a-z0-9]+)\.txt$/.exec(other.slice(folder.length))?.[1] ?? '')
    .filter((name) => name in OTHER_DIGESTS);
  const digests = [...new Set(named)].map((name) => [name, toHex(OTHER_DIGESTS[name]?.(bytes) ?? bytes)] as const);
  return digests.length === 0 ? null : new Map(digests);
} // prettier-ignore

async function digestOf(bytes: Uint8Array): Promise<string> {
  // `subtle` is missing in pages that the browser does not count as secure.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (subtle === undefined) return toHex(sha256(bytes));
  return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}

/** Evidence is hashed and then let go: no check reads it. */
function isReadByChecks(path: string): boolean {
  return !/^data\/bundle\/[^/]+\/data\/evidence\//.test(path) || /\.(ya?ml|md|markdown)$/i.test(path); // prettier-ignore
}

/** @param onProgress bytes unpacked so far, and bytes in all */
export async function readRecord(
  blob: Blob,
  onProgress: (done: number, total: number) => void,
): Promise<ReadRecord> {
  const refused = (problems: readonly Problem[]): ReadRecord => ({ files: new Map(), read: () => null, problems }); // prettier-ignore
  const { entries, problems } = await readZipStructure(toReadAt(blob), blob.size, CONTAINER_LIMITS); // prettier-ignore
  if (problems.length > 0) return refused(problems);
  const inside = entries.filter((entry) => !entry.isFolder);
  const base = findBase(inside.map((entry) => entry.path));
  if (base === null) return refused([problemOf('no-bag', null, 'the bag declaration', 'The ZIP holds no bagit.txt.')]); // prettier-ignore
  const outside = entries.filter((entry) => !`${entry.path}/`.startsWith(base));
  if (outside.length > 0) return refused(outside.map((entry) => problemOf('extra-file', entry.path, 'one top folder', `The entry lies outside the folder "${base}".`))); // prettier-ignore
  const paths = inside.map((entry) => entry.path.slice(base.length));
  const total = inside.reduce((sum, entry) => sum + entry.uncompressed, 0);
  const files = new Map<string, AuditFile>();
  const kept = new Map<string, Uint8Array>();
  const damaged: Problem[] = [];
  let done = 0;
  for (const entry of inside) {
    const path = entry.path.slice(base.length);
    const bytes = await unpack(blob, entry);
    if ('code' in bytes) {
      damaged.push({ ...bytes, file: path });
      continue;
    }
    const others = otherDigests(path, bytes, paths);
    files.set(path, { bytes: bytes.length, sha256: await digestOf(bytes), ...(others === null ? {} : { others }) }); // prettier-ignore
    if (isReadByChecks(path)) kept.set(path, bytes);
    done += bytes.length;
    onProgress(done, total);
  }
  return { files, read: (path) => kept.get(path) ?? null, problems: damaged };
}
