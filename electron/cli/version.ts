/** Version of the program, from the package.json that it was built or installed with. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Looks upwards from the running file for the package.json of this program. "unknown" where there is none. */
export function readVersion(from = path.dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name?: unknown; version?: unknown }; // prettier-ignore
      if (name === 'countersign' && typeof version === 'string') return version;
    } catch {
      // No package.json here, or one of something else: look further up.
    }
    if (path.dirname(folder) === folder) return 'unknown';
  }
}
