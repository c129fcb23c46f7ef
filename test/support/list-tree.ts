import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Every file below `folder`, and every folder with a "/" at its end, sorted. `readdir` of Node 18.15 knows
 * no `recursive`.
 */
export async function listTree(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const at = `${below}${entry.name}`;
      return entry.isDirectory() ? [`${at}/`, ...(await listTree(folder, `${at}/`))] : [at];
    }),
  );
  return lists.flat().sort();
}
