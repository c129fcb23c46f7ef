/** Opens what is no bag: a folder, a lone argument file, a lone Markdown file. Read in place, never signed. */
import path from 'node:path';
import { lstat } from 'node:fs/promises';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/errors.ts';
import { hashFolder } from './hash-folder.ts';
import { listFolder } from './list-folder.ts';
import { baseName, parseFolder } from './parse-folder.ts';
import type { OpenedBundle, OpenHereOptions } from './parse-folder.ts';
import { findChanged, readForeign } from './read-foreign.ts';
import type { ForeignFiles } from './read-foreign.ts';
import { BundleRefused, stopIfCancelled } from './refusal.ts';

const YAML = /\.ya?ml$/iu;
const READABLE = /\.(?:ya?ml|md|markdown)$/iu;

/** The argument in a folder without case.yaml: by its usual names, or the only YAML file at the top. */
function findArgument(paths: readonly string[]): string | null {
  if (paths.includes('case.yaml') || paths.includes('argument.yaml')) return null;
  const top = paths.filter((name) => YAML.test(name) && !name.includes('/'));
  return (
    top.find((name) => /^index\.gsn\.ya?ml$/iu.test(name)) ??
    (top.length === 1 ? (top[0] ?? null) : null)
  );
}

function notABundle(message: string): CountersignError {
  return new CountersignError('not-a-bundle', message);
}

/** What was found of a draft: its files, and its argument where that is in another format. */
interface Found {
  readonly files: FoundFile[];
  readonly problems: Problem[];
  readonly warnings: string[];
  readonly prefix: string;
  readonly foreign: ForeignFiles | null;
}

/** One file, with the modules that it uses. @throws CountersignError 'not-a-bundle', 'input-refused' */
async function findOne(folder: string, only: string, options: OpenHereOptions): Promise<Found> {
  const { size } = await lstat(path.join(folder, only));
  const foreign = only === 'case.yaml' ? null : readForeign(folder, only, size);
  if (foreign !== null && foreign.argument === null && foreign.format !== 'own' && foreign.format !== 'markdown') {
    throw notABundle('This is not a bundle, a folder, an argument in a known format or a Markdown file.');
  }
  const names = [...new Set([only, ...(foreign?.digests.keys() ?? [])])];
  const listed = await Promise.all(names.map(async (name) => ({ path: name, bytes: (await lstat(path.join(folder, name))).size }))); // prettier-ignore
  const hashed = await hashFolder(folder, listed, { signal: options.signal, onBytes: toProgress(options) }); // prettier-ignore
  return { ...hashed, warnings: [], prefix: '', foreign };
} // prettier-ignore

function toProgress(options: OpenHereOptions): (done: number, total: number) => void {
  return (done, total) => options.onProgress?.({ step: 'reading', done, total });
}

/** All files of a folder. @throws CountersignError 'not-a-bundle' where it holds nothing to read. */
async function findAll(folder: string, options: OpenHereOptions): Promise<Found> {
  const listing = await listFolder(folder, { signal: options.signal, skipsHidden: true });
  // A link in a working folder is the author's own business; it is not followed, and that is said.
  const tooMany = listing.problems.filter((problem) => problem.code === 'too-many-entries');
  if (tooMany.length > 0) throw new BundleRefused(tooMany);
  const warnings = listing.problems.map(
    (problem) => `"${problem.file ?? ''}" was left out. ${problem.message}`,
  );
  const prefix = listing.folders.has('data') ? 'data/' : '';
  const payload = listing.files.filter((file) => file.path.startsWith(prefix));
  if (prefix === '' && !payload.some((file) => READABLE.test(file.path))) {
    throw notABundle('This folder holds no argument, no case.yaml and no Markdown file.');
  }
  const hashed = await hashFolder(folder, payload, { signal: options.signal, onBytes: toProgress(options) }); // prettier-ignore
  const argument = findArgument(payload.map((file) => file.path.slice(prefix.length)));
  const bytes = payload.find((file) => file.path === `${prefix}${argument ?? ''}`)?.bytes ?? 0;
  const foreign =
    argument === null ? null : readForeign(path.join(folder, prefix), argument, bytes);
  return { ...hashed, warnings, prefix, foreign };
}

/** What stands in the files that were read as an argument and hashed meanwhile must be the same. */
function toProblems({ files, problems, prefix, foreign }: Found): Problem[] {
  if (foreign === null) return problems;
  const own = files.map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
  const changed = findChanged(foreign, own).map((file): Problem => ({ code: 'changed-while-read', file, place: null, rule: 'files stay as they are while they are read', message: 'The file was changed while it was read.' })); // prettier-ignore
  return [...problems, ...changed];
}

/** What a reader of a format refuses is a refusal of the whole. */
function refuseInput(error: unknown): never {
  if (!(error instanceof CountersignError) || error.code !== 'input-refused') throw error;
  throw new BundleRefused(error.problems, {
    namesItself: null,
    manifestDigest: null,
    filesChecked: 0,
  });
}

/**
 * Opens a folder, or one file of it, as an unsealed draft.
 * @param only Name of the one file that was asked for, or null for the whole folder.
 * @throws BundleRefused where a file cannot be read or its YAML is not valid; CountersignError
 *   'not-a-bundle' or 'cancelled'.
 */
export async function openDraft(
  folder: string,
  only: string | null,
  options: OpenHereOptions,
): Promise<OpenedBundle> {
  const found = await (only === null ? findAll(folder, options) : findOne(folder, only, options)).catch(refuseInput); // prettier-ignore
  const { files, warnings, prefix, foreign } = found;
  const refuse = (all: readonly Problem[]): never => {
    throw new BundleRefused(all, {
      namesItself: null,
      manifestDigest: null,
      filesChecked: files.length,
    });
  };
  const problems = toProblems(found);
  if (problems.length > 0) refuse(problems);
  stopIfCancelled(options.signal);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  options.onProgress?.({ step: 'parsing', done: total, total });
  const names = files.map((file) => file.path.slice(prefix.length));
  const isArgument = foreign?.argument != null || foreign?.format === 'own';
  const argumentPath = only === null ? findArgument(names) : isArgument ? only : null;
  const draftReason =
    only === null
      ? 'It is a folder without a manifest.'
      : isArgument || YAML.test(only) ? 'It is a single argument file.' : 'It is a single document.'; // prettier-ignore
  try {
    const safetyCase = parseFolder(folder, prefix, files, {
      seal: 'draft',
      draftReason,
      bundleDigest: null,
      sourceName: only === null ? path.basename(folder) : baseName(only),
      argumentPath,
      foreign: foreign?.argument ?? null,
      digestsBind: false,
      warnings,
    });
    return { safetyCase, storedAt: folder, manifest: safetyCase.files };
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'input-refused')
      return refuse(error.problems);
    throw error;
  }
}
