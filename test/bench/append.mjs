// One entry of a log, until it counts as recorded, against a bare write and fsync of as many bytes.
import { median, printRatio, runTask } from './processes.mjs';

const COUNT = 300;

export async function run({ folder, tasks }) {
  const { appends, writes } = await runTask(tasks, 'append', { folder, count: COUNT });
  console.log(`\nappend: ${COUNT} entries, each after a bare write and fsync`);
  for (const [name, list] of Object.entries({
    'entry until it is recorded': appends,
    'bare write and fsync': writes,
  })) {
    // prettier-ignore
    console.log(`  ${name.padEnd(44)} median ${median(list).toFixed(3)} ms`);
  }
  printRatio('entry / bare', median(appends) / median(writes), 'at most 1.5');
}
