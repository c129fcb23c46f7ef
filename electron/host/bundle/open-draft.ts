/** Opens what is no bag: a folder, a lone argument file, a lone Markdown file. Read in place, never signed. */
import path from 'node:path';
import { lstat } from 'node:fs/promises';
import type { FoundFile } from '../../../shared/bundle/check-bag.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/errors.ts';
import { hashFolder } from './hash-folder.ts';
import { listFolder } from './list-folder.ts';
import { baseName, parseFolder } from './parse-folder.ts';
import type { OpenedBundle, OpenHereOptions } from './parse-folder.ts';
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

async function hash(
  folder: string,
  only: string | null,
  options: OpenHereOptions,
): Promise<{ files: FoundFile[]; problems: Problem[]; warnings: string[]; prefix: string }> {
  const onBytes = (done: number, total: number): void =>
    options.onProgress?.({ step: 'reading', done, total });
  if (only !== null) {
    const stats = await lstat(path.join(folder, only));
    const hashed = await hashFolder(folder, [{ path: only, bytes: stats.size }], {
      signal: options.signal,
      onBytes,
    });
    return { ...hashed, warnings: [], prefix: '' };
  }
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
  return {
    ...(await hashFolder(folder, payload, { signal: options.signal, onBytes })),
    warnings,
    prefix,
  };
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
  const { files, problems, warnings, prefix } = await hash(folder, only, options);
  const refuse = (all: readonly Problem[]): never => {
    throw new BundleRefused(all, {
      namesItself: null,
      manifestDigest: null,
      filesChecked: files.length,
    });
  };
  if (problems.length > 0) refuse(problems);
  stopIfCancelled(options.signal);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  options.onProgress?.({ step: 'parsing', done: total, total });
  const names = files.map((file) => file.path.slice(prefix.length));
  const argumentPath =
    only === null ? findArgument(names) : YAML.test(only) && only !== 'case.yaml' ? only : null;
  const draftReason =
    only === null
      ? 'It is a folder without a manifest.'
      : YAML.test(only) ? 'It is a single argument file.' : 'It is a single document.'; // prettier-ignore
  try {
    const safetyCase = parseFolder(folder, prefix, files, {
      seal: 'draft',
      draftReason,
      bundleDigest: null,
      sourceName: only === null ? path.basename(folder) : baseName(only),
      argumentPath,
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
