/** Joining names from a bundle to a folder on disk. */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';

/**
 * Absolute path of `name` (divided by "/") below `folder`. The name policy has been applied before; this
 * is the second lock.
 *
 * SECURITY: compared with the separator, since "/store-evil" begins with "/store" too.
 * @throws CountersignError 'input-refused' where the path leaves the folder.
 */
export function resolveInside(folder: string, name: string): string {
  const root = path.resolve(folder);
  const target = path.resolve(root, ...name.split('/'));
  if (!target.startsWith(root + path.sep) || name.includes('\0')) {
    throw new CountersignError('input-refused', `The path "${name}" leaves the bundle.`, [
      { code: 'path-escapes', file: name, place: null, rule: 'nothing outside the bundle', message: `The path "${name}" leaves the bundle.` }, // prettier-ignore
    ]);
  }
  return target;
}
