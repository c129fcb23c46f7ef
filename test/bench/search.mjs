// Search as a person types: every beginning of every query, over 10,000 and 100,000 things to be found.
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { printRatio, runTask } from './processes.mjs';

const SIZES = [10_000, 100_000];

export async function run({ tasks }) {
  const folder = path.join(root, 'examples', 'marram-3-1.0', 'docs');
  for (const items of SIZES) {
    const { queries, p50, p95, cpu, indexed } = await runTask(tasks, 'search', {
      folder,
      items,
    });
    console.log(`\nsearch: ${items} things to be found, ${queries} queries as they are typed`);
    console.log(`  made ready in ${indexed.toFixed(0)} ms; answers: median ${p50.toFixed(2)} ms, 95th percentile ${p95.toFixed(2)} ms, ${cpu.toFixed(2)} ms of processor time`); // prettier-ignore
    if (items === 10_000) printRatio('95th percentile, ms', p95, 'at most 20');
  }
}
