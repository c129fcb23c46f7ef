/** Reads the argument of a draft where it is in another format than ours (docs/formats.md). */
import { LIMITS } from '../../../shared/bundle/name-policy.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import type { ForeignArgument } from '../../../shared/case/parse-case.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { detectFormat } from '../../../shared/formats/detect.ts';
import type { Detected } from '../../../shared/formats/detect.ts';
import { FORMAT_LIMITS } from '../../../shared/formats/limits.ts';
import { readFormat } from '../../../shared/formats/read-format.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { sha256Hex } from './digests.ts';
import { readRegularFile } from './read-file.ts';
import { resolveInside } from './safe-path.ts';

export interface ForeignFiles {
  /** What the file that was asked for is. */
  readonly format: Detected;
  /** Null where it is an argument.yaml of ours, or nothing that is read as an argument. */
  readonly argument: ForeignArgument | null;
  /** SHA-256 of every file that was read, by path. */
  readonly digests: ReadonlyMap<string, string>;
}

function tooLarge(file: string, bytes: number, limit: number): CountersignError {
  const message = `The file has ${bytes} bytes; ${limit} are allowed.`;
  return new CountersignError('input-refused', message, [{ code: 'file-too-large', file, place: null, rule: 'size of an argument file', message }]); // prettier-ignore
}

/** Bytes of a regular file in the folder; null where there is none, or its name leads elsewhere. */
function bytesOf(folder: string, path: string): Uint8Array | null {
  try {
    return readRegularFile(resolveInside(folder, path));
  } catch {
    // Not there, or named in a way that no file of a bundle may be named.
    return null;
  }
}

const NOTHING: ForeignFiles = { format: null, argument: null, digests: new Map() };
/** Names under which an argument is expected; what else is no text is simply no argument. */
const ARGUMENT_NAME = /\.(?:ya?ml|json|xml|axml|ltac|sacm)$/iu;
const MARKDOWN = /\.(?:md|markdown)$/iu;

/**
 * Reads one file of a folder, and the modules that it uses.
 * @param path The file, from the folder.
 * @throws CountersignError 'input-refused' where it is in a known format and breaks its rules.
 */
export function readForeign(folder: string, path: string, bytes: number): ForeignFiles {
  const digests = new Map<string, string>();
  const limit = /\.ya?ml$/iu.test(path) ? LIMITS.yamlBytes : FORMAT_LIMITS.characters;
  if (bytes > limit) {
    if (ARGUMENT_NAME.test(path)) throw tooLarge(path, bytes, limit);
    return MARKDOWN.test(path) ? { ...NOTHING, format: 'markdown' } : NOTHING;
  }
  const texts = new Map<string, string | null>();
  const textOf = (name: string): string | null => {
    const known = texts.get(name);
    if (known !== undefined) return known;
    const found = bytesOf(folder, name);
    if (found !== null && found.length > limit) throw tooLarge(name, found.length, limit);
    const text = found === null ? null : utf8Decode(found, name);
    texts.set(name, text);
    if (found !== null) digests.set(name, sha256Hex(found));
    return text;
  };
  let text: string | null;
  try {
    text = textOf(path);
  } catch (error) {
    if (ARGUMENT_NAME.test(path)) throw error;
    return MARKDOWN.test(path) ? { ...NOTHING, format: 'markdown' } : NOTHING;
  }
  const format = text === null ? null : detectFormat(path, text);
  if (text === null || format === null || format === 'own') return { format, argument: null, digests }; // prettier-ignore
  const reading = readFormat(format, { path, text, textOf });
  return { format, argument: reading === null ? null : { format, reading }, digests };
}

/** Files that were other bytes when they were read than when they were hashed. */
export function findChanged(read: ForeignFiles, files: readonly FoundFile[]): string[] {
  return files.flatMap((file) => {
    const digest = read.digests.get(file.path);
    return digest === undefined || digest === file.digests.get('sha256') ? [] : [file.path];
  });
}
