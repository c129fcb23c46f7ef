// Arguments that try to break a reader: how long each takes to its findings or its refusal, in every format.
import { runTask } from './processes.mjs';

const AIM = 2_000;

export async function run({ folder, tasks }) {
  const { made } = await runTask(tasks, 'make-hostile', { folder });
  console.log(`\nhostile arguments: opened, checked, analysed, or refused; the aim is ${AIM} ms`);
  for (const { name, format, file } of made) {
    const { milliseconds, told } = await runTask(tasks, 'judge', { file });
    const mark = milliseconds > AIM ? ' over the aim' : '';
    console.log(`  ${name.padEnd(20)} ${format.padEnd(9)} ${milliseconds.toFixed(0).padStart(7)} ms  ${told}${mark}`); // prettier-ignore
  }
}
