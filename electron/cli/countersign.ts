/** Entry of the `countersign` command: plain Node, no dependencies at run time once built. */
import { runProgram } from './run.ts';
import { readVersion } from './version.ts';

void runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  version: readVersion(),
}).then((code) => {
  process.exitCode = code;
});
