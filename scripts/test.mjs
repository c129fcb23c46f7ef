// `npm test`: sets up what is missing, then runs every stage, quietly while it is green. `npm test -- unit
// lint` runs only those. The last line counts the tests of all stages.
import { resolveElectron } from './electron-runtime.mjs';
import { runCommand, secondsSince, SetupError } from './run.mjs';
import { ensureNodeModules } from './setup.mjs';
import { STAGES } from './stages.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** Notes shown per stage; the rest is counted. */
const MOST_NOTES = 12;

await runCommand(async () => {
  const stages = chooseStages(process.argv.slice(2));
  const names = new Set(stages.map((stage) => stage.name));
  const needsElectron = names.has('electron') || names.has('program');
  await ensureSystemPackages([
    ...(needsElectron ? ['program', 'display'] : []),
    ...(names.has('browser') ? ['browser'] : []),
  ]);
  await ensureNodeModules();
  if (needsElectron) await resolveElectron();

  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const stage of stages) {
    const start = performance.now();
    const outcome = await stage.run();
    for (const key of Object.keys(total)) total[key] += outcome.counts[key];
    report(stage, outcome, secondsSince(start));
  }
  const { passed, failed, skipped } = total;
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`\n${passed} passed, ${failed} failed${tail}`);
  process.exitCode = failed > 0 ? 1 : 0;
});

function chooseStages(wanted) {
  if (wanted.length === 0) return STAGES;
  return wanted.map((name) => {
    const stage = STAGES.find((candidate) => candidate.name === name);
    if (stage !== undefined) return stage;
    const known = STAGES.map((candidate) => candidate.name).join(', ');
    throw new SetupError(`There is no stage "${name}". There are: ${known}.`);
  });
}

function report(stage, { state, counts, detail, notes }, time) {
  const ran = counts.passed + counts.failed;
  const count = state === 'passed' && ran > 0 ? `${counts.passed} tests, ` : '';
  console.log(`${stage.name.padEnd(9)} ${state.padEnd(8)} ${count}${time}  ${stage.what}`);
  if (state === 'skipped') console.log(`          because ${detail}`);
  if (state === 'failed') console.log(`${detail.trimEnd()}\n`);
  for (const note of notes.slice(0, MOST_NOTES)) console.log(`          ${note}`);
  if (notes.length > MOST_NOTES) console.log(`          and ${notes.length - MOST_NOTES} more`);
}
