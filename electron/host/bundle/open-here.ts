/**
 * Opens a bundle in this thread: reads and hashes every byte, checks the bag, parses the case. What is
 * refused leaves nothing behind.
 */
import { mkdir, open, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import { readNamesItself } from '../../../shared/case/parse-case.ts';
import { nodeFileSystem } from '../storage/file-system.ts';
import { assertRoom } from '../storage/free-space.ts';
import { checkBagOnDisk, readListed } from './bag-on-disk.ts';
import { sha256Hex } from './digests.ts';
import { hashFolder } from './hash-folder.ts';
import { listFolder } from './list-folder.ts';
import type { FolderListing } from './list-folder.ts';
import { openDraft } from './open-draft.ts';
import { baseName, parseFolder } from './parse-folder.ts';
import type { OpenedBundle, OpenHereOptions } from './parse-folder.ts';
import { unpackZip } from './read-zip.ts';
import { BundleRefused, stopIfCancelled } from './refusal.ts';
import { admit, temporaryFolder } from './stored-bundle.ts';

interface CheckedBag {
  readonly folder: string;
  readonly files: readonly FoundFile[];
  readonly safetyCase: SafetyCase;
}

/**
 * Adds what a later step found, except what only follows from an earlier finding about the same file: a
 * link is not also missing, and YAML with changed bytes is not also badly written.
 */
function addProblems(earlier: readonly Problem[], later: readonly Problem[]): Problem[] {
  const reported = new Set(earlier.map((problem) => problem.file));
  const follows = ({ file, place }: Problem): boolean =>
    (file !== null && reported.has(file)) ||
    (place !== null && reported.has(place.split(',')[0] ?? ''));
  return [...earlier, ...later.filter((problem) => !follows(problem))];
}

/** Checks a bag whose files are hashed, and parses its case. @throws BundleRefused with every problem. */
function checkHashedBag(
  folder: string,
  files: readonly FoundFile[],
  hasPayload: boolean,
  earlier: readonly Problem[],
  sourceName: string,
  options: OpenHereOptions,
): CheckedBag {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  options.onProgress?.({ step: 'checking', done: total, total });
  const check = checkBagOnDisk(folder, files, hasPayload);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const caseYaml = readListed(folder, byPath, 'data/case.yaml', LIMITS.yamlBytes);
  const refuse = (problems: readonly Problem[]): never => {
    throw new BundleRefused(problems, {
      namesItself: caseYaml === null ? null : readNamesItself(caseYaml),
      manifestDigest: check.bundleDigest,
      filesChecked: files.length,
    });
  };
  options.onProgress?.({ step: 'parsing', done: total, total });
  const about = {
    seal: check.draftReason === null ? 'sealed' : 'draft',
    draftReason: check.draftReason,
    bundleDigest: check.draftReason === null ? check.bundleDigest : null,
    sourceName,
    digestsBind: true,
    warnings: check.warnings,
  } as const;
  const problems = addProblems(earlier, check.problems);
  let safetyCase: SafetyCase;
  try {
    safetyCase = parseFolder(folder, 'data/', files, about);
  } catch (error) {
    if (!(error instanceof CountersignError) || error.code !== 'input-refused') throw error;
    return refuse(addProblems(problems, error.problems));
  }
  return problems.length > 0 ? refuse(problems) : { folder, files, safetyCase };
}

/** Keeps a bag that was unpacked or copied into the store, under its digest. */
async function keep(bag: CheckedBag, options: OpenHereOptions): Promise<OpenedBundle> {
  const { safetyCase, files } = bag;
  const manifest = files
    .map((file) => `${file.digests.get('sha256') ?? ''}  ${file.path}\n`)
    .sort()
    .join('');
  const name = safetyCase.bundleDigest ?? `draft-${sha256Hex(manifest)}`;
  if (safetyCase.bundleDigest === null) {
    const storedAt = path.join(options.store, name);
    await rm(storedAt, { recursive: true, force: true });
    await rename(bag.folder, storedAt);
    return { safetyCase, storedAt, manifest: safetyCase.files };
  }
  const { storedAt, warnings } = await admit(
    bag.folder,
    options.store,
    name,
    files,
    options.signal,
  );
  const warned = { ...safetyCase, warnings: [...safetyCase.warnings, ...warnings] };
  return { safetyCase: warned, storedAt, manifest: warned.files };
}

async function openZip(
  source: string,
  work: string,
  options: OpenHereOptions,
): Promise<OpenedBundle> {
  const unpacked = await unpackZip(source, work, {
    limits: options.limits,
    signal: options.signal,
    onBytes: (done, total) => options.onProgress?.({ step: 'reading', done, total }),
  });
  const bag = checkHashedBag(work, unpacked.files, unpacked.hasPayloadFolder, unpacked.problems, baseName(source), options); // prettier-ignore
  stopIfCancelled(options.signal);
  return keep(bag, options);
}

function isBag(listing: FolderListing): boolean {
  return listing.files.some(
    (file) => file.path === 'bagit.txt' || /^manifest-[A-Za-z0-9-]+\.txt$/u.test(file.path),
  );
}

async function openFolder(
  source: string,
  work: string,
  options: OpenHereOptions,
): Promise<OpenedBundle> {
  const listing = await listFolder(source, { signal: options.signal });
  if (!isBag(listing)) return openDraft(source, null, options);
  const names = new Set(listing.files.map((file) => file.path));
  // A bag that may turn out to be sealed is copied from the same read that is hashed, so that nobody can
  // exchange its files afterwards. One that can only be a draft is read where it lies.
  const isCopied = names.has('manifest-sha256.txt') && names.has('data/case.yaml');
  if (isCopied) {
    const bytes = listing.files.reduce((sum, file) => sum + file.bytes, 0);
    await assertRoom(options.store, bytes, 'The bundle', nodeFileSystem);
  }
  const hashed = await hashFolder(source, listing.files, {
    copyTo: isCopied ? work : undefined,
    signal: options.signal,
    onBytes: (done, total) => options.onProgress?.({ step: 'reading', done, total }),
  });
  const earlier = [...listing.problems, ...hashed.problems];
  const bag = checkHashedBag(isCopied ? work : source, hashed.files, listing.folders.has('data'), earlier, baseName(source), options); // prettier-ignore
  stopIfCancelled(options.signal);
  if (bag.safetyCase.seal === 'sealed') return keep(bag, options);
  return { safetyCase: bag.safetyCase, storedAt: source, manifest: bag.safetyCase.files };
}

async function looksLikeZip(source: string): Promise<boolean> {
  if (/\.(?:safetycase|zip)$/iu.test(source)) return true;
  const file = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return (
      bytesRead === 4 &&
      (buffer.readUInt32LE(0) === 0x04034b50 || buffer.readUInt32LE(0) === 0x06054b50)
    );
  } finally {
    await file.close();
  }
}

async function openSource(
  source: string,
  work: string,
  options: OpenHereOptions,
): Promise<OpenedBundle> {
  const stats = await stat(source);
  if (stats.isDirectory()) return openFolder(source, work, options);
  if (!stats.isFile())
    throw new CountersignError('not-a-bundle', 'This is neither a file nor a folder.');
  if (await looksLikeZip(source)) return openZip(source, work, options);
  return openDraft(path.dirname(source), path.basename(source), options);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'It is not there',
  ENOTDIR: 'It is not there',
  EACCES: 'You may not read it',
  EPERM: 'You may not read it',
  ELOOP: 'It is a link that leads to itself',
  ENAMETOOLONG: 'Its name is too long',
};

/** Errors of the file system, as something that a person can act on. */
function toReadError(error: unknown, source: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof CountersignError || typeof code !== 'string') return error;
  const isSpace = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS';
  if (isSpace) return new CountersignError('storage-failed', `There is no room to unpack the bundle (${code}).`, [], { cause: error }); // prettier-ignore
  const name = path.basename(source);
  const why = REASONS[code] ?? 'The system says no more';
  const problem = { code: 'unreadable', file: name, place: null, rule: 'the file or folder can be read', message: `${why} (${code}).` }; // prettier-ignore
  return new CountersignError('unreadable-file', `"${name}" cannot be read. ${why} (${code}).`, [problem], { cause: error }); // prettier-ignore
}

/**
 * Opens a bundle (ZIP or folder), any RFC 8493 bag, a plain folder, or a lone file: an argument in one of the
 * formats of docs/formats.md, or Markdown.
 * @throws BundleRefused with every problem; CountersignError 'not-a-bundle', 'unreadable-file',
 *   'storage-failed' or 'cancelled'. Whatever is thrown, the store is as it was.
 */
export async function openHere(source: string, options: OpenHereOptions): Promise<OpenedBundle> {
  const work = options.workFolder ?? temporaryFolder(options.store);
  const made = await mkdir(options.store, { recursive: true, mode: 0o700 });
  let isKept = false;
  try {
    const opened = await openSource(await realpath(source), work, options);
    isKept = opened.storedAt.startsWith(options.store);
    return opened;
  } catch (error) {
    throw toReadError(error, source);
  } finally {
    await rm(work, { recursive: true, force: true });
    if (made !== undefined && !isKept) await removeEmpty(options.store, made);
  }
}

/** Removes folders that were made only for a bundle that was not kept. One that holds anything stays. */
async function removeEmpty(folder: string, uppermost: string): Promise<void> {
  for (let at = path.resolve(folder); at.startsWith(uppermost); at = path.dirname(at)) {
    if (
      await rmdir(at).then(
        () => false,
        () => true,
      )
    )
      return;
  }
}
