/**
 * Every call of every operation, every fault: `npm run faults`. Prints what was counted; ends with 1 where
 * anything was found.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { enumerateAll, toSummary } from './enumerate-all.ts';
import { FULL, QUICK } from './enumerate.ts';

async function run(args: readonly string[]): Promise<void> {
  const isJson = args.includes('--json');
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : '';
  const effort = args.includes('--quick') ? QUICK : FULL;
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'countersign-faults-'));
  try {
    const tell = (line: string): void => {
      if (!isJson) console.log(line);
    };
    const result = await enumerateAll(scratch, effort, tell, only);
    console.log(isJson ? JSON.stringify(result, null, 2) : toSummary(result));
    process.exitCode = result.findings.length > 0 ? 1 : 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

void run(process.argv.slice(2));
