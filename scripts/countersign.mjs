#!/usr/bin/env node
// The command `countersign`: builds it from the sources where that is needed, then runs it. The command
// itself is `electron/cli/countersign.ts`; it needs no Electron.
import path from 'node:path';
import { root, runCommand, runInForeground, toEnvironment } from './run.mjs';
import { listStale } from './build-stamp.mjs';
import { ensureBuilt, ensureNodeModules } from './setup.mjs';

await runCommand(async () => {
  if (listStale(['cli']).length > 0) {
    await ensureNodeModules();
    await ensureBuilt(['cli']);
  }
  const program = path.join(root, 'out', 'cli', 'countersign.cjs');
  // `npm run` moves to the project's folder; names on the command line are meant from where it was called.
  const isNpmRun = process.env.npm_lifecycle_event === 'countersign';
  runInForeground(process.execPath, [program, ...process.argv.slice(2)], {
    cwd: isNpmRun ? process.env.INIT_CWD : process.cwd(),
    env: toEnvironment(),
  });
});
