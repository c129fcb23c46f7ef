/** Shapes of opening a bundle, and the step that all ways of opening share: parsing the case in a folder. */
import path from 'node:path';
import { comparePaths } from '../../../shared/bundle/bag-text.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import type { BundleFile, SafetyCase } from '../../../shared/case/model.ts';
import { parseCase } from '../../../shared/case/parse-case.ts';
import type { CaseFiles, CasePorts } from '../../../shared/case/parse-case.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { readListed } from './bag-on-disk.ts';
import { sha256Hex } from './digests.ts';
import type { ZipLimits } from './zip-structure.ts';

export interface OpenProgress {
  readonly step: 'reading' | 'checking' | 'parsing';
  /** Bytes. The total is null while it is not known. */
  readonly done: number;
  readonly total: number | null;
}

export interface OpenHereOptions {
  /** Folder in which admitted bundles are kept, one folder for each, named by digest. */
  readonly store: string;
  /** Fresh folder in the store for unfinished work; a name is chosen where none is given. */
  readonly workFolder?: string | undefined;
  readonly limits?: ZipLimits | undefined;
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OpenedBundle {
  readonly safetyCase: SafetyCase;
  /** Folder that holds the files: in the store for a sealed bundle, where it was found for a draft. */
  readonly storedAt: string;
  /** Payload files with the digests that their bytes have. */
  readonly manifest: readonly BundleFile[];
}

/** Text of Markdown kept for headings; YAML has its own limit, which is reported. */
const MAX_MARKDOWN = 4 * 1024 * 1024;

export const CASE_PORTS: CasePorts = {
  sha256Hex,
  canonicalJson: (value) => toCanonicalJson(value),
};

/** Said before the file is read: one that is too large must not look like one that is missing. */
function assertYamlSize(file: string, bytes: number): void {
  if (bytes <= LIMITS.yamlBytes) return;
  const message = `The file has ${bytes} bytes; ${LIMITS.yamlBytes} are allowed.`;
  throw new CountersignError('input-refused', message, [{ code: 'file-too-large', file, place: null, rule: 'size of a YAML file', message }]); // prettier-ignore
}

/** Parses the case in `folder`; `prefix` is what stands before the payload there: "data/" or nothing. */
export function parseFolder(
  folder: string,
  prefix: string,
  files: readonly FoundFile[],
  about: Omit<CaseFiles, 'files' | 'bytesOf'>,
): SafetyCase {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const payload = files
    .filter((file) => file.path.startsWith(prefix))
    .map((file): BundleFile => ({ path: `data/${file.path.slice(prefix.length)}`, bytes: file.bytes, sha256: file.digests.get('sha256') ?? '' }))
    .sort((a, b) => comparePaths(a.path, b.path)); // prettier-ignore
  return parseCase(
    {
      ...about,
      files: payload,
      bytesOf: (name) => {
        const isYaml = /\.ya?ml$/iu.test(name);
        const inFolder = prefix + name.slice('data/'.length);
        if (isYaml) assertYamlSize(name, byPath.get(inFolder)?.bytes ?? 0);
        return readListed(folder, byPath, inFolder, isYaml ? LIMITS.yamlBytes : MAX_MARKDOWN);
      },
    },
    CASE_PORTS,
  );
}

/** Name of a source without the endings of bundles and argument files. */
export function baseName(source: string): string {
  return path
    .basename(source)
    .replace(/\.(?:safetycase|zip|ya?ml|md|markdown|ltac|json|xml|axml|sacm)$/iu, '')
    .replace(/\.gsn$/iu, '');
}
