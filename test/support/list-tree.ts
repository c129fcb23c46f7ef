import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Every file and folder below `folder`, as paths below it, sorted. `readdir` of Node 18.15 knows no `recursive`. */
export async function listTree(folder: string, below = ''): Promise<string[]> {
  const found = await readdir(path.join(folder, below), { withFileTypes: true });
  const lists = await Promise.all(
    found.map(async (item) => {
      const name = path.join(below, item.name);
      return item.isDirectory() ? [name, ...(await listTree(folder, name))] : [name];
    }),
  );
  return lists.flat().sort();
}
