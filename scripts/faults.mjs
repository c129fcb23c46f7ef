// `npm run faults [-- --json] [--only NAME]`: plays every operation on the workspace once for every call it makes to the file
// system and every way in which that call can go wrong, and prints how many there were and what was lost.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root, runCommand } from './run.mjs';
import { ensureNodeModules } from './setup.mjs';

await runCommand(async () => {
  await ensureNodeModules();
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-scripts-'));
  try {
    const bundler = path.join(root, 'test', 'support', 'bundle-script.mjs');
    const script = path.join(root, 'test', 'faults', 'run.ts');
    const bundled = spawnSync(process.execPath, [bundler, script, out], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (bundled.status !== 0) throw new Error('The script could not be bundled.');
    const run = spawnSync(process.execPath, [path.join(out, 'run.cjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
    process.exitCode = run.status ?? 1;
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}); // prettier-ignore
