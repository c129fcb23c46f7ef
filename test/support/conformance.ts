/** Where the public test data lies. It is never part of the project; tests that need it say that they skip. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const named = path.resolve(root, process.env['CONFORMANCE_DIR'] ?? '../shared/conformance');
/** Links are no part of the test data: a bag behind one would rightly be refused. */
const folder = existsSync(named) ? realpathSync(named) : named;

/** Path of a file or folder of the public test data. */
export function conformancePath(...names: string[]): string {
  return path.join(folder, ...names);
}

export function readConformance(...names: string[]): Uint8Array {
  return new Uint8Array(readFileSync(conformancePath(...names)));
}

/** JSON of others, whose numbers may be larger than ours. */
export function readConformanceJson(...names: string[]): unknown {
  return JSON.parse(readFileSync(conformancePath(...names), 'utf8'));
}

/** Names of the files below a folder, sorted, with forward slashes. */
export function listConformance(...names: string[]): string[] {
  return listBelow(conformancePath(...names)).sort();
}

/** `readdir` lists folders recursively only since Node 18.17, which the stand-in runtime is older than. */
function listBelow(at: string): string[] {
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [entry.name];
    if (!entry.isDirectory()) return [];
    return listBelow(path.join(at, entry.name)).map((name) => `${entry.name}/${name}`);
  });
}

/** Like `describe`, but says that it skips where the named data is absent. */
export function describeWithData(title: string, data: readonly string[], body: () => void): void {
  if (existsSync(conformancePath(...data))) {
    describe(title, body);
  } else {
    describe(title, () => {
      it.skip(`skips, since there is no ${conformancePath(...data)}`, () => undefined);
    });
  }
}
