/** A last line that a crash left without its end: kept in a file of its own, never dropped silently. */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { toHex } from '../../../shared/trust/bytes.ts';
import { nodeCrypto } from '../crypto.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { truncateDurably } from './append-line.ts';
import { TORN_PREFIX } from './journal-files.ts';

export interface TornFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Copies the torn line into `.torn-<time>`, and only then cuts it off the log.
 * @throws CountersignError 'storage-failed'
 */
export async function setTornLineAside(
  folder: string,
  line: Uint8Array,
  time: string,
  entriesFile: string,
  soundLength: number,
  fs: FileSystem,
): Promise<void> {
  const taken = await fs.readdir(folder);
  // No colons: Windows does not allow them in names.
  const base = `${TORN_PREFIX}${time.replaceAll(/[-:]/g, '')}`;
  let name = base;
  for (let number = 2; taken.includes(name); number++) name = `${base}-${number}`;
  await writeFileAtomically(path.join(folder, name), line, { fs });
  if (!(await truncateDurably(entriesFile, soundLength, fs))) {
    throw new CountersignError(
      'storage-failed',
      'The torn last line of the log could not be set aside.',
    );
  }
}

/** The files that hold such lines, oldest first. */
export async function listTornFiles(folder: string, fs: FileSystem): Promise<readonly TornFile[]> {
  const names = (await fs.readdir(folder))
    .filter((name) => name.startsWith(TORN_PREFIX) && !name.endsWith('.tmp'))
    .sort();
  const files: TornFile[] = [];
  for (const name of names) {
    const bytes = await fs.readFile(path.join(folder, name));
    files.push({ name, sha256: toHex(nodeCrypto.sha256(bytes)), bytes: bytes.length });
  }
  return files;
}
