/** One entry of a ZIP: its directory record against its local header, and what kind of thing it is. */
import * as yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { Problem } from '../../../shared/errors.ts';

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

export function problemOf(
  code: string,
  file: string | null,
  rule: string,
  message: string,
): Problem {
  return { code, file, place: null, rule: `ZIP, ${rule}`, message };
}

const FLAG_DESCRIPTOR = 0x0008;
const FLAG_UTF8 = 0x0800;
/** Deflate options (bits 1 and 2), data descriptor (3) and UTF-8 names (11). Anything else is unusual. */
const KNOWN_FLAGS = 0x0006 | FLAG_DESCRIPTOR | FLAG_UTF8;

/** Times and owners, which are ignored. A second name, a link target or other sizes could hide in the rest. */
const HARMLESS_EXTRA = new Set([0x5455, 0x000a, 0x5855, 0x7855, 0x7875]);
const EXTRA_NAMES: Readonly<Record<number, string>> = {
  0x0001: 'ZIP64 sizes',
  0x7075: 'a second name',
  0x756e: 'a link target',
  0x000d: 'a link target',
  0x9901: 'encryption',
};

/** Name of the entry. One that is not ASCII must be marked as UTF-8, or two readers would see two names. */
export function decodeName(entry: Entry): { path: string; problems: Problem[] } {
  const raw = entry.fileNameRaw;
  const isUtf8 = (entry.generalPurposeBitFlag & FLAG_UTF8) !== 0;
  try {
    const path = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
    if (isUtf8 || raw.every((byte) => byte < 0x80)) return { path, problems: [] };
    return { path, problems: [problemOf('zip-name-encoding', path, 'names in UTF-8', 'The name is not marked as UTF-8.')] }; // prettier-ignore
  } catch {
    const path = raw.toString('latin1');
    return {
      path,
      problems: [problemOf('zip-name-encoding', path, 'names in UTF-8', 'The name is not UTF-8.')],
    };
  }
}

function checkExtra(raw: Buffer, path: string): Problem[] {
  let fields: { id: number }[];
  try {
    fields = yauzl.parseExtraFields(raw);
  } catch {
    return [
      problemOf(
        'zip-extra-field',
        path,
        'extra fields',
        'The extra fields of the entry cannot be read.',
      ),
    ];
  }
  return fields
    .filter(({ id }) => !HARMLESS_EXTRA.has(id))
    .map(({ id }) => {
      const what = EXTRA_NAMES[id] ?? 'something unusual';
      return problemOf('zip-extra-field', path, 'extra fields', `The entry has an extra field 0x${id.toString(16).padStart(4, '0')}: ${what}.`); // prettier-ignore
    });
}

/** Regular file or folder, by the Unix mode and the DOS bits; any system's unpacker may look at either. */
function checkType(entry: Entry, path: string, isFolder: boolean): Problem[] {
  const type = (entry.externalFileAttributes >>> 16) & 0xf000;
  const isDosFolder = (entry.externalFileAttributes & 0x10) !== 0;
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
  if (isFolder && (entry.uncompressedSize !== 0 || entry.compressedSize > 2)) {
    return [problemOf('zip-disagrees', path, 'headers agree', 'A folder entry holds data.')];
  }
  return [];
}

/**
 * Checks one entry. The local header must say what the directory says; where it leaves sizes to the data
 * descriptor it must leave them at zero or say the same.
 */
export async function checkEntry(
  zip: ZipFile,
  entry: Entry,
  name: string,
): Promise<{ entry: ZipEntry; problems: Problem[] }> {
  const isFolder = name.endsWith('/');
  const path = isFolder ? name.slice(0, -1) : name;
  const flags = entry.generalPurposeBitFlag;
  const hasDescriptor = (flags & FLAG_DESCRIPTOR) !== 0;
  const problems: Problem[] = [
    ...checkType(entry, path, isFolder),
    ...checkExtra(entry.extraFieldRaw, path),
  ];
  if ((flags & 0x2041) !== 0) {
    problems.push(problemOf('zip-encrypted', path, 'no encryption', 'The entry is encrypted.'));
  } else if ((flags & ~KNOWN_FLAGS) !== 0) {
    problems.push(problemOf('zip-flags', path, 'known flags only', `The entry has the unusual flags 0x${flags.toString(16)}.`)); // prettier-ignore
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    problems.push(problemOf('zip-method', path, 'stored or deflate', `The entry is packed with method ${entry.compressionMethod}.`)); // prettier-ignore
  }
  let dataStart = -1;
  try {
    const local = await zip.readLocalFileHeaderPromise(entry);
    dataStart = local.fileDataStart;
    problems.push(...checkExtra(local.extraField, path));
    const sameOrLeftOut = (a: number, b: number): boolean => a === b || (hasDescriptor && a === 0);
    const differing = [
      !local.fileName.equals(entry.fileNameRaw) && `name "${local.fileName.toString('utf8')}"`,
      local.compressionMethod !== entry.compressionMethod && 'method',
      local.generalPurposeBitFlag !== flags && 'flags',
      !sameOrLeftOut(local.crc32, entry.crc32) && 'CRC',
      !sameOrLeftOut(local.compressedSize, entry.compressedSize) && 'packed size',
      !sameOrLeftOut(local.uncompressedSize, entry.uncompressedSize) && 'size',
    ].filter((item) => item !== false);
    if (differing.length > 0) {
      problems.push(problemOf('zip-disagrees', path, 'headers agree', `The local header has another ${differing.join(', ')} than the directory.`)); // prettier-ignore
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    problems.push(problemOf('zip-local-header', path, 'headers agree', `The local header cannot be read: ${reason}.`)); // prettier-ignore
  }
  return {
    problems,
    entry: {
      path,
      isFolder,
      isDeflated: entry.compressionMethod === 8,
      compressed: entry.compressedSize,
      uncompressed: entry.uncompressedSize,
      crc32: entry.crc32,
      hasDescriptor,
      offset: entry.relativeOffsetOfLocalHeader,
      dataStart,
    },
  };
}
