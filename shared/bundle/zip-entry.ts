/** One entry of a ZIP: its directory record against its local header, and what kind of thing it is. */
import type { Problem } from '../errors.ts';
import { equalBytes, utf8Decode } from '../trust/bytes.ts';

/** Reads up to `length` bytes of the file from `position`; fewer at its end. */
export type ReadAt = (position: number, length: number) => Promise<Uint8Array>;

export interface ZipEntry {
  /** Name without a slash at the end. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly isDeflated: boolean;
  readonly compressed: number;
  readonly uncompressed: number;
  readonly crc32: number;
  readonly hasDescriptor: boolean;
  /** Where the local header begins, and where the data does; -1 where the header cannot be read. */
  readonly offset: number;
  readonly dataStart: number;
}

/** A record of the directory (APPNOTE 4.3.12), as it stands in the file. */
export interface DirectoryRecord {
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressed: number;
  readonly uncompressed: number;
  readonly attributes: number;
  readonly offset: number;
  readonly name: Uint8Array;
  readonly extra: Uint8Array;
}

export function problemOf(
  code: string,
  file: string | null,
  rule: string,
  message: string,
): Problem {
  return { code, file, place: null, rule: `ZIP, ${rule}`, message };
}

/** Little-endian numbers of a ZIP. */
export function toView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const FLAG_DESCRIPTOR = 0x0008;
const FLAG_UTF8 = 0x0800;
/** Deflate options (bits 1 and 2), data descriptor (3) and UTF-8 names (11). Anything else is unusual. */
const KNOWN_FLAGS = 0x0006 | FLAG_DESCRIPTOR | FLAG_UTF8;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;

/** Times and owners, which are ignored. A second name, a link target or other sizes could hide in the rest. */
const HARMLESS_EXTRA = new Set([0x5455, 0x000a, 0x5855, 0x7855, 0x7875]);
const EXTRA_NAMES: Readonly<Record<number, string>> = {
  0x0001: 'ZIP64 sizes',
  0x7075: 'a second name',
  0x756e: 'a link target',
  0x000d: 'a link target',
  0x9901: 'encryption',
};

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** Name of the entry. One that is not ASCII must be marked as UTF-8, or two readers would see two names. */
export function decodeName({ name, flags }: Pick<DirectoryRecord, 'name' | 'flags'>): {
  path: string;
  problems: Problem[];
} {
  const refuse = (path: string, message: string): { path: string; problems: Problem[] } => ({
    path,
    problems: [problemOf('zip-name-encoding', path, 'names in UTF-8', message)],
  });
  let path: string;
  try {
    path = utf8Decode(name);
  } catch {
    return refuse(latin1(name), 'The name is not UTF-8.');
  }
  const isMarked = (flags & FLAG_UTF8) !== 0 || name.every((byte) => byte < 0x80);
  return isMarked ? { path, problems: [] } : refuse(path, 'The name is not marked as UTF-8.');
}

/** Ids of the extra fields (APPNOTE 4.5.1); null where their lengths do not add up. */
function extraIds(raw: Uint8Array): number[] | null {
  const view = toView(raw);
  const ids: number[] = [];
  let at = 0;
  while (at + 4 <= raw.length) {
    ids.push(view.getUint16(at, true));
    at += 4 + view.getUint16(at + 2, true);
  }
  return at === raw.length ? ids : null;
}

function checkExtra(raw: Uint8Array, path: string): Problem[] {
  const ids = extraIds(raw);
  if (ids === null) return [problemOf('zip-extra-field', path, 'extra fields', 'The extra fields of the entry cannot be read.')]; // prettier-ignore
  return ids
    .filter((id) => !HARMLESS_EXTRA.has(id))
    .map((id) => {
      const what = EXTRA_NAMES[id] ?? 'something unusual';
      return problemOf('zip-extra-field', path, 'extra fields', `The entry has an extra field 0x${id.toString(16).padStart(4, '0')}: ${what}.`); // prettier-ignore
    });
}

/** Regular file or folder, by the Unix mode and the DOS bits; any system's unpacker may look at either. */
function checkType(entry: DirectoryRecord, path: string, isFolder: boolean): Problem[] {
  const type = (entry.attributes >>> 16) & 0xf000;
  const isDosFolder = (entry.attributes & 0x10) !== 0;
  if (type === 0xa000)
    return [problemOf('zip-link', path, 'regular files only', 'The entry is a link.')];
  if (type !== 0 && type !== 0x8000 && type !== 0x4000) {
    return [problemOf('zip-special-file', path, 'regular files only', 'The entry is a device or another special file.')]; // prettier-ignore
  }
  if (
    (type === 0x4000 && !isFolder) ||
    (type === 0x8000 && isFolder) ||
    (isDosFolder && !isFolder)
  ) {
    return [problemOf('zip-disagrees', path, 'headers agree', 'The entry is a file by one mark and a folder by another.')]; // prettier-ignore
  }
  if (isFolder && (entry.uncompressed !== 0 || entry.compressed > 2)) {
    return [problemOf('zip-disagrees', path, 'headers agree', 'A folder entry holds data.')];
  }
  return [];
}

function checkPacking({ flags, method, compressed, uncompressed }: DirectoryRecord, path: string): Problem[] {
  const problems: Problem[] = [];
  if ((flags & 0x2041) !== 0) {
    problems.push(problemOf('zip-encrypted', path, 'no encryption', 'The entry is encrypted.'));
  } else if ((flags & ~KNOWN_FLAGS) !== 0) {
    problems.push(problemOf('zip-flags', path, 'known flags only', `The entry has the unusual flags 0x${flags.toString(16)}.`));
  }
  if (method !== 0 && method !== 8) {
    problems.push(problemOf('zip-method', path, 'stored or deflate', `The entry is packed with method ${method}.`));
  } else if (method === 0 && compressed !== uncompressed) {
    problems.push(problemOf('zip-size-differs', path, 'headers agree', `The entry is stored, and says ${compressed} bytes packed and ${uncompressed} unpacked.`));
  }
  return problems;
} // prettier-ignore

/** What the local header says otherwise than the directory, and where the data begins. */
async function readLocal(
  readAt: ReadAt,
  entry: DirectoryRecord,
  path: string,
): Promise<{ dataStart: number; problems: Problem[] }> {
  const unreadable = { dataStart: -1, problems: [problemOf('zip-local-header', path, 'headers agree', 'The local header cannot be read.')] }; // prettier-ignore
  const head = await readAt(entry.offset, LOCAL_SIZE);
  const view = toView(head);
  if (head.length < LOCAL_SIZE || view.getUint32(0, true) !== LOCAL_SIGNATURE) return unreadable;
  const [nameLength, extraLength] = [view.getUint16(26, true), view.getUint16(28, true)];
  const rest = await readAt(entry.offset + LOCAL_SIZE, nameLength + extraLength);
  if (rest.length < nameLength + extraLength) return unreadable;
  const name = rest.subarray(0, nameLength);
  const hasDescriptor = (entry.flags & FLAG_DESCRIPTOR) !== 0;
  const sameOrLeftOut = (at: number, b: number): boolean => {
    const a = view.getUint32(at, true);
    return a === b || (hasDescriptor && a === 0);
  };
  const differing = [
    !equalBytes(name, entry.name) && `name "${latin1(name)}"`,
    view.getUint16(8, true) !== entry.method && 'method',
    view.getUint16(6, true) !== entry.flags && 'flags',
    !sameOrLeftOut(14, entry.crc32) && 'CRC',
    !sameOrLeftOut(18, entry.compressed) && 'packed size',
    !sameOrLeftOut(22, entry.uncompressed) && 'size',
  ].filter((item) => item !== false);
  const problems = checkExtra(rest.subarray(nameLength), path);
  if (differing.length > 0) {
    problems.push(problemOf('zip-disagrees', path, 'headers agree', `The local header has another ${differing.join(', ')} than the directory.`)); // prettier-ignore
  }
  return { dataStart: entry.offset + LOCAL_SIZE + nameLength + extraLength, problems };
}

/**
 * Checks one entry. The local header must say what the directory says; where it leaves sizes to the data
 * descriptor it must leave them at zero or say the same.
 */
export async function checkEntry(
  readAt: ReadAt,
  record: DirectoryRecord,
  name: string,
): Promise<{ entry: ZipEntry; problems: Problem[] }> {
  const isFolder = name.endsWith('/');
  const path = isFolder ? name.slice(0, -1) : name;
  const local = await readLocal(readAt, record, path);
  return {
    problems: [
      ...checkType(record, path, isFolder),
      ...checkExtra(record.extra, path),
      ...checkPacking(record, path),
      ...local.problems,
    ],
    entry: {
      path,
      isFolder,
      isDeflated: record.method === 8,
      compressed: record.compressed,
      uncompressed: record.uncompressed,
      crc32: record.crc32,
      hasDescriptor: (record.flags & FLAG_DESCRIPTOR) !== 0,
      offset: record.offset,
      dataStart: local.dataStart,
    },
  };
}
