/** Entry of the `countersign` command: plain Node, no dependencies at run time once built. */
import { EXIT } from './command.ts';
import { runCli } from './run.ts';
import { readVersion } from './version.ts';

void runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  version: readVersion(),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // A mistake of the program is no finding about the file.
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`); // prettier-ignore
    process.exitCode = EXIT.refused;
  },
);
