/** The sample case as a folder or ZIP that a test may change. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BAGIT_TXT, toManifest } from '../../../../shared/bundle/bag-text.ts';
import { openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import type { OpenedBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

export const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
export const sampleZip = path.join(examples, 'marram-3-1.0.safetycase');
/** The version that came after it. */
export const laterSample = path.join(examples, 'marram-3-1.1.safetycase');
export const sampleSource = path.join(examples, 'marram-3-1.0');

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The admitted sample as a folder outside any store. */
export async function makeSampleBag(): Promise<string> {
  const folder = await makeTempFolder();
  const { storedAt } = await openBundle(sampleZip, { store: path.join(folder, 'store') });
  await cp(storedAt, path.join(folder, 'bag'), { recursive: true });
  return path.join(folder, 'bag');
}

/** Writes files below a new folder. */
export async function makeFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = path.join(await makeTempFolder(), 'folder');
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** Files of a bag of ours around a payload, with manifests that are right. */
export function toBagFiles(
  payload: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const manifest = toManifest(
    Object.entries(payload).map(([name, text]) => ({ path: name, sha256: sha256(text) })),
  );
  const bytes = Object.values(payload).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const tags: Record<string, string> = {
    'bagit.txt': BAGIT_TXT,
    'bag-info.txt': `Payload-Oxum: ${bytes}.${Object.keys(payload).length}\n`,
    'manifest-sha256.txt': manifest,
    ...more,
  };
  const listed = Object.entries(tags).map(([name, text]) => ({ path: name, sha256: sha256(text) }));
  return { ...payload, ...tags, 'tagmanifest-sha256.txt': toManifest(listed) };
}

/** Opens a source with a store of its own, which is returned too. */
export async function openFresh(source: string): Promise<OpenedBundle & { store: string }> {
  const store = path.join(await makeTempFolder(), 'store');
  return { ...(await openBundle(source, { store })), store };
}

export async function flipByte(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x01;
  await writeFile(file, bytes);
}
