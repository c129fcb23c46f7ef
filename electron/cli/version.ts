/** Version of the program, from the package.json that it was built or installed with. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseStrictJsonBytes } from '../../shared/trust/strict-json.ts';

const description = z.object({ name: z.literal('countersign'), version: z.string() });

/** Looks upwards from the running file for the package.json of this program. "unknown" where there is none. */
export function readVersion(from = path.dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    try {
      const file = path.join(folder, 'package.json');
      const found = description.parse(parseStrictJsonBytes(readFileSync(file), file));
      return found.version;
    } catch {
      // No package.json here, or one of something else: look further up.
    }
    if (path.dirname(folder) === folder) return 'unknown';
  }
}
