/** Child process: tries for the lock when told to, says how it went, and keeps a lock until it is stopped. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { CountersignError } from '../../../../../shared/errors.ts';
import { acquireLock } from '../../../../../electron/host/storage/lock-file.ts';

const folder = process.argv[2] ?? '';

process.on('message', (message) => {
  if (message === 'go') void contend();
  else process.exit(0);
});
process.send?.('ready');

async function contend(): Promise<void> {
  try {
    await acquireLock(folder);
    appendFileSync(path.join(folder, 'winners'), `${process.pid}\n`);
    process.send?.('won');
  } catch (error) {
    process.send?.(error instanceof CountersignError ? error.code : String(error));
  }
}
