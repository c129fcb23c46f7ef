/** What writes left behind that a kill cut short. */
import path from 'node:path';
import { removeLeftovers } from '../storage/atomic-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { TIME_STAMPS } from '../time-stamp/store.ts';
import type { WorkspaceLayout } from './layout.ts';
import { COSIGNED, PEERS } from './peers.ts';

/** Folders of a case, and of the seat, whose files are written one at a time. */
const PARTS = ['records', 'drafts', 'reading', 'sealed'];
/** The same of one log. */
const PARTS_OF_LOG = ['.', COSIGNED, TIME_STAMPS];

/** Removes it. Only while nobody writes: before anything is opened. */
export async function sweepLeftovers(layout: WorkspaceLayout, fs: FileSystem): Promise<void> {
  const below = async (folder: string): Promise<string[]> =>
    (await fs.readdir(folder).catch(() => [])).map((name) => path.join(folder, name));
  const homes = [layout.seat, ...(await below(layout.cases))];
  const sides = homes.flatMap((home) => [path.join(home, 'logs'), path.join(home, PEERS)]);
  const logs = (await Promise.all(sides.map(below))).flat();
  for (const folder of [
    layout.root,
    layout.keys,
    layout.summaries,
    ...homes.flatMap((home) => PARTS.map((part) => path.join(home, part))),
    ...logs.flatMap((log) => PARTS_OF_LOG.map((part) => path.join(log, part))),
  ]) {
    // Not every folder is there; what cannot be removed is named by nothing and harms nobody.
    await removeLeftovers(folder, fs).catch(() => undefined);
  }
}
