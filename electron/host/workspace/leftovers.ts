/** What writes left behind that a kill cut short. */
import path from 'node:path';
import { removeLeftovers } from '../storage/atomic-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { WorkspaceLayout } from './layout.ts';
import { COSIGNED, PEERS } from './peers.ts';

/** Removes it. Only while nobody writes: before anything is opened. */
export async function sweepLeftovers(layout: WorkspaceLayout, fs: FileSystem): Promise<void> {
  const names = await fs.readdir(layout.cases).catch(() => []);
  const parts = names.flatMap((name) =>
    ['records', 'drafts', 'reading', 'sealed'].map((part) => path.join(layout.cases, name, part)),
  );
  const peers = [layout.seat, ...names.map((name) => path.join(layout.cases, name))].map((folder) => path.join(folder, PEERS)); // prettier-ignore
  const logs = await Promise.all(peers.map(async (at) => (await fs.readdir(at).catch(() => [])).map((uuid) => path.join(at, uuid, COSIGNED)))); // prettier-ignore
  for (const folder of [
    layout.root,
    layout.keys,
    path.join(layout.seat, 'records'),
    ...parts,
    ...logs.flat(),
  ]) {
    // Not every case has every folder; what cannot be removed is named by nothing and harms nobody.
    await removeLeftovers(folder, fs).catch(() => undefined);
  }
}
