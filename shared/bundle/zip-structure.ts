/**
 * The structure of a ZIP, checked before a byte of it is unpacked: by the program, which reads a file, and
 * by `verify.html`, which reads what was dropped on it. Whatever two readers could understand differently
 * is refused here (docs/formats.md, "Names and limits"; APPNOTE 6.3.10 for the fields).
 */
import type { Problem } from '../errors.ts';
import { checkNames, isNameHazard, LIMITS } from './name-policy.ts';
import type { NameLimits } from './name-policy.ts';
import { checkEntry, decodeName, problemOf, toView } from './zip-entry.ts';
import type { DirectoryRecord, ReadAt, ZipEntry } from './zip-entry.ts';

export type ZipLimits = NameLimits &
  Readonly<Record<'entries' | 'fileBytes' | 'totalBytes' | 'ratio' | 'ratioSlack', number>>;

export interface ZipStructure {
  /** In the order of the data in the file. */
  readonly entries: readonly ZipEntry[];
  readonly problems: readonly Problem[];
}

const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const LAYOUT_RULE = 'nothing before, between or after the entries';
const ZIP64_LOCATOR = 0x07064b50;

interface EndRecord {
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
  readonly at: number;
}

/** The end record, found from the back; its comment must reach the end of the file exactly. */
async function readEndRecord(readAt: ReadAt, size: number): Promise<EndRecord | Problem> {
  const length = Math.min(size, END_SIZE + MAX_COMMENT + 20);
  const tail = await readAt(size - length, length);
  const view = toView(tail);
  const [u16, u32] = [(at: number) => view.getUint16(at, true), (at: number) => view.getUint32(at, true)]; // prettier-ignore
  for (let at = tail.length - END_SIZE; at >= 0; at -= 1) {
    if (u32(at) !== 0x06054b50) continue;
    const rest = tail.length - at - END_SIZE;
    if (u16(at + 20) !== rest) {
      return problemOf('zip-appended', null, 'nothing after the end record', 'Bytes follow the end record of the ZIP, or stand for one in its comment.'); // prettier-ignore
    }
    const hasLocator = at >= 20 && u32(at - 20) === ZIP64_LOCATOR;
    const fields = [u16(at + 8), u16(at + 10), u32(at + 12), u32(at + 16)] as const; // prettier-ignore
    if (
      hasLocator ||
      fields[1] === 0xffff ||
      fields[2] === 0xffffffff ||
      fields[3] === 0xffffffff
    ) {
      return problemOf(
        'zip64',
        null,
        'no ZIP64',
        'The ZIP is in ZIP64 form, which is not accepted.',
      );
    }
    if (u16(at + 4) !== 0 || u16(at + 6) !== 0 || fields[0] !== fields[1]) {
      return problemOf('zip-parts', null, 'one file', 'The ZIP is one part of several.');
    }
    return {
      entries: fields[1],
      directorySize: fields[2],
      directoryOffset: fields[3],
      at: size - length + at,
    };
  }
  return problemOf('zip-no-end', null, 'end record', 'The end record of the ZIP is missing: this is no ZIP, or it was cut off.'); // prettier-ignore
}

const RECORD_SIGNATURE = 0x02014b50;
const RECORD_SIZE = 46;
/** 20,000 records with names as long as they may be need 8 MiB. */
const MAX_DIRECTORY = 64 * 1024 * 1024;

/** The records of the directory, one after the other, and how many of its bytes they are. */
async function readDirectory(
  readAt: ReadAt,
  end: EndRecord,
): Promise<{ records: DirectoryRecord[]; size: number; problem: Problem | null }> {
  const records: DirectoryRecord[] = [];
  const bytes = await readAt(end.directoryOffset, Math.min(end.directorySize, MAX_DIRECTORY));
  const view = toView(bytes);
  let at = 0;
  while (records.length < end.entries) {
    const isHere = at + RECORD_SIZE <= bytes.length && view.getUint32(at, true) === RECORD_SIGNATURE; // prettier-ignore
    const lengths = isHere ? [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) : [];
    const [name = 0, extra = 0, comment = 0] = lengths;
    const next = at + RECORD_SIZE + name + extra + comment;
    if (!isHere || next > bytes.length) {
      const message = `The directory of the ZIP cannot be read: record ${records.length + 1} of ${end.entries} is not there.`; // prettier-ignore
      return { records, size: at, problem: problemOf('zip-directory', null, 'directory', message) };
    }
    const rest = bytes.subarray(at + RECORD_SIZE, next);
    records.push({
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      uncompressed: view.getUint32(at + 24, true),
      attributes: view.getUint32(at + 38, true),
      offset: view.getUint32(at + 42, true),
      name: rest.subarray(0, name),
      extra: rest.subarray(name, name + extra),
    });
    at = next;
  }
  return { records, size: at, problem: null };
}

/** Data of the entries must lie end to end from the first byte to the directory. */
async function checkLayout(
  readAt: ReadAt,
  entries: readonly ZipEntry[],
  end: EndRecord,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  let expected = 0;
  for (const [index, entry] of entries.entries()) {
    if (entry.offset !== expected) {
      const isOverlap = entry.offset < expected;
      const hidden = `${entry.offset - expected} bytes ${index === 0 ? 'before the first entry' : 'between two entries'} belong to none.`; // prettier-ignore
      problems.push(problemOf(isOverlap ? 'zip-overlap' : 'zip-hidden', entry.path, LAYOUT_RULE, isOverlap ? 'The data of two entries overlap.' : hidden)); // prettier-ignore
    }
    const dataEnd = entry.dataStart + entry.compressed;
    expected =
      dataEnd + (entry.hasDescriptor ? await descriptorSize(readAt, dataEnd, entry, problems) : 0);
  }
  if (expected !== end.directoryOffset) {
    const what = entries.length === 0 ? 'zip-prepended' : expected > end.directoryOffset ? 'zip-overlap' : 'zip-hidden'; // prettier-ignore
    problems.push(problemOf(what, null, LAYOUT_RULE, `The directory begins at byte ${end.directoryOffset}; the last entry ends at ${expected}.`)); // prettier-ignore
  }
  return problems;
}

/** Size of the data descriptor (APPNOTE 4.3.9), with or without its signature. Its values must agree. */
async function descriptorSize(
  readAt: ReadAt,
  at: number,
  entry: ZipEntry,
  problems: Problem[],
): Promise<number> {
  const bytes = await readAt(at, 16);
  const view = toView(bytes);
  const agrees = (from: number): boolean =>
    bytes.length >= from + 12 &&
    view.getUint32(from, true) === entry.crc32 &&
    view.getUint32(from + 4, true) === entry.compressed &&
    view.getUint32(from + 8, true) === entry.uncompressed;
  if (bytes.length >= 4 && view.getUint32(0, true) === 0x08074b50 && agrees(4)) return 16;
  if (agrees(0)) return 12;
  problems.push(problemOf('zip-disagrees', entry.path, 'headers agree', 'The data descriptor does not agree with the directory.')); // prettier-ignore
  return 16;
}

function checkSizes(entries: readonly ZipEntry[], limits: ZipLimits): Problem[] {
  const problems: Problem[] = [];
  let total = 0;
  for (const entry of entries) {
    total += entry.uncompressed;
    if (entry.uncompressed > limits.fileBytes) {
      problems.push(problemOf('zip-too-large', entry.path, 'limit of one file', `${entry.uncompressed} bytes unpacked; ${limits.fileBytes} are allowed.`)); // prettier-ignore
    } else if (entry.isDeflated && entry.compressed > entry.uncompressed * 1.1 + 1_024) {
      // Deflate adds five bytes to each block that it cannot pack (RFC 1951, 3.2.4), never this much.
      problems.push(problemOf('zip-size-differs', entry.path, 'headers agree', `${entry.compressed} packed bytes cannot stand for only ${entry.uncompressed}.`)); // prettier-ignore
    } else if (entry.uncompressed > outputLimit(entry, limits)) {
      problems.push(problemOf('zip-ratio', entry.path, 'limit of compression', `${entry.compressed} bytes would unpack to ${entry.uncompressed}: more than ${limits.ratio} times as many.`)); // prettier-ignore
    }
  }
  if (total > limits.totalBytes) {
    problems.push(problemOf('zip-too-large', null, 'limit of the whole', `${total} bytes unpacked in all; ${limits.totalBytes} are allowed.`)); // prettier-ignore
  }
  return problems;
}

/** Most bytes that an entry may unpack to. */
export function outputLimit(entry: ZipEntry, limits: ZipLimits): number {
  return Math.min(limits.fileBytes, entry.compressed * limits.ratio + limits.ratioSlack);
}

/** Names of files: hazards always; length and depth too, since the file system could not hold them. */
function checkEntryNames(entries: readonly ZipEntry[], limits: NameLimits): Problem[] {
  const files = entries.filter((entry) => !entry.isFolder).map((entry) => entry.path);
  const folders = entries.filter((entry) => entry.isFolder).map((entry) => entry.path);
  const isRefused = (problem: Problem): boolean =>
    isNameHazard(problem) || problem.code === 'name-too-long' || problem.code === 'name-too-deep';
  const taken = new Set(files);
  const twice = folders.filter(
    (folder) => taken.has(folder) || taken.size === taken.add(folder).size,
  );
  return [
    ...checkNames(files, limits).filter(isRefused),
    ...checkNames([...new Set(folders)], limits).filter(
      (problem) => isRefused(problem) && problem.code !== 'name-collision',
    ),
    ...twice.map((folder) =>
      problemOf('name-collision', folder, 'unique', 'The name stands twice.'),
    ),
  ];
}

/**
 * Reads and checks the structure of a ZIP file. All problems are listed, unless the directory itself
 * cannot be read. Nothing is unpacked.
 */
export async function readZipStructure(
  readAt: ReadAt,
  size: number,
  limits: ZipLimits = LIMITS,
): Promise<ZipStructure> {
  const end = await readEndRecord(readAt, size);
  if ('code' in end) return { entries: [], problems: [end] };
  const problems: Problem[] = [];
  if (end.directoryOffset + end.directorySize !== end.at) {
    problems.push(problemOf('zip-hidden', null, LAYOUT_RULE, 'The directory does not end where the end record begins.')); // prettier-ignore
  }
  if (end.entries > 0 && String.fromCharCode(...(await readAt(0, 4))) !== 'PK\u0003\u0004') {
    problems.push(problemOf('zip-prepended', null, LAYOUT_RULE, 'Bytes stand before the first entry.')); // prettier-ignore
  }
  if (end.entries > limits.entries) {
    const message = `The ZIP has ${end.entries} entries; ${limits.entries} are allowed.`;
    return {
      entries: [],
      problems: [problemOf('too-many-entries', null, 'limit of entries', message)],
    };
  }
  const directory = await readDirectory(readAt, end);
  if (directory.problem !== null) problems.push(directory.problem);
  if (directory.problem === null && directory.size !== end.directorySize) {
    problems.push(problemOf('zip-hidden', null, LAYOUT_RULE, 'The directory is not as long as its records.')); // prettier-ignore
  }
  const entries: ZipEntry[] = [];
  for (const record of directory.records) {
    const name = decodeName(record);
    const checked = await checkEntry(readAt, record, name.path);
    problems.push(...name.problems, ...checked.problems);
    entries.push(checked.entry);
  }
  entries.sort((a, b) => a.offset - b.offset);
  problems.push(...checkEntryNames(entries, limits), ...checkSizes(entries, limits));
  if (directory.problem === null && entries.every((entry) => entry.dataStart >= 0)) {
    problems.push(...(await checkLayout(readAt, entries, end)));
  }
  return { entries, problems };
}
