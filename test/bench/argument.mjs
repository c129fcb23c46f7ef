// Layout of an argument against Graphviz on the same graph, and reading, checking and analysing it as it grows.
import path from 'node:path';
import { hasCommand, median, printRatio, printTimes, runTask, takeTurns, timeOf } from './processes.mjs'; // prettier-ignore

const SIZES = [1_000, 10_000, 100_000];
const LAID_OUT = [1_000, 10_000];
const ROUNDS = 3;

const fileOf = (folder, nodes) => path.join(folder, `${nodes}.gsn.yaml`);

export async function run({ folder, tasks }) {
  for (const nodes of SIZES) await runTask(tasks, 'make-argument', { file: fileOf(folder, nodes), nodes }); // prettier-ignore
  await compareLayouts(folder, tasks);
  const names = SIZES.map(String);
  const work = Object.fromEntries(SIZES.map((nodes) => [String(nodes), () => runTask(tasks, 'analyse-argument', { file: fileOf(folder, nodes) })])); // prettier-ignore
  const found = await takeTurns(work, ROUNDS);
  console.log('\nargument: read, checked by the rules of GSN v3, analysed to order 1');
  for (const name of names) printTimes(`${name} nodes`, found[name].map((item) => item.milliseconds)); // prettier-ignore
  const [small = 0, middle = 0, large = 0] = names.map((name) => median(found[name].map((item) => item.milliseconds))); // prettier-ignore
  printRatio('10,000 nodes, ms', middle, 'at most 1,000');
  printRatio('100,000 / 10,000, by n log n', large / middle / 12.5, 'at most 1');
  printRatio('10,000 / 1,000, by n log n', middle / small / (40 / 3), 'at most 1');
}

async function compareLayouts(folder, tasks) {
  const hasDot = await hasCommand('dot', ['-V']);
  if (!hasDot) console.log('\nThere is no `dot` (Graphviz) here to compare the layout with.');
  for (const nodes of LAID_OUT) {
    const file = fileOf(folder, nodes);
    const { own, dot } = await takeTurns(
      {
        own: () => runTask(tasks, 'lay-out-argument', { file }),
        dot: () => (hasDot ? timeOf('dot', ['-Tplain', '-o', `${file}.plain`, `${file}.dot`]) : null), // prettier-ignore
      },
      hasDot && nodes > 1_000 ? 1 : ROUNDS,
    );
    const ours = own.map((item) => item.milliseconds);
    console.log(`\nargument: layout of ${nodes} nodes`);
    printTimes('Countersign, texts broken into lines included', ours);
    if (!hasDot) continue;
    printTimes('dot, its start included', dot);
    printRatio('dot / Countersign', median(dot) / median(ours), nodes > 1_000 ? 'at least 20' : 'more than 1'); // prettier-ignore
  }
}
