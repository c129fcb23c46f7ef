/** An audit record unpacked into a folder, to be changed as an attacker would, with manifests made anew or not. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unpackZip } from '../../electron/host/bundle/read-zip.ts';
import { verifyFile } from '../../electron/host/verify/verify-file.ts';
import { CONTAINER_LIMITS } from '../../shared/bundle/name-policy.ts';
import type { VerificationReport, VerifyCheck } from '../../shared/verify/model.ts';

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex'); // prettier-ignore

/** Unpacks a ZIP into a new folder. */
export async function unpackExport(zip: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await unpackZip(zip, folder, { limits: CONTAINER_LIMITS });
  return folder;
}

/** Paths of all files below a folder, divided by "/", sorted. */
export async function listAll(folder: string, below = ''): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await readdir(path.join(folder, below))).sort()) {
    const inside = below === '' ? name : `${below}/${name}`;
    if ((await stat(path.join(folder, inside))).isDirectory())
      found.push(...(await listAll(folder, inside))); // prettier-ignore
    else found.push(inside);
  }
  return found;
}

/** Writes the manifests of a bag anew, so that the bag itself is whole whatever was done to it. */
export async function resealBag(folder: string): Promise<void> {
  const lines = async (names: string[]): Promise<string> => {
    const read = await Promise.all(names.map(async (name) => `${sha256(await readFile(path.join(folder, name)))}  ${name}\n`)); // prettier-ignore
    return read.join('');
  };
  const all = (await listAll(folder)).filter((name) => !name.startsWith('signatures/'));
  const byBytes = (a: string, b: string): number => (a < b ? -1 : 1);
  await writeFile(path.join(folder, 'manifest-sha256.txt'), await lines(all.filter((name) => name.startsWith('data/')).sort(byBytes))); // prettier-ignore
  const tags = all.filter((name) => !name.startsWith('data/') && !name.startsWith('tagmanifest-'));
  await writeFile(path.join(folder, 'tagmanifest-sha256.txt'), await lines([...new Set([...tags, 'manifest-sha256.txt'])].sort(byBytes))); // prettier-ignore
}

/** A copy of an unpacked export, changed by `change` and sealed anew. */
export async function forge(
  original: string,
  copy: string,
  change: (folder: string) => Promise<void>,
): Promise<string> {
  await cp(original, copy, { recursive: true });
  await change(copy);
  await resealBag(copy);
  return copy;
}

/** Changes one byte of a file, at the middle unless said otherwise. */
export async function flipByte(file: string, at?: number): Promise<void> {
  const bytes = await readFile(file);
  const index = at ?? Math.floor(bytes.length / 2);
  bytes[index] = (bytes[index] ?? 0) ^ 0x01;
  await writeFile(file, bytes);
}

export function failures(report: VerificationReport): VerifyCheck[] {
  return report.checks.filter((check) => check.result === 'fail');
}

/** Names of the checks that fail, each once, sorted. */
export async function failingChecks(folder: string, pinnedRosters: readonly string[] = []): Promise<string[]> {
  const report = await verifyFile(folder, { pinnedRosters });
  return [...new Set(failures(report).map((check) => check.name))].sort();
} // prettier-ignore
