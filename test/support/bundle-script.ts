/** Child processes cannot run TypeScript on every supported Node: a script is bundled once into one file. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const bundler = fileURLToPath(new URL('bundle-script.mjs', import.meta.url));

/**
 * Bundles a script with everything it imports; returns the path of the file to fork. `TOOL_NODE` names
 * the Node to bundle with where the tests run on one that is too old for it (scripts/stages.mjs).
 */
export async function bundleScript(script: string, outFolder: string): Promise<string> {
  const node = process.env['TOOL_NODE'] ?? process.execPath;
  await promisify(execFile)(node, [bundler, script, outFolder]);
  return path.join(outFolder, `${path.basename(script, '.ts')}.cjs`);
}
